"""A page as a value: headings, paragraphs and tables, before anybody decides how it looks."""

from dataclasses import dataclass

from goodstanding.publication.charts import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words, and where they lead; nowhere where `href` is empty."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that somebody else wrote; `language` (BCP 47) where it is known, so that they are read out in it."""

    text: str
    language: str = ""


#: What stands in a cell or a paragraph: words, somebody's words, or links that are listed behind each other.
Text = str | Quoted | tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; the first cell of a row names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; `level` is 2, or 3 below one of level 2. `id` is unique in a page.

    `language` (BCP 47) is that of the heading, where it is not the page's.
    """

    id: str
    heading: str
    level: int
    blocks: tuple[Block, ...]
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page in one language (BCP 47). `indexed` is True for pages that name no organization alone (S31).

    `direction` is `ltr` or `rtl`; `skip` and `contents` name the ways around for who cannot see them.
    """

    language: str
    title: str
    lead: tuple[Text, ...]
    sections: tuple[Section, ...]
    indexed: bool = False
    direction: str = "ltr"
    skip: str = "To the text"
    contents: str = "Contents"


def quote_lines(said: str) -> tuple[Quoted, ...]:
    """What somebody wrote in lines, a paragraph each."""
    return tuple(Quoted(text=line) for line in said.split("\n") if line.strip())


def print_text(text: Text) -> str:
    """The words alone."""
    if isinstance(text, Quoted):
        return text.text
    return text if isinstance(text, str) else "; ".join(link.text for link in text)
