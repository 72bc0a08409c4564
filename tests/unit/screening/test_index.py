"""The index finds who is meant, forgets who is gone, and never matches by a name."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening import retrieval
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.bands import Band
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.errors import VerificationError
from goodstanding.values.identifiers import Identifier

NUMBER = Identifier("gb-coh", "01234567")
OTHER_NUMBER = Identifier("gb-coh", "07654321")
#: Of another scheme, and without a check digit as well.
ANOTHER = Identifier("us-sam", "ZQGGHJH74DW7")
CHECKED = Identifier("xv-reg", "C7941445291")


def subject(organization: str, *names: str, identifiers: tuple[Identifier, ...] = (), country: str = "") -> Subject:
    return Subject(organization=organization, kind="company", names=names, identifiers=identifiers, country=country)


@pytest.fixture
def index() -> Index:
    return Index.build(
        [
            subject("o-1", "Brelvano Bridges Ltd", "Brelvano Bridgeworks", identifiers=(NUMBER, ANOTHER)),
            subject("o-2", "General Trading Company Ltd"),
            subject("o-3", "Quendaro Mills S.A."),
            subject("o-4", "Tarmin Foundry Ltd", identifiers=(CHECKED,)),
        ],
        analyser=load_analyser(),
    )


def test_the_same_name_is_a_strong_question_and_no_match(index: Index) -> None:
    answer = index.screen(Query(name="BRELVANO BRIDGES, LIMITED"))
    assert answer.band is Band.STRONG
    (candidate,) = answer.candidates
    assert (candidate.subject.organization, candidate.name) == ("o-1", "Brelvano Bridges Ltd")
    assert candidate.evidence < 1000


def test_an_equal_number_with_a_check_digit_is_a_match_whatever_the_name(index: Index) -> None:
    for name in ("Something Else", "Brelvano Bridges", ""):
        found = index.screen(Query(name=name, identifiers=(CHECKED,))).candidates[0]
        assert (found.subject.organization, found.band, found.evidence, found.met) == (
            "o-4", Band.MATCH, 1000, (CHECKED,)
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country", "numbers", "band"),
    [
        ("Something Else", "", (NUMBER,), Band.STRONG),
        ("", "", (NUMBER,), Band.STRONG),
        ("Brelvano Bridges", "", (NUMBER,), Band.MATCH),
        ("Brelvano Bridgework", "", (NUMBER,), Band.MATCH),
        ("Brelvano Bridges", "XV", (NUMBER,), Band.MATCH),
        ("Something Else", "", (NUMBER, ANOTHER), Band.MATCH),
        ("Something Else", "", (ANOTHER,), Band.STRONG),
    ],
)
def test_a_number_without_a_check_digit_needs_something_besides(
    index: Index, name: str, country: str, numbers: tuple[Identifier, ...], band: Band
) -> None:
    found = index.screen(Query(name=name, country=country, identifiers=numbers)).candidates[0]
    assert (found.subject.organization, found.band, set(found.met)) == ("o-1", band, set(numbers))
    assert (found.evidence == 1000) is (band is Band.MATCH)


def test_whoever_has_the_number_is_compared_by_name_however_many_are_nearer() -> None:
    others = [subject(f"c-{at}", f"Brelvano Bridges {at} Ltd") for at in range(2_000)]
    held = subject("o-1", "Brelvano Bridges International Trading Group Ltd", identifiers=(NUMBER,))
    index = Index.build([*others, held], analyser=load_analyser())
    (found,) = index.screen(Query(name="Brelvano Bridges", identifiers=(NUMBER,)), limit=1).candidates
    assert (found.subject.organization, found.band) == ("o-1", Band.MATCH)


def test_another_number_of_the_scheme_speaks_against_the_name(index: Index) -> None:
    alone = index.screen(Query(name="Brelvano Bridges"))
    against = index.screen(Query(name="Brelvano Bridges", identifiers=(OTHER_NUMBER,)))
    assert alone.band is Band.STRONG
    assert against.band is not Band.STRONG
    assert [one.contradicting for one in against.candidates] in ([], [(OTHER_NUMBER,)])


@pytest.mark.parametrize(
    "name", ["Brelvano Bridges Ltd", "General Trading Company Ltd", "TRADE S.R.L.", "Energy S.àr.l."]
)
def test_the_very_name_is_always_asked_about(name: str) -> None:
    """From another country as strongly as frequent words allow; against an unverified other number weakly."""
    crowd = [subject(f"o-{at}", f"{word} Trade Energy") for at, word in enumerate(("Arvona", "Belmar", "Corvel"), 1)]
    named = Index.build([subject("o-0", name, identifiers=(NUMBER,), country="BE"), *crowd], analyser=load_analyser())
    for country in ("", "BE", "FR"):
        (first, *_) = named.screen(Query(name=name, country=country)).candidates
        assert (first.subject.organization, first.evidence >= 560) == ("o-0", True)
        (first, *_) = named.screen(Query(name=name, country=country, identifiers=(OTHER_NUMBER,))).candidates
        assert (first.subject.organization, first.band, first.contradicting) == ("o-0", Band.WEAK, (OTHER_NUMBER,))


def test_the_very_name_counts_behind_a_nearer_one() -> None:
    """The floor holds for whichever of the names is the very same, not for the one of most evidence alone."""
    named = Index.build(
        [subject("o-0", "General Trading", "General Trading Brelvano", identifiers=(NUMBER,))], analyser=load_analyser()
    )
    answer = named.screen(Query(name="General Trading", identifiers=(OTHER_NUMBER,)))
    assert answer.band is Band.WEAK


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


def test_a_file_of_it_answers_the_same(index: Index) -> None:
    data = index.to_bytes()
    again = Index.from_bytes(memoryview(data), analyser=load_analyser())
    query = Query(name="BRELVANO BRIDGE", identifiers=(NUMBER,))
    assert again.screen(query) == index.screen(query)
    assert again.to_bytes() == data


def test_a_file_longer_than_what_is_read_ahead_is_answered_in_its_order(index: Index) -> None:
    queries = [Query(name=f"Ardomel Bridges {number}") for number in range(60)] + [Query(name="Zelmaryn")] * 60
    unlearned = Index.from_bytes(index.to_bytes(), analyser=load_analyser())
    assert list(index.screen_all(iter(queries))) == [unlearned.screen(query) for query in queries]


@pytest.mark.parametrize("data", [b"", b"something else", b"goodstanding screening index\n{}\n"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(VerificationError):
        Index.from_bytes(data, analyser=load_analyser())


def test_an_index_of_another_version_is_refused(index: Index) -> None:
    data = index.to_bytes().replace(f'"version":"{ANALYSER_VERSION}.'.encode(), b'"version":"0.')
    with pytest.raises(VerificationError, match="another version"):
        Index.from_bytes(data, analyser=load_analyser())


def test_parts_are_put_together_and_answer_as_one(index: Index) -> None:
    names = [
        f"{word} Works" for word in ("Ardomel", "Bintavo", "Corvesta", "Dulmarin", "Espolva", "Fendrika", "Gorlami")
    ]
    for number, name in enumerate(names):
        index.add(subject(f"o-{20 + number}", name))
        assert index.screen(Query(name=name)).candidates[0].subject.organization == f"o-{20 + number}"
    index.remove("o-20")
    assert len(index) == 10
    assert index.screen(Query(name="Ardomel Works")).band is Band.CLEAR
    assert index.screen(Query(name="Gorlami Works")).candidates[0].subject.organization == "o-26"


def test_an_empty_index_is_clear_of_everybody() -> None:
    index = Index.build([], analyser=load_analyser())
    assert len(index) == 0
    assert index.screen(Query(name="Brelvano Bridges")).band is Band.CLEAR
    assert Index.from_bytes(index.to_bytes(), analyser=load_analyser()).screen(Query()).band is Band.CLEAR


def test_names_shared_by_many_stay_questions() -> None:
    index = Index.build([subject(f"o-{n}", "Quendaro Mills Ltd") for n in range(5)], analyser=load_analyser())
    answer = index.screen(Query(name="Quendaro Mills"))
    assert answer.band is Band.STRONG
    assert {one.shared_by for one in answer.candidates} == {5}


def test_initials_of_some_neighbours_find_a_name_among_others() -> None:
    others = [subject(f"c-{at}", f"Brelvano {word} Union") for at, word in enumerate(("Trade", "Mining", "Road"))]
    index = Index.build([*others, subject("o-1", "TEZV Brelvano")], analyser=load_analyser())
    answer = index.screen(Query(name="Tarmin Elgra Zovost Vandro Brelvano"))
    assert answer.candidates[0].subject.organization == "o-1"


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        ("fr-rcs", "552120222", "55212022200013"),
        ("es-nif", "A28015865", "ESA28015865"),
        ("pt-nippc", "500697256", "PT500697256"),
        ("co-nit", "900123456", "9001234568"),
        ("br-cnpj", "00000000000191", "00000000000272"),
        ("bg-eik", "831919536", "8319195360012"),
        ("ec-ruc", "1790016919001", "1790016919002"),
    ],
)
def test_another_spelling_of_a_number_is_the_same_organization_s(scheme: str, one: str, other: str) -> None:
    """Also from bytes, in both directions; what is told is the number of each as it stands."""
    for held, asked in ((one, other), (other, one)):
        numbers = (Identifier(scheme, held),)
        built = Index.build([subject("o-1", "Brelvano Bridges", identifiers=numbers)], analyser=load_analyser())
        index = Index.from_bytes(built.to_bytes(), analyser=load_analyser())
        number = Identifier(scheme, asked)
        for name in ("Brelvano Bridges", "Something Else", ""):
            (found,) = index.screen(Query(name=name, identifiers=(number,))).candidates
            # The NIT without its check digit asks, unless the name agrees.
            asks = scheme == "co-nit" and len(asked) == 9 and name != "Brelvano Bridges"
            band = Band.STRONG if asks else Band.MATCH
            assert (found.band, found.met, found.contradicting) == (band, (number,), ())
            assert (found.alignment[0].query, found.alignment[0].register) == (f"{scheme}:{asked}", f"{scheme}:{held}")
            assert not found.alignment[0].conflict


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        ("fr-rcs", "552120222", "552100554"),
        ("co-nit", "900123456", "900123457"),
        ("br-cnpj", "00000000000191", "33000167000101"),
    ],
)
def test_another_root_stays_another_organization_s(scheme: str, one: str, other: str) -> None:
    numbers = (Identifier(scheme, one),)
    index = Index.build([subject("o-1", "Brelvano Bridges", identifiers=numbers)], analyser=load_analyser())
    (found,) = index.screen(Query(name="Brelvano Bridges", identifiers=(Identifier(scheme, other),))).candidates
    assert (found.band, found.met, len(found.contradicting)) == (Band.WEAK, (), 1)


@pytest.mark.parametrize(
    ("asked", "held"), [("Brelvadasht Bridges", "Brelva Desht Bridges"), ("Amirolbrelva", "Amir al-Brelva")]
)
def test_what_another_spelling_writes_together_is_found(asked: str, held: str) -> None:
    index = Index.build([Subject(organization="o-1", kind="company", names=(held,))], analyser=load_analyser())
    assert index.candidates(asked) == ["o-1"]


def test_a_misspelt_word_of_trade_is_found_by_how_it_was_written() -> None:
    held = [subject("o-1", "Administradora del Oriente"), subject("o-2", "Quendaro Management")]
    index = Index.build(held, analyser=load_analyser())
    assert index.candidates("Administranora Zelmaryn") == ["o-1"]
    assert index.candidates("Administradora Zelmaryn") == ["o-1", "o-2"]
    assert Index.from_bytes(index.to_bytes(), analyser=load_analyser()).candidates("Administranora") == ["o-1"]


def test_what_is_not_read_may_agree_in_no_more_than_its_lists(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "_MOST_POSTED", 0)
    ((_, found),) = index.parts()
    (reading,) = load_analyser().read("Brelvano Bridgeworx Zelmaryn")
    assert 0 < found.plan(reading).unread < load_analyser().rarity("bridgeworx")


def test_words_in_front_of_a_name_do_not_hide_it(index: Index) -> None:
    asked = "Covesta Mendrula Tharnovik Plimbosc Wexoldan Hargizol Zelmaryn Quendaro Mills"
    assert [one.subject.organization for one in index.screen(Query(name=asked)).candidates] == ["o-3"]


def test_initials_of_all_words_but_the_last_find_the_spelt_out_name() -> None:
    held = Subject(organization="o-1", kind="company", names=("Brelvano Quendaro Ardomel Maritime",))
    others = [
        Subject(organization=f"c-{place}", kind="company", names=(f"Brelvo{place}da Maritime",)) for place in range(60)
    ]
    index = Index.build([held, *others], analyser=load_analyser())
    assert index.candidates("BQA Maritime", most=1) == ["o-1"]
