"""Whatever is done in whatever order: what is published is whole, lawful, and grew from what was published before."""

import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_published import ALONE, Publishing
from sample_register import FIRST_DAY, PASSPHRASE, Importing, Line, opened_ports

from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.notes import VerifierKey, parse_note
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.services.acting import Acting
from goodstanding.services.audit_trust import Trust
from goodstanding.services.log_signing import enroll_first_key, rotate_key
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.proving import Prover, head_of
from goodstanding.services.rebuilding import check_register
from goodstanding.services.redacting import carry_out_redaction, request_redaction
from goodstanding.values.errors import GoodstandingError

STEPS = st.lists(st.sampled_from(("enter", "change", "leave-out", "redact", "rotate", "publish")), max_size=10)


@dataclass
class History:
    """One register, the lines of its list, and every checkpoint that was published of it."""

    folder: Path
    publishing: Publishing = field(default_factory=lambda: Publishing(ports=opened_ports()))
    lines: list[Line] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    day: int = 0

    def __post_init__(self) -> None:
        for number in (1, 2):
            add_officer(self.publishing.ports, f"registrar-{number}", PASSPHRASE)
        self.key: VerifierKey = enroll_first_key(self.publishing.ports, self.publishing.keys, None)[0]
        self.importing = Importing(ports=self.publishing.ports, folder=self.folder)

    def take(self, step: str) -> None:
        match step:
            case "enter":
                number = len(self.lines)
                code = f"xv-reg:C{number:010}"
                self.lines.append(Line(key=f"k{number}", name=f"Lowmark Works {number} Ltd", identifiers=(code,)))
                self._import(self.lines)
            case "change" if self.lines:
                self.lines[0] = replace(self.lines[0], public_money=f"T-{self.day}")
                self._import(self.lines)
            case "leave-out" if len(self.lines) > 1:
                self._import(self.lines[1:])
            case "redact":
                self._redact()
            case "rotate":
                rotate_key(self.publishing.ports, self.publishing.keys, lambda _: [""], None, ALONE)
            case "publish":
                self.publish()

    def publish(self) -> None:
        """Publish, and have it audited by whoever knows the first key and any earlier checkpoint."""
        self.publishing(on=FIRST_DAY + timedelta(days=self.day))
        for earlier in self.kept:
            assert self.publishing.codes(Trust(keys=(self.key,), since=earlier)) == []
        assert self.publishing.codes(Trust(keys=(self.key,))) == []
        self.kept.append(self.publishing.files.files["checkpoint"])

    def _import(self, lines: list[Line]) -> None:
        self.day += 1
        # A list that shrinks too far is refused as a whole, and that is a history too.
        with suppress(GoodstandingError):
            self.importing(*lines, as_of=(FIRST_DAY + timedelta(days=self.day)).isoformat())

    def _redact(self) -> None:
        ports = self.publishing.ports
        records = [entry.seq for entry in ports.store.entries_of([Kind.RECORD_ENTERED], 9_999) if entry.values]
        if records:
            first, second = (
                Acting(officer=name, sign=signer_of(ports, name, PASSPHRASE)) for name in ("registrar-1", "registrar-2")
            )
            basis = LegalBasis(statute="xv-archive-act", article="art. 9")
            order, _ = request_redaction(ports, records[-1:], basis, first)
            carry_out_redaction(ports, order.request, second)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_every_history_keeps_all_laws(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder))
        for step in steps:
            history.take(step)
        history.publish()
        ports = history.publishing.ports
        assert check_register(ports, lambda _: None, None).findings == ()
        for note in history.kept:
            checkpoint = parse_checkpoint(parse_note(note).text)
            prover = Prover(ports.store, head_of(ports.store, checkpoint.size))
            # Each proof is verified before it is given, whatever was redacted since.
            assert [prover.prove(index).index for index in range(checkpoint.size)] == list(range(checkpoint.size))
