"""A screening as a page and as a table: every bidder once, every explanation, nothing that runs."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from goodstanding.publication import screening_phrases as phrases
from goodstanding.publication.html import print_html
from goodstanding.publication.screened import (
    Age,
    Asked,
    Found,
    Given,
    ListVersion,
    Resolved,
    Screened,
    SourceAge,
    Stale,
    State,
    count,
)
from goodstanding.publication.screening_report import screening_page
from goodstanding.publication.screening_rows import Nature, RecordFact
from goodstanding.publication.screening_table import COLUMNS, safe_cell, table_lines
from goodstanding.screening.answer import How, Piece
from goodstanding.screening.bands import Band
from goodstanding.standing.phrases import DISPUTED

DAY = date(2026, 9, 30)
VERSION = ListVersion(
    origin="register.example.org",
    size=618,
    root="ab" * 32,
    recorded_at="2026-09-28T08:10:00Z",
    effective=DAY,
    analyser="7",
    sources=(SourceAge(source="wb", as_of=date(2026, 9, 29), foreign=True),),
)
ASKED = Asked(
    purpose="tender",
    role="contracting-authority",
    screened_at="2026-09-30T12:00:00Z",
    digest="cd" * 32,
    on=DAY,
    version=VERSION,
    ages=(
        Age(what="register", as_of=date(2026, 9, 28), days=2, most_days=92),
        Age(what="wb", as_of=date(2026, 9, 29), days=1, most_days=3),
    ),
    evidence_means="Evidence means this.",
)
RECORD = RecordFact(
    number=7,
    nature=Nature.ADVERSE,
    category="bribery",
    authority="xv-court",
    says="Court of Lowmark decided on 15 January 2026 that Northquay Ltd bribed.",
    status="under-appeal",
    decided_on=date(2026, 1, 15),
    final_on=date(2026, 2, 1),
    shown_until=date(2029, 2, 1),
)
FOREIGN = replace(
    RECORD, number=8, nature=Nature.FOREIGN, status="final", shown_until=None, confirmed_until=date(2026, 9, 29)
)
LISTED = replace(RECORD, number=9, nature=Nature.LISTED, status="final", consequences=("Excluded until 2027.",))
FOUND = Found(
    organization="o-12",
    kind="company",
    names=("Northquay <b>Dredging</b> Ltd",),
    identifiers=("xv-reg:C7941445291",),
    country="XV",
    band=Band.STRONG,
    evidence=884,
    name="Northquay <b>Dredging</b> Ltd",
    shared_by=3,
    met=(),
    contradicting=("xv-reg:C1234567805",),
    alignment=(
        Piece(query="northquay", register="northquay", how=How.EXACT, rarity=15_500, weight=15_500),
        Piece(query="", register="dredging", how=How.MISSING, rarity=8_000, weight=8_000, conflict=True),
    ),
    facts=(LISTED, FOREIGN, RECORD),
    print="",
    reads="",
)
QUESTION = Screened(
    row=1, state=State.ANSWERED, band=Band.STRONG, reference="A1", names=("=Northquay",), found=(FOUND,)
)
CLEAR = Screened(row=2, state=State.ANSWERED, band=Band.CLEAR, names=("Elmscourt",))
REFUSED = Screened(row=3, state=State.REFUSED, why="personal-number")
STALE = Screened(row=4, state=State.STALE, names=("Harbour Works",))
ANSWERS = (QUESTION, CLEAR, REFUSED, STALE)


class Words(HTMLParser):
    """The text of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def page() -> Words:
    return Words(print_html(screening_page(ASKED, ANSWERS, count(ANSWERS, 2))))


def test_the_page_has_every_bidder_and_every_count(page: Words) -> None:
    for told in ("Screening of 4 bidders", "A1 / =Northquay", "Elmscourt", "not answered: personal number",
                 "not answered: stale", "they are natural persons: 2."):  # fmt: skip
        assert told in page.text
    ids = [attributes.get("id") for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    assert ("a", {"href": "#row-1"}) in page.tags
    assert "row-1" in ids
    assert "row-2" not in ids


def test_the_page_explains_a_candidate_by_the_words_that_met(page: Words) -> None:
    for told in (
        "Strong question: Northquay <b>Dredging</b> Ltd (o-12), company, XV, xv-reg:C7941445291. Evidence 884 of 1000.",
        "Of the same scheme, and another number: xv-reg:C1234567805. That speaks against it.",
        "3 organizations of this list have a name that reads like this one.",
        "the same word 15.5",
        "in one name only, which speaks against it 8",
        phrases.NEVER_A_MATCH,
        phrases.ONLY_LISTINGS,
        phrases.LIMITS,
    ):
        assert told in page.text
    assert "b" not in {tag for tag, _ in page.tags}


def test_the_page_says_what_each_record_is_and_whether_it_is_current(page: Words) -> None:
    assert "Listed here by a decision in a proceeding: Court of Lowmark" in page.text
    assert "Excluded until 2027." in page.text
    assert "Not confirmed by its source since 29 September 2026: not current." in page.text
    assert "An appeal is pending. Shown until 1 February 2029." in page.text
    assert page.text.index("Listed here") < page.text.index("Foreign listing") < page.text.index("Adverse record")


def test_the_page_names_its_list(page: Words) -> None:
    assert f"log size 618, recorded 2026-09-28T08:10:00Z, root {'ab' * 32}, analyser 7." in page.text
    assert "the register, last written 2 92 2026-09-28 wb, last full list 1 3 2026-09-29" in page.text
    assert "Nobody is cleared where any of them is older than it may be." in page.text


def test_the_page_says_what_evidence_is_before_it_tells_any(page: Words) -> None:
    assert 0 < page.text.index(ASKED.evidence_means) < page.text.index("Evidence 884 of 1000")
    assert 0 < page.text.index(phrases.RARITY) < page.text.index("15.5")
    nobody = Words(print_html(screening_page(ASKED, (CLEAR,), count((CLEAR,), 0)))).text
    assert ASKED.evidence_means not in nobody


def test_a_stale_list_is_told_first() -> None:
    stale = Stale(what="wb", as_of=date(2026, 1, 1), most_days=3)
    told = Words(print_html(screening_page(replace(ASKED, stale=(stale,)), ANSWERS, count(ANSWERS, 0)))).text
    assert told.index("The last full list of wb is of 1 January 2026") < told.index("Result")


def test_stale_sources_of_one_day_and_limit_are_told_in_one_sentence() -> None:
    day, other = date(2026, 1, 1), date(2026, 1, 2)
    stale = [
        Stale(what="register", as_of=day, most_days=92),
        *(Stale(what=what, as_of=day, most_days=92) for what in ("courts", "treasury")),
        Stale(what="wb", as_of=day, most_days=3),
        Stale(what="audit", as_of=other, most_days=92),
    ]
    assert list(phrases.tell_stale(stale)) == [
        "The register was last written on 1 January 2026: more than 92 days before, or after the present day.",
        "The last full lists of courts, treasury are of 1 January 2026: more than 92 days old.",
        "The last full list of wb is of 1 January 2026: more than 3 days old.",
        "The last full list of audit is of 2 January 2026: more than 92 days old.",
    ]


def test_a_listing_that_is_confirmed_is_current() -> None:
    assert phrases.CURRENT in phrases.tell_fact(replace(FOREIGN, confirmed_until=DAY), DAY)
    assert phrases.CURRENT not in phrases.tell_fact(RECORD, DAY)


def test_an_answer_by_a_person_is_told_with_its_day() -> None:
    given = Resolved(answer=Given.DIFFERENT, reason="seat-compared", on=date(2026, 8, 1))
    notes = " ".join(phrases.found_notes(replace(FOUND, resolved=given)))
    assert "Answered by you on 1 August 2026: another organization (seat-compared)." in notes


def test_the_table_has_a_line_a_candidate_and_one_for_everybody_else() -> None:
    two = replace(QUESTION, found=(FOUND, replace(FOUND, organization="o-13")))
    header, *lines = table_lines(ASKED, (two, CLEAR, REFUSED))
    assert header == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    assert [(row["row"], row["answer"], row["organization"]) for row in rows] == [
        ("1", "strong question", "o-12"),
        ("1", "strong question", "o-13"),
        ("2", "clear", ""),
        ("3", "not answered: personal number", ""),
    ]
    assert rows[0]["name"] == "'=Northquay"
    assert rows[0]["is_here"].startswith("Listed here by a decision in a proceeding; Foreign listing")
    assert rows[0]["consequences"] == "Excluded until 2027."
    ages = "register 2026-09-28 (2 days old, may be 92); wb 2026-09-29 (1 day old, may be 3)"
    assert {(row["root"], row["ages"], row["stale"]) for row in rows} == {("ab" * 32, ages, "")}
    assert [row["evidence_means"] for row in rows] == [ASKED.evidence_means] * 2 + [""] * 2


def test_the_table_explains_and_says_what_became_of_a_record_and_how_old_the_list_is() -> None:
    old = Stale(what="wb", as_of=date(2026, 1, 1), most_days=3)
    late = replace(ASKED, on=date(2026, 10, 3), stale=(old,))
    found = replace(FOUND, facts=(FOREIGN, RECORD, replace(RECORD, status="annulled", disputed=True)))
    header, line = table_lines(late, (replace(QUESTION, found=(found,)),))
    row = dict(zip(header, line, strict=True))
    assert row["what_met"] == (
        "northquay / northquay: the same word (15.5 bits); "
        "none / dredging: in one name only, which speaks against it (8 bits)"
    )
    for said in (phrases.STATUSES["under-appeal"], phrases.STATUSES["annulled"], DISPUTED, "not current", "1 February"):
        assert said in row["says"]
    assert (row["recorded_at"], row["stale"]) == (VERSION.recorded_at, " ".join(phrases.tell_stale([old])))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹣", "⁺"])
def test_no_cell_is_a_formula(sign: str) -> None:
    for text in (f"{sign}1+1", f" {sign}1+1", f"\t{sign}1+1", f"\u200b{sign}1+1"):
        assert safe_cell(text).startswith("'")
    # Where cells are told apart by semicolons, one begins behind each.
    assert safe_cell(f"Northquay;{sign}1; {sign}2") == f"Northquay;'{sign}1;' {sign}2"


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\ufeff"])
def test_what_may_be_dropped_at_a_beginning_hides_nothing(start: str) -> None:
    assert safe_cell(f"{start}1") == "' 1"


@pytest.mark.parametrize("text", ["", "Northquay", "A+B = C", "a; b;; c", "北码头；＝", "1.5", " x"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_no_cell_breaks_its_line() -> None:
    assert safe_cell("a\nb\x00c") == "a b c"


def test_every_way_to_meet_and_every_state_has_its_words() -> None:
    for how in How:
        assert phrases.tell_how(Piece(query="a", register="a", how=how, rarity=0, weight=0))
    assert set(phrases.NATURES) == set(Nature)
    assert set(phrases.STATES) == set(State) - {State.ANSWERED}
    assert set(phrases.BANDS) == set(phrases.MEANINGS) == set(Band)


def test_no_sentence_states_misconduct_as_a_fact() -> None:
    """S39: what a screening itself says is about names, numbers and decisions."""
    texts = [text for name, text in vars(phrases).items() if name.isupper() and isinstance(text, str)]
    texts += [text for table in vars(phrases).values() if isinstance(table, dict) for text in table.values()
              if isinstance(text, str)]  # fmt: skip
    assert len(texts) > 30
    banned = re.compile(r"\b(?:guilty|fraud\w*|corrupt\w*|brib\w*|crime|criminal|offen[cs]e|blacklist\w*|hit)\b", re.I)
    assert [text for text in texts if banned.search(text)] == []
