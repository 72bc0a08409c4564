"""The commands of a proceeding, in the order in which they happen."""

import typer

from goodstanding.cli.proceeding import deciding, document, exporting, opening, reading, reviewing, serving

app = typer.Typer(help="Proceedings: from a file to a decision, its appeal and the way out.", no_args_is_help=True)

app.command("open")(opening.open_)
app.command("release")(opening.release)
app.command("notice")(opening.notice)
app.command("approve")(deciding.approve)
app.command("except")(deciding.except_)
app.command("serve")(serving.serve)
app.command("receive")(serving.receive)
app.command("claim")(serving.claim)
app.command("reply")(serving.reply)
app.command("extend")(serving.extend)
app.command("hear")(serving.hear)
app.command("propose")(deciding.propose)
app.command("decide")(deciding.decide)
app.command("appeal")(reviewing.appeal)
app.command("admit")(reviewing.admit)
app.command("rule")(reviewing.rule)
app.command("stay")(reviewing.stay)
app.command("order")(reviewing.order)
app.command("verify")(reviewing.verify)
app.command("provisional")(reviewing.provisional)
app.command("measures")(reading.measures)
app.command("rehabilitate")(reviewing.rehabilitate)
app.command("stop")(reviewing.stop)
app.command("recuse")(opening.recuse)
app.command("close")(opening.close)
app.command("show")(reading.show)
app.command("deadlines")(reading.deadlines)
app.command("calendar")(reading.calendar)
app.command("document")(document.document)
app.command("export")(exporting.export)
app.command("verify-file")(exporting.verify_file)
