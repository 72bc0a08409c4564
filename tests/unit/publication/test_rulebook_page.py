"""A rulebook in words: every number with its law, and nothing that no rule says."""

import re
from dataclasses import replace
from datetime import date

import pytest

from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Page, Table, print_text
from goodstanding.publication.rulebook_page import ILLUSTRATION, rulebook_page
from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.consequences import ConsequenceKind
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Band, Concurrence, DatedPoints, Favour, Purpose, Stop, ValueDate
from goodstanding.rulebook.reporting import titled
from goodstanding.standing import phrases
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError

#: The whole page of the tiny rulebook, a line a paragraph, heading or row.
GOLDEN = """
= Rules <for> "bidders" & others, edition 3
Points inform. No measure against anybody follows from points or a grade; a ground says only that a file could be \
opened, and listing takes a proceeding with notice, reply, decision and appeal.
== What this is
Rulebook | xv-tiny, edition 3
Jurisdiction | XV
Authority | xv-office
Legal basis | Bidders Act, art. 1
In force | from 1 January 2024, until the day before 1 January 2030
Applies to | company
Digest (SHA-256) by which standings name these very rules: DIGEST
== Points and grades
Every organization starts with 80 points. Points never fall below 0 and never rise above 100.
Fewer than 2 counted records give no grade. Not rated is not the same as bad; nothing recorded is not the same as in \
good standing.
A | very good | 90 or more
B | weak | 0 or more, below 90
== What records cost or add
Points fade by steps, in thousandths (‰) of the value. The day on which a period ends is the first day of the next \
step. What is not displayed any more never counts, and neither does what was annulled, suspended or cured.
=== B-1 Agreements
Bidders Act, art. 4; Decree, section III
About: Bribery; Agreement between competitors.
A record counts once it is final, not under appeal, where it names the organization as its subject or as a controlled \
affiliate. Points fade from the day on which the decision became final.
Cap K-1 (Together) limits the group to -60 points together.
While a record counts here, the grade is at most B (L-1).
minor | -5 | -5 until 10 days, then nothing
general | -10 | -10 until 1 month, -2.5 (250 ‰) until 1 year, then nothing
serious | -30 | -30 until 1 month, -7.5 (250 ‰) until 1 year, then nothing
=== B-2 Disclosure
Bidders Act, art. 5
About: Required disclosure missing.
A record counts once it is final, also under appeal, where it names the organization as its subject. Points fade from \
the day of the decision.
minor | every size | -5 | -5 until 10 days, then nothing
general | micro | -10 | -10 until 1 month, -2.5 (250 ‰) until 1 year, then nothing
general | small | -10 | -10 until 1 month, -2.5 (250 ‰) until 1 year, then nothing
general | medium | -15 | -15 until 1 month, -3.75 (250 ‰) until 1 year, then nothing
general | large | -20 | -20 until 1 month, -5 (250 ‰) until 1 year, then nothing
general | unknown | -10 | -10 until 1 month, -2.5 (250 ‰) until 1 year, then nothing
== Caps
The provisions of a group together never cost, or add, more than this.
K-1 | Together | B-1 | -60 | Bidders Act, art. 8
== Grade limits
While a record counts under one of these provisions, the grade is at most the one named.
L-1 | While agreements count | B-1 | B | Bidders Act, art. 9
== Grounds for opening a file
A ground needs a record that counts. A mandatory one obliges the authority to open a file; others allow it.
G-1 | Serious agreements | discretionary | Agreement between competitors; severity general or serious, and fewer than \
50 points | Bidders Act, art. 12
== The laws
Bidders Act | 15 January 2026
Decree | 16 January 2026
"""


def lines(page: Page):
    yield f"= {page.title}"
    yield from map(print_text, page.lead)
    for section in page.sections:
        yield f"{'=' * section.level} {section.heading}"
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (" | ".join(map(print_text, row)) for row in block.rows)
            else:
                yield print_text(block)


def test_the_tiny_rulebook_is_told_whole(rulebook, catalogue):
    told = "\n".join(lines(rulebook_page(rulebook, catalogue)))
    assert told == GOLDEN.strip().replace("DIGEST", rulebook_digest(rulebook))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_of_a_sample_is_told_with_its_law(name, catalogue):
    book = load_sample(name)
    page = rulebook_page(book, catalogue)
    told = "\n".join(lines(page))
    for part in (book.provisions, book.caps, book.grade_limits, book.grounds):
        assert [one.id for one in part if not re.search(rf"(^|=== ){one.id}\b", told, re.MULTILINE)] == []
        assert all(str(cite) in told for one in part for cite in one.cites)
    points = {str(value) for one in book.provisions for column in one.points.values() for value in column.values()}
    assert [value for value in points if f" | {value} | " not in told] == []
    assert page.lead[0] == ILLUSTRATION


def test_the_rarer_parts_are_told(rulebook, catalogue):
    """Dated values, bands, levels, overrides, stops, concurrence, favours: each has its words and its law."""
    first = rulebook.provisions[0]
    later = DatedPoints(
        since=date(2025, 1, 1),
        points={severity: dict.fromkeys(SizeClass, -4) for severity in first.points},
        cites=(replace(rulebook.legal_basis[0], article="7b"),),
    )
    changed = replace(
        first,
        match=replace(first.match, amount=Band(at_least=1_000), levels=frozenset({AuthorityLevel.NATIONAL})),
        overrides=frozenset({"P-2"}),
        stops_on=frozenset({Stop.ANNULLED, Stop.EXPIRED}),
        concurrence=Concurrence.ONCE_A_CASE,
        values=(later,),
        value_on=(ValueDate.CONDUCT, ValueDate.EVALUATION),
    )
    favour = Favour(
        id="F-1", title="Suppliers", cites=later.cites, kind=ConsequenceKind.FASTER_PAYMENT, grade="A",
        lasts=Period.parse("P6M"),
    )  # fmt: skip
    book = replace(rulebook, provisions=(changed, *rulebook.provisions[1:]), consequences=(favour,))
    told = "\n".join(lines(rulebook_page(book, catalogue)))
    for words in (
        "Only amounts from 1,000 in reference units.",
        "Only of authorities of level national.",
        "Where P-2 would be about a record too, this provision holds instead.",
        "It counts no more once it is annulled or over, because the measure ordered has ended.",
        "Of the records of this case only the weightiest counts.",
        "the more lenient of the values at the end of the conduct and the day asked about holds.",
        "Bidders Act, art. 7b",
        " | -4 | -4 until ",
        "F-1 | Suppliers | faster payment | A | 6 months | Bidders Act, art. 7b",
    ):
        assert words in told, words
    assert phrases.INDICATOR in rulebook_page(replace(book, purpose=Purpose.INDICATOR), catalogue).lead


def test_every_table_is_as_wide_as_its_head_and_ids_are_unique(rulebook, catalogue):
    for book in (rulebook, *map(load_sample, SAMPLES)):
        page = rulebook_page(book, catalogue)
        tables = [block for section in page.sections for block in section.blocks if isinstance(block, Table)]
        assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
        ids = [section.id for section in page.sections]
        assert len(set(ids)) == len(ids)


def test_periods_in_words():
    told = {text: phrases.print_period(Period.parse(text)) for text in ("P1Y", "P18M", "P1M", "P10D", "P2Y1M1D", "P0D")}
    assert told == {
        "P1Y": "1 year", "P18M": "1 year 6 months", "P1M": "1 month", "P10D": "10 days",
        "P2Y1M1D": "2 years 1 month 1 day", "P0D": "0 days",
    }  # fmt: skip


@pytest.fixture
def bilingual(rulebook):
    ids = [rulebook.id, *(grade.code for grade in rulebook.grades), *(id_ for id_, _ in titled(rulebook))]
    return replace(rulebook, languages=("en", "pt"), translations={"pt": {id_: f"titulo {id_}" for id_ in ids}})


def test_titles_are_told_in_another_language_and_marked_as_such(bilingual, catalogue):
    page = rulebook_page(bilingual, catalogue, "pt")
    told, html = "\n".join(lines(page)), print_html(page)
    for id_ in (bilingual.id, *(grade.code for grade in bilingual.grades), *(id_ for id_, _ in titled(bilingual))):
        assert f"titulo {id_}" in told
    # The title of the page itself stands there twice, and is no part of another language's.
    assert html.count(' lang="pt"') == html.count("titulo ") - 2
    assert rulebook_digest(bilingual) in told


def test_the_first_language_is_the_page_as_it_is_and_another_is_refused(bilingual, catalogue):
    assert rulebook_page(bilingual, catalogue, "en") == rulebook_page(bilingual, catalogue)
    with pytest.raises(MisuseError) as refused:
        rulebook_page(bilingual, catalogue, "fr")
    assert refused.value.accepted == "en, pt"
