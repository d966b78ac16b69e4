"""What the documents say is true: their sessions run, their links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sessions import replayed, sessions
from verbale import cli

TOP = Path(__file__).parent.parent
DOCUMENTS = sorted([*TOP.glob("*.md"), *TOP.glob("docs/**/*.md"), TOP / "examples/README.md"])
WITH_SESSIONS = [path for path in DOCUMENTS if "```console" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_SESSIONS, ids=lambda path: path.name)
def test_sessions_print_what_the_document_says_snapshot(path: Path, tmp_path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    shutil.copytree(TOP / "examples", tmp_path / "examples")
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": commands, "COLUMNS": "100", "NO_COLOR": "1"}
    anew = document
    for session in sessions(document):
        output = replayed(session, tmp_path, environment)
        anew = anew.replace(
            f"$ {session.command}\n{session.output}", f"$ {session.command}\n{output}", 1
        )
    if os.environ.get("VERBALE_REWRITE_SNAPSHOTS"):
        path.write_text(anew, encoding="utf-8")
    assert anew == document, f"{path.name}: see `make snapshots`"


def test_the_readme_s_python_runs(tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (TOP / "README.md").read_text(), re.DOTALL | re.MULTILINE
    )
    assert blocks
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "the bridge was safe" in done.stdout


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document):
        assert (path.parent / target).exists(), target


def test_every_module_is_named_in_the_architecture() -> None:
    told = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = [p.name for p in (TOP / "verbale/reading").glob("*.py") if p.name != "__init__.py"]
    assert [name for name in modules if name not in told] == []


def test_every_runtime_dependency_is_explained() -> None:
    told = (TOP / "docs/dependencies.md").read_text(encoding="utf-8")
    listed = re.search(
        r"^dependencies = \[(.*?)^\]",
        (TOP / "pyproject.toml").read_text(),
        re.DOTALL | re.MULTILINE,
    )
    assert listed is not None
    names = re.findall(r'"([a-z-]+)', listed[1])
    assert names
    assert [name for name in names if name not in told] == []


def test_every_command_has_help() -> None:
    for command in cli.app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__, command.name
