"""A page as one static HTML document: no script, nothing loaded, readable on paper and by a screen reader.

WCAG 2.2: a language (3.1.1), headings in order and captioned tables with scopes (1.3.1), a way past the contents
(2.4.1), wide tables that scroll by keyboard (2.1.1), links told by more than colour (1.4.1). Every text is escaped;
only http, https and places in the page itself become links.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

from goodstanding.publication import svg
from goodstanding.publication.charts import Chart
from goodstanding.publication.pages import Block, Page, Quoted, Section, Table, Text

#: The browser itself refuses whatever an error here might let through (Content Security Policy Level 3).
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #555; --line: #8a8a8a; --ground: #fff; --band: #f2f3f5;
  --link: #004fa3; --bar: #1f5fa8; --bar2: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --quiet: #b4b4b4; --line: #7d7d7d; --ground: #16181b;
  --band: #212429; --link: #8fc1ff; --bar: #7db4f0; --bar2: #f0b070; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header, nav, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 2rem 0 .75rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.75rem 0 .5rem; padding-bottom: .3rem;
  border-bottom: 1px solid var(--line); }
h1, h2, h3 { overflow-wrap: anywhere; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 2rem 0 .35rem; }
p { margin: .4rem 0; max-width: 44rem; overflow-wrap: break-word; }
header p { border-inline-start: 4px solid var(--line); padding-inline-start: .9rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { inset-inline-start: 1rem; top: .5rem; background: var(--ground); padding: .4rem .8rem; }
nav ul { columns: 3 14rem; margin: .5rem 0; padding-inline-start: 1.2rem; }
.wide { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-size: .9rem; color: var(--quiet); padding: .2rem 0 .4rem; }
th, td { text-align: start; vertical-align: top; padding-block: .4rem; padding-inline: .5rem .75rem;
  border-bottom: 1px solid var(--line); }
thead th { background: var(--band); font-size: .9rem; }
tbody th { font-weight: 600; }
.number { text-align: end; white-space: nowrap; } .day { white-space: nowrap; }
.wide a { display: inline-block; }
@media screen and (max-width: 40rem) { caption { max-width: calc(100vw - 2.5rem); }
  tbody th.day { white-space: normal; } th, td { padding-inline: .25rem .5rem; font-size: .9rem; } }
@media print { :root { --ink: #000; --quiet: #333; --ground: #fff; --band: #eee; --link: #000;
  --bar: #333; --bar2: #666; }
  body { font-size: 10pt; } .skip, nav { display: none; } .wide { overflow: visible; }
  h2, h3, caption { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; }
  main a[href^="http"]::after { content: " <" attr(href) ">"; font-size: .8em; overflow-wrap: anywhere; } }
"""

#: A word of a cell that is longer may be broken: one of a bidder's name pushes no column out of the window.
LONGEST_UNBROKEN = 24
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
#: A number, or a word that says why there is none.
_NUMBER_OR_NONE = re.compile(rf"{_NUMBER.pattern}|[^0-9]*")
#: Characters of a row's name that are kept on one line.
LONGEST_NAME = 26
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|")


def print_html(page: Page) -> str:
    """The document. The same page gives the same bytes."""
    return "\n".join(_document(page)) + "\n"


def _document(page: Page) -> Iterator[str]:
    title = escape(page.title)
    has_charts = any(isinstance(block, Chart) for section in page.sections for block in section.blocks)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(page.language)}" dir="{escape(page.direction)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    if not page.indexed:
        yield '<meta name="robots" content="noindex">'
    yield f"<title>{title}</title>"
    yield f"<style>{STYLE}{svg.STYLE if has_charts else ''}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#main">{escape(page.skip)}</a>'
    yield f"<header><h1>{title}</h1>"
    yield from (f"<p>{_text(paragraph)}</p>" for paragraph in page.lead)
    yield "</header>"
    if len(page.sections) > 1:
        yield f'<nav aria-label="{escape(page.contents)}"><ul>'
        for section in page.sections:
            if section.level == 2:
                yield f'<li><a href="#{escape(section.id)}">{escape(section.heading)}</a></li>'
        yield "</ul></nav>"
    yield '<main id="main">'
    if has_charts:
        yield svg.DEFINITIONS
    for section in page.sections:
        yield from _section(section)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    tag = f"h{section.level}"
    language = f' lang="{escape(section.language)}"' if section.language else ""
    yield f'<{tag} id="{escape(section.id)}"{language}>{escape(section.heading)}</{tag}>'
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Chart):
        yield from svg.print_chart(block)
        return
    if not isinstance(block, Table):
        yield f"<p>{_text(block)}</p>"
        return
    kinds = [_kind(block, column) for column in range(len(block.columns))]
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(block.caption)}">'
    yield f"<table><caption>{escape(block.caption)}</caption>"
    heads = (f'<th scope="col"{_class(kind)}>{escape(column)}</th>'
             for column, kind in zip(block.columns, kinds, strict=True))  # fmt: skip
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in block.rows:
        cells = zip(row[1:], kinds[1:], strict=True)
        rest = "".join(f"<td{_class(kind)}>{_text(cell, _breakable)}</td>" for cell, kind in cells)
        yield f'<tr><th scope="row"{_class(kinds[0])}>{_text(row[0], _breakable)}</th>{rest}</tr>'
    yield "</tbody></table></div>"


def _kind(table: Table, column: int) -> str:
    """How a column is set: `number` for numbers, `day` (unbroken) for days and for short names of rows, else ""."""
    cells = [cell for row in table.rows if isinstance(cell := row[column], str)]
    if len(cells) < len(table.rows) or not any(cells):
        return ""
    if column == 0:
        return "day" if max(map(len, cells)) <= LONGEST_NAME else ""
    if any(map(_NUMBER.fullmatch, cells)) and all(map(_NUMBER_OR_NONE.fullmatch, cells)):
        return "number"
    return "day" if all(map(_DAY.fullmatch, cells)) else ""


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _breakable(text: str) -> str:
    """Escaped text of a cell; a word that is too long for it may be broken, and reads the same."""
    words = re.split(r"(\s+)", text)
    return "".join("<wbr>".join(escape(word[at : at + LONGEST_UNBROKEN]) for at in _breaks(word)) for word in words)


def _breaks(word: str) -> range:
    return range(0, len(word) or 1, LONGEST_UNBROKEN)


def _text(text: Text, spell: Callable[[str], str] = escape) -> str:
    if isinstance(text, str):
        return spell(text)
    if isinstance(text, Quoted):
        language = f' lang="{escape(text.language)}"' if text.language else ""
        return f"<bdi{language}>{escape(text.text)}</bdi>"
    return "; ".join(
        f'<a href="{escape(link.href)}">{spell(link.text)}</a>'
        if link.href.startswith(("https://", "http://", "#"))
        else spell(link.text)
        for link in text
    )
