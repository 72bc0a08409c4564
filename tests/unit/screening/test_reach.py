"""Who is left out before anything is aligned could not have reached what was asked for."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.evidence import Scale
from goodstanding.screening.index import WEAK_FROM
from goodstanding.screening.reach import Reach
from goodstanding.screening.segment import Segment
from goodstanding.screening.subjects import Subject

#: Words that meet each other in every way there is, and words that do not.
WORDS = (
    "Brelvano", "Brelvanno", "Brel", "Vano", "Brelvanovia", "Brelquen", "Quendaro", "Quendar", "Quenmil", "Mills",
    "Milling", "Construction", "Constr", "Bau", "Trading", "Trade", "Group", "Holding", "Office", "Agency", "Authority",
    "Valdora", "Norvia", "North", "South", "2", "17", "XVII", "First", "A", "B", "QM", "BQM", "MBT", "QMG", "Al-Noor",
    "Alnoor", "Noor", "Ul Brel", "Ulbrel", "al", "of", "建设", "四川", "明强", "Mingqiang", "Завод", "Zavod",
    "Брельвано", "شركة", "النور", "ß", "Écluse", "Ecluse", "Ltd", "GmbH", "S.A.",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def segment_of(names: list[str]) -> Segment:
    subjects = [Subject(organization=f"o-{at}", kind="company", names=(name,)) for at, name in enumerate(names)]
    return Segment.build(subjects, load_analyser())


@cache
def scale() -> Scale:
    return Scale(load_analyser())


class _Held:
    def __init__(self, segment: Segment, row: int) -> None:
        ((self.words, self.raw),) = segment.words_and_raw([row])
        self.forms = segment.forms(row)
        self.initials = frozenset[int]()


def kept_and_evidence(name: str, segment: Segment, least: int) -> list[tuple[bool, int]]:
    """For each reading of the name and row of the segment: whether it is kept, and its evidence."""
    found = []
    for reading in load_analyser().read(name):
        asked = scale().side(reading)
        initials = segment.vocabulary.by_initials(sorted(reading.initials))
        rows = list(range(len(segment.owner)))
        kept = Reach(segment, scale(), asked, initials).within(rows, least)
        assert kept == sorted(kept)
        compared = [scale().compare(asked, scale().side(_Held(segment, row))).evidence for row in rows]
        found += list(zip([row in kept for row in rows], compared, strict=True))
    return found


@given(NAMES, st.lists(NAMES, min_size=1, max_size=12), st.sampled_from([1, 200, 400, WEAK_FROM, 600]))
def test_nobody_is_left_out_who_reaches_it(name: str, names: list[str], least: int) -> None:
    segment = segment_of([*names, "Brelvano Trading"])
    assert [one for one in kept_and_evidence(name, segment, least) if one[1] >= least and not one[0]] == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Brelvano Bridges", "Brelvano Bridges"),
        ("Bank of Norway", "Bank of Norway"),
        ("Brelvano Bridges", "Brelvanno Bridges"),
        ("White Arvona", "Whitearvona"),
        ("Whitearvona", "White Arvona"),
        ("Covalmin", "Compania Valdora Minas"),
        ("Compania Valdora Minas", "Covalmin"),
        ("Ardomel Quendaro Mills Trade", "AQMT"),
        ("Zelmaryn", "Зелмарин"),
        ("Ardomel Inspection Office", "Ardomel Inspection Agency"),
        ("Alnoor", "Noor"),
        ("Brelvano Mineral Tolls", "Brelvano MT"),
        ("Brelvano MT", "Brelvano Mineral Tolls"),
    ],
)
def test_every_way_to_meet_is_kept(name: str, other: str) -> None:
    segment = segment_of([other, *(f"Corvesta {word}" for word in ("Steel", "Foods", "Energy"))])
    evidence = kept_and_evidence(name, segment, WEAK_FROM)
    assert evidence[0][0]


def test_most_who_share_a_common_word_are_left_out() -> None:
    others = [f"{word} Trading" for word in ("Ardomel", "Bintavo", "Corvesta", "Dulmarin", "Espolva", "Fendrika")]
    kept = [one for one, _ in kept_and_evidence("Quendaro Trading", segment_of(others), WEAK_FROM)]
    assert not any(kept)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Brelvano Bridges 17", "Brelvano Bridges 18"),
        ("Brelvano Bridges Norway", "Brelvano Bridges Sweden"),
        ("Brelvano Bridges Foundation", "Brelvano Bridges GmbH"),
        ("Ardomel Brelvano Bridges", "Corvesta Brelvano Bridges"),
        ("Brelvano Bridges Ardomel", "Brelvano Bridges Corvesta"),
    ],
)
def test_what_speaks_against_a_name_lowers_what_it_may_reach(name: str, other: str) -> None:
    segment = segment_of([other])
    (_, evidence), *_ = kept_and_evidence(name, segment, 1)
    assert kept_and_evidence(name, segment, evidence)[0][0]
    assert not kept_and_evidence(name, segment, evidence + 1)[0][0]
