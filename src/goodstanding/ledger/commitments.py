"""Salted commitments: what stands in the log for a group of values, and opens it while it may be open.

SHA-256 over the canonical array [salt, name, value], as SD-JWT does (draft-ietf-oauth-selective-disclosure-jwt
section 4.2.4). Identifier spaces are tiny: without its 128-bit salt no value is hashed into the log.
"""

import re
from collections.abc import Mapping
from hashlib import sha256

from goodstanding.ledger.canonical import (
    Json,
    join_canonical,
    load_json,
    parse_canonical,
    print_canonical,
    print_each_canonical,
)
from goodstanding.values.errors import VerificationError

SALT_BYTES = 16
MOST_GROUPS = 5
_SALT = re.compile(f"[0-9a-f]{{{2 * SALT_BYTES}}}")

Groups = Mapping[str, Json]


def open_groups(groups: Groups, salts: bytes) -> tuple[dict[str, str], bytes]:
    """Commitments by group name, and the opening: the canonical array of [salt, name, value].

    `salts` is 16 random bytes a group, in the order of the names.
    """
    names, digits = sorted(groups), salts.hex()
    triples: list[Json] = [
        [digits[2 * SALT_BYTES * index : 2 * SALT_BYTES * (index + 1)], name, groups[name]]
        for index, name in enumerate(names)
    ]
    printed = print_each_canonical(triples)
    commitments = {name: sha256(triple).hexdigest() for name, triple in zip(names, printed, strict=True)}
    return commitments, join_canonical(printed)


def parse_opening(opening: bytes, commitments: Mapping[str, str]) -> dict[str, Json]:
    """The values by group name, each checked against its commitment; a group may be missing (erased).

    A salt that is none is refused: without one, whoever holds the entry alone could try the values.
    """
    triples = _triples(parse_canonical(opening))
    if not all(_SALT.fullmatch(salt) for salt, _, _ in triples):
        raise VerificationError("An opening has something else where a salt is due.")
    names = [name for _, name, _ in triples]
    if names != sorted(set(names)):
        raise VerificationError("An opening has a group twice, or its groups out of order.")
    for triple in triples:
        if commitments.get(triple[1]) != sha256(print_canonical(list(triple))).hexdigest():
            raise VerificationError("An opening does not fit its commitment.")
    return {name: value for _, name, value in triples}


def load_opening(opening: bytes) -> dict[str, Json]:
    """The values by group name out of the register's own store; commitments are not checked again."""
    return {name: value for _, name, value in _triples(load_json(opening))}


def _triples(body: Json) -> list[tuple[str, str, Json]]:
    if not isinstance(body, list):
        raise VerificationError("An opening is not an array.")
    triples: list[tuple[str, str, Json]] = []
    for item in body:
        if not isinstance(item, list) or len(item) != 3 or not isinstance(item[0], str) or not isinstance(item[1], str):
            raise VerificationError("An opening holds something other than [salt, name, value].")
        triples.append((item[0], item[1], item[2]))
    return triples
