"""The entries of a disclosure and their fold: what was added is added, what is erased is withheld."""

from datetime import date

import pytest

from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.disclosure_payloads import (
    print_figure_group,
    print_filing,
    print_obligation,
    print_reminder,
    read_filing,
    read_obligation,
    read_reminder,
)
from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation
from goodstanding.ledger.payloads import print_case, print_evidence, print_organization, print_party
from goodstanding.register.disclosures import DisclosureKind, Filing, Obligation, Opinion, Reminder
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, Evidence, Party
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

REFERENCE = Identifier("xv-reg", "S4000231792")
OBLIGATION = Obligation(
    kind=DisclosureKind.ANNUAL_ACCOUNTS, period_to=date(2024, 12, 31), due_on=date(2025, 4, 30), statute="xv-act"
)
REMINDER = Reminder(served_on=date(2025, 5, 12), ends_on=date(2025, 5, 26), calendar="xv 2026-1")
FILING = Filing(
    filed_on=date(2025, 6, 20), digest="a" * 64, opinion=Opinion.QUALIFIED, currency="EUR", items={"equity": -5}
)
FIGURE = Figure(code=FigureCode.NET_GEARING, value=-7)


def _entry(seq: int, kind: Kind, relation: Relation | None = None, **groups: object) -> Entry:
    links = () if relation is None else ((relation, 1),)
    commitments = dict.fromkeys(groups, "0" * 64)
    envelope = Envelope(kind=kind, batch=0, actor="operator", commitments=commitments, source="xv", links=links)
    return Entry(seq=seq, envelope=envelope, values=groups)


def _log(*later: Entry) -> list[Entry]:
    organization = Organization(
        reference=REFERENCE, name="Valdora Water Ltd", kind=OrganizationKind.STATE_OWNED_ENTERPRISE, jurisdiction="XV"
    )
    evidence = Evidence(digest="0" * 64, where="row 1", published_on=date(2025, 8, 1))
    opened = _entry(0, Kind.ORGANIZATION_OPENED, organization=print_organization(organization))
    due = _entry(
        1,
        Kind.DISCLOSURE_DUE,
        party=print_party(Party(reference=REFERENCE, name="Valdora Water Ltd")),
        case=print_case(Case(authority="xv-treasury", number="D-1")),
        obligation=print_obligation(OBLIGATION),
        evidence=print_evidence(evidence),
    )
    return [opened, due, *later]


REMINDED = _entry(2, Kind.REMINDER_SERVED, Relation.DISCLOSURE, reminder=print_reminder(REMINDER))
FILED = _entry(3, Kind.DISCLOSURE_FILED, Relation.DISCLOSURE, filing=print_filing(FILING))
STATED = _entry(4, Kind.FIGURE_DISCLOSED, Relation.DISCLOSURE, figure=print_figure_group(FIGURE))


def test_what_is_printed_is_read_back():
    assert read_obligation(_log()[1]) == OBLIGATION
    assert read_reminder(REMINDED) == REMINDER
    assert read_filing(FILED) == FILING


def test_a_disclosure_folds_to_its_records():
    view = fold_organization(0, _log(REMINDED, FILED, STATED))
    (held,) = view.disclosures
    assert (held.entry, held.reminders, held.filing, held.figures) == (1, ((2, REMINDER),), FILING, ((4, FIGURE),))
    assert {record.entry: record.decision.category for record in view.records} == {
        2: "disclosure-missing", 4: "disclosed-ratios",
    }  # fmt: skip
    assert view.names == ("Valdora Water Ltd",)


def test_a_later_filing_takes_the_place_of_an_earlier_one_and_its_figures():
    again = _entry(5, Kind.DISCLOSURE_FILED, Relation.DISCLOSURE, filing=print_filing(FILING))
    (held,) = fold_organization(0, _log(FILED, STATED, again)).disclosures
    assert (held.filing_entry, held.figures) == (5, ())


def test_a_correction_replaces_its_parts_and_withdraws_by_name():
    later = Obligation(kind=OBLIGATION.kind, period_to=OBLIGATION.period_to, due_on=date(2025, 5, 31), statute="xv-act")
    corrected = _entry(
        6,
        Kind.DISCLOSURE_CORRECTED,
        Relation.DISCLOSURE,
        obligation=print_obligation(later),
        withdrawn={"reminders": [2], "filing": True},
    )
    (held,) = fold_organization(0, _log(REMINDED, FILED, STATED, corrected)).disclosures
    assert (held.obligation, held.reminders, held.filing, held.figures) == (later, (), None, ())
    assert held.corrected_by == (6,)


@pytest.mark.parametrize(("kind", "questioned"), [(Kind.RECORD_QUESTIONED, True), (Kind.QUESTION_CLOSED, False)])
def test_a_question_is_about_the_disclosure(kind, questioned):
    opened = _entry(5, Kind.RECORD_QUESTIONED, Relation.RECORD, question={"reason": "vanished"})
    then = _entry(6, kind, Relation.RECORD, question={"reason": "present"})
    view = fold_organization(0, _log(REMINDED, opened, then))
    assert view.disclosures[0].questioned is questioned
    assert view.records[0].questioned is questioned


def test_what_is_erased_is_withheld_and_keeps_its_place():
    erased = Entry(seq=2, envelope=REMINDED.envelope, values={})
    view = fold_organization(0, _log(erased))
    assert view.disclosures[0].reminders == ((2, Withheld(2)),)
    assert view.records[0].decision == Withheld(2)
