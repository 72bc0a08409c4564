"""The worked examples as text: each line of each case is replayed from the ledger and holds."""

from pathlib import Path

import pytest
from sample_matters import Desk, matter_files
from sample_office import case_files, copy_of, demo_country, enroll_office, read_case

from goodstanding.services.ports import Ports
from goodstanding.services.rebuilding import check_register


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


@pytest.mark.parametrize("path", [*case_files(), *matter_files()], ids=lambda path: path.stem)
def test_a_case_holds_line_by_line(country: Ports, path: Path) -> None:
    office = Desk(copy_of(country), read_case(path))
    assert len(office.case.lines) > 10
    office.play()
    assert check_register(office.ports, lambda _: None).findings == ()


def test_a_line_that_does_not_hold_is_found(country: Ports, tmp_path: Path) -> None:
    text = next(path for path in case_files() if path.stem == "date_missed").read_text("utf-8")
    for planted in (
        text.replace("=> stage proposed", "=> stage decided"),
        text.replace("=> reply to 2026-12-14", "=> reply to 2026-12-15"),
        text.replace("! 9", "! 8", 1),
        text.replace("case officer releases the whole file", "case officer releases the whole file   ! 11"),
        text.replace("2026-10-05  second signatory approves", "2026-10-05  case officer approves"),
        text.replace("=> stage date-missed", "=> listed until 2028-10-01"),
    ):
        assert planted != text
        path = tmp_path / "planted.txt"
        path.write_text(planted, "utf-8")
        with pytest.raises(AssertionError):
            Desk(copy_of(country), read_case(path)).play()
