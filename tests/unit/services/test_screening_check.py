"""What is kept of the list is compared with what the register gives: nothing that is missing from it passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample_register import Importing, Line, catalogue

from goodstanding.adapters.screening_shelf import ScreeningFiles
from goodstanding.bootstrap.screening import load_index, make_index
from goodstanding.services import screening_index
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.screening_check import check_kept
from goodstanding.services.screening_index import Shelf, open_list
from goodstanding.services.screening_kept import Kept
from goodstanding.services.screening_kept import Line as KeptLine
from goodstanding.services.standings import Law

LAW = Law(catalogue=catalogue(), rulebooks={})
DAY = date(2024, 6, 1)


class Checked:
    """A register with its list in files, opened and checked."""

    def __init__(self, ports: Ports, folder: Path) -> None:
        self._ports = ports
        self.files = ScreeningFiles(folder, ports.keyring.digest)
        self._shelf = Shelf(catalogue="law", make=make_index, load=load_index, files=self.files)

    def open(self) -> None:
        at = as_of(self._ports, self._ports.store, DAY, None)
        open_list(self._ports, LAW, at, self._ports.store, self._shelf)

    def codes(self) -> list[str]:
        at = as_of(self._ports, self._ports.store, DAY, None)
        return [one.code for one in check_kept(self._ports, LAW, at, self._ports.store, self._shelf)]

    def kept(self) -> Kept:
        found = self.files.read(lambda _: None)
        assert found is not None
        return found


def line(number: int) -> Line:
    return Line(key=f"k{number}", name=f"Northquay {number} Ltd", identifiers=(f"xv-reg:C{number:010}",))


@pytest.fixture
def checked(ports: Ports, importing: Importing, tmp_path: Path) -> Checked:
    importing(*(line(number) for number in range(20)), partial=True)
    folder = tmp_path / "kept"
    folder.mkdir()
    return Checked(ports, folder)


def test_nothing_kept_has_nothing_to_fit(checked: Checked) -> None:
    assert checked.codes() == []


def test_what_was_made_followed_up_and_written_anew_fits(
    checked: Checked, importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked.open()
    assert (len(checked.kept().rows), checked.codes()) == (20, [])
    importing(line(20), partial=True)
    # Behind the register, it is followed up first.
    assert checked.codes() == []
    checked.open()
    assert (len(checked.kept().over), checked.codes()) == (1, [])
    monkeypatch.setattr(screening_index, "MOST_OVER", -1)
    importing(line(21), partial=True)
    checked.open()
    assert (len(checked.kept().rows), checked.kept().over, checked.codes()) == (22, {}, [])


def _gone(kept: Kept, last: str) -> None:
    kept.over[last] = KeptLine()


def _renamed(kept: Kept, last: str) -> None:
    row = kept.rows[last]
    kept.over[last] = KeptLine(row=replace(row, subject=replace(row.subject, names=("Lowmark",))))


def _never_looked_at_again(kept: Kept, last: str) -> None:
    found = kept.line(last)
    assert found is not None
    assert found.changes is not None
    kept.over[last] = replace(found, changes=None)


def _one_too_many(kept: Kept, last: str) -> None:
    row = kept.rows[last]
    kept.over["o-99999"] = KeptLine(row=replace(row, subject=replace(row.subject, organization="o-99999")))


@pytest.mark.parametrize("harm", [_gone, _renamed, _never_looked_at_again, _one_too_many])
def test_whatever_else_stands_there_is_found(checked: Checked, harm: Callable[[Kept, str], None]) -> None:
    checked.open()
    kept = checked.kept()
    harm(kept, max(kept.rows))
    checked.files.write_over(kept)
    assert checked.codes() == ["kept-list-differs"]


def test_an_index_of_other_rows_is_found(checked: Checked) -> None:
    checked.open()
    kept = checked.kept()
    subjects = [row.subject for row in kept.rows.values()]
    for held in (subjects[1:], [*subjects[1:], replace(subjects[0], names=("Lowmark",))]):
        checked.files.write(kept, make_index(held).to_bytes())
        assert checked.codes() == ["kept-list-differs"]
    checked.files.write(kept, b"no index")
    assert checked.codes() == ["kept-list-differs"]
    checked.files.write(kept, make_index(subjects).to_bytes())
    assert checked.codes() == []
