"""Pages as tagged PDF by Typst: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one file.

The page comes in as data, never as markup. Only the pinned fonts are used and no font of the system, so that the same
page gives the same bytes. A sign that they lack is refused and never printed as an empty box. What
conforms here is what Typst checks; an office's own validator may look at more.
"""

import json
from datetime import date
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import typst

from goodstanding.publication.pages import Page, Section, quote_lines
from goodstanding.publication.paper import paper_of
from goodstanding.values.errors import MisuseError

#: The packages that bring the fonts, and their families in the order in which they are asked for a sign. Amiri comes
#: before Noto's Arabic, which puts letters together of parts: what is read out of such a document are no words.
_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_amiri")
_FAMILIES = (
    "Noto Sans", "Amiri", "Noto Sans CJK SC", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Thai", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Tamil",
    "Noto Sans Telugu", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Kannada", "Noto Sans Malayalam",
    "Noto Sans Sinhala", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar", "Noto Sans Ethiopic",
    "Noto Sans Oriya", "Noto Sans Symbols",
)  # fmt: skip
#: What Typst says of a sign that no font has; it repeats the sign, and we do not.
_NO_GLYPH = "could not be displayed with"


def print_pdf(page: Page, day: date) -> bytes:
    """The page as PDF. `day` is the document's own date: of an entry, never of the clock.

    MisuseError where a sign is in none of the fonts; the message does not repeat it.
    """
    template = files("goodstanding").joinpath("data", "documents", "page.typ").read_bytes()
    inputs = {
        "page": json.dumps(paper_of(page), ensure_ascii=False),
        "day": day.isoformat(),
        "families": ";".join(_FAMILIES),
    }
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
    # Without any of the families Typst would leave the words out, and say nothing.
    if not set(fonts.families()) & set(_FAMILIES):
        raise _gaps()
    try:
        return typst.compile(
            template, font_paths=fonts, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1", "a-2a"]
        )
    except typst.TypstError as error:
        if _NO_GLYPH not in str(error):
            raise
        raise _gaps() from None


def require_signs(words: str) -> None:
    """MisuseError where documents would have gaps in these words: nobody's words may keep a file from being printed."""
    section = Section(id="words", heading="Words", level=2, blocks=quote_lines(words))
    try:
        print_pdf(Page(language="en", title="Words", lead=(), sections=(section,)), date(2000, 1, 1))
    except MisuseError as error:
        raise MisuseError(
            "The fonts of documents lack a sign of these words.",
            accepted=error.accepted,
            to_do="leave the sign out, and install goodstanding with all its requirements",
        ) from None


def _gaps() -> MisuseError:
    return MisuseError(
        "The fonts at hand lack a sign of this document: as PDF it would have gaps.",
        accepted="the scripts that Amiri and Noto Sans have",
        to_do="make it as HTML, and install goodstanding with all its requirements",
    )


def font_folders() -> list[Path]:
    """Where the fonts lie that are installed; a package that is missing is left out."""
    found = (find_spec(name) for name in _PACKAGES)
    return [Path(spec.origin).parent for spec in found if spec is not None and spec.origin is not None]
