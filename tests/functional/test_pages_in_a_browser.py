"""Every page that is written, in a real browser: by axe, by keyboard alone, in a narrow window, and without scripts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sample_commands import Run
from sample_documents import PLACES, dossier

from goodstanding.adapters.formats.document_words import load_document_words
from goodstanding.adapters.formats.rulebook import sample_text
from goodstanding.publication.document_words import Language
from goodstanding.publication.documents import document_page
from goodstanding.publication.html import print_html

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
#: What axe reports of a page: the rule, and where it is broken.
JUDGE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id} at ${node.target}: ${node.failureSummary}`))"""
PLACES_TO_BE = "a[href], [tabindex='0'], summary"
REACHABLE = f'document.querySelectorAll("{PLACES_TO_BE}").length'
#: Which of them has the focus, and whether it can be seen: inside the window, with a line around it.
HERE = f"""() => {{
    const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
    const inside = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    const place = [...document.querySelectorAll("{PLACES_TO_BE}")].indexOf(here);
    return [place, inside && style.outlineStyle !== "none"];
}}"""
#: A name with a word that would push a table out of the window.
LONG = "Mwummwamwommwimmwammwommwummwemmwammwommwimmwummwammwommwe"
#: How many places a hand on the tab key comes by, at most.
MOST_STOPS = 60

BROUGHT = "no Chromium: its tests of pages are left out. Bring it: apt-get install chromium"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=BROUGHT)

DAY = ("--effective", "2026-09-30")
ONE = "xv-reg:P3125865159"
KEPT = ("--data", "register")
#: What writes a page into the file that is named behind it.
COMMANDS = {
    "explanation": ("explain", ONE, *DAY, *KEPT, "--html"),
    "counterfactual": ("explain", ONE, *DAY, "--counterfactual", *KEPT, "--html"),
    "history": ("history", ONE, *DAY, *KEPT, "--html"),
    "back": ("back", ONE, *DAY, *KEPT, "--html"),
    "rulebook": ("rulebook", "render", "companies", "--html"),
    "impact": ("rulebook", "impact", "companies", "stricter.yaml", *DAY, *KEPT, "--html"),
    "stability": ("rulebook", "stability", "companies", *DAY, *KEPT, "--html"),
    "rates": ("screen", "calibration", "--html"),
    "screening": ("screen", "bidders.csv", "--purpose", "tender", *DAY, *KEPT, "--output"),
}
DOCUMENTS = {f"{kind}.{language}": (kind, language) for kind in PLACES for language in Language}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register, what it is asked about, and the pages that were written so far."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(demo_made, folder / "register")
    text = sample_text("companies.yaml").replace("edition: 1", "edition: 2")
    (folder / "stricter.yaml").write_text(text.replace("minor: -5", "minor: -10"), "utf-8")
    (folder / "bidders.csv").write_text(
        "name,country\nHamurvul Paving,XV\nNobody At All Ltd,\nNobody,Atlantis\n" + f"{LONG} Ltd,\n"
        f"{LONG} & Hamurvul Paving,XV\nشركة هامورفول للرصف,\n哈穆武尔 Hamurvul Paving,\n",
        "utf-8",
    )
    return folder


@pytest.fixture(params=[*COMMANDS, *DOCUMENTS])
def page_file(request: pytest.FixtureRequest, run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each page, as a user writes it."""
    monkeypatch.chdir(pages)
    file = pages / f"{request.param}.html"
    if file.exists():
        return file
    if request.param in DOCUMENTS:
        kind, language = DOCUMENTS[request.param]
        made = document_page(kind, dossier(PLACES[kind]()), load_document_words(language))
        file.write_text(print_html(made), "utf-8")
    else:
        answer = run(*COMMANDS[request.param], file)
        assert answer.code == (1 if request.param == "screening" else 0), answer.err
    return file


def opened(browser: Browser, file: Path, **how: object) -> Page:
    page = browser.new_context(**how).new_page()
    page.goto(file.as_uri())
    return page


def test_axe_finds_nothing_by_day_and_by_night(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, bypass_csp=True)
    page.evaluate(AXE)
    # All documents have one sheet of colours, which English shows.
    both = page_file.stem in COMMANDS or page_file.stem.endswith(".en")
    for scheme in ("light", "dark") if both else ("light",):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(JUDGE) == []
    page.context.close()


def test_it_loads_nothing_and_says_all_without_scripts(browser: Browser, page_file: Path) -> None:
    told = []
    for scripts in (True, False):
        page = browser.new_context(java_script_enabled=scripts).new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert asked == [page_file.as_uri()]
        told.append(page.locator("body").inner_text())
        page.context.close()
    assert told[0] == told[1]
    assert len(told[0]) > 300


def test_in_a_narrow_window_a_hand_on_the_tab_key_comes_everywhere_and_sees_where_it_is(
    browser: Browser, page_file: Path
) -> None:
    page = opened(browser, page_file, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "but tables and charts, which scroll"
    places = page.evaluate(REACHABLE)
    assert places, "at least a way past the contents"
    for stop in range(min(places, MOST_STOPS)):
        page.keyboard.press("Tab")
        assert page.evaluate(HERE) == [stop, True]
    page.context.close()


def test_no_column_of_a_screening_is_out_of_sight(
    browser: Browser, run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a window as wide as a screen all of them are seen, in a narrow one each bidder's answer."""
    monkeypatch.chdir(pages)
    file = pages / "screening.html"
    if not file.exists():
        run(*COMMANDS["screening"], file)
    page = opened(browser, file, viewport={"width": 1280, "height": 800})
    cut = "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > one.clientWidth).length"
    assert (page.evaluate(cut), page.get_by_text("The country is unknown.").count()) == (0, 1)
    page.set_viewport_size({"width": 360, "height": 740})
    answers = page.locator("#bidders + .wide tbody td:nth-child(2)")
    assert answers.all_inner_texts()[1:4] == ["clear", "not answered: unreadable row", "clear"]
    assert max(box["x"] + box["width"] for one in answers.all() if (box := one.bounding_box())) < 360
    captions = [one.bounding_box() for one in page.locator("caption").all()]
    assert captions
    assert max(box["x"] + box["width"] for box in captions if box) <= 360
    page.context.close()


def test_axe_sees_what_is_planted(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text(
        '<!DOCTYPE html><html><body><img src="data:,"><p style="color:#aaa">Pale</p></body></html>', "utf-8"
    )
    page = opened(browser, file)
    page.evaluate(AXE)
    found = {line.split()[0] for line in page.evaluate(JUDGE)}
    assert {"image-alt", "html-has-lang", "color-contrast"} <= found
    page.context.close()
