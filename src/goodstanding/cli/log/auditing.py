"""`goodstanding log audit` and `goodstanding log auditor`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.log import (
    auditor_text,
    latest_instant,
    public_names,
    public_source,
    served_as_displayed,
    verify_ed25519,
)
from goodstanding.bootstrap.proceedings import calendar_of
from goodstanding.cli.log.policy import Keys, PolicyFile, WitnessKeys, keys_of, witnessed_policy
from goodstanding.cli.options import AsJson, existing
from goodstanding.cli.output import finding_json, print_findings, print_json, print_text, progress_bar
from goodstanding.ledger.notes import MOST_NOTE_BYTES
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import Audit, audit
from goodstanding.services.law_checks import LawReplay
from goodstanding.values.findings import Severity

Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="FILE", help="A signed checkpoint that you kept: the log must have grown from it."),
]


def run(
    where: Annotated[str, typer.Argument(metavar="DIR|URL", help="The published files.")],
    key: Keys = None,
    since: Since = None,
    policy: PolicyFile = None,
    witness: WitnessKeys = None,
    law: Annotated[
        bool,
        typer.Option(
            "--law",
            help="Replay the rules too: kinds, categories, competences, signatures of acts, what may be displayed.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Audit a published log from its files alone: tiles, entries, openings, signatures, and the past. No register.

    Exit code 1: something does not fit. Without --key the log's own word for its key is taken, and said so.

    Example: goodstanding log audit ./public --law
    """
    keys = keys_of(key)
    earlier = existing(since).read_bytes()[: MOST_NOTE_BYTES + 1] if since else None
    shipped = shipped_competences()
    replay = LawReplay(load_catalogue(), verify_ed25519, shipped, calendar_of=calendar_of) if law else None
    with progress_bar("Entries audited") as progress:
        found = audit(
            public_source(where),
            Trust(keys=keys, since=earlier, policy=witnessed_policy(policy, witness), latest=latest_instant()),
            verify_ed25519,
            progress,
            replay,
            served_as_displayed() if law else None,
            public_names(where),
        )
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    if as_json:
        print_json(_as_json(found))
    else:
        print_findings(found.findings)
        print_text(_summary(found, law, bool(errors)))
    if errors:
        sys.exit(1)


def run_auditor() -> None:
    """Print the auditor as one Python file that needs nothing but `cryptography`: read it, then run it yourself.

    Example: goodstanding log auditor > audit.py
    """
    print(auditor_text(), end="")


def _as_json(found: Audit) -> dict[str, object]:
    checkpoint = found.checkpoint
    return {
        "origin": checkpoint.origin if checkpoint else None,
        "size": checkpoint.size if checkpoint else None,
        "root": checkpoint.root.hex() if checkpoint else None,
        "recorded_at": found.recorded_at or None,
        "published_on": found.published_on or None,
        "entries": found.entries,
        "opened": found.opened,
        "findings": [finding_json(one) for one in found.findings],
    }


def _summary(found: Audit, law: bool, failed: bool) -> str:
    if found.checkpoint is None:
        return "There is no checkpoint to audit by."
    state = "something does not fit" if failed else "everything fits" + (", the rules included" if law else "")
    return (
        f"{found.checkpoint.origin} at size {found.checkpoint.size}, "
        f"recorded {found.recorded_at or '(not shown)'}, as shown on {found.published_on or '(no day)'}: "
        f"{found.entries:,} entries read, "
        f"{found.opened:,} of them open: {state}."
    )
