"""A page as plain data for typesetting. Words stay words: whoever sets them reads no markup in them.

No chart: a page with one is refused, because what it shows would be missing on paper.
"""

from goodstanding.ledger.canonical import Json
from goodstanding.publication.pages import Block, Page, Quoted, Table, Text, print_text
from goodstanding.publication.turning import without_turns
from goodstanding.values.errors import MisuseError


def paper_of(page: Page) -> dict[str, Json]:
    """The page as objects, arrays and texts; links as their words."""
    return {
        "language": page.language,
        "direction": page.direction,
        "title": page.title,
        "lead": [_words(one) for one in page.lead],
        "sections": [
            {"heading": one.heading, "level": one.level, "blocks": [_block(block) for block in one.blocks]}
            for one in page.sections
        ],
    }


def _block(block: Block) -> dict[str, Json]:
    if isinstance(block, Table):
        rows: list[Json] = [[_words(cell) for cell in row] for row in block.rows]
        return {"kind": "table", "caption": block.caption, "columns": list(block.columns), "rows": rows}
    if isinstance(block, str | Quoted | tuple):
        return _words(block)
    raise MisuseError("A chart is not set on paper.", accepted="a page of headings, paragraphs and tables")


def _words(text: Text) -> dict[str, Json]:
    quoted = isinstance(text, Quoted)
    shown = without_turns(print_text(text)) if quoted else print_text(text)
    language = text.language if isinstance(text, Quoted) else ""
    return {"kind": "words", "text": shown, "quoted": quoted, "language": language}
