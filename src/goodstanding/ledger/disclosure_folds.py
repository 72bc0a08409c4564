"""The fold of a disclosure: due, reminded, filed, corrected. A later filing takes the place of an earlier one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from goodstanding.ledger.disclosure_payloads import read_figure, read_filing, read_obligation, read_reminder
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, read_case, read_evidence, read_party
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.disclosures import Reminder
from goodstanding.values.withheld import Withheld


def open_disclosure(entry: Entry) -> HeldDisclosure:
    """The disclosure that an entry opened."""
    withheld = Withheld(entry.seq)
    return HeldDisclosure(
        entry=entry.seq,
        party=read_party(group_of(entry, "party")) if "party" in entry.values else withheld,
        case=read_case(group_of(entry, "case")) if "case" in entry.values else withheld,
        obligation=read_obligation(entry),
        evidence=read_evidence(group_of(entry, "evidence")) if "evidence" in entry.values else withheld,
    )


def _remind(held: HeldDisclosure, entry: Entry) -> HeldDisclosure:
    return _seen(replace(held, reminders=(*held.reminders, (entry.seq, read_reminder(entry)))), entry)


def _file(held: HeldDisclosure, entry: Entry) -> HeldDisclosure:
    return _seen(replace(held, filing=read_filing(entry), filing_entry=entry.seq, figures=()), entry)


def _state(held: HeldDisclosure, entry: Entry) -> HeldDisclosure:
    return replace(held, figures=(*held.figures, (entry.seq, read_figure(entry))))


def _correct(held: HeldDisclosure, entry: Entry) -> HeldDisclosure:
    """Replace the parts that the correction commits to. Reminders that the source withdrew are gone with it."""
    corrected, parts = open_disclosure(entry), entry.envelope.commitments
    kept = held.reminders if "withdrawn" not in parts else _left(held, entry)
    return replace(
        held,
        party=corrected.party if "party" in parts else held.party,
        case=corrected.case if "case" in parts else held.case,
        obligation=corrected.obligation if "obligation" in parts else held.obligation,
        evidence=corrected.evidence if "evidence" in parts else held.evidence,
        reminders=kept,
        filing=None if "withdrawn" in parts and _is_filing_withdrawn(entry) else held.filing,
        figures=() if "withdrawn" in parts and _is_filing_withdrawn(entry) else held.figures,
        corrected_by=(*held.corrected_by, entry.seq),
    )


def _left(held: HeldDisclosure, entry: Entry) -> tuple[tuple[int, Reminder | Withheld], ...]:
    withdrawn = entry.values.get("withdrawn")
    gone = withdrawn.get("reminders", []) if isinstance(withdrawn, dict) else [seq for seq, _ in held.reminders]
    numbers = gone if isinstance(gone, list) else []
    return tuple((seq, one) for seq, one in held.reminders if seq not in numbers)


def _is_filing_withdrawn(entry: Entry) -> bool:
    withdrawn = entry.values.get("withdrawn")
    return isinstance(withdrawn, dict) and withdrawn.get("filing") is True


def _seen(held: HeldDisclosure, entry: Entry) -> HeldDisclosure:
    """The evidence is that of where the present state was read."""
    evidence = read_evidence(group_of(entry, "evidence")) if "evidence" in entry.values else Withheld(entry.seq)
    return replace(held, evidence=evidence)


def _question(held: HeldDisclosure, _: Entry) -> HeldDisclosure:
    return replace(held, questioned=True)


def _close_question(held: HeldDisclosure, _: Entry) -> HeldDisclosure:
    return replace(held, questioned=False)


DISCLOSURE_FOLDS: Mapping[Kind, Callable[[HeldDisclosure, Entry], HeldDisclosure]] = {
    Kind.REMINDER_SERVED: _remind,
    Kind.DISCLOSURE_FILED: _file,
    Kind.FIGURE_DISCLOSED: _state,
    Kind.DISCLOSURE_CORRECTED: _correct,
    Kind.RECORD_QUESTIONED: _question,
    Kind.QUESTION_CLOSED: _close_question,
}
