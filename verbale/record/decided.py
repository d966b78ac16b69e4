"""What people decided about two entries at once, as far as both are on record today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from verbale.record import schema
from verbale.record.attaching import about_two, attached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from verbale.record.reviewed import Verdict

__all__ = ["Decided", "corrected_actors", "decided_on"]

_Pairs = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of ids, each with who says so and why.

    `one` and `two` are actors whom somebody took for one, or for two; `linked` and `unlinked` are
    statements with what they answer, or do not. `corrected` are actors each with a field (name,
    side or kind) and what it is, the last word last.
    """

    one: _Pairs = ()
    two: _Pairs = ()
    linked: _Pairs = ()
    unlinked: _Pairs = ()
    corrected: _Pairs = ()


def decided_on(connection: Connection, judged: Mapping[str, Verdict]) -> Decided:
    """Give the pairs that decisions in effect are about, without entries that were rejected."""
    pairs: dict[str, list[tuple[str, str, str]]] = {
        "merge": [],
        "split": [],
        "link": [],
        "unlink": [],
    }
    for decision, one, other in about_two(connection):
        verdicts = (judged.get(one), judged.get(other))
        if not any(verdict and verdict.rejected_by is not None for verdict in verdicts):
            why = f": {decision.why}" if decision.why else ""
            pairs[decision.action].append((one, other, f"{decision.by} decided so{why}"))
    return Decided(
        one=tuple(pairs["merge"]),
        two=tuple(pairs["split"]),
        linked=tuple(pairs["link"]),
        unlinked=tuple(pairs["unlink"]),
        corrected=corrected_actors(connection),
    )


def corrected_actors(connection: Connection) -> _Pairs:
    """Give the fields of actors that somebody corrected, with their values, the last word last."""
    decision = schema.decision.c
    about = select(decision.document).where(decision.kind == "actor", decision.action == "correct")
    documents = set(connection.execute(about).scalars())
    decided = attached(connection, documents)
    found = [
        (each.number, entry_id, each.field, str(each.becomes))
        for entry_id, several in decided.items()
        for each in several
        if each.target.kind == "actor" and each.field is not None
    ]
    return tuple((entry_id, field, value) for _, entry_id, field, value in sorted(found))
