"""Two words are like each other for a reason that can be named, or not at all."""

import pytest

from goodstanding.screening.answer import How
from goodstanding.screening.likeness import UNLIKE, likeness
from goodstanding.screening.sounds import sound


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("mukhtar", "mukhtar", How.EXACT),
        ("mukhtar", "mokhtar", How.ROMANISED),
        ("zavod", "zawod", How.ROMANISED),
        ("brelvano", "brelvanno", How.ROMANISED),
        ("brelvano", "brelvamo", How.EDIT),
        ("petrochem", "petrochemistry", How.TRUNCATED),
        ("brlvn", "brelvanovia", How.ABBREVIATED),
        ("albrelva", "brelva", How.JOINED),
        ("~hlj", "khaleej", How.ROMANISED),
    ],
)
def test_how_words_meet(one: str, other: str, how: How) -> None:
    found = likeness(one, other)
    assert found.how is how
    assert found.quality >= 500 or how is How.ABBREVIATED
    assert likeness(other, one) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("17", "18"),
        ("2019", "2020"),
        ("a", "b"),
        ("a", "ardomel"),
        ("brelvano", "quendaro"),
        ("sea", "sun"),
        ("x1", "x2"),
    ],
)
def test_words_that_do_not_meet(one: str, other: str) -> None:
    assert likeness(one, other) == UNLIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brelmavo", "brelrnavo"),
        ("tresvvando", "treswando"),
        ("ajsbrelva", "aisbrelva"),
        ("szczelvino", "shchelvino"),
        ("xinbrelva", "hsinbrelva"),
        ("mprelvano", "brelvano"),
        ("ntrelvano", "drelvano"),
        ("gkelvano", "gelvano"),
        ("daewoobrelva", "daeubrelva"),
    ],
)
def test_letters_that_scanners_and_romanisations_exchange_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)
    assert likeness(one, other).quality == 930


def test_a_word_behind_an_article_is_no_liker_than_without_it() -> None:
    assert likeness("ulkhair", "khayr").quality == likeness("khair", "khayr").quality
    assert likeness("ulbrelva", "brelwa").quality == likeness("brelva", "brelwa").quality < 950
    assert likeness("ulbrelva", "brelva").quality == 950
