"""Settings: where the data is. Read once; everything else is an argument."""

import os
from pathlib import Path

DATA_VARIABLE = "GOODSTANDING_DATA"
DEFAULT_DATA = "goodstanding-data"


def data_directory(given: Path | None) -> Path:
    """The data directory: as given, else from GOODSTANDING_DATA, else `goodstanding-data` here."""
    return given or Path(os.environ.get(DATA_VARIABLE) or DEFAULT_DATA)
