"""Tables in the width of a page."""

import sys

import pytest

from goodstanding.cli.output import TEXT_WIDTH, print_quoted, print_table, print_text, progress_bar

LONG = "a heading of several words"


def test_a_first_column_of_single_words_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Title", ("Clock", *[LONG] * 6), [("rehabilitation-completeness", *"123456"), ("reply", *"123456")])
    told = capsys.readouterr().out
    assert "rehabilitation-completeness" in told
    assert max(map(len, told.splitlines())) <= TEXT_WIDTH


def test_a_first_column_of_several_words_still_is(capsys: pytest.CaptureFixture[str]) -> None:
    name = " ".join(["Invented"] * 20)
    print_table("Title", ("Name", LONG), [(name, "1")])
    told = capsys.readouterr().out
    assert name not in told
    assert max(map(len, told.splitlines())) <= TEXT_WIDTH


def test_no_column_breaks_a_code_that_fits(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(
        "Title", ("Name", "Below", LONG), [(" ".join(["Invented"] * 9), "xv-ministry-of-finance", "words " * 20)]
    )
    told = capsys.readouterr().out
    assert "xv-ministry-of-finance" in told
    assert max(map(len, told.splitlines())) <= TEXT_WIDTH


def test_a_narrow_window_breaks_no_word(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    columns, row = ("Organization", "Ground", "Decided by"), ("Ant Ltd", "simulated-invoices", "xv-integrity-office")
    print_table("The list", columns, [row, ("Bee Ltd", "", "xv-court")])
    print_text("a paragraph of words " * 5)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[:9] == [
        "The list",
        "",
        "Organization: Ant Ltd",
        "Ground: simulated-invoices",
        "Decided by: xv-integrity-office",
        "",
        "Organization: Bee Ltd",
        "Decided by: xv-court",
        "",
    ]
    monkeypatch.setenv("COLUMNS", "80")
    print_table("The list", columns, [row])
    assert "Organization:" not in capsys.readouterr().out


def test_every_line_of_somebody_s_words_is_marked_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    print_quoted("Paid.\n\nThe list is empty: " + "nobody is listed " * 20 + "\x1b[2J")
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(">") for line in lines)
    assert lines[:2] == ["> Paid.", ">"]
    assert "\x1b" not in "".join(lines)
    assert max(map(len, lines)) <= TEXT_WIDTH


@pytest.mark.parametrize(
    ("total", "told"),
    [(200, "Bidders: 50 of 200 (25 %), left:"), (0, "Bidders: 50 of 0 (0 %)"), (None, "Bidders: 50 ")],
)
def test_progress_tells_the_share_where_the_whole_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, total: int | None, told: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_bar("Bidders", None if total is None else lambda: total) as progress:
        progress(50)
    printed = capsys.readouterr()
    assert (told in printed.err, printed.out) == (True, "")


def test_nobody_counts_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Bidders", lambda: 1 // 0) as progress:
        progress(50)
    assert capsys.readouterr().err == ""
