"""What every act of a proceeding shares: whose it is, in which file, and what is said when it is done."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Any

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.cli.output import head_json, print_json, print_text
from goodstanding.cli.proceeding.options import Number
from goodstanding.ledger.writing import Head
from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import stage_on
from goodstanding.services.days import present
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ground_of, parse_number, read_file, take_step
from goodstanding.services.reading import AsOf
from goodstanding.services.replies import say
from goodstanding.settings import data_directory


def doing(build: Callable[..., acts.Act]) -> Callable[..., None]:
    """The command that does the act which `build` makes of options of its own: the file and who signs come with it.

    `build` may ask for the `file` and for `data` too.
    """
    asked, shared = signature(build).parameters, dict(signature(_shared).parameters)

    @wraps(build)
    def command(**given: Any) -> None:
        act = build(**{name: given[name] for name in asked})
        by, data, as_json = (given[name] for name in ("officer", "data", "as_json"))
        perform(given["file"], act, by, given["passphrase_file"], data, as_json=as_json)

    first, own = (shared.pop("file"), shared.pop("officer")), [one for name, one in asked.items() if name not in shared]
    options = [*first, *(one for one in own if one.name != "file"), *shared.values()]
    made: Any = command
    made.__signature__ = Signature(options)
    made.__annotations__ = {one.name: one.annotation for one in options}
    return command


def _shared(
    file: Number, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """The options of every act."""


def perform(
    file: str,
    act: acts.Act,
    officer: str,
    passphrase_file: Path | None,
    data: Path | None,
    *,
    as_json: bool,
    words: str | None = None,
) -> None:
    """Do one act in a file as an officer, and say where the file stands now. `words` come with a reply."""
    ports, number = open_ports(data_directory(data)), parse_number(file)
    said = None if words is None else say(words, ports.randomness)
    head = take_step(ports, proceeding_law(), number, act, acting_as(ports, officer, passphrase_file), said)
    report(ports, number, head, officer, as_json=as_json)


def report(ports: Ports, number: int, head: Head, officer: str, *, as_json: bool) -> None:
    """What was done last in a file, where it stands, and which days it set."""
    file = read_file(ports, ports.store, number, head.size)
    step, stage = file.steps[-1], stage_of(ports, file, head)
    if as_json:
        days = {one.clock.value: one.due_on.isoformat() for one in step.started}
        found = {"file": f"p-{number}", "act": act_name(step.act), "officer": officer, "stage": stage}
        print_json(found | {"on": step.on.isoformat(), "due": days, "recorded": head_json(head)})
        return
    print_text(f"p-{number}: {act_name(step.act)} by {officer} on {step.on}; now {stage} (log size {head.size}).")
    for one in step.started:
        print_text(f"{one.clock.value}: to the end of {one.due_on}.")


def stage_of(ports: Ports, file: CaseFile, head: Head) -> str:
    """Where a file stands today, by the day of its own procedure."""
    day = day_of(ports, file, head)
    ground = ground_of(ports, ports.store, file, day, AsOf(effective=day, head=head))
    return stage_on(file, day, ground).value


def day_of(ports: Ports, file: CaseFile, head: Head) -> date:
    """The present day of a file: that of its own procedure."""
    procedure = approved_procedures(ports.store, head.size)[file.opened.law]
    return proceeding_law().calendar_of(procedure).day_of(present(ports, ports.store))
