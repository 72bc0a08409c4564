#!/usr/bin/env python3
"""Audit a published goodstanding log, by its files alone: python audit.py DIR-or-URL [--key VKEY]... [--since FILE].

One file to be read in ten minutes; it needs Python 3.11 and the package `cryptography`, and nothing of goodstanding.
It reads what the checkpoint leads to, not what lies beside it (DIR is not listed), and checks, in this order:

1. every entry is in its tile: leaf = SHA-256(00 || entry), node = SHA-256(01 || left || right)   (RFC 6962, 2.1)
2. every tile holds what the entries give, and all of them give the root of the checkpoint         (C2SP tlog-tiles)
3. every opening that is served fits the commitment that stands in its entry: SHA-256 of canonical [salt, name, value]
4. every act of an officer is signed by the key that an earlier entry enrolled for that officer
5. every entry is of a known kind and in a closed batch, holds what is due, is about what was opened, and is no copy
6. nothing is shown that was erased, that a correction replaced, or of a row in question
7. the manifest counts the log's redactions; the list that it names is in order and the one that was committed
8. the checkpoint is signed by the log's newest key, and that key was handed over to by the one you know
9. the log has grown out of the checkpoint that you kept, unchanged                                (--since)

It does not judge categories, clocks, procedures, or how long a record may show: `goodstanding log audit --law` does. It
cannot show that something was never entered, nor that everybody is shown one log: compare checkpoints, or ask for the
cosignatures of witnesses. A committed list that is not served is told, and is no failure. Exit code 0: everything fits;
1: something does not; 2: a file, or what was asked for, could not be read.
"""

import argparse
import hashlib
import http.client
import json
import re
import sys
import urllib.error
import urllib.request
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from audit_rules import Rules
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH = 256  # hashes of a full tile, entries of a full bundle
LARGEST = 64 * 1024 * 1024  # bytes; no file of a log is larger
LARGEST_NOTE = 1_000_000  # bytes; nor any note
ACT = b"goodstanding/act/v1\n"  # what an officer's signature begins with

problems = []


def problem(text):
    """Note something that does not fit, and go on."""
    problems.append(text)
    print(text, file=sys.stderr)


def sha256(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def canonical(value):
    """Canonical JSON (RFC 8785, restricted to whole numbers, text, lists, objects with ASCII keys)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(data):
    """JSON of whole numbers, text, truth, lists and objects: nothing else stands in a log. ValueError otherwise."""

    def refuse(_):
        raise ValueError("not canonical JSON")

    value = json.loads(data, parse_float=refuse, parse_constant=refuse)
    waiting = [value]
    for item in waiting:
        if item is None or (type(item) is int and abs(item) > 2**53 - 1):
            refuse(item)
        waiting += item.values() if isinstance(item, dict) else item if isinstance(item, list) else []
    return value


def is_signed(public_key, signature, message):
    """Whether an Ed25519 signature is good."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def from_base64(text):
    """The bytes of base64 in its one strict spelling. ValueError for any other."""
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("not strict base64")
    return data


def from_decimal(text):
    """A plain decimal below 2^63: no sign, space, underscore or leading zero. ValueError for anything else."""
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 2**63:
        raise ValueError("not a plain decimal")
    return int(text)


def bounded(stream):
    """All that a stream holds, never more than a file of a log can hold."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError("larger than any file of a log")
    return data


def reader_of(where):
    """A function that reads a file of the log by its path; None where there is none."""

    def from_url(path):
        try:
            with urllib.request.urlopen(f"{where.rstrip('/')}/{path}", timeout=30) as answer:  # noqa: S310
                return bounded(answer)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def from_folder(path):
        file = Path(where) / path
        if not file.is_file():  # a pipe or a device is no file of a log
            return None
        with file.open("rb") as stream:
            return bounded(stream)

    return from_url if where.startswith(("http://", "https://")) else from_folder


def number_path(number):
    """1234067 as x001/x234/067."""
    digits = str(number).zfill(-(-len(str(number)) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


def read_wide(read, folder, number, width, cut):
    """A tile or bundle of this width, cut into its parts; the full one where the partial one is gone already."""
    path = f"{folder}/{number_path(number)}"
    data, due = read(path if width == WIDTH else f"{path}.p/{width}"), width
    if data is None:
        data, due = read(path), WIDTH
    parts = [] if data is None else cut(data)
    if len(parts) != due:
        problem(f"{path} is not there, or not as wide as the checkpoint says")
    return parts[:width]


def cut_bundle(data):
    """Entries, each with its length (two bytes, big-endian) in front; nothing where something is cut off."""
    parts = []
    while len(data) >= (end := 2 + int.from_bytes(data[:2], "big")):
        parts.append(data[2:end])
        data = data[end:]
    return [] if data else parts


def cut_tile(data):
    """Hashes of 32 bytes."""
    return [data[start : start + 32] for start in range(0, len(data), 32)] if len(data) % 32 == 0 else []


def root_of(hashes):
    """The Merkle tree hash of these leaf hashes or full subtrees (RFC 6962, 2.1), level by level."""
    while len(hashes) > 1:
        odd = hashes[len(hashes) & ~1 :]
        hashes = [sha256(b"\x01" + left + right) for left, right in list(pairwise(hashes))[::2]] + odd
    return hashes[0] if hashes else sha256(b"")


def read_note(data):
    """A signed note: its text, and [(name, key id, signature)] of the lines below it. ValueError if it is none."""
    text, blank, lines = data.decode().rpartition("\n\n")
    if len(data) > LARGEST_NOTE or not blank or lines[-1:] != "\n" or re.search(r"[\x00-\x09\x0b-\x1f]", text + lines):
        raise ValueError("no note")
    signatures = []
    for line in lines[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        signature = from_base64(encoded)
        signatures.append((name, signature[:4], signature[4:]))
        if dash != "\u2014":
            raise ValueError("a line of a note is no signature line")
    return text + "\n", signatures


def read_checkpoint(text):
    """(origin, size, root) of a note's text: lines that each end in a newline, none of them empty."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or len(from_base64(lines[2])) != 32:
        raise ValueError("no checkpoint")
    return lines[0], from_decimal(lines[1]), from_base64(lines[2])


def read_key(verifier_key):
    """(name, id, public key) of a verifier key: name+id+base64(01 || public key). ValueError if it is none."""
    name, id_, encoded = verifier_key.split("+", 2)
    key = from_base64(encoded)
    if key[:1] != b"\x01" or len(key) != 33 or sha256(name.encode() + b"\n" + key)[:4].hex() != id_:
        raise ValueError("no verifier key")
    return name, id_, key[1:]


def signed_by(data, verifier_key):
    """Whether a checkpoint has a good signature, and no bad one, of a key named as its origin. None: none at all."""
    name, id_, key = read_key(verifier_key)
    text, signatures = read_note(data)
    ours = [line[2] for line in signatures if (line[0], line[1].hex()) == (name, id_) and text.startswith(f"{name}\n")]
    return all(is_signed(key, signature, text.encode()) for signature in ours) if ours else None


def check_opening(number, line, envelope):
    """The values by group name of a line `number [[salt, name, value], ...]`, each fitting its commitment."""
    values = {}
    opening = read_json(line)
    if canonical(opening) != line:
        problem(f"entry {number}: what is shown of it is not canonical")
    for salt, name, value in opening:
        fits = sha256(canonical([salt, name, value])).hex() == envelope["commitments"].get(name)
        if name in values or not fits or not re.fullmatch("[0-9a-f]{32}", salt):
            problem(f"entry {number}: what is shown of it does not fit its commitment")
        values[name] = value
    return values


class Found:
    """What the entries give: their leaf hashes, the officers' keys, the log's keys, and the list committed last."""

    def __init__(self):
        """Nothing yet."""
        self.leaves, self.officers, self.keys, self.listed, self.rules = [], {}, [], None, Rules()


def check_entry(number, body, opened, found):
    """One entry: its opening, its officer's signature, the rules of its kind, and the keys that it enrolls."""
    found.leaves.append(sha256(b"\x00" + body))
    envelope = read_json(body)
    if canonical(envelope) != body:
        problem(f"entry {number} is not canonical")
    values = check_opening(number, opened[number], envelope) if number in opened else {}
    actor, signature = envelope["actor"], envelope.pop("signature", "")
    if actor != "operator" and not is_signed(
        found.officers.get(actor, b""), from_base64(signature), ACT + canonical(envelope)
    ):
        problem(f"entry {number}: its officer's signature is missing or bad, or the officer was not enrolled before")
    for breach in found.rules.breaches(number, envelope, values):
        problem(f"entry {number}: {breach}")
    if officer := values.get("officer"):
        if officer["id"] in found.officers or bytes.fromhex(officer["public_key"]) in found.officers.values():
            problem(f"entry {number}: this officer, or this key, was enrolled before")
        found.officers[officer["id"]] = bytes.fromhex(officer["public_key"])
    if "log_key" in values:
        found.keys.append((number, values["log_key"]["verifier_key"]))
    if "epoch" in values:
        found.listed = (number, values["epoch"])


def read_openings(read, bundle):
    """By entry, what is served of it: one line each, in order, all of this bundle."""
    *lines, end = (read(f"openings/{number_path(bundle)}") or b"").split(b"\n")
    opened = [line.partition(b" ")[::2] for line in lines]
    numbers = [from_decimal(number.decode()) for number, _ in opened]
    if end or numbers != sorted(set(numbers)) or any(number // WIDTH != bundle for number in numbers):
        raise ValueError("openings out of order")
    return dict(zip(numbers, (line for _, line in opened), strict=True))


def check_entries(read, size):
    """Every entry, as far as the bundles go: whatever size the checkpoint claims, nothing is looked for beyond them."""
    found = Found()
    for bundle in range(-(-size // WIDTH)):
        width = min(WIDTH, size - bundle * WIDTH)
        entries = read_wide(read, "tile/entries", bundle, width, cut_bundle)
        if len(entries) != width:
            return found
        opened = read_openings(read, bundle)
        for number, body in enumerate(entries, start=bundle * WIDTH):
            check_entry(number, body, opened, found)
    return found


def check_manifest(manifest, checkpoint, redactions):
    """What the manifest says of the files: their checkpoint, how much was redacted, and of which day they are."""
    day = date.fromisoformat(manifest["published_on"]).isoformat()
    if (manifest["format"], manifest["published_on"]) != (1, day):
        problem("the manifest is not in its form")
    if (manifest["origin"], manifest["size"], manifest["root"]) != checkpoint:  # it is published before it
        print("the manifest is of another checkpoint: its count was not checked", file=sys.stderr)
    elif manifest["redactions"] != redactions:
        problem("the manifest counts other redactions than the log has")
    return day


def check_list(read, number, epoch, served):
    """The list that was committed last, where it is served or the manifest says so: lines in order, and their root."""
    data = read(f"listed/{number}")
    if served is None and data is None:
        print(f"the list that entry {number} committed to is not served: it was not checked", file=sys.stderr)
        return
    *lines, end = (b"cut off" if data is None else data).split(b"\n")
    places = [(value["scheme"], value["code"]) for _, _, value in map(read_json, lines)]
    root = root_of([sha256(b"\x00" + sha256(line)) for line in lines])
    fits = (len(lines), root.hex()) == (epoch["count"], epoch["root"]) and served in (None, number)
    if end or not fits or places != sorted(set(places)):
        problem(f"the list of entry {number} is not there, not in order, or not the one that was committed")


def check_tiles(read, hashes):
    """Every tile of every level against the hashes that it must hold."""
    level = 0
    while hashes:
        for start in range(0, len(hashes), WIDTH):
            due = hashes[start : start + WIDTH]
            if read_wide(read, f"tile/{level}", start // WIDTH, len(due), cut_tile) != due:
                problem(f"tile {start // WIDTH} of level {level} is not what the entries give")
        hashes = [root_of(hashes[start : start + WIDTH]) for start in range(0, len(hashes) // WIDTH * WIDTH, WIDTH)]
        level += 1


def is_past(data, origin, leaves, covered=-1):
    """Whether an earlier checkpoint is of this log, which only grew since, and covers the entry of this number."""
    named, size, root = read_checkpoint(read_note(data)[0])
    return named == origin and covered < size <= len(leaves) and root_of(leaves[:size]) == root


def trusted_keys(read, origin, leaves, keys, given):
    """The keys that you know, and those that they handed over to: both signed a checkpoint that covers the newer."""
    trusted = list(given) or [key for _, key in keys[:1]]
    for (_, older), (number, newer) in pairwise(keys):
        note = read(f"handover/{number}")
        if older in trusted and newer not in trusted:
            if note and is_past(note, origin, leaves, number) and signed_by(note, older) and signed_by(note, newer):
                trusted.append(newer)
            else:
                problem(f"the key of entry {number} was not handed over to by the key before it")
    return trusted


def audit(where, given, since):
    """Check everything; what does not fit is in `problems` afterwards."""
    read = reader_of(where)
    note = read("checkpoint")
    if note is None:
        return problem("there is no checkpoint")
    origin, size, root = read_checkpoint(read_note(note)[0])
    if any(signed_by(note, key) is False for key in given):
        return problem("the checkpoint has a bad signature of a key that you know: nothing else was read")
    found = check_entries(read, size)
    leaves, keys = found.leaves, found.keys
    if len(leaves) != size or root_of(leaves) != root:
        return problem("the entries do not give the root of the checkpoint")
    now = datetime.now(UTC)  # noqa: TID251  (no port: this file stands alone)
    latest = f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"  # an hour, for clocks that differ
    for number, what in found.rules.at_end(latest):
        problem(f"entry {number}: {what}")
    manifest = read_json(read("manifest.json") or b"{}")
    day = check_manifest(manifest, (origin, size, root.hex()), found.rules.carried_out)
    if found.listed:
        check_list(read, *found.listed, manifest.get("listed"))
    check_tiles(read, leaves)
    trusted = trusted_keys(read, origin, leaves, keys, given)
    if not keys or keys[-1][1] not in trusted or not signed_by(note, keys[-1][1]):
        problem("the log's newest key did not sign the checkpoint, or no key that you know leads to it")
    if since and not (any(signed_by(since, key) for key in trusted) and is_past(since, origin, leaves)):
        problem("the log did not grow from the checkpoint that you kept")
    recorded, state = found.rules.instant or "(not shown)", "something does not fit" if problems else "everything fits"
    return print(f"{origin} at size {size}, recorded {recorded}, as shown on {day}: {state}")


def main():
    """Read the command line, audit, and tell by the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("where", help="the published folder, or its address")
    parser.add_argument("--key", action="append", default=[], help="a verifier key of the log that you know")
    parser.add_argument("--since", type=Path, help="a file with a checkpoint that you kept")
    asked = parser.parse_args()
    if not asked.key:
        print("no --key was given: the log's own word for its first key is taken", file=sys.stderr)
    try:
        for key in asked.key:
            read_key(key)
        since = asked.since and asked.since.read_bytes()
    except (OSError, ValueError) as error:
        parser.exit(2, f"a --key or the file of --since cannot be read ({type(error).__name__})\n")
    try:
        audit(asked.where, asked.key, since)
    except (OSError, http.client.HTTPException) as error:
        problem(f"a file could not be read ({type(error).__name__})")
        return 2
    except RecursionError:
        problem("a file is nested deeper than any file of a log")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, MemoryError) as error:
        problem(f"a file is not in its form ({type(error).__name__})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
