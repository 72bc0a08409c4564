"""Twenty thousand single bits of a small log, turned over one at a time: each is found, and nothing fails on it."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_register import PASSPHRASE, Importing, Line, opened_ports

from goodstanding.ledger.commitments import parse_opening
from goodstanding.ledger.entries import Envelope, parse_envelope
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import VerificationError

FLIPS = 20_000
LEAF, BODY, OPENING = 1, 2, 3


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    """Two batches, the second signed: a record, its correction, a question."""
    made = opened_ports()
    importing = Importing(ports=made, folder=tmp_path_factory.mktemp("lists"))
    alpha = Line(key="a", identifiers=("xv-reg:C0000000137",))
    importing(alpha)
    add_officer(made, "verifier-1", PASSPHRASE)
    sign = signer_of(made, "verifier-1", PASSPHRASE)
    changed = replace(alpha, public_money="T-1")
    importing(changed, Line(key="q", verdict="hold"), as_of="2024-07-01", officer="verifier-1", sign=sign)
    assert check_register(made, lambda _: None).findings == ()
    return made


def flipped(data: bytes, bit: int) -> bytes:
    place, shift = divmod(bit, 8)
    return data[:place] + bytes([data[place] ^ (1 << shift)]) + data[place + 1 :]


def places(ports: Ports) -> list[tuple[int, int, int]]:
    """Every (entry, part, bit) of what is stored."""
    stored = ports.store._stored
    return [
        (seq, part, bit)
        for seq, *_ in stored
        for part in (LEAF, BODY, OPENING)
        for bit in range(8 * len(stored[seq][part]))
    ]


def damaged(ports: Ports, chosen: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The store with one bit turned over after the other; whole again after each."""
    stored = ports.store._stored
    for seq, part, bit in chosen:
        whole = stored[seq]
        stored[seq] = (*whole[:part], flipped(whole[part], bit), *whole[part + 1 :])
        yield seq, part, bit
        stored[seq] = whole


def unseen(ports: Ports, chosen: list[tuple[int, int, int]]) -> tuple[list[tuple[int, int, int]], Counter[str]]:
    missed, codes = [], Counter[str]()
    for place in damaged(ports, chosen):
        findings = check_register(ports, lambda _: None).findings
        codes[findings[0].code if findings else "none"] += 1
        if not findings:
            missed.append(place)
    return missed, codes


def test_no_turned_bit_of_an_entry_or_opening_passes(ports: Ports) -> None:
    chosen = random.Random(20240601).choices(places(ports), k=FLIPS)
    missed, codes = unseen(ports, chosen)
    assert missed == []
    assert {"entry-damaged", "leaf-differs"} <= set(codes)
    assert check_register(ports, lambda _: None).findings == ()


def test_no_turned_bit_of_a_head_passes(ports: Ports) -> None:
    heads = ports.store._heads
    for number, head in enumerate(heads):
        for bit in range(8 * 32):
            heads[number] = replace(head, root=flipped(head.root, bit))
            assert check_register(ports, lambda _: None).findings, (number, bit)
            node, *rest = head.frontier
            heads[number] = replace(head, frontier=(flipped(node, bit), *rest))
            assert check_register(ports, lambda _: None).findings, (number, bit)
        heads[number] = head
    assert check_register(ports, lambda _: None).findings == ()


@pytest.mark.endurance
def test_every_bit_of_the_log(ports: Ports) -> None:
    every = places(ports)
    assert len(every) > FLIPS
    assert unseen(ports, every)[0] == []


@pytest.mark.endurance
def test_every_bit_of_two_thousand_entries(tmp_path: Path) -> None:
    """Entry by entry, as `rebuild --check` reads one: its leaf, its form, its commitments."""
    made = opened_ports()
    firms = [Line(key=f"k{number}", name=f"Lowmark Works {number} Ltd") for number in range(1_000)]
    Importing(ports=made, folder=tmp_path)(*firms)
    stored = list(made.store.stored(0, 2_000))
    assert len(stored) == 2_000
    turned = 0
    for _, leaf, body, opening in stored:
        assert not is_noticed(leaf, body, opening)
        for bit in range(8 * len(leaf)):
            assert is_noticed(flipped(leaf, bit), body, opening)
        for bit in range(8 * len(body)):
            assert is_noticed(leaf, flipped(body, bit), opening)
        envelope = parse_envelope(body)
        for bit in range(8 * len(opening)):
            assert is_noticed_in_opening(envelope, flipped(opening, bit))
        turned += 8 * (len(leaf) + len(body) + len(opening))
    print(f"{turned:,} bits")


def is_noticed(leaf: bytes, body: bytes, opening: bytes) -> bool:
    return hash_leaf(body) != leaf or is_noticed_in_opening(parse_envelope(body), opening)


def is_noticed_in_opening(envelope: Envelope, opening: bytes) -> bool:
    try:
        parse_opening(opening, envelope.commitments)
    except VerificationError:
        return True
    return False
