"""The whole file of a proceeding as the files of one archive: acts with proofs, documents, papers, and a signed index.

Below the checkpoint that the log signed last, so that everything in it can be checked without the register. For the
officers and parties of the file alone (S30). What comes out is a function of the entries, the papers, the checkpoint
and the officer who signs: asked again, it is the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.notes import KeyType, Note, VerifierKey, parse_note, print_note, sign_text
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.authorities import Mandate
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.papers import papers_of
from goodstanding.publication.document_words import Words
from goodstanding.publication.documents import DocumentKind, document_page
from goodstanding.publication.file_index import (
    DOCUMENTS,
    INDEX,
    NOTE,
    PAGE,
    WORDS,
    Exported,
    entry_path,
    opening_path,
    paper_paths,
    print_index,
    signed_text,
)
from goodstanding.publication.file_page import file_page
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Page
from goodstanding.services.acting import Acting
from goodstanding.services.authorities import fold_mandate
from goodstanding.services.documents import dossier_at
from goodstanding.services.due import require_reader
from goodstanding.services.officers import public_keys
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import ProceedingLaw, read_file
from goodstanding.services.proving import Prover, head_of, print_entry_proof
from goodstanding.values.errors import ConflictError, NotFoundError

#: From a page and the document's own date to the bytes of a PDF.
PrintPdf = Callable[[Page, date], bytes]

_LATER = (Kind.STAGE_ADDED, Kind.RECORD_CORRECTED, Kind.RECORD_QUESTIONED, Kind.QUESTION_CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked:
    """A file, the words that its documents are made in, the papers at hand, and the checkpoint that the log signed."""

    number: int
    words: Sequence[Words]
    papers: Iterable[bytes]
    signed: bytes | None


def export_file(
    ports: Ports, law: ProceedingLaw, asked: ExportAsked, acting: Acting, print_pdf: PrintPdf
) -> dict[str, bytes]:
    """The files of the archive by path; NotFoundError for whoever may not read the file, as where there is none."""
    with ports.store.reading() as reader:
        latest = reader.head()
        file = read_file(ports, reader, asked.number, latest.size)
        require_reader(ports, reader, file, acting.officer, latest.size)
        head, note = _signed_head(reader, file, asked.signed)
        known = read_file(ports, reader, asked.number, head.size)
        beside = dict(_beside(reader, known, acting.officer, head.size))
        files = dict(_entries(reader, head, note, [*beside, *(step.seq for step in known.steps)]))
        files |= dict(_documents(ports, reader, law, asked, head, print_pdf))
        papers = _papers(known, asked.papers)
        files |= papers
        exported = Exported(
            origin=origin_of(reader), number=asked.number, size=head.size, root=head.root.hex(), officer=acting.officer
        )
        paths = {path.rpartition("/")[2]: path for path in papers}
        documents = tuple(path for path in sorted(files) if path.startswith(f"{DOCUMENTS}/"))
        files[PAGE] = print_html(file_page(exported, known, documents, paths)).encode()
        index = print_index(exported, known, beside, files, paths)
        files[INDEX] = index
        files[NOTE] = _sign(reader, exported, index, acting, head.size)
        return files


def _signed_head(reader: Reader, file: CaseFile, signed: bytes | None) -> tuple[Head, str]:
    """The head that the log signed last; it has to cover every act of the file."""
    if signed is None:
        raise NotFoundError("The log has signed no checkpoint yet.", to_do="run `goodstanding log head --sign`")
    checkpoint = parse_checkpoint(parse_note(signed).text)
    head = head_of(reader, checkpoint.size)
    if head.root != checkpoint.root:
        raise ConflictError(
            "The signed checkpoint of this size has another root.", to_do="run `goodstanding log audit`"
        )
    if file.steps[-1].seq >= head.size:
        raise ConflictError(
            "The checkpoint that was signed last does not cover every act of the file.",
            to_do="run `goodstanding log head --sign`",
        )
    return head, signed.decode("utf-8")


def _beside(reader: Reader, file: CaseFile, officer: str, size: int) -> Iterable[tuple[int, str]]:
    """What a reader of the acts needs: keys of who acted, mandates and authorities, the rules, words, the records."""
    actors = {officer, *(step.actor for step in file.steps)}
    codes = {file.opened.authority, *file.opened.recorded_by, *(step.authority for step in file.steps)}
    for entry in reader.entries_of([Kind.OFFICER_ENROLLED], size):
        if entry.values and text(group_of(entry, "officer"), "id") in actors:
            yield entry.seq, "officer"
    for entry in reader.entries_of([Kind.AUTHORITY_ENROLLED], size):
        if entry.values and text(group_of(entry, "authority"), "code") in codes:
            yield entry.seq, "authority"
    yield from _mandates(reader, actors, size)
    rules: set[int] = set()
    for entry in reader.entries_of([Kind.PROCEDURE_ENROLLED, Kind.PROCEDURE_APPROVED], size):
        if entry.envelope.kind is Kind.PROCEDURE_APPROVED:
            if entry.envelope.linked(Relation.PROCEDURE) in rules:
                yield entry.seq, "rules"
        elif entry.values and _digest_of(entry) == file.opened.law:
            rules.add(entry.seq)
            yield entry.seq, "rules"
    yield from ((one.entry, WORDS) for one in file.words)
    for record in file.opened.records:
        yield from ((seq, "record") for seq in _record(reader, record, size))


def _digest_of(entry: Entry) -> str:
    return procedure_digest(read_canonical(text(group_of(entry, "procedure"), "text")))


def _mandates(reader: Reader, actors: set[str], size: int) -> Iterable[tuple[int, str]]:
    found: dict[int, Mandate] = {}
    for entry in reader.entries_of([Kind.MANDATE_GIVEN, Kind.MANDATE_ENDED], size):
        if not entry.values:
            continue
        fold_mandate(found, entry)
        ends = entry.envelope.kind is Kind.MANDATE_ENDED
        mandate = found.get(entry.envelope.linked(Relation.MANDATE) if ends else entry.seq)
        if mandate is not None and mandate.officer in actors:
            yield entry.seq, "mandate"


def _record(reader: Reader, record: int, size: int) -> Iterable[int]:
    """A record that the file rests on, with its stages, corrections and questions."""
    entry = reader.entry(record)
    if entry is None or record >= size:
        return
    yield record
    for later in reader.entries_about([entry.envelope.subject], size):
        if later.envelope.kind in _LATER and later.envelope.linked(Relation.RECORD) == record:
            yield later.seq


def _entries(reader: Reader, head: Head, note: str, positions: Iterable[int]) -> Iterable[tuple[str, bytes]]:
    prover = Prover(reader, head)
    for seq in sorted(positions):
        proof = prover.prove(seq)
        yield entry_path(seq), print_entry_proof(replace(proof, note=note))
        opening = next((opened for _, _, _, opened in reader.stored(seq, seq + 1)), None)
        if opening is not None:
            yield opening_path(seq), opening


def _documents(
    ports: Ports, reader: Reader, law: ProceedingLaw, asked: ExportAsked, head: Head, print_pdf: PrintPdf
) -> Iterable[tuple[str, bytes]]:
    """Every document that the file has something for, as of the instant at which the head was recorded."""
    instant = datetime.fromisoformat(head.recorded_at)
    dossier = dossier_at(ports, reader, law, asked.number, head, instant)
    for words in asked.words:
        for kind in DocumentKind:
            try:
                page = document_page(kind, dossier, words)
            except NotFoundError:
                continue
            path = f"{DOCUMENTS}/{kind}.{words.language}"
            yield f"{path}.html", print_html(page).encode()
            yield f"{path}.pdf", print_pdf(page, dossier.file.steps[-1].on)


def _papers(file: CaseFile, papers: Iterable[bytes]) -> Mapping[str, bytes]:
    """The papers at hand that an act names; others stay out."""
    named = papers_of(file)
    found: dict[str, bytes] = {}
    for data in papers:
        digest = sha256(data).hexdigest()
        if digest in named:
            found[digest] = data
    return {path: found[digest] for digest, path in paper_paths(list(found)).items()}


def _sign(reader: Reader, exported: Exported, index: bytes, acting: Acting, size: int) -> bytes:
    key = public_keys(reader, size).get(acting.officer)
    if key is None:
        raise ConflictError(
            "The officer's key was enrolled after the checkpoint.", to_do="run `goodstanding log head --sign`"
        )
    verifier = VerifierKey(name=acting.officer, type=KeyType.ED25519, public_key=key)
    signed = signed_text(exported, index)
    return print_note(Note(text=signed, signatures=(sign_text(signed, verifier, acting.sign),)))
