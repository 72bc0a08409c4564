"""The template of disclosures: strict cell by cell, ratios once, and a person's row never read."""

import csv
from datetime import date

import pytest

from goodstanding.adapters.formats.disclosure_template import COLUMNS, DisclosureTemplate, template_text
from goodstanding.bootstrap.intake import format_named
from goodstanding.intake.drafts import Draft, DroppedRow, RejectedRow
from goodstanding.register.disclosures import Opinion
from goodstanding.values.errors import MisuseError

AS_OF = date(2025, 8, 1)


@pytest.fixture
def read(tmp_path):
    """Read the template's first row, changed."""

    def _read(place: int = 0, as_of: date = AS_OF, **change: str):
        rows = list(csv.DictReader(template_text().splitlines()))
        path = tmp_path / "disclosures.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, tuple(COLUMNS))
            writer.writeheader()
            writer.writerow(rows[place] | change)
        (row,) = format_named("disclosure").read(path, as_of)
        return row

    return _read


def test_the_example_is_read_whole(read):
    draft = read()
    assert isinstance(draft, Draft)
    (reminder,) = draft.disclosure.reminders
    # 12 May 2025 is a Monday; Valdora has no holiday until the 26th.
    assert (reminder.served_on, reminder.ends_on) == (date(2025, 5, 12), date(2025, 5, 26))
    assert reminder.calendar == "xv 2026-1"
    filing = draft.disclosure.filing
    assert (filing.opinion, filing.currency, filing.items["assets"]) == (Opinion.UNQUALIFIED, "EUR", 81_200_000_000)
    assert {figure.code.value: figure.value for figure in filing.figures} == {
        "liabilities-to-assets": 613, "net-gearing": 642, "cash-to-short-term-debt": 1171,
    }  # fmt: skip
    assert (draft.decision.category, draft.decision.finality.value) == ("disclosure-missing", "by-its-own-law")
    body = read(1)
    assert (body.decision.category, body.decision.finality.value) == ("disclosure-late", "official-publication")
    assert {figure.value for figure in body.disclosure.filing.figures} == {870, 24}


def test_a_real_jurisdiction_s_holidays_are_counted(read):
    (reminder,) = read(reminded_on="2025-05-12", calendar="BE").disclosure.reminders
    # Ascension Day, 29 May 2025, lies behind the tenth working day; served a week later it moves it.
    assert reminder.ends_on == date(2025, 5, 26)
    (later,) = read(reminded_on="2025-05-19", calendar="BE").disclosure.reminders
    assert later.ends_on == date(2025, 6, 3)


NOTHING_FILED = dict.fromkeys(list(COLUMNS)[list(COLUMNS).index("filed_on") :], "")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"subject_type": "thing"}, "subject-type", "subject_type"),
        ({"subject_type": ""}, "missing", "subject_type"),
        ({"number": "about somebody's name"}, "number", "number"),
        ({"disclosure": "gossip"}, "choice", "disclosure"),
        ({"due_on": "2024-12-30"}, "dates-reversed", "due_on"),
        ({"due_on": ""}, "missing", "due_on"),
        ({"reminded_on": "2025-04-30"}, "reminder-early", "reminded_on"),
        ({"reminded_on": "2025-08-02"}, "date-ahead", "reminded_on"),
        ({"reminded_on": "2025-05-12;soon"}, "date", "reminded_on"),
        ({"calendar": ""}, "missing", "calendar"),
        ({"calendar": "ZZ"}, "calendar", "calendar"),
        ({"calendar": "the usual"}, "calendar", "calendar"),
        ({"reminded_on": "", "calendar": "xv"}, "surplus", "calendar"),
        ({"filed_on": "2025-08-02"}, "date-ahead", "filed_on"),
        ({"filed_on": "2024-12-30"}, "dates-reversed", "filed_on"),
        ({"filed_on": ""}, "surplus", "opinion"),
        ({"document": "12ab"}, "digest", "document"),
        ({"opinion": "fine"}, "choice", "opinion"),
        ({"currency": ""}, "missing", "currency"),
        ({"currency": "euro"}, "currency", "currency"),
        ({"assets": "1,000"}, "key-figure", "assets"),
        ({"assets": "-1"}, "key-figure", "assets"),
        ({"assets": "1.005"}, "key-figure", "assets"),
        ({"invoices": "2", "invoices_in_time": "3"}, "key-figure", "invoices_in_time"),
        ({"invoices_in_time": "3"}, "key-figure", "invoices_in_time"),
        ({"days_to_pay": "24.5"}, "key-figure", "days_to_pay"),
        ({"name": "=HYPERLINK(1)"}, "formula", "name"),
        ({"tier": "local"}, "surplus", "tier"),
        ({"country": "Valdora"}, "country", "country"),
    ],
)
def test_what_does_not_belong_is_refused_with_its_field(read, change, code, field):
    row = read(**change)
    assert isinstance(row, RejectedRow)
    assert (code, field) in {(finding.code, finding.field) for finding in row.findings}


def test_a_negative_equity_is_a_figure_and_gives_no_ratio(read):
    filing = read(equity="-12.50").disclosure.filing
    assert filing.items["equity"] == -1250
    assert "net-gearing" not in {figure.code.value for figure in filing.figures}


def test_an_obligation_alone_is_enough(read):
    disclosure = read(reminded_on="", calendar="", **NOTHING_FILED).disclosure
    assert (disclosure.reminders, disclosure.filing) == ((), None)


@pytest.mark.parametrize("kind", ["person", "sole-trader", "association", "vessel"])
def test_a_person_is_dropped_unread(read, kind):
    assert isinstance(read(subject_type=kind, due_on="whenever"), DroppedRow)


def test_without_calendars_a_reminder_cannot_be_counted(tmp_path):
    path = tmp_path / "disclosures.csv"
    path.write_text(template_text(), "utf-8")
    first, second = DisclosureTemplate().read(path, AS_OF)
    assert isinstance(first, RejectedRow)
    assert isinstance(second, Draft)
    with pytest.raises(MisuseError):
        DisclosureTemplate("Not A Source")
