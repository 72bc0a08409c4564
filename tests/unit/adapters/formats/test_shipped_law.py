"""The compiled copy of the shipped law is fresh, says what the YAML says, and nothing else is believed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.adapters.formats import shipped_law
from goodstanding.adapters.formats.reviving import revive
from goodstanding.values.dates import Period
from goodstanding.values.plain import plain


def test_the_compiled_copy_is_what_the_yaml_gives() -> None:
    """After a change of the YAML: `make law`."""
    compiled = shipped_law._data().joinpath("compiled.json").read_text("utf-8")
    assert compiled == shipped_law.compile_law()
    shipped_law.load_shipped_law.cache_clear()
    assert shipped_law.load_shipped_law() == shipped_law.read_law()


def test_a_stale_copy_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped_law, "sources_digest", lambda: "another")
    shipped_law.load_shipped_law.cache_clear()
    try:
        assert shipped_law.load_shipped_law().catalogue.categories
    finally:
        shipped_law.load_shipped_law.cache_clear()


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    name: str
    days: tuple[date, ...]
    pairs: tuple[tuple[int, Colour], ...]
    kinds: frozenset[Colour]
    period: Period | None = None
    inside: "Shape | None" = None


SHAPES = st.recursive(
    st.none(),
    lambda inner: st.builds(
        Shape,
        name=st.text(),
        days=st.lists(st.dates()).map(tuple),
        pairs=st.lists(st.tuples(st.integers(), st.sampled_from(Colour))).map(tuple),
        kinds=st.frozensets(st.sampled_from(Colour)),
        period=st.none() | st.builds(Period, months=st.integers(0, 99), days=st.integers(0, 99)),
        inside=inner,
    ),
    max_leaves=5,
).filter(lambda shape: shape is not None)


@given(SHAPES)
def test_plain_data_come_back_as_they_were(shape: Shape) -> None:
    assert revive(Shape, plain(shape)) == shape


@pytest.mark.parametrize("change", [{"name": 1}, {"kinds": ["blue"]}, {"surplus": 1}, {"days": ["tomorrow"]}])
def test_data_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    fitting = plain(Shape(name="a", days=(), pairs=(), kinds=frozenset()))
    assert isinstance(fitting, dict)
    with pytest.raises((TypeError, ValueError, KeyError)):
        revive(Shape, fitting | change)
