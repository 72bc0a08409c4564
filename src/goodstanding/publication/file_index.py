"""The index of a whole file: every act with its proof, every document and paper with its digest, every delivery.

Canonical JSON, which an officer signs. What of it follows from the acts is made from them again when it is checked.
That no act is left out is the officer's word, and the published log shows how many acts a file has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.papers import deliveries_of, papers_of
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.values.errors import VerificationError

FORMAT = "goodstanding-file/1"
#: The keys of the index, all of them due.
PARTS = frozenset(
    {"format", "origin", "number", "size", "root", "officer", "acts", "papers", "deliveries", "beside", "files"}
)
INDEX, NOTE, PAGE = "index.json", "index.note", "index.html"
ENTRIES, DOCUMENTS, PAPERS = "entries", "documents", "papers"
#: The part of an entry that holds the words of a reply: they lie beside the acts.
WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Which file, of which log, as known at which head; the officer who signs the index."""

    origin: str
    number: int
    size: int
    root: str
    officer: str


def print_index(
    exported: Exported, file: CaseFile, beside: Mapping[int, str], files: Mapping[str, bytes], papers: Mapping[str, str]
) -> bytes:
    """The index. `beside` are the entries that are no acts, by their part; `papers` where those lie that are in it."""
    body: dict[str, Json] = {"format": FORMAT, **to_json(exported), **acts_of(file, papers)}
    body["beside"] = [{"entry": seq, "part": part} for seq, part in sorted(beside.items())]
    body["files"] = listed(files)
    return print_canonical(body)


def acts_of(file: CaseFile, papers: Mapping[str, str]) -> dict[str, Json]:
    """What follows from the acts alone: themselves, the papers that they name, the deliveries."""
    papers_named: list[Json] = [
        {"digest": digest, "entries": list(entries), **({"path": papers[digest]} if digest in papers else {})}
        for digest, entries in papers_of(file).items()
    ]
    return {
        "acts": [
            {"entry": step.seq, "act": act_name(step.act), "on": step.on.isoformat(), "by": step.actor}
            for step in file.steps
        ],
        "papers": papers_named,
        "deliveries": [to_json(one) for one in deliveries_of(file)],
    }


def listed(files: Mapping[str, bytes]) -> list[Json]:
    """Path, length and digest of each file, by path."""
    return [
        {"path": path, "bytes": len(data), "sha256": sha256(data).hexdigest()} for path, data in sorted(files.items())
    ]


def read_index(data: bytes) -> dict[str, Json]:
    """The index of its bytes; VerificationError for another format. Nothing in it is believed yet."""
    body = parse_canonical(data)
    if not isinstance(body, dict) or set(body) != PARTS or body["format"] != FORMAT:
        raise VerificationError("This is not the index of a file.", accepted=FORMAT)
    return body


def signed_text(exported: Exported, index: bytes) -> str:
    """What the officer signs as a note: that these bytes are the whole file at this size of the log."""
    lines = ("goodstanding whole file v1", exported.origin, f"p-{exported.number}", str(exported.size))
    return "".join(f"{line}\n" for line in (*lines, sha256(index).hexdigest()))


def entry_path(seq: int) -> str:
    """Where the proof of an entry lies; its opening lies beside it."""
    return f"{ENTRIES}/{seq:010d}.tlog-proof"


def opening_path(seq: int) -> str:
    """Where the opening of an entry lies, where it is open."""
    return f"{ENTRIES}/{seq:010d}.opening.json"


def paper_paths(digests: Sequence[str]) -> dict[str, str]:
    """Where papers lie, by digest: no name of a file goes into an archive, it may be a person's."""
    return {digest: f"{PAPERS}/{digest}" for digest in digests}
