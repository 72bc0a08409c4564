"""The commands below `goodstanding log`, put together."""

import typer

from goodstanding.cli.log import absence, auditing, heads, keys, proving, publishing, redacting, witness

app = typer.Typer(help="The log of all entries: heads, proofs, publication, audits.", no_args_is_help=True)

app.command("head", short_help="The latest head, and the signed one.")(heads.head_)
app.command("prove", short_help="That an entry stands in the log.")(proving.prove)
app.command("verify", short_help="Check a proof file.")(proving.verify)
app.command("consistency", short_help="That the log only grew.")(proving.consistency)
app.add_typer(keys.app, name="keys", short_help="The key that signs heads.")
app.command("publish", short_help="The log as static files.")(publishing.run)
app.command("audit", short_help="Check published files.")(auditing.run)
app.command("auditor", short_help="The auditor as one file.")(auditing.run_auditor)
app.add_typer(witness.app, name="witness", short_help="Cosign heads of logs.")
app.command("redact", short_help="Forget values by the order of two officers.")(redacting.run)
app.add_typer(absence.app, name="absent", short_help="That somebody is not listed.")
