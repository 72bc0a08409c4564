"""The lint of all templates (S39): who decided what, never that it happened; no word that the glossary bans."""

import re
from string import Formatter

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.register.catalogue import Measure
from goodstanding.register.records import Finality
from goodstanding.standing import phrases
from goodstanding.standing.evaluate import NotRated

BANNED = re.compile(
    r"\b(blacklist\w*|black mark|entit(y|ies)|scor(e|es|ed|ing)|guilty|offend\w*|culprit|criminal|crook\w*|dishonest\w*"
    r"|untrustworthy|cheat\w*|trust|convict\w*|punish\w*|committed)\b",
    re.IGNORECASE,
)


def _templates() -> dict[str, str]:
    found = {name: value for name, value in vars(phrases).items() if name.isupper() and isinstance(value, str)}
    for name in ("NOT_RATED", "MEASURES", "FINALITY"):
        found |= {f"{name}.{key}": value for key, value in getattr(phrases, name).items()}
    return found


def _titles() -> dict[str, str]:
    found = {}
    for name in SAMPLES:
        rulebook = load_sample(name)
        for part in (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds):
            found |= {f"{name} {one.id}": one.title for one in part}
        found |= {f"{name} grade {grade.code}": grade.title for grade in rulebook.grades}
    return found


@pytest.mark.parametrize("text", [*_templates().values(), *_titles().values()])
def test_no_template_or_title_uses_a_banned_word(text):
    assert BANNED.search(text) is None


def test_the_lint_finds_a_planted_word():
    assert BANNED.search("This entity committed fraud")


def test_what_was_decided_is_always_said_by_an_authority_with_its_dates():
    for template in (phrases.DECIDED, phrases.PUBLISHED):
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        assert names[:3] == ["authority", "decided_on", "organization"]
        assert {"decided", "final_on", "why"} <= set(names)
    assert "in its own words" in phrases.QUOTED
    carrying = [name for name, text in _templates().items() if "{decided}" in text]
    assert sorted(carrying) == ["DECIDED", "PUBLISHED"]


def test_every_code_has_its_words():
    assert set(phrases.FINALITY) == set(Finality)
    assert set(phrases.NOT_RATED) == set(NotRated)
    assert set(Measure) - set(phrases.MEASURES) == {Measure.LISTED_ELSEWHERE, Measure.PUBLISHED_FACT}


def test_the_catalogue_completes_the_sentence():
    for category in load_catalogue().categories.values():
        sentence = phrases.DECIDED.format(
            authority="X", decided_on="D", organization="Y", decided=category.decided, ordered="", final_on="F", why="Z"
        )
        assert BANNED.search(sentence) is None
