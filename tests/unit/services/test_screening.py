"""Names that many share, numbers that speak against, persons' answers: nobody is matched by a name (S19)."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.bootstrap.screening import make_index
from goodstanding.publication.screened import Given, ListVersion, Resolved, Screened, Stale, State
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.screening.bands import Band
from goodstanding.screening.subjects import Subject
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder
from goodstanding.services.screening import MOST_CANDIDATES, Desk, Recall, screen_bidder, screen_bidders
from goodstanding.services.screening_list import ScreeningList
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

DAY = date(2026, 9, 30)


def number(digits: int, letter: str = "C") -> str:
    """An invented register number with its check digits."""
    body = digits * 100
    return f"xv-reg:{letter}{body + (1 - body) % 97:010}"


FACT = RecordFact(
    number=7,
    nature=Nature.ADVERSE,
    category="bribery",
    authority="xv-court",
    says="Court of Lowmark decided on 15 January 2026 that it bribed.",
    status="final",
    decided_on=date(2026, 1, 15),
    final_on=date(2026, 2, 1),
)
#: Names as firms share them: equal but for form, order, an abbreviation, a place, a number, or nothing at all.
HOMONYMS = (
    ("Northquay Dredging Ltd", "Northquay Dredging S.A."),
    ("Northquay Dredging Ltd", "Northquay Dredging Ltd"),
    ("General Trading Company LLC", "General Trading Co."),
    ("Global Services and Supplies Ltd", "Global Supplies & Services Ltd"),
    ("Lowmark Construction Group PLC", "Lowmark Construction PLC"),
    ("Harbour Works 2 Ltd", "Harbour Works 3 Ltd"),
    ("Valdora Roads Northern Region", "Valdora Roads Southern Region"),
    ("Первая Строительная Компания", "Pervaya Stroitelnaya Kompaniya"),
    ("阔德斯克置业控股有限公司", "阔德斯克置业控股集团"),
    ("Elmscourt", "ELMSCOURT"),
)


def listed(rows: Iterable[Subject]) -> ScreeningList:
    version = ListVersion(
        origin="register.example.org",
        size=100,
        root="00" * 32,
        recorded_at="2026-09-30T08:00:00Z",
        effective=DAY,
        analyser="test",
        sources=(),
    )
    kept = {subject.organization: SubjectRow(subject=subject, facts=(FACT,)) for subject in rows}
    return ScreeningList(version=version, rows=kept, index=make_index(row.subject for row in kept.values()))


def subject(name: str, *numbers: str, id_: int = 1, country: str = "XV") -> Subject:
    identifiers = tuple(map(Identifier.parse, numbers))
    return Subject(organization=f"o-{id_}", kind="company", names=(name,), identifiers=identifiers, country=country)


def ask(desk: Desk, *names: str, identifiers: tuple[str, ...] = (), country: str = "") -> Screened:
    told: list[Finding] = []
    bidder = Bidder(row=1, names=names, identifiers=identifiers, country=country)
    answer = screen_bidder(bidder, desk, told.append)
    assert told == []
    return answer


def desk_of(*rows: Subject, stale: tuple[Stale, ...] = (), recall: Recall | None = None) -> Desk:
    if recall is None:
        return Desk(screened=listed(rows), on=DAY, stale=stale)
    return Desk(screened=listed(rows), on=DAY, stale=stale, recall=recall)


@pytest.mark.parametrize(("one", "other"), HOMONYMS)
@pytest.mark.parametrize("country", ["", "XV", "FR"])
def test_a_namesake_is_never_a_match(one: str, other: str, country: str) -> None:
    desk = desk_of(subject(one, number(12345678)))
    for numbers in ((), (number(87654321),), ("jp-jcn:5835678256246",)):
        answer = ask(desk, other, identifiers=numbers, country=country)
        assert answer.band is not Band.MATCH
        assert all(found.evidence < 1000 and found.met == () for found in answer.found)


def test_another_number_of_the_same_scheme_speaks_against() -> None:
    desk = desk_of(subject("Northquay Dredging Ltd", number(12345678)))
    (alone,) = ask(desk, "Northquay Dredging Ltd").found
    against = ask(desk, "Northquay Dredging Ltd", identifiers=(number(87654321),)).found
    assert all(found.evidence < alone.evidence for found in against)
    assert all(found.contradicting == (number(87654321),) for found in against)


@given(name=st.text(max_size=60), other=st.text(max_size=60))
def test_whatever_the_names_without_an_equal_number_there_is_no_match(name: str, other: str) -> None:
    desk = desk_of(subject(name or "x", number(12345678)))
    for asked in (name, other):
        findings: list[Finding] = []
        answer = screen_bidder(Bidder(row=1, names=(asked,), identifiers=(number(87654321),)), desk, findings.append)
        assert answer.band is not Band.MATCH


def test_an_equal_number_is_a_match_whatever_the_name() -> None:
    desk = desk_of(subject("Northquay Dredging Ltd", number(12345678)))
    (found,) = ask(desk, "Something Else PLC", identifiers=(number(12345678),)).found
    assert (found.band, found.met, found.facts) == (Band.MATCH, (number(12345678),), (FACT,))


def test_a_number_without_a_check_digit_is_a_question_that_a_person_answers() -> None:
    held = subject("Northquay Dredging Ltd", "us-sam:ZQGGHJH74DW7")
    (found,) = ask(desk_of(held), "Something Else PLC", identifiers=("us-sam:ZQGGHJH74DW7",)).found
    assert (found.band, found.decides, found.met) == (Band.STRONG, False, ("us-sam:ZQGGHJH74DW7",))
    recall, _ = remembered(Given.DIFFERENT)
    asked = desk_of(held, recall=recall)
    assert ask(asked, "Something Else PLC", identifiers=("us-sam:ZQGGHJH74DW7",)).band is Band.CLEAR
    (named,) = ask(asked, "Northquay Dredging Ltd", identifiers=("us-sam:ZQGGHJH74DW7",)).found
    assert (named.band, named.decides) == (Band.MATCH, True)


@pytest.mark.parametrize(
    ("numbers", "band"),
    [((number(12345679),), Band.CLEAR), (("us-sam:ZQGGHJH74DW8",), None),
     ((number(12345679), "us-sam:ZQGGHJH74DW8"), Band.CLEAR)],
)  # fmt: skip
def test_a_number_alone_clears_where_a_slip_would_show(numbers: tuple[str, ...], band: Band | None) -> None:
    desk = desk_of(subject("Northquay Dredging Ltd", number(12345678), "us-sam:ZQGGHJH74DW7"))
    told: list[Finding] = []
    assert screen_bidder(Bidder(row=1, names=(), identifiers=numbers), desk, told.append).band is band
    assert ["No check digit" in one.message for one in told] == ([] if band else [True])


def test_the_nearest_of_several_names_counts() -> None:
    desk = desk_of(subject("Northquay Dredging Ltd"))
    both = ask(desk, "Elmscourt", "Northquay Dredging Ltd")
    assert [found.evidence for found in both.found] == [
        found.evidence for found in ask(desk, "Northquay Dredging Ltd").found
    ]
    assert len(both.found) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Trade " * 31 + "Northquay Dredging", "bidder-name-long"),
        ("Trade " + "q" * 61, "bidder-name-cut"),
        ("Ltd", "bidder-name-empty"),
        ("!!!", "bidder-name-empty"),
        ("😀", "bidder-name-empty"),
    ],
)
def test_what_is_not_compared_clears_nobody(name: str, code: str) -> None:
    desk = desk_of(subject("Northquay Dredging Ltd"))
    told: list[Finding] = []
    for names in ((name,), ("Elmscourt", name)):
        answer = screen_bidder(Bidder(row=1, names=names), desk, told.append)
        assert (answer.state, answer.band, answer.is_clear) == (State.UNREADABLE, None, False)
        assert (answer.names, answer.why) == ((), code)
    assert [(one.code, one.field) for one in told] == [(code, "name")] * 2
    found = ask(desk, name, "Northquay Dredging Ltd")
    assert found.band is Band.STRONG


@pytest.mark.parametrize("names", [(), ("!!!",)])
def test_a_number_alone_clears_nobody_of_organizations_without_such_a_number(names: tuple[str, ...]) -> None:
    bidder = Bidder(row=1, names=names, identifiers=(number(87654321),))
    numbered, bare = subject("Northquay Dredging Ltd", number(12345678)), subject("Elmscourt", id_=2)
    other = subject("Elmscourt", "jp-jcn:5835678256246", "wb:1", id_=2)
    told: list[Finding] = []
    states = [
        screen_bidder(bidder, desk_of(*rows), told.append).state for rows in ((numbered,), (numbered, bare), (other,))
    ]
    assert states == [State.ANSWERED, State.UNREADABLE, State.UNREADABLE]
    assert [(one.code, one.field) for one in told] == [("bidder-unreadable", "name")] * 2
    assert ask(desk_of(numbered, bare), identifiers=(number(12345678),)).band is Band.MATCH
    assert ask(desk_of(numbered, bare), "Something Else", identifiers=(number(87654321),)).is_clear


def test_an_answer_holds_for_no_name_that_reads_otherwise() -> None:
    """What stands behind two strokes is no note of a bidder's: it is compared."""
    desk = desk_of(subject("Northquay Dredging Ltd"))
    reads = [
        ask(desk, name).reads for name in ("Elmscourt // Northquay", "Elmscourt  //\u200b Northquay", "Elmscourt // X")
    ]
    assert reads[0] == reads[1] != reads[2]


STALE = (Stale(what="wb", as_of=date(2026, 1, 1), most_days=3),)


def test_a_stale_list_clears_nobody_and_still_finds() -> None:
    desk = desk_of(subject("Northquay Dredging Ltd", number(12345678)), stale=STALE)
    clear = ask(desk, "Elmscourt")
    assert (clear.state, clear.band, clear.is_clear) == (State.STALE, None, False)
    assert ask(desk, "Northquay Dredging Ltd").band in (Band.STRONG, Band.WEAK)
    assert ask(desk, "", identifiers=(number(12345678),)).band is Band.MATCH


def remembered(answer: Given) -> tuple[Recall, list[tuple[str, str, str]]]:
    asked: list[tuple[str, str, str]] = []

    def recall(*key: str) -> Resolved:
        asked.append(key)  # type: ignore[arg-type]
        return Resolved(answer=answer, reason="seat-compared", on=date(2026, 8, 1))

    return recall, asked


def test_a_person_s_answer_settles_a_question_and_no_match_by_number() -> None:
    recall, _ = remembered(Given.DIFFERENT)
    row = subject("Northquay Dredging Ltd", number(12345678))
    answer = ask(desk_of(row, recall=recall), "Northquay Dredging Ltd")
    assert answer.band is Band.CLEAR
    assert [found.resolved and found.resolved.answer for found in answer.found] == [Given.DIFFERENT]
    assert ask(desk_of(row, recall=recall), "", identifiers=(number(12345678),)).band is Band.MATCH
    same, _ = remembered(Given.SAME)
    assert ask(desk_of(row, recall=same), "Northquay Dredging Ltd").band is Band.MATCH


def test_ruling_out_what_is_shown_clears_nobody_where_there_is_more() -> None:
    recall, _ = remembered(Given.DIFFERENT)
    rows = [subject("Northquay Dredging Ltd", number(one), id_=one) for one in range(1, MOST_CANDIDATES + 5)]
    answer = ask(desk_of(*rows, recall=recall), "Northquay Dredging Ltd")
    assert (answer.is_cut, answer.band) == (True, Band.WEAK)
    few = ask(desk_of(*rows[:5], recall=recall), "Northquay Dredging Ltd")
    assert (few.is_cut, few.band) == (False, Band.CLEAR)


def test_all_ruled_out_in_a_stale_list_is_not_clear() -> None:
    recall, _ = remembered(Given.DIFFERENT)
    answer = ask(desk_of(subject("Northquay Dredging Ltd"), stale=STALE, recall=recall), "Northquay Dredging Ltd")
    assert answer.state is State.STALE


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({"names": ("NORTHQUAY  dredging ltd",)}, True),
        ({"names": ("Northquay Dredging 2 Ltd",)}, False),
        ({"identifiers": (number(87654321),)}, False),
        ({"country": "FR"}, False),
    ],
)
def test_another_bidder_is_another_question(changed: Mapping[str, object], is_same: bool) -> None:
    told: dict[str, tuple[str, ...]] = {"names": ("Northquay Dredging Ltd",)}
    keys = []
    for bidder in (told, told | changed):
        recall, asked = remembered(Given.DIFFERENT)
        desk = desk_of(subject("Northquay Dredging Ltd"), recall=recall)
        screen_bidder(Bidder(row=1, **bidder), desk, lambda finding: None)  # type: ignore[arg-type]
        keys.append(asked[0])
    assert (keys[0] == keys[1]) is is_same


def test_another_organization_is_another_question() -> None:
    keys = set()
    for row in (
        subject("Northquay Dredging Ltd"),
        subject("Northquay Dredging Ltd", number(12345678)),
        subject("Northquay Dredging Ltd", country="FR"),
    ):
        recall, asked = remembered(Given.DIFFERENT)
        ask(desk_of(row, recall=recall), "Northquay Dredging Ltd")
        keys |= set(asked)
    assert len(keys) == 3


def test_every_row_has_its_answer_in_its_order() -> None:
    finding = Finding(code="bidder-unreadable", message="Said.", row=3)
    rows: list[BidderRow] = [
        Bidder(row=1, names=("Elmscourt",)),
        SkippedPerson(row=2),
        UnreadableBidder(row=3, finding=finding),
        Bidder(row=4, names=("Elmscourt",), identifiers=("br-cpf:11144477735",)),
    ]
    told: list[Finding] = []
    answers = list(screen_bidders(rows, desk_of(subject("Northquay")), told.append))
    assert [answer and (answer.row, answer.state.value) for answer in answers] == [
        (1, "answered"),
        None,
        (3, "not-answered-unreadable"),
        (4, "not-answered-personal-number"),
    ]
    assert [one.code for one in told] == ["bidder-unreadable", "personal-number"]
    assert answers[2] == Screened(row=3, state=State.UNREADABLE, why="bidder-unreadable", problem="Said.")
    assert answers[3] == Screened(row=4, state=State.REFUSED, why="personal-number", problem=told[1].says)
    assert "11144477735" not in told[1].says
