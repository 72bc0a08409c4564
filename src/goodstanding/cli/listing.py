"""`goodstanding list`."""

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_line, print_json, print_text
from goodstanding.services.reading import as_of
from goodstanding.services.standings import listed
from goodstanding.settings import data_directory

EMPTY = "The list is empty: nobody is listed but by a proceeding, and none has been decided."


def run(effective: Effective = None, recorded: Recorded = None, data: Data = None, as_json: AsJson = False) -> None:
    """The organizations listed by a proceeding. Points and grounds list nobody.

    Example: goodstanding list --json
    """
    ports = open_ports(data_directory(data))
    at = as_of(ports, ports.store, optional_date(effective), recorded)
    found = listed(ports.store, at)
    if as_json:
        print_json([{"entry": entry.seq, "kind": entry.envelope.kind.value} for entry in found])
        return
    print_text(EMPTY if not found else f"{len(found)} organizations are listed.")
    print_text(as_of_line(at))
