"""The index finds who is meant, forgets who is gone, and never matches by a name."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.bands import Band
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

NUMBER = Identifier("gb-coh", "01234567")
OTHER_NUMBER = Identifier("gb-coh", "07654321")


def subject(organization: str, *names: str, identifiers: tuple[Identifier, ...] = (), country: str = "") -> Subject:
    return Subject(organization=organization, kind="company", names=names, identifiers=identifiers, country=country)


@pytest.fixture
def index() -> Index:
    return Index.build(
        [
            subject("o-1", "Brelvano Bridges Ltd", "Brelvano Bridgeworks", identifiers=(NUMBER,)),
            subject("o-2", "General Trading Company Ltd"),
            subject("o-3", "Quendaro Mills S.A."),
        ],
        analyser=load_analyser(),
    )


def test_the_same_name_is_a_strong_question_and_no_match(index: Index) -> None:
    answer = index.screen(Query(name="BRELVANO BRIDGES, LIMITED"))
    assert answer.band is Band.STRONG
    (candidate,) = answer.candidates
    assert (candidate.subject.organization, candidate.name) == ("o-1", "Brelvano Bridges Ltd")
    assert candidate.evidence < 1000


def test_an_equal_number_is_a_match_whatever_the_name(index: Index) -> None:
    answer = index.screen(Query(name="Something Else", identifiers=(NUMBER,)))
    assert answer.band is Band.MATCH
    assert [(one.subject.organization, one.evidence, one.met) for one in answer.candidates] == [
        ("o-1", 1000, (NUMBER,))
    ]


def test_another_number_of_the_scheme_speaks_against_the_name(index: Index) -> None:
    alone = index.screen(Query(name="Brelvano Bridges"))
    against = index.screen(Query(name="Brelvano Bridges", identifiers=(OTHER_NUMBER,)))
    assert alone.band is Band.STRONG
    assert against.band is not Band.STRONG
    assert [one.contradicting for one in against.candidates] in ([], [(OTHER_NUMBER,)])


def test_generic_words_alone_alert_nobody(index: Index) -> None:
    assert index.screen(Query(name="International Trading Group Ltd")).band is Band.CLEAR


def test_who_is_removed_is_gone_and_who_is_added_is_there(index: Index) -> None:
    index.remove("o-3")
    assert index.screen(Query(name="Quendaro Mills")).band is Band.CLEAR
    index.add(subject("o-9", "Quendaro Mills S.A."))
    assert [one.subject.organization for one in index.screen(Query(name="Quendaro Mills")).candidates] == ["o-9"]


@pytest.mark.parametrize("name", ["", " ", "...", "Ltd", "\0", "\ud800", "x" * 100_000])
def test_no_name_breaks_it(index: Index, name: str) -> None:
    assert index.screen(Query(name=name)).band is Band.CLEAR
