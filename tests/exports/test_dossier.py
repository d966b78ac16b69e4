from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.factories import reading_of, rich_reading
from tests.snapshots import check_snapshot
from verbale.exports.dossier import dossier

if TYPE_CHECKING:
    from verbale.record import Record


def test_snapshot_of_a_dossier(record: Record) -> None:
    record.add(rich_reading("news/report.txt"))
    record.add(reading_of("[She] {said} (so).", name="reply.txt"))
    made = dossier(record.contents(), record.ties(), "clubs")
    check_snapshot("dossier.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def test_ids_are_unique_and_point_to_what_is_there(record: Record) -> None:
    record.add(rich_reading())
    record.add(reading_of("[She] {said} (so)."))
    made = json.loads(json.dumps(dossier(record.contents(), record.ties(), "clubs")))
    kinds = ("documents", "actors", "statements", "occasions", "figures", "status_changes")
    ids = [each["id"] for kind in kinds for each in made[kind]]
    assert len(ids) == len(set(ids)) > 10
    pointed = {each["speaker"] for each in made["statements"]}
    pointed |= {actor for each in made["statements"] for actor in each["addressees"]}
    pointed |= {each[end] for each in made["links"] for end in ("from", "to")}
    pointed |= {each["document"] for kind in kinds[2:] for each in made[kind]}
    assert pointed - {None} <= set(ids)


def test_an_empty_record_is_a_dossier(record: Record) -> None:
    made = dossier(record.contents(), record.ties(), "nothing")
    assert made["dossier"] == "nothing"
    assert made["statements"] == []
