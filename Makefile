.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
DEPENDENCIES := .venv/.dependencies
PACKAGE := .venv/.package
CODE := verbale tests $(sort $(dir $(wildcard benchmarks/*.py examples/*.py training/*.py)))

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(PACKAGE) ## Make .venv with the locked dependencies

$(DEPENDENCIES): requirements/dev.txt
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

$(PACKAGE): $(DEPENDENCIES) pyproject.toml
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: setup ## Read the documents in examples/samrath, show who said what, and open the desk
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/verbale add build/demo/demo.db examples/samrath
	@$(BIN)/verbale show build/demo/demo.db statements
	@$(BIN)/verbale exchanges build/demo/demo.db --as-of 2025-06-01
	@$(BIN)/verbale desk build/demo/demo.db

check: setup ## Lint, format, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports

test: check ## Everything that must pass: the checks, then the tests
	$(BIN)/pytest -n 2

format: setup ## Rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

snapshots: setup ## Rewrite the expected outputs in tests/snapshots; read the diff
	VERBALE_REWRITE_SNAPSHOTS=1 $(BIN)/pytest tests -k snapshot

soak: setup ## The long rounds: 1,000 kills while records are written, 300 damaged files
	$(BIN)/pytest -m soak -rP

fuzz: setup ## Damaged files for MINUTES=5: counts, crashes and leaks; findings in build/fuzz
	$(BIN)/python -m tests.sources.fuzzing --minutes $(or $(MINUTES),5)

train: ## Make the weights: DATA=folder with train/dev.jsonl, ENCODER=MiniLM's model.safetensors
	bash training/run "$(DATA)" "$(ENCODER)"

package: setup ## Build the wheel and try it in an empty environment, away from the source
	rm -rf build/package && mkdir -p build/package
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/package .
	bash .ci/try-wheel build/package/verbale-*.whl

lock: ## Resolve the dependencies anew into requirements/
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt

LOCK := --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header

.PHONY: help setup demo check test format snapshots soak fuzz train package lock
