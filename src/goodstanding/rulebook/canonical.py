"""The canonical text of a rulebook and its digest: equal rules, equal bytes, whatever the comments say."""

import hashlib
import json
from collections.abc import Mapping

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.rulebook.model import Concurrence, Purpose, Rulebook, ValueDate
from goodstanding.rulebook.provisions import STOPS
from goodstanding.values.plain import plain

#: Keys that came into the language after its first edition, with what they say when they say nothing: there they
#: are left out, so that a rulebook that does not use them keeps its digest.
SILENT: Mapping[str, object] = {
    "values": [],
    "value_on": [ValueDate.EVALUATION.value],
    "stops_on": sorted(STOPS),
    "concurrence": Concurrence.EVERY_FACT.value,
    "overrides": [],
    "levels": sorted(AuthorityLevel),
    "amount": None,
    "figure": None,
    "purpose": Purpose.STANDING.value,
    "consequences": [],
    "authority_levels": {},
    "languages": ["en"],
    "translations": {},
}


def canonical_text(rulebook: Rulebook) -> str:
    """JSON with sorted keys, no blanks and ASCII only; sets are sorted, tuples keep their order."""
    said = _said(plain(rulebook))
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def rulebook_digest(rulebook: Rulebook) -> str:
    """SHA-256 of the canonical text, in hexadecimal: what the log holds of a rulebook."""
    return hashlib.sha256(canonical_text(rulebook).encode("ascii")).hexdigest()


def _said(value: object) -> object:
    match value:
        case dict():
            return {key: _said(one) for key, one in value.items() if key not in SILENT or one != SILENT[key]}
        case list():
            return [_said(one) for one in value]
    return value
