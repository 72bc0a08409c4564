"""How the offices' own files went (S23): for everybody, because nothing of a file that is not final is in it."""

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, plural, print_as_of, print_json, print_table, print_text
from goodstanding.proceedings.tallies import Tally, tallies
from goodstanding.services.days import today
from goodstanding.services.proceedings import all_files, ground_of
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory

NOTHING = "No file is final on this date. Files that are not final are counted nowhere."
DAYS = "From the opening to the approved decision: {days} days in half of the files."
LATE = "Appeals decided after their day: {late}."


def figures(effective: Effective = None, recorded: Recorded = None, data: Data = None, as_json: AsJson = False) -> None:
    """How each office's files ended, what came late and what was reversed. Counts alone, of files that are final.

    Example: goodstanding proceeding figures
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        # A date ahead shows nothing that is not final today: a decision in its standstill shows nowhere (S30).
        day = min(at.effective, today(ports, reader))
        files = [(file, ground_of(ports, reader, file, day, at)) for _, file in all_files(reader, at.head.size)]
    found = tallies(files, day)
    if as_json:
        print_json({"figures": [_json(one) for one in found], **as_of_json(at)})
        return
    for one in found:
        rows = [(stage.value, count) for stage, count in one.stages]
        rows += [(f"ruling: {ruling.value}", count) for ruling, count in one.rulings]
        print_table(f"{one.authority}: {plural(one.files, 'file')}", ("Ended", "Files"), rows, numbers=1)
        print_text(LATE.format(late=one.late_appeals))
        if one.days is not None:
            print_text(DAYS.format(days=one.days))
    if not found:
        print_text(NOTHING)
    print_as_of(at)


def _json(one: Tally) -> dict[str, object]:
    return {
        "authority": one.authority,
        "files": one.files,
        "stages": {stage.value: count for stage, count in one.stages},
        "rulings": {ruling.value: count for ruling, count in one.rulings},
        "late_appeals": one.late_appeals,
        "days": one.days,
    }
