"""Documents as PDF: tagged, dated with the file, the same bytes each time; words are words, and gaps are refused."""

import io
import re
import subprocess
import sys
import unicodedata
from datetime import date

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from goodstanding.adapters import typesetting
from goodstanding.adapters.formats.document_words import load_document_words
from goodstanding.adapters.typesetting import font_folders, print_pdf, require_signs
from goodstanding.publication.charts import Bars
from goodstanding.publication.document_words import Language
from goodstanding.publication.pages import Link, Page, Quoted, Section, Table
from goodstanding.values.errors import MisuseError

DAY = date(2026, 3, 5)
#: What would do something if it were read as markup, as JSON, or as a path.
ATTACKS = (
    '#panic("read")',
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    '"]) #set text(size: 90pt) ([',
    '", "quoted": false, "x": "',
    "*bold* _it_ $x^2$ `raw` <label> @label",
    "= heading - list + enum / term: x",
    "// no comment /* none */ \\u{41} \\",
    "#sys.inputs.page {{x}} %s {0}",
)


def page(*blocks: object, **changes: object) -> Page:
    section = Section(id="one", heading="What it rests on", level=2, blocks=blocks or ("Words.",))
    asked = {"language": "en", "title": "Notice in proceeding p-12", "lead": ("A lead.",), "sections": (section,)}
    return Page(**(asked | changes))


def reader(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed))


def words_of(printed: bytes) -> str:
    return " ".join(one.extract_text() for one in reader(printed).pages)


def squeezed(text: str) -> str:
    """Without blanks and line breaks, which a reader puts where it sees gaps."""
    return "".join(text.split())


def tags(printed: bytes) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    found, waiting = [], [reader(printed).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ArrayObject):
            waiting += [one.get_object() for one in node]
        elif isinstance(node, DictionaryObject) and ("/S" in node or "/K" in node):
            found += [node] if "/S" in node else []
            waiting += [node["/K"].get_object()] if "/K" in node else []
    return found


@pytest.mark.parametrize("language", Language)
def test_each_language_is_set_tagged_and_named(language: Language) -> None:
    words = load_document_words(language)
    title, sentence = words.say("title.notice", file="p-12"), words.say("right.free")
    table = Table(caption=words.say("caption.days"), columns=(words.say("column.clock"),), rows=(("1",),))
    made = print_pdf(page(sentence, table, language=language.value, title=title, direction=words.direction.value), DAY)
    root = reader(made).root_object
    assert root["/Lang"].split("-")[0] == language.value
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if language is Language.AR else "/L2R")
    assert reader(made).metadata.title == title
    declared = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in declared
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in declared
    read = unicodedata.normalize("NFKC", words_of(made))
    if language is Language.AR:
        # The reader gives the words of a line from the left: each of them is whole, in whatever order.
        asked = re.findall(r"[\u0620-\u065f]{3,}", sentence)
        assert len(asked) > 5
        assert all(word in read for word in asked)
    else:
        assert squeezed(unicodedata.normalize("NFKC", sentence)) in squeezed(read)


def test_headings_tables_and_header_cells_are_tagged() -> None:
    table = Table(caption="Days", columns=("Clock", "Last"), rows=(("reply", "2026-03-04"), ("decision", "2026-05-01")))
    made = tags(print_pdf(page(table), DAY))
    kinds = [str(one["/S"]) for one in made]
    assert {"/H1", "/H2", "/P", "/Table", "/THead", "/TBody", "/Caption"} <= set(kinds)
    assert (kinds.count("/TH"), kinds.count("/TD"), kinds.count("/TR")) == (2, 4, 3)


def test_the_date_is_the_files_and_the_bytes_are_the_same_in_another_process_and_zone() -> None:
    made = print_pdf(page(), DAY)
    assert reader(made).metadata["/CreationDate"] == "D:20260305000000Z"
    assert print_pdf(page(), date(2026, 3, 6)) != made
    code = (
        "import sys, datetime; from goodstanding.adapters.typesetting import print_pdf;"
        "from goodstanding.publication.pages import Page, Section;"
        "s = Section(id='one', heading='What it rests on', level=2, blocks=('Words.',));"
        "p = Page(language='en', title='Notice in proceeding p-12', lead=('A lead.',), sections=(s,));"
        "sys.stdout.buffer.write(print_pdf(p, datetime.date(2026, 3, 5)))"
    )
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"TZ": "Pacific/Auckland"}, cwd="/"
    )
    assert again.stdout == made


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_are_never_read_as_markup(attack: str) -> None:
    table = Table(caption=attack, columns=(attack,), rows=((Quoted(text=attack),), (attack,)))
    section = Section(id="one", heading=attack, level=2, blocks=(attack, Quoted(text=attack, language="es"), table))
    made = print_pdf(page(title=attack, lead=(attack,), sections=(section,)), DAY)
    assert reader(made).metadata.title == attack
    assert squeezed(words_of(made)).count(squeezed(attack)) == 9
    assert len(reader(made).pages) <= 2


def test_a_language_of_others_is_data_too() -> None:
    with pytest.raises(Exception, match="language"):
        print_pdf(page(Quoted(text="x", language='en") #panic("')), DAY)


def test_a_sign_without_a_glyph_is_refused_and_not_repeated() -> None:
    for sign in ("\ue123", "\U000f1234", "\x07", "\U0001f9ff"):
        with pytest.raises(MisuseError) as refused:
            print_pdf(page(f"Quoldesk {sign} Holdings"), DAY)
        told = f"{refused.value} {refused.value.accepted} {refused.value.to_do}"
        assert sign not in told
        assert "Quoldesk" not in told


def test_words_that_a_document_could_not_print_are_refused_before_they_are_in_a_file() -> None:
    for words in ("Paid in full.\n\nAnd in time.", "我方已全额付清。", "دفعنا كل شيء", "भुगतान हो गया"):
        require_signs(words)
    with pytest.raises(MisuseError) as refused:
        require_signs("Paid \U0001f9ff in full.")
    assert "Paid" not in str(refused.value)
    assert "leave the sign out" in str(refused.value)


@pytest.mark.parametrize(("language", "missing"), [("zh", "manimgx_fonts_cjk"), ("ar", "")])
def test_a_language_without_fonts_is_refused(monkeypatch: pytest.MonkeyPatch, language: str, missing: str) -> None:
    """Chinese without its package; Arabic where no package is installed at all: an absent one is left out."""
    kept = ("manimgx_fonts", "fontpkg_amiri", "no_such_fonts") if missing else ("no_such_fonts",)
    monkeypatch.setattr(typesetting, "_PACKAGES", kept)
    words = load_document_words(Language(language))
    with pytest.raises(MisuseError, match="lack a sign"):
        print_pdf(page(words.say("right.free"), language=language), DAY)
    if missing:
        assert print_pdf(page(), DAY)


def test_the_fonts_are_those_that_are_required() -> None:
    assert {one.name for one in font_folders()} == {"manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_amiri"}
    found = {str(font) for sheet in reader(print_pdf(page(), DAY)).pages for font in _fonts(sheet)}
    assert found
    assert all("Noto" in one for one in found)


def _fonts(sheet: object) -> list[str]:
    return [one.get_object()["/BaseFont"] for one in sheet["/Resources"]["/Font"].values()]


def test_signs_that_turn_the_direction_are_taken_out_of_names() -> None:
    made = print_pdf(page(Quoted(text="Northquay\u202e dna \u2066noitpurroC\u2069 Ltd")), DAY)
    assert squeezed("Northquay dna noitpurroC Ltd") in squeezed(words_of(made))
    words = load_document_words(Language.EN)
    assert "\u202e" not in words.say("lead.decision", authority="A\u202eB", respondent="C\u2067D")
    arabic = load_document_words(Language.AR).say("lead.decision", authority="A\u2069B", respondent="C")
    assert arabic.count("\u2068") == arabic.count("\u2069") == 2


def test_a_long_run_is_broken_and_stays_whole_to_a_reader() -> None:
    digest = "0123456789abcdef" * 4
    table = Table(caption="Papers", columns=("Paper", "Digest", "By"), rows=(("a", Quoted(text=digest), "b"),) * 2)
    for direction, language in (("ltr", "en"), ("rtl", "ar")):
        made = print_pdf(page(table, "x" * 3_000, direction=direction, language=language), DAY)
        assert squeezed(words_of(made)).count(digest) == 2
        assert "x" * 3_000 in squeezed(words_of(made))


def test_links_are_their_words_and_a_chart_is_refused() -> None:
    link = (Link(text="the law", href="javascript:alert(1)"),)
    made = print_pdf(page(link), DAY)
    assert "thelaw" in squeezed(words_of(made))
    assert "/Annots" not in reader(made).pages[0]
    with pytest.raises(MisuseError, match="chart"):
        print_pdf(page(Bars.__new__(Bars)), DAY)
