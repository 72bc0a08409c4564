"""An invented list in JSON lines, a gate that obeys its rows, a tiny catalogue, and a register in memory."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sample_subjects import organization_of

from goodstanding.adapters.clock import FixedClock
from goodstanding.adapters.randomness import SeededRandomness
from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.intake.drafts import (
    Declared,
    Draft,
    DroppedRow,
    Kept,
    Quarantined,
    Refused,
    RejectedRow,
    Row,
    Verdict,
)
from goodstanding.ledger.writing import Signer
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Basis, Catalogue, Category, Direction, Measure, Severity
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Case, Decision, Finality, Reason, Stage, Status
from goodstanding.services.importing import ImportReport, ImportRequest, import_file
from goodstanding.services.opening import open_register
from goodstanding.services.ports import Erasure, Ports, Store
from goodstanding.values.dates import Period
from goodstanding.values.errors import AuthorizationError, ConflictError, GoodstandingError
from goodstanding.values.finding_codes import CONCERN_CODES
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

ORIGIN = "register.example.org"
PASSPHRASE = "an invented passphrase"
FIRST_DAY = date(2024, 6, 1)

COMPETENCE = Competence(
    authority="xv-court",
    authority_name="Court of Lowmark",
    category="bribery",
    statute=Statute(code="xv-act-7", title="Integrity Act", article="art. 7"),
    finality="judgment",
)

REASONS = {
    Status.PRESUMED: Reason.NOTICE,
    Status.FINAL: Reason.DECISION,
    Status.UNDER_APPEAL: Reason.APPEAL_LODGED,
    Status.SUSPENDED: Reason.STAY_ORDERED,
    Status.ANNULLED: Reason.COURT_RULING,
    Status.CURED: Reason.PAID,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the invented list. `verdict`: keep, hold, refuse (the gate's), drop, reject (the adapter's)."""

    key: str
    name: str = "Northquay Dredging Ltd"
    identifiers: tuple[str, ...] = ()
    verdict: str = "keep"
    reasons: tuple[str, ...] = ("no-evidence",)
    category: str = "bribery"
    authority: str = "xv-court"
    stages: tuple[tuple[str, str], ...] = (("final", "2024-02-01"),)
    public_money: str = ""


def write_list(path: Path, lines: Iterable[Line]) -> Path:
    """The list as a file, one JSON object a line."""
    path.write_text("".join(json.dumps(asdict(line)) + "\n" for line in lines), encoding="utf-8")
    return path


class InventedList:
    """Reads what `write_list` wrote. The source key is `key` alone."""

    name: ClassVar[str] = "invented"
    title: ClassVar[str] = "An invented list"
    type_field: ClassVar[str] = "verdict"
    declared_by: ClassVar[str] = "the column verdict"
    key_fields: ClassVar[tuple[str, ...]] = ("key",)
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset({OrganizationKind.COMPANY})
    competences: ClassVar[tuple[Competence, ...]] = (COMPETENCE,)

    def __init__(self, source: str = "xv-list") -> None:
        self.source = source

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        with path.open(encoding="utf-8") as stream:
            for row, text in enumerate(stream, start=1):
                yield _row(row, Line(**json.loads(text)))


def gate(draft: Draft, local: Identifier) -> Verdict:
    """What the row asks for: its first concern is `hold` or `refuse`, and the reasons follow."""
    match draft.concerns:
        case ("hold", *reasons):
            open_ = CONCERN_CODES.keys().isdisjoint(reasons)
            organization = organization_of(draft, draft.identifiers[0] if draft.identifiers else local)
            return Quarantined(reasons=tuple(reasons), organization=organization if open_ else None)
        case ("refuse", *reasons):
            return Refused(reason=reasons[0])
    return Kept(organization=organization_of(draft, draft.identifiers[0] if draft.identifiers else local))


def catalogue() -> Catalogue:
    """Bribery and nothing else; speech is refused."""
    bribery = Category(
        code="bribery",
        label="Bribery",
        description="Bribery",
        decided="bribed a public official",
        direction=Direction.ADVERSE,
        basis=Basis.DECISION,
        kinds=frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE}),
        by_measure={Measure.FINE: Severity.GENERAL},
        by_amount=(),
        display={Severity.GENERAL: Period.parse("P1Y")},
        ground=False,
    )
    return Catalogue(categories={"bribery": bribery}, units={"XVD": 100}, forbidden={"speech": "speech"})


class MemoryKeyring:
    """Secrets in memory, behind the same contract as the files."""

    def __init__(self, secret: bytes = b"an invented secret") -> None:
        self._secret = secret
        self._officers: dict[str, tuple[str, Ed25519PrivateKey]] = {}

    def digest(self, purpose: str, text: str) -> str:
        return hmac.digest(self._secret, f"{purpose}\n{text}".encode(), "sha256")[:16].hex()

    def create_officer(self, officer: str, passphrase: str) -> bytes:
        if officer in self._officers:
            raise ConflictError("There is a key for this officer already.")
        seed = hashlib.sha256(self._secret + officer.encode()).digest()
        key = Ed25519PrivateKey.from_private_bytes(seed)
        self._officers[officer] = (passphrase, key)
        return key.public_key().public_bytes_raw()

    def signer(self, officer: str, passphrase: str) -> Signer:
        known, key = self._officers.get(officer, ("", None))
        if key is None or passphrase != known:
            raise AuthorizationError("The passphrase does not open this officer's key.")
        return key.sign

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class MemoryJournal:
    """A journal in memory, behind the same contract as the file."""

    def __init__(self) -> None:
        self._erasures: list[Erasure] = []
        self._begun = False

    def read(self) -> list[Erasure]:
        return list(self._erasures)

    def add(self, erasure: Erasure) -> None:
        self._erasures.append(erasure)

    @contextmanager
    def erasing(self) -> Iterator[None]:
        self._begun = True
        try:
            yield
        except GoodstandingError:
            self._begun = False
            raise
        self._begun = False

    def is_cut_off(self) -> bool:
        return self._begun


def make_ports(store: Store | None = None) -> Ports:
    """The ports of a register that is not opened yet: in memory, on a clock that stands still."""
    return Ports(
        store=store or MemoryStore(),
        clock=FixedClock(datetime(2024, 6, 1, 12, tzinfo=UTC)),
        randomness=SeededRandomness("invented"),
        keyring=MemoryKeyring(),
        journal=MemoryJournal(),
        catalogue=load_catalogue,
    )


def opened_ports(store: Store | None = None) -> Ports:
    """The ports of a register with its first entry."""
    ports = make_ports(store)
    open_register(ports, ORIGIN)
    return ports


@dataclass(slots=True, kw_only=True)
class Importing:
    """Imports lists of lines into one register, a file each."""

    ports: Ports
    folder: Path
    files: int = 0

    def __call__(
        self,
        *lines: Line,
        as_of: str = "2024-06-01",
        partial: bool = False,
        source: str = "xv-list",
        submission: str = "",
        officer: str = "operator",
        sign: Signer | None = None,
    ) -> ImportReport:
        self.files += 1
        path = write_list(self.folder / f"list-{self.files}.jsonl", lines)
        request = ImportRequest(
            form=InventedList(source),
            path=path,
            digest=digest_of(path),
            as_of=date.fromisoformat(as_of),
            partial=partial,
            submission=submission,
            officer=officer,
            sign=sign,
        )
        return import_file(self.ports, catalogue(), gate, request)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _row(row: int, line: Line) -> Row:
    if line.verdict == "drop":
        return DroppedRow(row=row, reason="person")
    if line.verdict == "reject":
        return RejectedRow(row=row, findings=(Finding(code="planted", message="A planted problem.", row=row),))
    stages = tuple(_stage(Status(status), date.fromisoformat(day)) for status, day in line.stages)
    return Draft(
        row=row,
        source_key=(line.key,),
        declared=Declared.FIRM,
        name=line.name,
        country="XV",
        identifiers=tuple(map(Identifier.parse, line.identifiers)),
        case=Case(authority=line.authority, number=f"{line.key}/2024"),
        decision=Decision(
            category=line.category,
            measures=(Measure.FINE,),
            decided_on=date(2024, 1, 15),
            finality=Finality.JUDGMENT,
            statute="xv-act-7",
            public_money=line.public_money,
        ),
        stages=stages,
        concerns=() if line.verdict == "keep" else (line.verdict, *line.reasons),
    )


def _stage(status: Status, day: date) -> Stage:
    return Stage(status=status, effective_on=day, decided_on=day, reason=REASONS[status])
