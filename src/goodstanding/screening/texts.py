"""Many short texts as two arrays, each decoded when it is asked for: a mapped file of them opens at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_REMEMBERED = 500_000


class Texts(Sequence[str]):
    """The texts by their place. What was decoded is remembered, up to a bound."""

    def __init__(self, letters: "NDArray[Any]", starts: "NDArray[Any]") -> None:
        self._letters = memoryview(letters)  # type: ignore[arg-type]  # arrays are buffers, which their stubs do not say
        self._starts = starts
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        found = self._known.get(place)
        if found is None:
            if not 0 <= place < len(self):
                raise IndexError(place)
            start, stop = self._starts[place : place + 2].tolist()
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[place] = str(self._letters[start:stop], "utf-8")
        return found

    def __iter__(self) -> Iterator[str]:
        starts = self._starts.tolist()
        return (str(self._letters[start:stop], "utf-8") for start, stop in pairwise(starts))


def text_arrays(name: str, texts: Iterable[str]) -> "dict[str, NDArray[Any]]":
    """The two arrays of these texts, by which `read_texts` has them again."""
    import numpy as np

    coded = [text.encode() for text in texts]
    sizes = np.fromiter((0, *map(len, coded)), dtype=np.int64, count=len(coded) + 1)
    return {name: np.frombuffer(b"".join(coded), dtype=np.uint8), f"{name}_start": np.cumsum(sizes)}


def read_texts(arrays: "Mapping[str, NDArray[Any]]", name: str) -> Texts:
    """The texts of two arrays, none of them decoded yet."""
    return Texts(arrays[name], arrays[f"{name}_start"])
