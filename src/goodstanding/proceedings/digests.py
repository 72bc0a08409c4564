"""The canonical text of procedural rules and its digest: equal rules, equal bytes, whatever the comments say."""

import hashlib
import json

from goodstanding.proceedings.procedure import Procedure
from goodstanding.values.plain import plain


def procedure_digest(procedure: Procedure) -> str:
    """SHA-256 of the rules as JSON with sorted keys, in hexadecimal: what every clock's entry records."""
    text = json.dumps(plain(procedure), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
