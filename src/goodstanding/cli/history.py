"""`goodstanding history`."""

from goodstanding.cli.asking import Asked, about, asking
from goodstanding.cli.options import AsJson, Data, Effective, Recorded
from goodstanding.cli.output import print_as_of, print_json, print_table, print_text
from goodstanding.cli.pages import Html, write_page
from goodstanding.publication.standing_pages import history_page, history_rows, told_disputes
from goodstanding.services.standings import history_of
from goodstanding.standing import phrases
from goodstanding.values.plain import plain


def run(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    html: Html = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Every day on which a standing changed, or is already known to change, and which record changed it.

    Example: goodstanding history xv-reg:P3125865159
    """
    with asking(organization, effective, recorded, data, as_json=as_json) as found:
        view, at = found.view, found.at
        shown = about(found)
    told = history_of(view, found.law, at)
    if html is not None:
        write_page(history_page(shown, told), html)
    if as_json:
        changes = [plain(change) for change in told]
        print_json({"organization_id": view.id, "changes": changes, "disputed": list(found.disputed), **found.stamp})
        return
    if html is not None:
        return
    if shown.unofficial:
        print_text(phrases.UNOFFICIAL)
    title = f"{view.names[0] if view.names else view.id} ({view.id})"
    print_table(title, ("From", "Points", "Grade", "Because"), history_rows(told, phrases.BEGINS))
    for sentence in told_disputes(found.disputed):
        print_text(sentence)
    print_as_of(at, found.digest)
