"""Who signed the checkpoint of published files, whether the auditor knows those keys, and the past that was kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.log_keys import EnrolledKey
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify, verify_note
from goodstanding.ledger.policies import Policy, verify_under
from goodstanding.ledger.proofs import root_at
from goodstanding.ledger.public_paths import handover_path
from goodstanding.ledger.tile_trees import TileTrees
from goodstanding.services.audited_files import AuditedFiles
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What an auditor brings along: verifier keys known from elsewhere, an earlier signed checkpoint, and a policy.

    The keys of the policy's logs are known like the others; its witnesses must have cosigned the checkpoint. No batch
    was recorded after `latest`, an instant as the ledger writes it; "" where the auditor has no clock.
    """

    keys: tuple[VerifierKey, ...] = ()
    since: bytes | None = None
    policy: Policy | None = None
    latest: str = ""


def check_signatures(files: AuditedFiles, checkpoint: Checkpoint, note: bytes, trust: Trust, verify: Verify) -> None:
    """The checkpoint by the newest key, which is trusted, or was handed over to by one that is."""
    trusted = _trusted(files, checkpoint, trust, verify)
    if not files.keys:
        files.add_finding("key-unknown", "The log enrolls no key of its own.")
        return
    newest = files.keys[-1].key
    if newest.name != checkpoint.origin:
        files.add_finding("key-unknown", "The log's newest key is of another origin than the checkpoint.")
    try:
        signers = verify_note(note, {*trusted, newest}, verify).signers
        if newest not in signers:
            files.add_finding("checkpoint-unsigned", "The log's newest key did not sign the checkpoint.")
    except VerificationError as error:
        files.add_finding("checkpoint-unsigned", error.what)
    if newest not in trusted:
        files.add_finding("key-unknown", "No key that is trusted leads to the log's newest key.")
    if trust.since is not None:
        _check_since(files, checkpoint, trust.since, trusted, verify)
    if trust.policy is not None:
        under = replace(trust.policy, logs={newest: ""})
        try:
            verify_under(under, note, verify)
        except VerificationError as error:
            files.add_finding("checkpoint-unwitnessed", error.what)


def _trusted(files: AuditedFiles, checkpoint: Checkpoint, trust: Trust, verify: Verify) -> set[VerifierKey]:
    """The given keys, and those that they handed over to; without a given key, the log's own first one."""
    trusted = {*trust.keys, *(trust.policy.logs if trust.policy else ())}
    if not trusted:
        message = "No key was given: the log's own word for its first key was taken. Give the key that you know."
        files.add_finding("key-not-given", message, Severity.WARNING)
        trusted = {one.key for one in files.keys[:1]}
    for older, newer in zip(files.keys, files.keys[1:], strict=False):
        if older.key in trusted and newer.key not in trusted:
            problem = _handover_problem(files, checkpoint, older, newer, verify)
            if problem:
                files.add_finding("handover-bad", f"The hand-over to the key of entry {newer.seq}: {problem}")
            else:
                trusted.add(newer.key)
    return trusted


def _handover_problem(
    files: AuditedFiles, checkpoint: Checkpoint, older: EnrolledKey, newer: EnrolledKey, verify: Verify
) -> str:
    note = files.read(handover_path(newer.seq), MOST_NOTE_BYTES)
    if note is None:
        return "its checkpoint is not there."
    try:
        found = verify_note(note, (older.key, newer.key), verify)
        handed = parse_checkpoint(found.text)
    except VerificationError as error:
        return error.what
    if len(found.signers) < 2 or handed.size <= newer.seq:
        return "both keys did not sign a checkpoint that covers it."
    return "" if _is_beginning(files, checkpoint, handed) else "its checkpoint is of another log."


def _is_beginning(files: AuditedFiles, checkpoint: Checkpoint, earlier: Checkpoint) -> bool:
    """Whether an earlier checkpoint is of this log, which then only grew."""
    if earlier.origin != checkpoint.origin or earlier.size > checkpoint.size:
        return False
    return root_at(earlier.size, TileTrees(checkpoint.size, files.tile).node) == earlier.root


def _check_since(
    files: AuditedFiles, checkpoint: Checkpoint, since: bytes, trusted: Iterable[VerifierKey], verify: Verify
) -> None:
    try:
        text = verify_note(since, {*trusted, *(one.key for one in files.keys)}, verify).text
        earlier = parse_checkpoint(text)
    except VerificationError as error:
        files.add_finding("past-differs", f"The earlier checkpoint: {error.what}")
        return
    if not _is_beginning(files, checkpoint, earlier):
        files.add_finding("past-differs", f"The log did not grow from the earlier checkpoint of size {earlier.size}.")
