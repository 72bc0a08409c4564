"""The whole file as one archive: what it proves offline, and that whatever is changed in it is refused."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
import sample_office
from sample_office import Office, acting, case_files, clock_of, copy_of, demo_country, enroll_office, read_case
from sample_trees import invented_key, verify_ed25519

from goodstanding.adapters.archives import print_archive, read_archive
from goodstanding.adapters.formats.document_words import load_document_words
from goodstanding.adapters.typesetting import print_pdf
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.notes import Note, VerifierKey, print_note, sign_text
from goodstanding.ledger.policies import Policy
from goodstanding.ledger.writing import Signer
from goodstanding.proceedings import acts
from goodstanding.publication.document_words import Language
from goodstanding.publication.documents import DocumentKind
from goodstanding.publication.file_index import INDEX, NOTE, Exported, entry_path, listed, opening_path, signed_text
from goodstanding.services.export_checks import VerifiedExport, verify_export
from goodstanding.services.exporting import ExportAsked, export_file
from goodstanding.services.officers import public_keys
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import read_file
from goodstanding.services.proving import verify_signed_file
from goodstanding.values.errors import ConflictError, NotFoundError, VerificationError
from goodstanding.values.withheld import Withheld

LOG, SIGN_LOG = invented_key(1, "register.example.org")
RECEIPT = b"A delivery receipt.\n"
PAPER = sha256(RECEIPT).hexdigest()
WORDS = [load_document_words(one) for one in (Language.EN, Language.AR)]


def checkpoint(ports: Ports, key: VerifierKey = LOG, sign: Signer = SIGN_LOG) -> bytes:
    head = ports.store.head()
    text = print_checkpoint(Checkpoint(origin=key.name, size=head.size, root=head.root))
    return print_note(Note(text=text, signatures=(sign_text(text, key, sign),)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A company that was listed and won; the papers that its acts name are one, whose bytes are at hand."""
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    path = next(one for one in case_files() if one.stem == "appeal_won")
    played = Office(ports, read_case(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_office, "DOCUMENT", PAPER)
        played.play()
    return played


def export(office: Office, officer: str = "case-1", **changes: object) -> dict[str, bytes]:
    asked = ExportAsked(number=office.number, words=WORDS[:1], papers=(), signed=checkpoint(office.ports))
    return export_file(
        office.ports, proceeding_law(), replace(asked, **changes), acting(office.ports, officer), print_pdf
    )


@pytest.fixture(scope="module")
def files(office: Office) -> dict[str, bytes]:
    return export(office)


def check(files: Mapping[str, bytes], key: VerifierKey = LOG) -> VerifiedExport:
    return verify_export(
        files, lambda data: verify_signed_file(data, Policy(logs={key: ""}), verify_ed25519), verify_ed25519
    )


def refused(files: Mapping[str, bytes], words: str | None = None) -> None:
    with pytest.raises(VerificationError, match=words):
        check(files)


def body_of(files: Mapping[str, bytes]) -> dict[str, Json]:
    found = parse_canonical(files[INDEX])
    assert isinstance(found, dict)
    return found


def resigned(office: Office, files: Mapping[str, bytes], officer: str = "case-1", **parts: Json) -> dict[str, bytes]:
    """The archive with another index that fits its files, signed by an officer's very key under the old name."""
    held = {path: data for path, data in files.items() if path not in (INDEX, NOTE)}
    body = body_of(files) | {"files": listed(held)} | parts
    index = print_canonical(body)
    own = Exported(
        origin=str(body["origin"]), number=int(str(body["number"])), size=int(str(body["size"])),
        root=str(body["root"]), officer=str(body["officer"]),
    )  # fmt: skip
    signer = acting(office.ports, officer).sign
    public = public_keys(office.ports.store, office.ports.store.head().size)[str(body["officer"])]
    text = signed_text(own, index)
    key = VerifierKey(name=own.officer, type=LOG.type, public_key=public)
    return {**held, INDEX: index, NOTE: print_note(Note(text=text, signatures=(sign_text(text, key, signer),)))}


def test_an_archive_proves_the_file_and_its_deliveries(office: Office, files: dict[str, bytes]) -> None:
    found = check(read_archive(print_archive(files)))
    size = office.ports.store.head().size
    assert found.file == read_file(office.ports, office.ports.store, office.number, size)
    assert (found.exported.officer, found.exported.size, found.checkpoint.size) == ("case-1", size, size)
    notice, decision = found.deliveries
    assert (notice.paper, decision.paper) == (acts.Paper.NOTICE, acts.Paper.DECISION)
    assert notice.received_on == date(2026, 10, 5)
    assert notice.sent
    assert notice.received is not None
    assert found.missing == {PAPER}
    assert {path for path in files if path.startswith("documents/")} == {
        f"documents/{kind}.en.{form}"
        for kind in set(DocumentKind) - {DocumentKind.PROVISIONAL}
        for form in ("html", "pdf")
    }
    assert b"Quoldesk" in files["documents/notice.en.html"]
    assert "verify-file" in files["index.html"].decode()
    parts = {one["part"] for one in body_of(files)["beside"]}
    assert parts == {"officer", "authority", "mandate", "rules", "record", "words"}


def test_it_is_the_same_later_and_by_the_same_hand(office: Office, files: dict[str, bytes]) -> None:
    later = replace(office, ports=copy_of(office.ports))
    clock_of(later.ports).at += timedelta(days=3)
    assert export(later) == files
    other = export(office, "second-1")
    assert {path for path in files if files[path] != other.get(path)} <= {INDEX, NOTE, "index.html"}
    assert check(other).exported.officer == "second-1"


def test_papers_that_an_act_names_go_in_and_others_do_not(office: Office) -> None:
    with_paper = export(office, papers=iter([b"Another paper.", RECEIPT]))
    path = f"papers/{PAPER}"
    assert {one for one in with_paper if one.startswith("papers/")} == {path}
    found = check(with_paper)
    assert (found.papers, found.missing) == ({PAPER}, frozenset())
    assert found.deliveries[0].receipt == PAPER
    refused(resigned(office, {**with_paper, path: b"Another receipt."}))
    refused(resigned(office, {**with_paper, f"papers/{sha256(b'more').hexdigest()}": b"more"}))
    refused(resigned(office, {one: data for one, data in with_paper.items() if one != path}))


def test_the_words_of_a_reply_lie_beside_its_act_and_are_told(office: Office, files: dict[str, bytes]) -> None:
    (reply,) = check(files).replies
    assert reply.words is not None
    assert reply.words.text == "Our books were open <since May> & are restated."
    shown = "<p><bdi>Our books were open &lt;since May&gt; &amp; are restated.</bdi></p>"
    for page in ("index.html", "documents/receipt.en.html"):
        assert shown in files[page].decode()
        assert f"entry {reply.words.entry}" in files[page].decode().lower()
    # Neither left out nor put to another act, and without its opening it reads as forgotten.
    beside = body_of(files)["beside"]
    refused(resigned(office, files, beside=[one for one in beside if one["part"] != "words"]), "words of a reply")
    held = {path: data for path, data in files.items() if path != opening_path(reply.words.entry)}
    (forgotten,) = check(resigned(office, held)).replies
    assert forgotten.words is not None
    assert forgotten.words.text == Withheld(reply.words.entry)


def test_another_language_brings_its_documents(office: Office) -> None:
    both = export(office, words=WORDS)
    assert {"documents/notice.ar.pdf", "documents/notice.en.pdf", "documents/receipt.ar.html"} <= set(both)
    assert check(both).documents == 16


@pytest.mark.parametrize("where", [0, 1, -1])
def test_a_byte_that_is_changed_anywhere_is_refused(files: dict[str, bytes], where: int) -> None:
    for path, data in files.items():
        position = len(data) // 2 if where == 1 else where
        changed = bytearray(data)
        changed[position] ^= 1
        refused({**files, path: bytes(changed)})


def test_a_file_that_is_missing_added_or_renamed_is_refused(files: dict[str, bytes]) -> None:
    for path in files:
        refused({one: data for one, data in files.items() if one != path})
    refused({**files, "documents/notice.fr.html": files["documents/notice.en.html"]})
    refused({**files, f"papers/{'1' * 64}": b"x"})
    refused({})


def test_an_index_that_was_made_to_fit_lacks_its_signature(office: Office, files: dict[str, bytes]) -> None:
    changed = {**files, "documents/notice.en.html": b"<p>Another notice."}
    held = {path: data for path, data in changed.items() if path not in (INDEX, NOTE)}
    forged = {**changed, INDEX: print_canonical(body_of(files) | {"files": listed(held)})}
    refused(forged, "another index")
    # Signed by another officer's key under the name of the first, and by a key that no entry enrolls.
    refused(resigned(office, changed, "second-1"))
    refused({**forged, NOTE: b""})
    assert check(resigned(office, changed)).exported.officer == "case-1"


def test_even_its_signer_cannot_tell_of_the_acts_what_they_do_not_say(office: Office, files: dict[str, bytes]) -> None:
    body = body_of(files)
    for part, changed in (
        ("deliveries", []),
        ("deliveries", [{**one, "received_on": "2026-10-04"} for one in body["deliveries"]]),
        ("papers", body["papers"][1:]),
        ("acts", [{**one, "by": "second-1"} for one in body["acts"]]),
        ("acts", body["acts"][1:]),
        ("acts", [*body["acts"], {"entry": 0}]),
        ("acts", "none"),
        ("acts", [{"entry": True}]),
        ("acts", [{"entry": -1}]),
        ("beside", []),
        ("beside", [one for one in body["beside"] if one["part"] != "rules"]),
        ("number", body["number"] + 1),
        ("size", body["size"] + 1),
        ("root", "0" * 64),
        ("origin", "other.example.org"),
        ("format", "goodstanding-file/2"),
        ("more", 1),
    ):
        refused(resigned(office, files, **{part: changed}))


def test_proofs_and_openings_hold_for_their_own_entry_alone(office: Office, files: dict[str, bytes]) -> None:
    first, second = (int(str(one["entry"])) for one in body_of(files)["acts"][:2])
    for path_of in (entry_path, opening_path):
        one, other = path_of(first), path_of(second)
        refused(resigned(office, {**files, one: files[other], other: files[one]}))
        refused(resigned(office, {**files, one: files[other]}))
    without = {path: data for path, data in files.items() if path != opening_path(second)}
    refused(resigned(office, without))


def test_acts_of_another_file_are_refused(office: Office, files: dict[str, bytes]) -> None:
    """An act whose officer's key is left out, so that its signature cannot be checked."""
    body = body_of(files)
    officers = [one for one in body["beside"] if one["part"] == "officer"]
    refused(resigned(office, files, beside=[one for one in body["beside"] if one != officers[1]]))


def test_another_log_proves_nothing(office: Office, files: dict[str, bytes]) -> None:
    stranger, sign = invented_key(9, "register.example.org")
    with pytest.raises(VerificationError):
        check(files, stranger)
    refused(export(office, signed=checkpoint(office.ports, stranger, sign)))


def test_only_its_readers_export_a_file(office: Office) -> None:
    with pytest.raises(NotFoundError) as refused:
        export(office, "registrar-1")
    with pytest.raises(NotFoundError) as missing:
        export(office, number=3)
    assert str(refused.value) == str(missing.value)
    assert check(export(office, "lawyer-1")).exported.officer == "lawyer-1"


def test_without_a_checkpoint_that_covers_it_nothing_is_exported(office: Office) -> None:
    with pytest.raises(NotFoundError, match="signed no checkpoint"):
        export(office, signed=None)
    head = office.ports.store.head_at_size(read_file(
        office.ports, office.ports.store, office.number, office.ports.store.head().size).steps[-1].seq)  # fmt: skip
    assert head is not None
    text = print_checkpoint(Checkpoint(origin=LOG.name, size=head.size, root=head.root))
    behind = print_note(Note(text=text, signatures=(sign_text(text, LOG, SIGN_LOG),)))
    with pytest.raises(ConflictError, match="does not cover"):
        export(office, signed=behind)
    text = print_checkpoint(Checkpoint(origin=LOG.name, size=office.ports.store.head().size, root=bytes(32)))
    forked = print_note(Note(text=text, signatures=(sign_text(text, LOG, SIGN_LOG),)))
    with pytest.raises(ConflictError, match="another root"):
        export(office, signed=forked)


def test_an_index_is_bounded_in_depth_and_form() -> None:
    for index in (b"", b"[]", b"{}", b"[" * 100_000, json.dumps({"format": "goodstanding-file/1"}).encode()):
        refused({INDEX: index})
