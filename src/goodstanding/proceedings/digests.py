"""The canonical text of procedural rules and its digest: equal rules, equal bytes, whatever the comments say."""

import hashlib
import json
from dataclasses import fields

from goodstanding.proceedings.plain_forms import from_json
from goodstanding.proceedings.procedure import Procedure
from goodstanding.values.errors import VerificationError
from goodstanding.values.plain import plain

#: What the rules of every file say, and those that a log holds from before did not.
SAID_LATER = ("steps", "display")


def canonical_text(procedure: Procedure) -> str:
    """JSON with sorted keys, no blanks and ASCII only: what the log holds of procedural rules, whole."""
    said = {one.name: plain(getattr(procedure, one.name)) for one in fields(procedure)}
    for name in SAID_LATER:
        if said[name] is None:
            del said[name]  # as the log holds rules from before they said this
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def procedure_digest(procedure: Procedure) -> str:
    """SHA-256 of the canonical text, in hexadecimal: what every clock's entry records."""
    return hashlib.sha256(canonical_text(procedure).encode("ascii")).hexdigest()


def read_canonical(text: str) -> Procedure:
    """The rules of the very text that `canonical_text` gives; anything else raises VerificationError."""
    try:
        procedure = from_json(Procedure, json.loads(text, parse_float=str))
    except ValueError:
        raise VerificationError("These are no procedural rules.") from None
    if canonical_text(procedure) != text:
        raise VerificationError("Procedural rules are not in their canonical text.")
    return procedure
