"""The frozen rulebook as a table of cells with the cut-offs of the day worked out, for programs that are not ours."""

import json
from pathlib import Path

from benchmarks.nation.worker import EFFECTIVE, HERE
from goodstanding.adapters.formats.rulebook import read_rulebook
from goodstanding.register.organizations import SizeClass
from goodstanding.standing import relation
from goodstanding.standing.tabulation import bound_days, cut_name, tabulate


def write_law(path: Path) -> Path:
    """`cells` by packed category, severity, role and size, with the columns' names; caps and bounds in thousandths."""
    rulebook = read_rulebook((HERE / "rulebook.yaml").read_text("utf-8"), "rulebook.yaml")
    table = tabulate(rulebook)
    bound = bound_days(table.periods, EFFECTIVE)
    caps = [cap.id for cap in rulebook.caps]
    cells: dict[int, list[int]] = {}
    for cell in table.cells:
        steps = [*cell.fade, *(cell.fade[-1:] * (table.steps - len(cell.fade)))]
        for size, number in relation.SIZES.items():
            key = relation.CATEGORIES[cell.category] * 4 + relation.SEVERITIES[cell.severity]
            key = (key * 4 + relation.ROLES[cell.role]) * 8 + number
            value = cell.points[SizeClass(size)]
            cap = 0 if cell.provision.cap is None else caps.index(cell.provision.cap) + 1
            cells[key] = [key, cap, table.starts.index(cell.provision.counts_from)]
            cells[key] += [bound[cut_name(step.until)] for step in steps]
            cells[key] += [value * step.permille for step in steps]
    places = range(1, table.steps + 1)
    columns = ["cell", "cap", "starts", *(f"cut_{step}" for step in places), *(f"points_{step}" for step in places)]
    scale = rulebook.scale
    law = {
        "columns": columns,
        "cells": list(cells.values()),
        "limits": [cap.limit * 1000 for cap in rulebook.caps],
        "start": scale.start * 1000,
        "floor": scale.floor * 1000,
        "ceiling": scale.ceiling * 1000,
    }
    path.write_text(json.dumps(law), encoding="utf-8")
    return path
