"""The commands below `goodstanding log`, put together."""

from typing import ClassVar

import typer

from goodstanding.cli.groups import Later, LazyGroup


class _Log(LazyGroup):
    panels: ClassVar = {
        "Prove": {
            "head": Later("log.heads:head_", "The latest head, and the signed one."),
            "prove": Later("log.proving:prove", "That an entry stands in the log."),
            "verify": Later("log.proving:verify", "Check a proof file."),
            "consistency": Later("log.proving:consistency", "That the log only grew."),
            "absent": Later("log.absence:app", "That somebody is not listed."),
        },
        "Publish and audit": {
            "keys": Later("log.keys:app", "The key that signs heads."),
            "publish": Later("log.publishing:run", "The log as static files."),
            "audit": Later("log.auditing:run", "Check published files."),
            "auditor": Later("log.auditing:run_auditor", "The auditor as one file."),
            "witness": Later("log.witness:app", "Cosign heads of logs."),
        },
        "Forget": {
            "redact": Later("log.redacting:run", "Forget values by the order of two officers."),
        },
    }


app = typer.Typer(cls=_Log, help="The log of all entries: heads, proofs, publication, audits.", no_args_is_help=True)
