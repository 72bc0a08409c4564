"""The worked alignments of the page are what the software weighs; the thresholds that it names are the shipped ones."""

import re
from pathlib import Path

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser, load_screening_words
from goodstanding.screening.answer import Piece
from goodstanding.screening.evidence import DOUBT, SAME_NAME
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM, Index
from goodstanding.screening.subjects import Query, Subject

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "how-screening-weighs.md"
NAMES = (
    ("BRELVANO CONSTR. LTD", "Brelvano Construction Limited"),
    ("四川明强电力科技有限公司", "Sichuan Mingqiang Power Technology Co., Ltd."),
    ("OOO Zelmaryn", "ООО «Зелмарин»"),
    ("White Arvona Shipping", "Whitearvona Maritime Shipping"),
    ("Quendaro Bridges North Ltd", "Quendaro Bridges South Ltd"),
    ("VNMTC", "Valdora National Marine Transport Company"),
    ("COVALMIN S.A.", "Compania Valdora de Minas S.A."),
    ("General Trading Company", "International Trading Group"),
)


def worked(asked: str, held: str) -> str:
    """One example as the page has it."""
    subject = Subject(organization="o-1", kind="company", names=(held,))
    answer = Index.build([subject], analyser=load_analyser()).screen(Query(name=asked))
    lines = [f"**`{asked}`** against **`{held}`**: {answer.band}"]
    for candidate in answer.candidates:
        lines[0] += f", evidence {candidate.evidence}"
        lines += ["", "| bidder | register | how | rarity | weight | |", "|---|---|---|---|---|---|"]
        lines += [row(piece) for piece in candidate.alignment]
    return "\n".join(lines) + "\n"


def row(piece: Piece) -> str:
    against = "speaks against it" if piece.conflict else ""
    return f"| {piece.query} | {piece.register} | {piece.how} | {piece.rarity:,} | {piece.weight:,} | {against} |"


@pytest.mark.parametrize(("asked", "held"), NAMES)
def test_a_worked_alignment_is_what_is_weighed(asked: str, held: str) -> None:
    assert worked(asked, held) in PAGE.read_text(encoding="utf-8")


def test_the_page_names_the_shipped_numbers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"| strong question | {STRONG_FROM} |" in page
    assert f"| weak question | {WEAK_FROM} |" in page
    assert f"{DOUBT:,}" in page
    assert f"at least {SAME_NAME}" in page


def test_the_page_tells_how_many_forms_are_set_aside() -> None:
    assert f"{round(len(load_screening_words().forms), -2):,} spellings" in PAGE.read_text(encoding="utf-8")


def test_every_figure_of_rarity_on_the_page_is_shipped() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = re.search(r"\*Investment\* has ([\d,]+), \*hotel\* ([\d,]+), an invented word ([\d,]+)", page)
    assert told is not None
    rarity = load_analyser().rarity
    assert [f"{rarity(word):,}" for word in ("investment", "hotel", "brelvano")] == list(told.groups())
