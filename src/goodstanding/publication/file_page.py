"""The index of a whole file as a page, for whoever opens the archive by hand. In English, as the names of acts are."""

from collections.abc import Iterator

from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.papers import deliveries_of, papers_of
from goodstanding.proceedings.replies import published_replies
from goodstanding.publication.file_index import Exported
from goodstanding.publication.pages import Block, Link, Page, Section, Table, Text, quote_lines
from goodstanding.values.withheld import Withheld


def file_page(exported: Exported, file: CaseFile, documents: tuple[str, ...], papers: dict[str, str]) -> Page:
    """What lies in the archive and where, and what is only named. Proves nothing: the proofs lie beside it."""
    number = f"p-{exported.number}"
    return Page(
        language="en",
        title=f"Whole file {number}",
        lead=(
            f"As known at {exported.size} entries of the log {exported.origin}; put together by {exported.officer}.",
            "For the parties and the offices of this proceeding alone.",
            "Check it by `goodstanding proceeding verify-file`, with the key of the log that you know from elsewhere.",
        ),
        sections=(
            _section("acts", "Acts", ("Entry", "On", "Act", "By", "Role"), _acts(file)),
            _section("deliveries", "Deliveries", _DELIVERIES, _deliveries(file)),
            Section(id="words", heading="Words of replies", level=2, blocks=tuple(_words(file)) or ("None.",)),
            _section("papers", "Papers", ("Digest (SHA-256)", "Named by", "Paper"), _papers(file, papers)),
            _section("documents", "Documents", ("Document",), tuple((_link(path),) for path in documents)),
        ),
    )


_DELIVERIES = ("Paper", "Party", "Sent by", "Deemed received", "Received", "Receipt", "Disputed by")


def _acts(file: CaseFile) -> tuple[tuple[Text, ...], ...]:
    return tuple((str(one.seq), one.on.isoformat(), act_name(one.act), one.actor, one.role.value) for one in file.steps)


def _deliveries(file: CaseFile) -> tuple[tuple[Text, ...], ...]:
    return tuple(
        (
            one.paper.value,
            f"o-{one.party}",
            _entries(one.sent),
            one.deemed_on.isoformat() if one.deemed_on else "",
            f"{one.received_on}, entry {one.received}" if one.received_on else "",
            one.receipt,
            _entries(one.disputed),
        )
        for one in deliveries_of(file)
    )


def _papers(file: CaseFile, papers: dict[str, str]) -> tuple[tuple[Text, ...], ...]:
    return tuple(
        (digest, _entries(entries), _link(papers[digest]) if digest in papers else "not in this archive")
        for digest, entries in papers_of(file).items()
    )


def _words(file: CaseFile) -> Iterator[Block]:
    """What a party wants to stand beside a listing, with the reply that it came with."""
    for one in published_replies(file, file.steps[-1].on):
        if one.words is not None:
            yield f"Entry {one.words.entry}, with the reply of {one.on} (entry {one.entry}):"
            said = one.words.text
            yield from (str(said),) if isinstance(said, Withheld) else quote_lines(said)


def _entries(found: tuple[int, ...]) -> str:
    return ", ".join(map(str, found))


def _link(path: str) -> Text:
    return (Link(text=path, href=""),)


def _section(id: str, heading: str, columns: tuple[str, ...], rows: tuple[tuple[Text, ...], ...]) -> Section:
    blocks = (Table(caption=heading, columns=columns, rows=rows),) if rows else ("None.",)
    return Section(id=id, heading=heading, level=2, blocks=blocks)
