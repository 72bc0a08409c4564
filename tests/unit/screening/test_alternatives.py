"""A text that tells several names of one company is read as several names. All companies are invented."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.alternatives import names_within
from goodstanding.screening.index import STRONG_FROM, Index
from goodstanding.screening.members import MOST_MEMBERS
from goodstanding.screening.subjects import Query, Subject


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Brelvano Foods (formerly Quendaro Mills)", ["Brelvano Foods", "Quendaro Mills"]),
        ("Brelvano Foods, formerly known as Quendaro Mills Ltd", ["Brelvano Foods", "Quendaro Mills Ltd"]),
        ("Brelvano Foods d/b/a Quendaro", ["Brelvano Foods", "Quendaro"]),
        ("Brelvano Foods a.k.a. Quendaro f/k/a Ardomel", ["Brelvano Foods", "Quendaro", "Ardomel"]),
        ("Brelvano Foods trading as Quendaro", ["Brelvano Foods", "Quendaro"]),
        ("Brelvano Foods (ex Quendaro)", ["Brelvano Foods", "Quendaro"]),
        ("Brelvano GmbH, vormals Quendaro GmbH", ["Brelvano GmbH", "Quendaro GmbH"]),
        ("ООО Брельвано (бывш. ООО Квендаро)", ["ООО Брельвано", "ООО Квендаро"]),
        ("Brelvano Foods c/o Quendaro Mills", ["Brelvano Foods", "Quendaro Mills"]),
        ("Brelvano Foods as agent for Quendaro Mills", ["Brelvano Foods", "Quendaro Mills"]),
        ("Brelvano Foods on behalf of Quendaro Mills", ["Brelvano Foods", "Quendaro Mills"]),
        ("Brelvano (Valdora) Ltd", ["Brelvano (Valdora) Ltd"]),
        ("Brelvano Ex Libris", ["Brelvano Ex Libris"]),
        ("Brelvano Now Ltd", ["Brelvano Now Ltd"]),
        ("formerly", ["formerly"]),
        ("Brelvano Foods (now Quendaro)", ["Brelvano Foods", "Quendaro"]),
    ],
)
def test_each_name_stands_for_itself(text: str, names: list[str]) -> None:
    assert names_within(text) == names


def test_names_are_bounded() -> None:
    """More than are read are not read whole."""
    analyser = load_analyser()
    text = " aka ".join(f"Brelvano{first}{second}" for first in "bcdf" for second in "bcdf")
    readings = analyser.read(text)
    assert len(readings) == MOST_MEMBERS
    assert not analyser.reads_whole(text, readings)


def test_whoever_gives_an_earlier_name_is_found_by_it() -> None:
    subject = Subject(organization="o-1", kind="company", names=("Quendaro Mills Ltd",))
    index = Index.build([subject], analyser=load_analyser())
    answer = index.screen(Query(name="Brelvano Foods Ltd (formerly Quendaro Mills Ltd)"))
    assert [one.evidence >= STRONG_FROM for one in answer.candidates] == [True]
