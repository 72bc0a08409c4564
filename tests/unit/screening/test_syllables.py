"""A shortened name tells what its letters tell, and no more than the words that it is made of."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.index import Index
from goodstanding.screening.pairs import PairScale
from goodstanding.screening.subjects import Query, Subject
from goodstanding.screening.syllables import beginnings, syllables

RARE = 15_000


def told(short: str, *words: str, rarity: int = RARE) -> tuple[int, tuple[int, ...]]:
    return syllables(short, words, (rarity,) * len(words))


@pytest.mark.parametrize(
    ("short", "words", "used"),
    [
        ("covalmin", ("compania", "valdora", "minas"), (0, 1, 2)),
        ("brelquen", ("brelvano", "quendaro"), (0, 1)),
        ("valmin", ("compania", "valdora", "minas"), (1, 2)),
        ("valminsa", ("valdora", "minas"), (0, 1)),
    ],
)
def test_beginnings_of_words_in_their_order(short: str, words: tuple[str, ...], used: tuple[int, ...]) -> None:
    weight, places = told(short, *words)
    assert weight > 0
    assert places == used


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("minval", ("valdora", "minas")),
        ("brelvano", ("brelvano",)),
        ("bqav", ("brelvano", "quendaro", "ardomel", "valdora")),
        ("bqavz", ("brelvano", "quendaro", "ardomel", "valdora", "zelmaryn")),
        ("ardomel", ("brelvano", "quendaro")),
    ],
)
def test_another_order_one_word_and_initials_are_none(short: str, words: tuple[str, ...]) -> None:
    assert told(short, *words) == (0, ())


def test_common_words_tell_little() -> None:
    assert (
        told("brelquen", "brelvano", "quendaro", rarity=3_000)[0] <= 6_000 < told("brelquen", "brelvano", "quendaro")[0]
    )


def test_the_beginnings_file_what_the_short_name_begins_with() -> None:
    assert "cova" in set(beginnings(("compania", "valdora", "minas")))
    assert "valm" in set(beginnings(("compania", "valdora", "minas")))
    assert all(len(letters) == 4 for letters in beginnings(("compania", "valdora", "minas")))
    assert not list(beginnings(("compania",)))


def test_the_index_finds_the_long_name_by_the_short_one_and_the_other_way_round() -> None:
    names = ("Compania Valdora de Minas S.A.", "Covalmin S.A.", "Quendaro Mills Ltd")
    subjects = [Subject(organization=name, kind="company", names=(name,)) for name in names]
    index = Index.build(subjects, analyser=load_analyser())
    for asked, meant in (names[:2], names[1::-1]):
        found = [one.subject.organization for one in index.screen(Query(name=asked)).candidates]
        assert meant in found
        assert names[2] not in found


def test_neighbours_that_met_nothing_may_be_one_word_s_letters_beside_a_meeting() -> None:
    scale = PairScale(load_analyser())
    together = scale.evidence("Brelvano QZV", "Brelvano Quendaro Zelmaryn Vostrik")
    assert together > scale.evidence("Brelvano QZW", "Brelvano Quendaro Zelmaryn Vostrik")
