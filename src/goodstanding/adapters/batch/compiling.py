"""The compiler behind its port: what can be compiled, the two texts, and that each is compiled once."""

import hashlib
import re
from functools import lru_cache
from itertools import pairwise

from goodstanding.rulebook.fades import never_longer
from goodstanding.services.batch import Texts, Use
from goodstanding.values.errors import MisuseError

#: Goes up whenever the text for an unchanged rulebook changes.
COMPILER = 1
#: What an id or a code must look like: such a text needs no escape in any dialect and starts no formula.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\+?")


class SqlCompiler:
    """Ibis as a compiler; the texts of the last rulebooks stay in memory."""

    def compile(self, use: Use, dialect: str) -> Texts:
        return _compiled(_Key(use), dialect)


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
    _require_compilable(key.use)
    from goodstanding.adapters.batch.building import build
    from goodstanding.adapters.batch.dialects import write

    standing, contributions = write(build(key.use), dialect)
    digest = hashlib.sha256(f"{standing}\n{contributions}".encode()).hexdigest()
    return Texts(standing=standing, contributions=contributions, digest=digest, compiler=COMPILER)


def _require_compilable(use: Use) -> None:
    rulebook = use.table.rulebook
    ids = [one.id for part in (rulebook.provisions, rulebook.caps, rulebook.grade_limits) for one in part]
    codes = (*(grade.code for grade in rulebook.grades), *rulebook.authority_levels)
    if not all(_PLAIN.fullmatch(text) for text in (rulebook.id, *ids, *codes)):
        accepted = "letters, digits, '.', '_', '/' and '-', a code also with '+' at its end"
        raise MisuseError("This rulebook cannot be compiled: an id or a code in it is not plain.", accepted=accepted)
    ordered = (never_longer(one.until, other.until) for fade in use.table.fades for one, other in pairwise(fade))
    if not all(ordered):
        raise MisuseError("This rulebook cannot be compiled: a later step of a fade does not end later.")
    if not use.table.cells:
        raise MisuseError("This rulebook cannot be compiled: no provision of it can ever count.")
