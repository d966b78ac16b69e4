"""Every rule's examples match it, and its counter-examples do not."""

from __future__ import annotations

import pytest

from verbale.model import Document
from verbale.reading.actors import gather_cast
from verbale.reading.acts import ActRule, act_of_cue, act_rules
from verbale.reading.dates import find_dates
from verbale.reading.layout import lay_out
from verbale.reading.names import name_rules
from verbale.reading.occasions import OccasionRule, occasion_rules
from verbale.reading.status import StatusRule, find_status_changes, status_rules


@pytest.mark.parametrize("rule", act_rules(), ids=lambda rule: rule.act)
def test_act_rules(rule: ActRule) -> None:
    assert [act_of_cue(cue) for cue in rule.says] == [rule.act] * len(rule.says)
    assert rule.act not in [act_of_cue(cue) for cue in rule.says_not]


@pytest.mark.parametrize("rule", occasion_rules(), ids=lambda rule: rule.type)
def test_occasion_rules(rule: OccasionRule) -> None:
    assert all(rule.search(words, words.lower()) for words in rule.says)
    assert not any(rule.search(words, words.lower()) for words in rule.says_not)


@pytest.mark.parametrize("rule", status_rules(), ids=lambda rule: rule.status)
def test_status_rules(rule: StatusRule) -> None:
    assert [_statuses(text) for text in rule.says] == [{rule.status}] * len(rule.says)
    assert not any(rule.status in _statuses(text) for text in rule.says_not)


def test_word_lists_are_lower_case_and_in_the_singular() -> None:
    rules = name_rules()
    for words in (rules.titles, rules.female, rules.male, rules.person_nouns, rules.unnamed):
        assert all(word == word.casefold() for word in words)
    assert not rules.female & rules.male


def _statuses(text: str) -> set[str]:
    layout = lay_out(text)
    cast = gather_cast(layout, Document(text))
    dates = find_dates(text, "2024-07-10")
    return {change.status for change in find_status_changes(layout, dates, cast)}
