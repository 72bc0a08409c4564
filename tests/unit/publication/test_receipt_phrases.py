"""What a check of a receipt says was shown then and is shown now."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from goodstanding.publication import receipt_phrases as phrases
from goodstanding.publication.receipt_phrases import tell_answers, tell_difference
from goodstanding.publication.screened import Shown
from goodstanding.publication.screening_rows import Nature, RecordFact

DAY, DAYS = date(2026, 6, 1), timedelta(days=1)
FACT = RecordFact(
    number=7, nature=Nature.ADVERSE, category="collusion", authority="xv-court", says="A court decided it.",
    status="final", decided_on=date(2026, 1, 2), final_on=date(2026, 2, 3), shown_until=date(2027, 1, 31),
)  # fmt: skip
FOREIGN = replace(FACT, number=8, nature=Nature.FOREIGN, confirmed_until=DAY)
THEN = Shown(kind="company", names=("Ant Ltd",), identifiers=("xv-reg:C1",), country="XV", facts=(FACT,))
ABOUT = "Adverse record, entry 7 (collusion, xv-court): "


def told(now: Shown | None, then: Shown | None = THEN, later: date = DAY) -> list[str]:
    return list(tell_difference(then, now, DAY, later))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"status": "under-appeal"}, 'it is said now "An appeal is pending.".'),
        ({"shown_until": None}, 'it is no longer said "Shown until 31 January 2027.".'),
        (
            {"shown_until": date(2026, 9, 1), "status": "cured"},
            'then "Shown until 31 January 2027.", now "It was made good. Shown until 1 September 2026.".',
        ),
        ({"category": "bribery"}, "its category was collusion, and is bribery."),
        ({"final_on": date(2026, 2, 4)}, "its day of finality was 3 February 2026, and is 4 February 2026."),
    ],
)
def test_a_record_that_reads_otherwise_is_told_by_what_differs(changed: dict[str, object], says: str) -> None:
    assert told(replace(THEN, facts=(replace(FACT, **changed),))) == [ABOUT + says]


def test_what_came_and_what_went_is_told_whole() -> None:
    other = replace(FACT, number=9, says="Another court decided it.")
    assert told(replace(THEN, facts=(other,))) == [
        "Then, and no more: Adverse record: A court decided it. Shown until 31 January 2027.",
        "Now, and not then: Adverse record: Another court decided it. Shown until 31 January 2027.",
    ]
    assert told(None) == ["Then: Adverse record: A court decided it. Shown until 31 January 2027."]
    assert told(THEN, None) == ["Now: Adverse record: A court decided it. Shown until 31 January 2027."]


def test_names_and_numbers_that_differ_are_told() -> None:
    assert told(replace(THEN, names=("Ant Ltd", "Bee Ltd"), identifiers=())) == [
        "Then its names were: Ant Ltd. Now: Ant Ltd, Bee Ltd.",
        "Then its numbers were: xv-reg:C1. Now: none.",
    ]


def test_a_foreign_listing_that_its_source_confirms_no_more_says_so() -> None:
    foreign = replace(THEN, facts=(FOREIGN,))
    again = replace(THEN, facts=(replace(FOREIGN, confirmed_until=DAY + DAYS),))
    assert told(again, foreign, DAY + DAYS) == []
    (line,) = told(foreign, foreign, DAY + DAYS)
    assert "Not confirmed by its source since" in line


def test_an_answer_that_is_the_same_is_said_once() -> None:
    assert [tell_answers(*pair) for pair in (("clear", "match"), ("match", "match"), ("match", ""))] == [
        "clear then, match now",
        "match, then as now",
        "match then",
    ]


def test_no_sentence_states_misconduct_as_a_fact() -> None:
    """S39, as for all that a screening says."""
    texts = [text for name, text in vars(phrases).items() if name.isupper() and isinstance(text, str)]
    banned = re.compile(r"\b(?:guilty|fraud\w*|corrupt\w*|brib\w*|crime|criminal|offen[cs]e|blacklist\w*|hit)\b", re.I)
    assert len(texts) > 20
    assert [text for text in texts if banned.search(text)] == []
