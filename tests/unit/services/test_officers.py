"""Officers: a key behind a passphrase, its public half in the log, and no name of anyone."""

import pytest
from sample_register import PASSPHRASE, make_ports

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.officers import add_officer, public_keys, signer_of
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, VerificationError


def test_an_officer_s_public_key_is_enrolled(ports):
    add_officer(ports, "verifier-1", PASSPHRASE)
    keys = public_keys(ports.store, ports.store.head().size)
    sign = signer_of(ports, "verifier-1", PASSPHRASE)
    assert list(keys) == ["verifier-1"]
    assert ports.keyring.verify(keys["verifier-1"], sign(b"act"), b"act")
    assert public_keys(ports.store, 2) == {}


@pytest.mark.parametrize("name", ["", "a", "operator", "Verifier", "verifier 1", "../verifier", "1st", "a" * 33, "é-1"])
def test_an_id_is_a_function_and_no_path(ports, name):
    head = ports.store.head()
    with pytest.raises(MisuseError):
        add_officer(ports, name, PASSPHRASE)
    assert ports.store.head() == head


def test_a_short_passphrase_is_refused(ports):
    with pytest.raises(MisuseError):
        add_officer(ports, "verifier-1", PASSPHRASE[:11])
    add_officer(ports, "verifier-1", PASSPHRASE[:12])


def test_an_id_is_given_once(ports):
    add_officer(ports, "verifier-1", PASSPHRASE)
    with pytest.raises(ConflictError):
        add_officer(ports, "verifier-1", PASSPHRASE)


def test_a_wrong_passphrase_opens_nothing(ports):
    add_officer(ports, "verifier-1", PASSPHRASE)
    with pytest.raises(AuthorizationError):
        signer_of(ports, "verifier-1", PASSPHRASE + "x")


def test_who_is_not_enrolled_cannot_sign(ports):
    ports.keyring.create_officer("verifier-1", PASSPHRASE)
    with pytest.raises(AuthorizationError):
        signer_of(ports, "verifier-1", PASSPHRASE)


def test_a_key_on_file_that_was_exchanged_cannot_sign(ports):
    from sample_register import MemoryKeyring

    add_officer(ports, "verifier-1", PASSPHRASE)
    exchanged = MemoryKeyring(b"another secret")
    exchanged.create_officer("verifier-1", PASSPHRASE)
    ports.keyring._officers = exchanged._officers
    with pytest.raises(AuthorizationError):
        signer_of(ports, "verifier-1", PASSPHRASE)


def test_an_act_before_the_key_was_enrolled_does_not_count(ports):
    public_key = ports.keyring.create_officer("verifier-1", PASSPHRASE)
    sign = ports.keyring.signer("verifier-1", PASSPHRASE)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [], actor="verifier-1", sign=sign)
    with ports.store.writing() as writer:
        groups = {"officer": {"id": "verifier-1", "public_key": public_key.hex()}}
        append_batch(ports, writer, [NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)])
        append_batch(ports, writer, [], actor="verifier-1", sign=sign)
    findings = check_register(ports, lambda _: None).findings
    assert [finding.code for finding in findings] == ["signature-bad"]
    assert "Entry 2 " in findings[0].message


def test_a_key_that_is_none_is_refused():
    ports = make_ports()
    with ports.store.writing() as writer:
        groups = {"officer": {"id": "verifier-1", "public_key": "no hex"}}
        append_batch(ports, writer, [NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)])
    with pytest.raises(VerificationError):
        public_keys(ports.store, 2)
    assert check_register(ports, lambda _: None).findings[0].code == "entry-damaged"


def test_two_ids_with_one_key_sign_nothing_more(ports):
    add_officer(ports, "verifier-1", PASSPHRASE)
    key = public_keys(ports.store, ports.store.head().size)["verifier-1"]
    with ports.store.writing() as writer:
        groups = {"officer": {"id": "verifier-2", "public_key": key.hex()}}
        append_batch(ports, writer, [NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)])
    with pytest.raises(AuthorizationError, match="as two"):
        signer_of(ports, "verifier-1", PASSPHRASE)
