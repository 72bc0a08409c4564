"""What `to_json` prints is read again, and nothing else is read as one of our values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest

from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.values.dates import Period
from goodstanding.values.errors import VerificationError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    number: int
    is_so: bool
    lasts: Period
    colours: frozenset[Colour]
    parts: tuple[Part, ...]
    pair: tuple[int, str]
    by_colour: Mapping[Colour, int]
    other: Part | None
    later: int | None = 7


WHOLE = Whole(
    number=3, is_so=True, lasts=Period(months=6), colours=frozenset(Colour), parts=(Part(on=date(2026, 2, 3)),),
    pair=(1, "one"), by_colour={Colour.RED: 4}, other=None,
)  # fmt: skip


def test_what_is_printed_is_read_again() -> None:
    for whole in (WHOLE, Whole(**{**_fields(), "other": Part(on=date(2027, 1, 1), note="so"), "later": 1})):
        assert from_json(Whole, to_json(whole)) == whole
    assert "other" not in to_json(WHOLE), "absent means None"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unknown", 1),
        ("number", "3"),
        ("number", None),
        ("number", True),
        ("is_so", 1),
        ("lasts", "six months"),
        ("lasts", None),
        ("colours", ["blue"]),
        ("colours", [["red"]]),
        ("colours", "red"),
        ("parts", [{"on": "2026-02-31"}]),
        ("parts", [{"note": "without a day"}]),
        ("parts", [{"on": "2026-02-03", "more": 1}]),
        ("parts", {"on": "2026-02-03"}),
        ("pair", [1]),
        ("pair", [1, "one", 2]),
        ("by_colour", {"blue": 1}),
        ("by_colour", [1]),
        ("other", []),
        ("later", "7"),
    ],
)
def test_anything_else_is_refused(name: str, value: object) -> None:
    with pytest.raises(VerificationError, match="does not hold what its kind says"):
        from_json(Whole, {**to_json(WHOLE), name: value})


@pytest.mark.parametrize("name", ["number", "is_so", "lasts", "colours", "parts", "pair", "by_colour"])
def test_only_what_may_be_none_may_be_absent(name: str) -> None:
    told = to_json(WHOLE)
    del told[name]
    with pytest.raises(VerificationError):
        from_json(Whole, told)
    assert from_json(Whole, {key: item for key, item in to_json(WHOLE).items() if key != "later"}).later == 7


def _fields() -> dict[str, object]:
    return {name: getattr(WHOLE, name) for name in Whole.__dataclass_fields__}
