"""Invented entries for the log: the groups of a record as an import writes them, at any number of groups."""

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry

#: What every entry must have, to be a record that the register can read back.
_FIRST: dict[str, Json] = {
    "case": {"authority": "xv-audit-court", "number": "AC-2023-117"},
    "decision": {
        "category": "procurement-fraud",
        "currency": "EUR",
        "decided_on": "2023-05-04",
        "finality": "time-limit-passed",
        "measures": ["fine", "exclusion"],
        "minor": 12_500_050,
        "statute": "xv-procurement-act",
    },
    "stages": [
        {"decided_on": "2023-05-04", "effective_on": "2023-06-05", "reason": "decision", "status": "final"},
    ],
}
_EVIDENCE: dict[str, Json] = {
    "digest": "ea2f16d909333dac1cb86b8b1c2f7b044c44ffb9659f6f0820a2887d8b3ebf78",
    "published_on": "2023-12-31",
}


def record_entry(number: int, groups: int) -> NewEntry:
    """One record with that many commitment groups (at least 4): party, case, decision, stages, then evidence."""
    party: Json = {
        "code": f"C{number:010}",
        "name": f"Northquay Dredging {number} Ltd",
        "role": "subject",
        "scheme": "xv-reg",
    }
    more: dict[str, Json] = {
        f"evidence_{index}": {**_EVIDENCE, "where": f"row {number}"} for index in range(groups - 4)
    }
    digest = f"{number:032x}"
    return NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups={"party": party, **_FIRST, **more},
        subject=digest,
        source="xv-audit-court",
        key=digest,
        print=digest,
    )


def small_entry(number: int) -> NewEntry:
    """The smallest entry that says something: for trees of a million leaves."""
    return NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": number}})
