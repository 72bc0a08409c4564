"""An unchanging part of the index: subjects, their names as words, and the postings that find them.

Everything is arrays of numbers and two texts, so that a file of it can be mapped instead of read.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from goodstanding.screening.alignment import MOST_JOINED
from goodstanding.screening.analyser import Analyser, Reading
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, joined_key, key_of, whole_key
from goodstanding.screening.kinds import kind_of
from goodstanding.screening.numbers import root_of, roots_of, strong_identifiers
from goodstanding.screening.subjects import Subject
from goodstanding.screening.syllables import beginnings, pairs_within
from goodstanding.screening.texts import read_texts, spans, text_arrays
from goodstanding.screening.vocabulary import Vocabulary
from goodstanding.values.identifiers import Identifier

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


#: Goes into every file beside the analyser's version; any change of the arrays, or of what they hold, changes it.
LAYOUT = "5"


class Segment:
    """Subjects by their place, readings by theirs; `dead` holds the places of those that were removed."""

    def __init__(self, arrays: "Mapping[str, NDArray[Any]]") -> None:
        self.arrays = arrays
        self.owner = arrays["owner"]
        self.name_place = arrays["name_place"]
        self.total = arrays["total"]
        self.word_start = arrays["word_start"]
        self.word_ids = arrays["word_ids"]
        self.raw_ids = arrays["raw_ids"]
        self.posting_start = arrays["posting_start"]
        self.postings = arrays["postings"]
        self.vocabulary = Vocabulary(arrays)
        self.form_sets = [tuple(text.split(" ")) if text else () for text in read_texts(arrays, "form_sets")]
        self._records: dict[int, Subject] = {}
        self._count = len(arrays["record_start"]) - 1
        self.dead = set[int]()

    @classmethod
    def build(cls, subjects: Iterable[Subject], analyser: Analyser) -> "Segment":
        """Read all names once."""
        return cls(_Builder(analyser).arrays_of(subjects))

    def __len__(self) -> int:
        return self._count - len(self.dead)

    def place(self, organization: str) -> int | None:
        """Where an organization's subject is; None where there is none."""
        filed = _find(self.arrays["organization_keys"], self.arrays["organization_filed"], key_of("o", organization))
        return next((one for one in filed.tolist() if self.subject(one).organization == organization), None)

    def subject(self, place: int) -> Subject:
        """The subject as it was filed."""
        found = self._records.get(place)
        if found is None:
            start, stop = self.arrays["record_start"][place : place + 2].tolist()
            found = _subject(json.loads(self.arrays["records"][start:stop].tobytes()))
            if len(self._records) > 10_000:
                self._records.clear()
            self._records[place] = found
        return found

    def subjects(self) -> Iterator[Subject]:
        """All that are not dead."""
        return (self.subject(place) for place in range(self._count) if place not in self.dead)

    def raw(self, reading: int) -> tuple[str, ...]:
        """The words of a reading, in order, before their meaning was looked up."""
        start, stop = self.word_start[reading : reading + 2].tolist()
        return self.vocabulary.words.tuple_of(self.raw_ids[start:stop].tolist())

    def words_and_raw(self, readings: "Sequence[int] | NDArray[Any]") -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Of each of these readings the words as they are compared, and as they were written; decoded in one go."""
        import numpy as np

        rows = np.array(readings, dtype=np.int64)
        starts = self.word_start[rows]
        sizes = self.word_start[rows + 1] - starts
        places = spans(starts, sizes)
        texts = self.vocabulary.words.several(np.concatenate([self.word_ids[places], self.raw_ids[places]]))
        ends, words = sizes.cumsum().tolist(), len(places)
        return [
            (tuple(texts[end - size : end]), tuple(texts[words + end - size : words + end]))
            for size, end in zip(sizes.tolist(), ends, strict=True)
        ]

    def forms(self, reading: int) -> tuple[str, ...]:
        """The classes of legal form of a reading."""
        return self.form_sets[int(self.arrays["forms"][reading])]

    def rows_of(self, place: int) -> range:
        """The readings of a subject's names; they stand together."""
        first, behind = self.owner.searchsorted([place, place + 1])
        return range(int(first), int(behind))

    def posted(self, word: int) -> "NDArray[np.int32]":
        """The readings in which a word stands."""
        return self.postings[self.posting_start[word] : self.posting_start[word + 1]]

    def filed(self, key: int) -> "NDArray[np.int32]":
        """The readings under a key: joined neighbours, initials, whole names."""
        return _find(self.arrays["name_keys"], self.arrays["name_filed"], key)

    def identified(self, identifier: Identifier) -> list[int]:
        """The places of subjects that may have this number; another number may share its key."""
        found = _find(self.arrays["number_keys"], self.arrays["number_filed"], key_of("i", str(root_of(identifier))))
        return [int(place) for place in found]


def _find(keys: "NDArray[np.uint32]", filed: "NDArray[np.int32]", key: int) -> "NDArray[np.int32]":
    import numpy as np

    wanted = np.uint32(key)
    start = int(keys.searchsorted(wanted))
    if start == len(keys) or keys[start] != wanted:
        return filed[:0]
    return filed[start : start + int(keys[start:].searchsorted(wanted, "right"))]


class _Builder:
    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._numbers: dict[str, int] = {}
        self._form_sets: dict[str, int] = {}
        self._columns = {name: array("i") for name in ("owner", "name_place", "forms", "total", "word_ids", "raw_ids")}
        self._beginnings = array("q")
        self._word_start = array("q", [0])
        self._record_start = array("q", [0])
        self._records = bytearray()
        self._organizations = _Filing()
        self._names = _Filing()
        self._identifiers = _Filing()

    def arrays_of(self, subjects: Iterable[Subject]) -> "Mapping[str, NDArray[Any]]":
        import numpy as np

        for place, subject in enumerate(subjects):
            self._file(place, subject)
        words = sorted(self._numbers)
        moved = np.empty(len(words), dtype=np.int32)
        moved[[self._numbers[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        columns = {name: np.frombuffer(column, dtype=np.int32) for name, column in self._columns.items() if column}
        columns |= {name: np.zeros(0, dtype=np.int32) for name, column in self._columns.items() if not column}
        if words:
            columns |= {name: moved[columns[name]] for name in ("word_ids", "raw_ids")}
        columns["beginnings"] = np.array(self._beginnings, dtype=np.int64)
        word_start = np.array(self._word_start, dtype=np.int64)
        return (
            columns
            | _postings(columns, word_start, len(words))
            | {"word_start": word_start, "record_start": np.array(self._record_start, dtype=np.int64)}
            | {"records": np.frombuffer(bytes(self._records), dtype=np.uint8)}
            | self._names.arrays("name")
            | self._identifiers.arrays("number")
            | Vocabulary.arrays_of(words)
            | _rarities([self._analyser.rarity(word) for word in words], columns)
            | {"vocabulary_kinds": np.array([kind_of(word, self._analyser) for word in words], dtype=np.uint8)}
            | {"vocabulary_kin": np.array([bool(self._analyser.kin(word)) for word in words], dtype=np.uint8)}
            | self._organizations.arrays("organization")
            | text_arrays("form_sets", self._form_sets)
        )

    def _file(self, place: int, subject: Subject) -> None:
        self._organizations.file(key_of("o", subject.organization), place)
        self._records += json.dumps(_record(subject), ensure_ascii=False, separators=(",", ":")).encode()
        self._record_start.append(len(self._records))
        for identifier in roots_of(strong_identifiers(subject.identifiers)):
            self._identifiers.file(key_of("i", str(identifier)), place)
        for name_place, name in enumerate(subject.names):
            for reading in self._analyser.read(name):
                self._file_reading(place, name_place, reading)

    def _file_reading(self, place: int, name_place: int, reading: Reading) -> None:
        row = len(self._columns["owner"])
        self._columns["owner"].append(place)
        self._columns["name_place"].append(name_place)
        self._columns["forms"].append(self._form_sets.setdefault(" ".join(reading.forms), len(self._form_sets)))
        self._columns["total"].append(sum(map(self._analyser.rarity, reading.words)))
        self._beginnings.append(pairs_within(reading.raw))
        numbers = self._numbers
        self._columns["word_ids"].extend([numbers.setdefault(word, len(numbers)) for word in reading.words])
        self._columns["raw_ids"].extend([numbers.setdefault(word, len(numbers)) for word in reading.raw])
        self._word_start.append(len(self._columns["word_ids"]))
        for key in name_keys(reading):
            self._names.file(key, row)


def name_keys(reading: Reading) -> set[int]:
    """Where a name is filed beside its words: joined neighbours or all joined, initials, beginnings, all together."""
    words = reading.words
    keys = {joined_key(reading.raw[at] + reading.raw[at + 1]) for at in range(len(words) - 1)}
    if 2 < len(words) <= MOST_JOINED:
        keys.add(joined_key("".join(reading.raw)))
    keys |= reading.initials
    if SHORTEST_INITIALS < len(words) <= LONGEST_INITIALS:
        keys.add(key_of("a", "".join([word[:1] for word in reading.raw[:-1]])))
    keys |= {key_of("y", beginning) for beginning in beginnings(reading.raw)}
    keys.add(whole_key(words))
    return keys


class _Filing:
    def __init__(self) -> None:
        self._keys = array("I")
        self._rows = array("i")

    def file(self, key: int, row: int) -> None:
        self._keys.append(key)
        self._rows.append(row)

    def arrays(self, name: str) -> "dict[str, NDArray[Any]]":
        import numpy as np

        keys = np.array(self._keys, dtype=np.uint32)
        order = np.argsort(keys, kind="stable")
        return {f"{name}_keys": keys[order], f"{name}_filed": np.array(self._rows, dtype=np.int32)[order]}


def _postings(
    columns: "Mapping[str, NDArray[Any]]", word_start: "NDArray[np.int64]", words: int
) -> "dict[str, NDArray[Any]]":
    """In which readings each word stands, as it is compared or as it was written."""
    import numpy as np

    rows = np.repeat(np.arange(len(word_start) - 1, dtype=np.int64), np.diff(word_start))
    both = np.concatenate([columns["word_ids"], columns["raw_ids"]]).astype(np.int64)
    pairs = np.unique((both << 32) | np.concatenate([rows, rows]))
    counts = np.bincount((pairs >> 32).astype(np.int64), minlength=words) if words else np.zeros(0, dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return {"posting_start": starts, "postings": (pairs & 0xFFFFFFFF).astype(np.int32)}


def _rarities(rarities: list[int], columns: "Mapping[str, NDArray[Any]]") -> "dict[str, NDArray[Any]]":
    """How rare each word is; one that was only written, as rare as what it is compared as. Which these are."""
    import numpy as np

    found = np.array(rarities, dtype=np.int32)
    written = np.ones(len(rarities), dtype=np.bool_)
    written[columns["word_ids"]] = False
    at = np.flatnonzero(written[columns["raw_ids"]])
    found[columns["raw_ids"][at]] = found[columns["word_ids"][at]]
    return {"vocabulary_rarity": found, "vocabulary_written": written.astype(np.uint8)}


def _record(subject: Subject) -> list[Any]:
    numbers = [[one.scheme, one.code] for one in subject.identifiers]
    return [subject.organization, subject.kind, list(subject.names), numbers, subject.country]


def _subject(record: list[Any]) -> Subject:
    organization, kind, names, numbers, country = record
    return Subject(
        organization=organization,
        kind=kind,
        names=tuple(names),
        identifiers=tuple(Identifier(scheme, code) for scheme, code in numbers),
        country=country,
    )
