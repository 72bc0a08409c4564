"""Many redactions in a row: every inclusion and consistency proof verifies, and the register still fits its ledger."""

from pathlib import Path

import pytest
from sample_register import PASSPHRASE, Importing, Line, opened_ports

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.proofs import prove_consistency, verify_consistency, verify_inclusion
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.services.acting import Acting
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.proving import trees_of
from goodstanding.services.rebuilding import check_register
from goodstanding.services.redacting import carry_out_redaction, request_redaction

BASIS = LegalBasis(statute="Data Act", article="art. 17")
MOST_OF_AN_ORDER = 100


@pytest.mark.parametrize("count", [120, pytest.param(10_000, marks=pytest.mark.endurance)])
def test_all_proofs_verify_after_many_redactions(tmp_path: Path, count: int) -> None:
    ports = opened_ports()
    importing = Importing(ports=ports, folder=tmp_path)
    importing(*(Line(key=f"k{number}", name=f"Lowmark Works {number} Ltd") for number in range(count)))
    officers = []
    for name in ("registrar-1", "registrar-2"):
        add_officer(ports, name, PASSPHRASE)
        officers.append(Acting(officer=name, sign=signer_of(ports, name, PASSPHRASE)))
    store = ports.store
    leaves = [leaf for _, leaf, _, _ in store.stored(0, store.head().size)]
    records = [entry.seq for entry in store.entries_of([Kind.RECORD_ENTERED], store.head().size)]
    openings = [entry.seq for entry in store.entries_of([Kind.ORGANIZATION_OPENED], store.head().size)]
    assert len(records) == count
    erased = set(records)
    heads = [store.head()]
    for start in range(0, count, MOST_OF_AN_ORDER):
        order, _ = request_redaction(ports, records[start : start + MOST_OF_AN_ORDER], BASIS, officers[0])
        heads.append(carry_out_redaction(ports, order.request, officers[1])[1])
    assert [leaf for _, leaf, _, _ in store.stored(0, len(leaves))] == leaves
    for head in (heads[0], heads[-1]):
        trees = trees_of(store, head.size)
        for seq, leaf, body, opening in store.stored(0, head.size):
            assert leaf == hash_leaf(body)
            verify_inclusion(leaf, seq, head.size, head.root, trees.inclusion(seq))
            assert (opening is None) == (seq in erased)
    last = heads[-1]
    trees = trees_of(store, last.size)
    for head in heads:
        proof = prove_consistency(head.size, last.size, trees.node)
        verify_consistency(head.size, last.size, head.root, last.root, proof)
    checked = check_register(ports, lambda _: None)
    assert (checked.erased, checked.findings) == (count, ())
    assert all(store.entry(seq).values for seq in openings)
