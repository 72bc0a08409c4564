"""Show a file: to its officers and representatives alone (S30)."""

from datetime import date

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.cli.output import head_json, print_json, print_table, print_text
from goodstanding.cli.proceeding.correcting import pending_row, print_pending
from goodstanding.cli.proceeding.options import Number
from goodstanding.cli.proceeding.performing import day_of, stage_of
from goodstanding.cli.replies import print_replies, reply_json
from goodstanding.ledger.canonical import Json
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.files import CaseFile, Step, approved_decision
from goodstanding.proceedings.monitoring import condition_states
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.proceedings.replies import published_replies
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.services.corrections_in_files import pending_corrections
from goodstanding.services.due import require_reader
from goodstanding.services.proceedings import parse_number, read_file
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain


def show(
    file: Number, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show a file to its officers, its appeal body, its court and its parties: every act, the days that run, and the
    requests for correction that are open.

    Example: goodstanding proceeding show p-12 --as case-1
    """
    ports, number = open_ports(data_directory(data)), parse_number(file)
    acting = acting_as(ports, officer, passphrase_file)
    head = ports.store.head()
    found = read_file(ports, ports.store, number, head.size)
    require_reader(ports, ports.store, found, acting.officer, head.size)
    stage = stage_of(ports, found, head)
    # While a breach is not decided, the conditions are those that its notice is about.
    decided = found if approved_decision(found) else found.before_breach() or found
    day = day_of(ports, found, head)
    conditions = condition_states(decided, day)
    replies = published_replies(found, found.steps[-1].on)
    pending = [pending_row(ports, one) for one in pending_corrections(ports, ports.store, found, acting.officer)]
    if as_json:
        due, passed = (
            {one.clock.value: one.due_on.isoformat() for one in running_clocks(found) if (one.due_on < day) is past}
            for past in (False, True)
        )
        shown = {"file": f"p-{number}", "stage": stage, "due": due, "passed": passed, "conditions": plain(conditions)}
        shown |= {"steps": [_step_json(one) for one in found.steps], "replies": list(map(reply_json, replies))}
        print_json(shown | {"corrections": pending, "recorded": head_json(head)})
        return
    rows = [(one.on, act_name(one.act), one.actor, one.role, _days(one)) for one in found.steps]
    print_table(f"p-{number}: {stage}", ("On", "Act", "By", "As", "Days set"), rows)
    if conditions:
        asked = [(one.number, one.text, one.due_on, one.state) for one in conditions]
        print_table("Conditions", ("Number", "Condition", "To the end of", "State"), asked)
    print_replies(f"p-{number}", replies)
    print_text(_running(found, day))
    print_pending(pending)


def _step_json(step: Step) -> dict[str, Json]:
    days: list[Json] = [{"clock": one.clock.value, "due_on": one.due_on.isoformat()} for one in step.started]
    around: dict[str, Json] = {"entry": step.seq, "on": step.on.isoformat(), "by": step.actor, "as": step.role.value}
    return around | {"act": act_name(step.act), "what": to_json(step.act), "due": days}


def _days(step: Step) -> str:
    return ", ".join(f"{one.clock.value} {one.due_on}" for one in step.started)


def _running(file: CaseFile, day: date) -> str:
    """The days that are ahead, and apart from them those that have passed."""
    clocks = running_clocks(file)
    running = ", ".join(f"{one.clock.value} to {one.due_on}" for one in clocks if one.due_on >= day)
    passed = ", ".join(f"{one.clock.value} to {one.due_on}" for one in clocks if one.due_on < day)
    told = f"Running: {running}." if running else "No clock runs."
    return f"{told} Passed: {passed}." if passed else told
