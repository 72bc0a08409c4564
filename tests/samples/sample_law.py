"""What a published log's rules say of entries, and a hand that writes entries past the machine, validly signed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sample_office import NOON, Office, case_files, clock_of, copy_of, read_case
from sample_register import PASSPHRASE
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_law
from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.ports import Ports

LAW = load_law()


def everything(ports: Ports) -> list[Entry]:
    """All entries with all their values."""
    return [entry for seq in range(ports.store.head().size) if (entry := ports.store.entry(seq)) is not None]


def breaches(entries: Iterable[Entry]) -> list[str]:
    """What the rules find in entries, one by one and at their end."""
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    found = [one for entry in entries for one in replay(entry)]
    return [str(one) for one in [*found, *replay.end()]]


def played(country: Ports, name: str, until: date) -> Office:
    """A text case of a proceeding, played up to and with a day."""
    case = read_case(next(path for path in case_files() if path.stem == name))
    lines = tuple(line for line in case.lines if line.day <= until)
    office = Office(copy_of(country), replace(case, lines=lines))
    office.play()
    return office


def put(ports: Ports, new: NewEntry, day: date, officer: str = OPERATOR) -> int:
    """Append an entry on a day, signed by its officer, past every service; its number."""
    clock_of(ports).at = datetime.combine(day, NOON)
    sign = None if officer == OPERATOR else ports.keyring.signer(officer, PASSPHRASE)
    size = ports.store.head().size
    with ports.store.writing() as writer:
        append_batch(ports, writer, [replace(new, actor=officer, sign=sign)], actor=officer, sign=sign)
    return size


def corrected(ports: Ports, record: int, day: date, **changes: Mapping[str, Json]) -> int:
    """Correct parts of a record, as an import of a list that was put right does: `decision={"category": ...}`."""
    entered = ports.store.entry(record)
    assert entered is not None
    groups = {name: {**entered.values[name], **change} for name, change in changes.items()}
    new = NewEntry(
        kind=Kind.RECORD_CORRECTED,
        groups={**groups, "evidence": entered.values["evidence"]},
        subject=entered.envelope.subject,
        source=entered.envelope.source,
        key=entered.envelope.key,
        print=entered.envelope.print,
        links=((Relation.RECORD, record),),
    )
    return put(ports, new, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Entries of which some groups are not shown."""

    numbers: Collection[int]
    groups: Collection[str] = ()

    def of(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries without these groups; without any, where none is named."""
        return [replace(one, values=self._left(one)) if one.seq in self.numbers else one for one in entries]

    def _left(self, entry: Entry) -> dict[str, Json]:
        gone = self.groups or entry.values.keys()
        return {name: value for name, value in entry.values.items() if name not in gone}
