"""Laws of screening: symmetric, never raised by what speaks against, bounded on any text, the same by every way."""

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.adapters.screening_join import join
from goodstanding.screening.analyser import LONGEST_NAME, MOST_WORDS
from goodstanding.screening.bands import Band
from goodstanding.screening.evidence import Scale
from goodstanding.screening.index import Index
from goodstanding.screening.pairs import PairScale
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

WORDS = st.sampled_from((
    "Brelvano", "Quendaro", "Ardomel", "Ardomell", "Bridges", "Bridge", "Trading", "Trade", "Group", "Company", "of",
    "and", "Valdora", "North", "2", "II", "17", "A", "Constr", "Construction", "Ltd", "GmbH", "S.A.", "建设", "集团",
    "四川",
    "有限公司", "明强", "ООО", "Завод", "Брельвано", "شركة", "النور", "للتجارة", "MBT", "QMG", "al", "Al-Noor",
    "Brelvanobridges", "Brelbri", "Foundation", "Organization", "Party", "Brelvanotrad",
))  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
NUMBERS = st.sampled_from(["01234567", "07654321", "09999999"]).map(lambda code: (Identifier("gb-coh", code),))
COUNTRIES = st.sampled_from(["", "XV", "XW"])


@cache
def scale() -> PairScale:
    return PairScale(load_analyser())


@cache
def index() -> Index:
    names = (
        "Brelvano Bridges Ltd", "Brelvano Trading Group", "Quendaro Mills S.A.", "Ardomel Construction 17",
        "Ardomel Construction 18", "Sichuan Mingqiang Construction Group", "General Trading Company", "Al-Noor Trading",
        "OOO Brelvano Zavod", "Maritime Bridge Tolls", "North Valdora Bridges", "Quendaro Mills of Valdora GmbH",
    )  # fmt: skip
    subjects = [
        Subject(
            organization=f"o-{place}",
            kind="company",
            names=(name,),
            identifiers=(Identifier("gb-coh", f"{place:08d}"),),
            country="XV" if place % 2 else "",
        )
        for place, name in enumerate(names)
    ]
    return Index.build(subjects, analyser=load_analyser())


@given(NAMES, NAMES)
def test_evidence_is_the_same_whichever_side_asks(one: str, other: str) -> None:
    assert scale().evidence(one, other) == scale().evidence(other, one)


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=6))
def test_a_table_of_names_weighs_as_each_pair_does(names: list[str], others: list[str]) -> None:
    assert list(scale().table(names, others)) == [[scale().evidence(one, other) for other in others] for one in names]


@given(NAMES, NAMES)
def test_who_is_told_apart_unaligned_has_no_evidence(one: str, other: str) -> None:
    whole = Scale(load_analyser())
    sides = [[whole.side(reading) for reading in load_analyser().read(name)] for name in (one, other)]
    aligned = [whole.compare(mine, theirs).evidence for mine in sides[0] for theirs in sides[1]]
    assert scale().evidence(one, other) == max(aligned, default=0)


@given(NAMES)
def test_a_name_is_never_full_evidence_not_even_of_itself(name: str) -> None:
    assert 0 <= scale().evidence(name, name) < 1000


@given(NAMES, COUNTRIES)
def test_a_name_alone_is_never_a_match(name: str, country: str) -> None:
    assert index().screen(Query(name=name, country=country)).band is not Band.MATCH


def best(query: Query) -> dict[str, int]:
    return {one.subject.organization: one.evidence for one in index().screen(query).candidates if not one.met}


@given(NAMES, NUMBERS)
def test_a_contradicting_number_never_raises(name: str, numbers: tuple[Identifier, ...]) -> None:
    alone = best(Query(name=name))
    assert all(evidence <= alone[who] for who, evidence in best(Query(name=name, identifiers=numbers)).items())


@given(NAMES)
def test_another_country_never_raises(name: str) -> None:
    alone = best(Query(name=name))
    assert all(evidence <= alone[who] for who, evidence in best(Query(name=name, country="XW")).items())


@given(NAMES, st.integers(min_value=3, max_value=99))
def test_another_number_in_the_name_never_raises(name: str, number: int) -> None:
    plain = scale().evidence(f"{name} Ardomelva 1", f"{name} Ardomelva 1")
    assert scale().evidence(f"{name} Ardomelva 1", f"{name} Ardomelva {number}") <= plain


#: Names of every kind that is read in its own way: forms before, amid and behind, articles, phrases, runs, long ones.
HELD = st.sampled_from((
    "Brelvano Bridges Ltd", "Quendaro Mills of Valdora GmbH", "AL-KHAYR Arvona Market", "STICHTING AL-ARDOMEL",
    "Arvona Airforce Association", "OOO Brelvano Zavod", "General Trading Company of Valdora", "PT Covesta Tbk",
    "AL-UMQIVA BUREAUX DE CHANGE", "Bank Ardomel", "Covalmin S.A.", "M.S. Service SRL", "ASRV", "Whitearvona Shipping",
    "Society of Ardomel Cooperation", "Quendaro S.A. Sucursal Peru", "Compania Valdora en comandita por acciones",
    "Brelvano Royal Air Force National Construction Energy Transport Marine Bank",
    "Ardomel Trading Bridges Energy Transport Marine Insurance Steel Foods Textiles", "National Bridge Corporation",
))  # fmt: skip
#: What is like no word of these names; and forms of classes that exclude others.
OTHERS = st.sampled_from(
    ("Zorvexim", "Quandelbru", "Tharnovik", "7319", "XIV", "Kenya", "Hamburg", "GmbH", "LLC", "PLC")
)

ADDED = st.lists(st.tuples(OTHERS, st.integers(0, 12)), min_size=1, max_size=9, unique_by=lambda one: one[0])


def classes(name: str) -> set[str]:
    return {form for reading in load_analyser().read(name) for form in reading.forms} - {"other"}


@settings(max_examples=max(1_000, settings.default.max_examples))
@given(HELD, st.integers(0, 200), ADDED)
def test_words_numbers_places_and_forms_of_its_own_never_raise(
    name: str, slip: int, added: list[tuple[str, int]]
) -> None:
    asked = name[:slip] + "e" + name[slip + 1 :] if slip < len(name) and name[slip].isalpha() else name
    before = scale().evidence(asked, name)
    for one, at in added:
        if classes(f"Brelvano {one}") & classes(name):
            continue
        words = asked.split()
        longer = " ".join([*words[:at], one, *words[at:]])
        if any(reading.read_as for reading in load_analyser().read(longer)):
            continue  # A form before a joiner makes two names of one, of which each is looked for.
        asked, evidence = longer, scale().evidence(longer, name)
        assert evidence <= before, asked
        before = evidence


@given(st.text(max_size=2_000))
def test_any_text_is_read_within_bounds(text: str) -> None:
    started = time.process_time()
    answer = index().screen(Query(name=text))
    assert time.process_time() - started < 5
    assert answer.band is not Band.MATCH
    assert all(len(reading.words) <= MOST_WORDS for reading in load_analyser().read(text))


@pytest.mark.parametrize(
    "text",
    [
        "JV a, " * 10**5,
        "Ltd and " * 10**5,
        "a-" * 10**5,
        " " * 490 + "a,b",
        "a" * 10**6,
        "x y " * 10**5,
        "建" * 10**5,
        "ه" * 10**5,
        "\u0301" * 10**5,
        "(" * 10**5,
    ],
)
def test_long_text_is_cut(text: str) -> None:
    started = time.process_time()
    index().screen(Query(name=text))
    assert time.process_time() - started < 5
    assert all(sum(map(len, reading.words)) <= 12 * LONGEST_NAME for reading in load_analyser().read(text))


@given(NAMES, NUMBERS, COUNTRIES)
def test_the_very_name_is_never_clear(name: str, numbers: tuple[Identifier, ...], country: str) -> None:
    if load_analyser().read(name):
        held = Subject(
            organization="o-1", kind="company", names=(name,), identifiers=(Identifier("gb-coh", "00000001"),)
        )
        alone = Index.build([held], analyser=load_analyser())
        assert alone.screen(Query(name=name, identifiers=numbers, country=country)).band in (Band.WEAK, Band.STRONG)


@given(st.lists(NAMES, min_size=1, max_size=5))
def test_the_batch_join_answers_as_the_index_does(names: list[str]) -> None:
    queries = [Query(name=name) for name in names]
    answers = list(index().screen_all(queries))
    assert list(join(index(), queries)) == answers
    unlearned = Index.from_bytes(index().to_bytes(), analyser=load_analyser())
    assert [unlearned.screen(query) for query in queries] == answers
