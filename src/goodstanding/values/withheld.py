"""Withheld: what stands in the place of a value that is not open, any more or to this reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Withheld:
    """The value of this place in entry `entry` was erased or is not served. Folds are total over it."""

    entry: int

    def __str__(self) -> str:
        return f"withheld({self.entry})"
