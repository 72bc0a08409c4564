"""The static page: well-formed, escaped, nothing loaded, and what a screen reader needs."""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Link, Page, Section, Table
from goodstanding.publication.rulebook_page import rulebook_page

VOID = frozenset({"meta", "br", "hr", "img", "input", "link", "wbr"})
Tag = tuple[str, dict[str, str | None]]


class Tree(HTMLParser):
    """Every tag with its attributes and path; fails where a tag is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[tuple[str, ...], Tag]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tuple(self.open), (tag, dict(attrs))))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def named(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for _, (name, attributes) in self.tags if name == tag)

    def within(self, tag: str) -> list[str]:
        return [text for inside, text in self.texts if inside == tag]


@pytest.fixture(scope="module")
def text(rulebook, catalogue) -> str:
    return print_html(rulebook_page(rulebook, catalogue))


@pytest.fixture(scope="module")
def tree(text: str) -> Tree:
    return Tree(text)


def test_the_document_has_a_language_a_title_and_one_heading(text: str, tree: Tree) -> None:
    assert text.startswith("<!DOCTYPE html>\n")
    assert [one["lang"] for one in tree.named("html")] == ["en"]
    title = 'Rules <for> "bidders" & others, edition 3'
    assert "".join(tree.within("title")) == "".join(tree.within("h1")) == title
    assert {"charset": "utf-8"} in list(tree.named("meta"))


def test_headings_never_skip_a_level(tree: Tree) -> None:
    levels = [int(tag[1]) for _, (tag, _) in tree.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scopes(tree: Tree) -> None:
    tables = [path for path, (tag, _) in tree.tags if tag == "table"]
    captions = [path for path, (tag, _) in tree.tags if tag == "caption"]
    assert len(tables) == len(captions) == len(tree.within("caption")) == 8
    for path, (tag, attributes) in tree.tags:
        if tag == "th":
            assert attributes["scope"] == ("col" if "thead" in path else "row")
    assert all(tree.within("th"))
    rows = [path for path, (tag, _) in tree.tags if tag == "tr" and "tbody" in path]
    heads = [path for path, (tag, _) in tree.tags if tag == "th" and "tbody" in path]
    assert len(rows) == len(heads)


def test_wide_tables_can_be_scrolled_from_the_keyboard(tree: Tree) -> None:
    regions = [one for one in tree.named("div") if one.get("role") == "region"]
    assert len(regions) == 8
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in regions)


def test_nothing_is_loaded_and_nothing_runs(text: str, tree: Tree) -> None:
    tags = {tag for _, (tag, _) in tree.tags}
    assert tags & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert [name for _, (_, attributes) in tree.tags for name in attributes if name.startswith("on")] == []
    assert "url(" not in text
    assert "@import" not in text
    (policy,) = [one["content"] for one in tree.named("meta") if "http-equiv" in one]
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_links_lead_to_a_place_of_the_page_or_to_a_law(tree: Tree) -> None:
    ids = {attributes["id"] for _, (_, attributes) in tree.tags if "id" in attributes}
    hrefs = {str(one["href"]) for one in tree.named("a")}
    assert {href[1:] for href in hrefs if href.startswith("#")} <= ids
    assert {href for href in hrefs if not href.startswith("#")} == {"https://laws.goodstanding.invalid/bidders?a=1&b=2"}
    assert "Decree, section III" in " ".join(tree.within("p"))


def test_ids_are_unique(tree: Tree) -> None:
    ids = [attributes["id"] for _, (_, attributes) in tree.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_whatever_a_rulebook_says_stays_text() -> None:
    planted = '</style><script>alert("x")</script>\'&amp;'
    table = Table(caption=planted, columns=(planted, planted), rows=((planted, (Link(text=planted, href=planted),)),))
    section = Section(id='a" onclick="x', heading=planted, level=2, blocks=(planted, table))
    page = Page(language='en" dir="rtl', title=planted, lead=(planted,), sections=(section,))
    tree = Tree(print_html(page))
    assert "script" not in {tag for _, (tag, _) in tree.tags}
    assert [name for _, (_, attributes) in tree.tags for name in attributes if name in ("onclick", "dir")] == ["dir"]
    for tag in ("h1", "h2", "caption", "title", "p", "th", "td"):
        assert planted in "".join(tree.within(tag)), tag


def test_a_long_word_of_a_cell_may_be_broken_and_reads_the_same() -> None:
    word = "Donaudampfschifffahrtsgesellschaft<b>"
    rows = ((word, f"{word} and Co", (Link(text=word, href="#s"),)),)
    table = Table(caption=word, columns=("Name", "Word", "Link"), rows=rows)
    section = Section(id="s", heading=word, level=2, blocks=(word, table))
    text = print_html(Page(language="en", title="t", lead=(), sections=(section,)))
    assert text.count("Donaudampfschifffahrtsge<wbr>sellschaft&lt;b&gt;") == 3, "in cells alone"
    assert Tree(text).within("td") == ["Donaudampfschifffahrtsge", "sellschaft<b> and Co"]


def test_numbers_stand_to_the_right_and_words_do_not() -> None:
    columns = ("Id", "Points", "Share", "Mixed", "Words")
    rows = (("K-1", "-60", "1", "1", "low"), ("K-2", "2.5", "too few", "1 of 9", "high"))
    table = Table(caption="c", columns=columns, rows=rows)
    page = Page(language="en", title="t", lead=(), sections=(Section(id="s", heading="h", level=2, blocks=(table,)),))
    text = print_html(page)
    assert text.count('class="number"') == 6, "two columns with their heads; a word for a missing number is no break"
    assert '<td class="number">-60</td><td class="number">1</td><td>1</td><td>low</td>' in text


def test_a_short_name_of_a_row_is_not_broken_and_a_number_there_names_the_row() -> None:
    def row_of(name: str) -> str:
        table = Table(caption="c", columns=("Record", "Points"), rows=((name, "5"),))
        section = Section(id="s", heading="h", level=2, blocks=(table,))
        return print_html(Page(language="en", title="t", lead=(), sections=(section,)))

    assert '<th scope="row" class="day">315</th>' in row_of("315")
    assert '<th scope="row" class="day">C-10.fades.general.1</th>' in row_of("C-10.fades.general.1")
    long = "the name of an organization that is longer than a line should be"
    assert f'<th scope="row">{long}</th>' in row_of(long)


def test_the_same_rulebook_gives_the_same_bytes(catalogue) -> None:
    first, second = (print_html(rulebook_page(load_sample("companies"), catalogue)) for _ in range(2))
    assert first == second


def test_a_page_is_not_indexed_unless_it_says_that_it_names_nobody(tree: Tree) -> None:
    """S31: forgotten, it is the safe side that holds. The page of a rulebook is about rules alone."""
    page = Page(language="en", title="Alpha Ltd", lead=(), sections=())
    refused = {"name": "robots", "content": "noindex"}
    assert refused in list(Tree(print_html(page)).named("meta"))
    assert refused not in list(tree.named("meta"))
