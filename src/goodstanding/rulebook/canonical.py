"""The canonical text of a rulebook and its digest: equal rules, equal bytes, whatever the comments say."""

import hashlib
import json

from goodstanding.rulebook.model import Rulebook
from goodstanding.values.plain import plain


def canonical_text(rulebook: Rulebook) -> str:
    """JSON with sorted keys, no blanks and ASCII only; sets are sorted, tuples keep their order."""
    return json.dumps(plain(rulebook), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def rulebook_digest(rulebook: Rulebook) -> str:
    """SHA-256 of the canonical text, in hexadecimal: what the log holds of a rulebook."""
    return hashlib.sha256(canonical_text(rulebook).encode("ascii")).hexdigest()
