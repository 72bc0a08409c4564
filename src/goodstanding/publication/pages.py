"""A page as a value: headings, paragraphs and tables, before anybody decides how it looks."""

from dataclasses import dataclass

from goodstanding.publication.charts import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words, and where they lead; nowhere where `href` is empty."""

    text: str
    href: str


#: What stands in a cell or a paragraph: words, or links that are listed behind each other.
Text = str | tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; the first cell of a row names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; `level` is 2, or 3 below one of level 2. `id` is unique in a page."""

    id: str
    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page in one language (BCP 47). `indexed` is False for pages of organizations (S31)."""

    language: str
    title: str
    lead: tuple[Text, ...]
    sections: tuple[Section, ...]
    indexed: bool = True


def print_text(text: Text) -> str:
    """The words alone."""
    return text if isinstance(text, str) else "; ".join(link.text for link in text)
