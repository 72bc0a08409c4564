"""The compiler behind its port: what can be compiled, the two texts, and that each is compiled once."""

import gc
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile

from goodstanding.rulebook.fades import never_longer
from goodstanding.services.batch_jobs import Texts, Use
from goodstanding.services.batch_time import Text, Told
from goodstanding.standing import tabulation
from goodstanding.standing.tabulation import Tabulation
from goodstanding.values.errors import MisuseError

#: Goes up whenever the text for an unchanged rulebook changes.
COMPILER = 3
#: What an id or a code must look like: such a text needs no escape in any dialect and starts no formula.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\+?")


class SqlCompiler:
    """Ibis as a compiler. Texts stay in memory, and in `cache`, where a directory is given and can be written."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache

    def compile(self, use: Use, dialect: str) -> Texts:
        if self._cache is None:
            return _compiled(_Key(use), dialect)
        require_compilable(use.table)
        file = self._cache / f"{_name(use, dialect)}.json"
        found = _read(file)
        if found is None:
            found = _compiled(_Key(use), dialect)
            _write(file, found)
        return found

    def compile_over_time(self, use: Use, told: Told, dialect: str) -> Text:
        if self._cache is None:
            return _compiled_over_time(_Key(use), told, dialect)
        require_compilable(use.table)
        file = self._cache / f"{_name(use, f'{told} {dialect}')}.json"
        found = _read_text(file)
        if found is None:
            found = _compiled_over_time(_Key(use), told, dialect)
            _write(file, found)
        return found


def _name(use: Use, dialect: str) -> str:
    """What a text follows from: the rulebook, its kinds, the dialect, and the compiler as it is written."""
    sources = sorted(Path(__file__).parent.glob("*.py")) + sorted(Path(tabulation.__file__).parent.glob("*.py"))
    parts = [use.table.digest, str(use.kinds), dialect, *(file.read_text("utf-8") for file in sources)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(file: Path) -> Texts | None:
    """A text that was kept; None where there is none, or where it is not what its digest says."""
    try:
        kept = json.loads(file.read_bytes())
        texts = Texts(**kept)
    except (OSError, ValueError, TypeError):
        return None
    return texts if texts.digest == _digest(texts.standing, texts.contributions) else None


def _read_text(file: Path) -> Text | None:
    """As `_read`, of one text."""
    try:
        text = Text(**json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return text if text.digest == _digest(text.query) else None


def _write(file: Path, texts: Texts | Text) -> None:
    """Keep a text, whole or not at all; a directory that cannot be written keeps nothing."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as stream:
            json.dump(asdict(texts), stream)
        Path(stream.name).replace(file)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


class _Key:
    """Equal where the text is: the rulebook's digest and the kinds that it is used for."""

    def __init__(self, use: Use) -> None:
        self.use = use

    def __hash__(self) -> int:
        return hash((self.use.table.digest, self.use.kinds))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and (self.use.table.digest, self.use.kinds) == (
            other.use.table.digest,
            other.use.kinds,
        )


@lru_cache(maxsize=64)
def _compiled(key: _Key, dialect: str) -> Texts:
    require_compilable(key.use.table)
    with uncollected():
        from goodstanding.adapters.batch.building import build
        from goodstanding.adapters.batch.dialects import write

        standing, contributions = write(build(key.use), dialect)
    digest = _digest(standing, contributions)
    return Texts(standing=standing, contributions=contributions, digest=digest, compiler=COMPILER)


@lru_cache(maxsize=64)
def _compiled_over_time(key: _Key, told: Told, dialect: str) -> Text:
    require_compilable(key.use.table)
    with uncollected():
        from goodstanding.adapters.batch.building_time import build_over_time
        from goodstanding.adapters.batch.dialects import write_text

        query = write_text(*build_over_time(key.use, told), dialect)
    return Text(query=query, digest=_digest(query), compiler=COMPILER)


@contextmanager
def uncollected() -> Iterator[None]:
    """While it compiles nothing is looked for that could be freed: most of what the compiler makes stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def require_compilable(table: Tabulation) -> None:
    """Refuse a rulebook that has something which no text can hold."""
    rulebook = table.rulebook
    ids = [one.id for part in (rulebook.provisions, rulebook.caps, rulebook.grade_limits) for one in part]
    codes = (*(grade.code for grade in rulebook.grades), *rulebook.authority_levels)
    if not all(_PLAIN.fullmatch(text) for text in (rulebook.id, *ids, *codes)):
        accepted = "letters, digits, '.', '_', '/' and '-', a code also with '+' at its end"
        raise MisuseError("This rulebook cannot be compiled: an id or a code in it is not plain.", accepted=accepted)
    ordered = (never_longer(one.until, other.until) for fade in table.fades for one, other in pairwise(fade))
    if not all(ordered):
        raise MisuseError("This rulebook cannot be compiled: a later step of a fade does not end later.")
    if not table.cells:
        raise MisuseError("This rulebook cannot be compiled: no provision of it can ever count.")
