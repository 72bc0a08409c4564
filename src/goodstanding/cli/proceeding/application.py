"""The commands of a proceeding, in the order in which they happen."""

from typing import ClassVar

import typer

from goodstanding.cli.groups import Later, LazyGroup


class _Proceeding(LazyGroup):
    panels: ClassVar = {
        "Open a file": {
            "open": Later("proceeding.opening:open_"),
            "release": Later("proceeding.opening:release"),
            "notice": Later("proceeding.opening:notice"),
            "recuse": Later("proceeding.opening:recuse"),
            "close": Later("proceeding.opening:close"),
        },
        "Notice and reply": {
            "serve": Later("proceeding.serving:serve"),
            "receive": Later("proceeding.serving:receive"),
            "claim": Later("proceeding.serving:claim"),
            "reply": Later("proceeding.serving:reply"),
            "extend": Later("proceeding.serving:extend"),
            "hear": Later("proceeding.serving:hear"),
            "correct": Later("proceeding.correcting:correct"),
        },
        "Decide": {
            "propose": Later("proceeding.deciding:propose"),
            "decide": Later("proceeding.deciding:decide"),
            "approve": Later("proceeding.deciding:approve"),
            "except": Later("proceeding.deciding:except_"),
            "provisional": Later("proceeding.reviewing:provisional"),
        },
        "Appeal, court and the way out": {
            "appeal": Later("proceeding.reviewing:appeal"),
            "admit": Later("proceeding.reviewing:admit"),
            "rule": Later("proceeding.reviewing:rule"),
            "stay": Later("proceeding.reviewing:stay"),
            "order": Later("proceeding.reviewing:order"),
            "verify": Later("proceeding.reviewing:verify"),
            "rehabilitate": Later("proceeding.complying:rehabilitate"),
            "report": Later("proceeding.complying:report"),
            "answer": Later("proceeding.complying:answer"),
            "review": Later("proceeding.complying:review"),
            "stop": Later("proceeding.reviewing:stop"),
        },
        "Read": {
            "show": Later("proceeding.showing:show"),
            "deadlines": Later("proceeding.reading:deadlines"),
            "calendar": Later("proceeding.reading:calendar"),
            "measures": Later("proceeding.reading:measures"),
            "figures": Later("proceeding.figures:figures"),
        },
        "Write out": {
            "document": Later("proceeding.document:document"),
            "export": Later("proceeding.exporting:export"),
            "verify-file": Later("proceeding.exporting:verify_file"),
        },
    }


app = typer.Typer(
    cls=_Proceeding, help="Proceedings: from a file to a decision, its appeal and the way out.", no_args_is_help=True
)
