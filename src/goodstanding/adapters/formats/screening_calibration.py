"""The measured error rates of screening as they ship: a line for what was measured, then counts by evidence."""

from functools import cache
from importlib.resources import files

from goodstanding.publication.screening_calibration import Bin, Calibration

_HEAD = ("analyser", "corpus", "names")
_COLUMNS = ("evidence", "clean", "listed", "same", "other")


@cache
def load_calibration() -> Calibration:
    """The counts that ship with the software."""
    return read_calibration((files("goodstanding") / "data" / "screening" / "calibration.tsv").read_text("utf-8"))


def read_calibration(text: str) -> Calibration:
    """The counts of a file that `print_calibration` made."""
    about, _, *lines = (line.split("\t") for line in text.splitlines())
    analyser, corpus, names = (part.partition("=")[2] for part in about)
    bins = tuple(Bin(**dict(zip(_COLUMNS, map(int, line), strict=True))) for line in lines)
    return Calibration(analyser=analyser, corpus=corpus, names=int(names), bins=bins)


def print_calibration(calibration: Calibration) -> str:
    """The file of these counts."""
    about = [f"{name}={getattr(calibration, name)}" for name in _HEAD]
    rows = [[str(getattr(one, name)) for name in _COLUMNS] for one in calibration.bins]
    return "".join("\t".join(line) + "\n" for line in (about, _COLUMNS, *rows))
