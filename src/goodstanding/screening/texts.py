"""Many short texts as two arrays, each decoded when it is asked for: a mapped file of them opens at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_REMEMBERED = 500_000
#: A byte that UTF-8 never has; one stands behind the last text.
_NO_TEXT = 0xFF
_BEHIND = bytes([_NO_TEXT])
_APART = _BEHIND.decode("utf-8", "surrogateescape")


class Texts(Sequence[str]):
    """The texts by their place. What was decoded is remembered, up to a bound."""

    def __init__(self, letters: "NDArray[Any]", starts: "NDArray[Any]") -> None:
        self.bytes, self.starts = letters, starts
        self._letters = memoryview(letters)  # type: ignore[arg-type]  # arrays are buffers, which their stubs do not say
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.starts) - 1

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
            start, stop = self.starts[place : place + 2].tolist()
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[place] = str(self._letters[start:stop], "utf-8")
        return found

    def tuple_of(self, places: Sequence[int]) -> tuple[str, ...]:
        """These texts, in this order; most were decoded before."""
        try:
            return tuple([self._known[place] for place in places])
        except KeyError:
            return tuple([self[place] for place in places])

    def several(self, places: "NDArray[Any]") -> list[str]:
        """These texts, in this order, decoded in one go, with a byte between them that none has; none is remembered."""
        if not len(places):
            return []
        starts = self.starts[places]
        sizes = self.starts[places + 1] - starts + 1
        letters = self.bytes[spans(starts, sizes)]
        letters[sizes.cumsum() - 1] = _NO_TEXT
        return letters.tobytes().decode("utf-8", "surrogateescape").split(_APART)[:-1]

    def __iter__(self) -> Iterator[str]:
        starts = self.starts.tolist()
        return (str(self._letters[start:stop], "utf-8") for start, stop in pairwise(starts))


def spans(starts: "NDArray[Any]", sizes: "NDArray[Any]") -> "NDArray[np.int64]":
    """The places of many spans, one after the other."""
    import numpy as np

    ends = sizes.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    places: NDArray[np.int64] = np.arange(total) + (starts - ends + sizes).repeat(sizes)
    return places


def text_arrays(name: str, texts: Iterable[str]) -> "dict[str, NDArray[Any]]":
    """The two arrays of these texts, by which `read_texts` has them again."""
    import numpy as np

    coded = [text.encode() for text in texts]
    sizes = np.fromiter((0, *map(len, coded)), dtype=np.int64, count=len(coded) + 1)
    return {name: np.frombuffer(b"".join([*coded, _BEHIND]), dtype=np.uint8), f"{name}_start": np.cumsum(sizes)}


def read_texts(arrays: "Mapping[str, NDArray[Any]]", name: str) -> Texts:
    """The texts of two arrays, none of them decoded yet."""
    return Texts(arrays[name], arrays[f"{name}_start"])
