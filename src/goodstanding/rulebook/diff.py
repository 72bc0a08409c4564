"""The redline of two editions: what was added, removed or changed, each with its old value, new value and law.

Compares what the rules say, not how a file is written; a part is the same where its id is. A part that got
another id is told as removed and added. Says nothing of who is affected: that takes records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Citation, Grade, Rulebook
from goodstanding.rulebook.telling import Part, Told, Value, told, told_rulebook


class Kind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value of a part before and after; None where there was none, or is none any more."""

    key: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One part that differs. `part` is `rulebook`, `grade`, `provision`, `cap`, `grade-limit`, `ground` or
    `consequence`.

    `cites` is the law of the new edition, of the old one for what was removed; parts without a law of their
    own stand on the rulebook's legal basis.
    """

    kind: Kind
    part: str
    id: str
    title: str
    cites: tuple[Citation, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """All parts that differ, in the order of a rulebook. Equal digests mean equal rules."""

    old_digest: str
    new_digest: str
    parts: tuple[PartChange, ...]


def redline(old: Rulebook, new: Rulebook) -> Redline:
    """What has to be read to know what the new edition changes, and nothing that stayed the same."""
    whole = (*_compared(told_rulebook(old), told_rulebook(new)), *_reordered(old, new))
    parts: list[PartChange] = []
    if whole:
        cites = new.legal_basis
        kind = Kind.CHANGED
        parts.append(PartChange(kind=kind, part="rulebook", id=new.id, title=new.title, cites=cites, changes=whole))
    for part, before, after in (
        ("grade", old.grades, new.grades),
        ("provision", old.provisions, new.provisions),
        ("cap", old.caps, new.caps),
        ("grade-limit", old.grade_limits, new.grade_limits),
        ("ground", old.grounds, new.grounds),
        ("consequence", old.consequences, new.consequences),
    ):
        parts += _parts(part, _by_id(before), _by_id(after), (old, new))
    return Redline(old_digest=rulebook_digest(old), new_digest=rulebook_digest(new), parts=tuple(parts))


def _parts(
    part: str, old: Mapping[str, Part], new: Mapping[str, Part], books: tuple[Rulebook, Rulebook]
) -> Iterator[PartChange]:
    """The parts of one kind that differ: those of the new edition in its order, then those removed."""
    for id_ in (*new, *(id_ for id_ in old if id_ not in new)):
        before, after = old.get(id_), new.get(id_)
        changes = _compared({} if before is None else told(before), {} if after is None else told(after))
        last, book = (before, books[0]) if after is None else (after, books[1])
        if changes and last is not None:
            kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
            cites = book.legal_basis if isinstance(last, Grade) else last.cites
            yield PartChange(kind=kind, part=part, id=id_, title=last.title, cites=cites, changes=changes)


def _by_id(parts: Sequence[Part]) -> dict[str, Part]:
    return {part.code if isinstance(part, Grade) else part.id: part for part in parts}


def _compared(old: Told, new: Told) -> tuple[Change, ...]:
    keys = (*new, *(key for key in old if key not in new))
    differing = (key for key in keys if old.get(key) != new.get(key))
    return tuple(_collapsed([Change(key=key, old=old.get(key), new=new.get(key)) for key in differing]))


def _collapsed(changes: list[Change]) -> Iterator[Change]:
    """Points that changed alike in every size class are one number to a reader, as they are in the file."""
    by_severity: dict[str, list[Change]] = {}
    for change in changes:
        if change.key.startswith("points.") or ".points." in change.key:
            by_severity.setdefault(change.key.rpartition(".")[0], []).append(change)
    alike = {
        key
        for key, several in by_severity.items()
        if len(several) == len(SizeClass) and len({(one.old, one.new) for one in several}) == 1
    }
    for change in changes:
        key = change.key.rpartition(".")[0]
        if key not in alike:
            yield change
        elif change is by_severity[key][0]:
            yield Change(key=key, old=change.old, new=change.new)


def _reordered(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Whether the parts that both editions have stand in another order. It changes no standing."""
    before, after = _ids(old), _ids(new)
    kept = [id_ for id_ in before if id_ in after], [id_ for id_ in after if id_ in before]
    if kept[0] != kept[1]:
        yield Change(key="order", old=", ".join(kept[0]), new=", ".join(kept[1]))


def _ids(book: Rulebook) -> list[str]:
    parts = (book.grades, book.provisions, book.caps, book.grade_limits, book.grounds, book.consequences)
    return [id_ for part in parts for id_ in _by_id(part)]
