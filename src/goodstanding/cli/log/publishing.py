"""`goodstanding log publish`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.log import (
    cosigners_of,
    elsewhere_of,
    listed_at,
    open_log_keys,
    public_files,
    require_apart,
)
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.elsewhere import NotRestored, Published
from goodstanding.cli.log.passphrases import KeyPassphraseFiles, passphrases_of
from goodstanding.cli.log.policy import WitnessKeys, policy_text, with_keys
from goodstanding.cli.options import AsJson, Data, optional_date
from goodstanding.cli.output import plural, print_json, print_text, progress_bar
from goodstanding.ledger.notes import print_verifier_key
from goodstanding.ledger.policies import Policy, parse_policy
from goodstanding.services.days import today
from goodstanding.services.log_ports import LogKeys, Place
from goodstanding.services.log_signing import require_keys
from goodstanding.services.ports import Ports
from goodstanding.services.publishing import Publication, publish
from goodstanding.settings import data_directory

COPIES = "Copies that others took before cannot be recalled."


def run(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go; a web server serves it as is.")],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Show what may be displayed on this date. Default: today."),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy", metavar="FILE", help="Publish only with the cosignatures that this tlog-policy wants."
        ),
    ] = None,
    witness: WitnessKeys = None,
    published: Published = None,
    not_restored: NotRestored = False,
    again: Annotated[
        bool, typer.Option("--verify", help="Read every published file again, and compare it with the database.")
    ] = False,
    data: Data = None,
    passphrase_file: KeyPassphraseFiles = None,
    as_json: AsJson = False,
) -> None:
    """Sign the latest head and publish the log as static files: tiles, entries, openings of what is displayed.

    Run it after every batch, and every day: what may not be displayed any more, or was erased, is taken away. It
    takes up where it was stopped. Exit code 1, and nothing published: the database is behind a checkpoint that
    was signed or published before, a published file has other bytes, or the policy's witnesses do not cosign.
    The place and the witnesses are remembered: before anything new is signed they are looked at again, here and by
    `log head --sign` and `log keys rotate`; and the same witnesses cosign every publication until others are named
    (by a policy with `quorum none`, nobody). The first time there is nobody to ask: see --not-restored.
    What an earlier run published is written again where it is missing; only --verify reads all of it, and takes longer.

    Example: goodstanding log publish ./public
    """
    held = data_directory(data)
    named = policy_text(policy, witness, addressed=True)
    require_apart(directory, held)
    ports, keys = open_ports(held), open_log_keys(held)
    place = _place(keys, directory, published, named)
    wanted = _wanted(place.policy, ports, is_given=policy is not None)
    day = optional_date(on) or today(ports, ports.store)
    with progress_bar("Entries read") as progress:
        found = publish(
            ports,
            keys,
            public_files(directory),
            load_law(),
            day,
            passphrases=passphrases_of(passphrase_file),
            progress=progress,
            elsewhere=elsewhere_of(keys, published, wanted, not_restored=not_restored),
            place=place,
            cosigners=cosigners_of(wanted) if wanted else None,
            listed=listed_at(ports),
            again=again,
        )
    if as_json:
        print_json(_as_json(found, day))
    else:
        print_text(_summary(found, day))


def _wanted(policy: bytes, ports: Ports, *, is_given: bool) -> Policy | None:
    """Whose cosignatures are due. Where a given file names no logs, or it is remembered, it is about this log."""
    if not policy:
        return None
    wanted = parse_policy(policy)
    if is_given and wanted.logs:
        return wanted
    return with_keys(wanted, [print_verifier_key(one.key) for one in require_keys(ports.store)])


def _place(keys: LogKeys, directory: Path, published: str | None, policy: bytes | None) -> Place:
    """What is remembered: an address rather than the directory, and the last witnesses until others are named."""
    is_address = published is not None and published.startswith(("http://", "https://"))
    before = keys.place()
    return Place(
        where=published if published is not None and is_address else str(directory.resolve()),
        policy=(before.policy if before else b"") if policy is None else policy,
    )


def _as_json(found: Publication, day: date) -> dict[str, object]:
    return {
        "size": found.checkpoint.size,
        "root": found.checkpoint.root.hex(),
        "published_on": day.isoformat(),
        "written": found.written,
        "openings": found.openings,
        "removed": found.removed,
    }


def _summary(found: Publication, day: date) -> str:
    return (
        f"Published to size {found.checkpoint.size}: {plural(found.written, 'file')} written, "
        f"{plural(found.openings, 'opening')} shown as of {day}, {plural(found.removed, 'file')} taken away. {COPIES}"
    )
