"""`goodstanding history`."""

from goodstanding.cli.asking import Asked, asking
from goodstanding.cli.options import AsJson, Data, Effective, Recorded
from goodstanding.cli.output import as_of_json, as_of_line, print_json, print_table, print_text
from goodstanding.services.standings import history_of
from goodstanding.standing.changes import Change, Why
from goodstanding.values.plain import plain
from goodstanding.values.points import print_points


def run(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Every day on which a standing changed, or is already known to change, and which record changed it.

    Example: goodstanding history xv-reg:P3125865159
    """
    with asking(organization, effective, recorded, data, as_json=as_json) as found:
        view, at = found.view, found.at
    told = history_of(view, found.law, at)
    if as_json:
        print_json({"organization_id": view.id, "changes": [plain(change) for change in told], **as_of_json(at)})
        return
    title = f"{view.names[0] if view.names else view.id} ({view.id})"
    print_table(title, ("From", "Points", "Grade", "Because"), [_cells(change) for change in told])
    print_text(as_of_line(at))


def _cells(change: Change) -> tuple[str, str, str, str]:
    because = "; ".join(_because(why) for why in change.why)
    return change.on.isoformat(), print_points(change.points), change.grade or "not rated", because


def _because(why: Why) -> str:
    moved = f"{print_points(why.before)} to {print_points(why.after)}"
    return f"record {why.entry} {why.cause.value} ({why.status.value}): {moved}"
