"""Count how often each word stands in what people say: `python -m training.roots DATA`.

Writes the roots of common words with the number of statements, of ten thousand, that have them, to
`verbale/record/common_roots.txt`. DATA holds train.jsonl. Documents are found by their rarer words.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from verbale.record.related import COMMON_ROOTS
from verbale.record.sayings import root_words

_OF = 10_000
_COMMON = 3  # of ten thousand statements


def main(data: Path) -> None:
    """Count in all statements of the training articles."""
    counts: Counter[str] = Counter()
    statements = 0
    with Path(data, "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            for attribution in article["attributions"]:
                said = (article["text"][start:end] for start, end in attribution["content"])
                counts.update(root_words(" ".join(said)))
                statements += 1
    shares = {root: round(count * _OF / statements) for root, count in counts.items()}
    common = sorted((root, share) for root, share in shares.items() if share >= _COMMON)
    text = "".join(f"{root} {share}\n" for root, share in common)
    COMMON_ROOTS.write_text(text, encoding="utf-8")
    print(f"{len(common)} roots of {statements} statements")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
