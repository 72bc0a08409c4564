"""Several names in one are compared one by one; what is more than is compared clears nobody."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.analyser import LONGEST_NAME, MOST_WORDS
from goodstanding.screening.bands import Band
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

NUMBER = Identifier("gb-coh", "01234567")
TRADES = "International Trading Construction Engineering Services Consulting Transport Energy Investment Holdings Foods"


def told(name: str) -> list[str]:
    """The names within."""
    return [reading.read_as for reading in load_analyser().read(name) if reading.read_as]


def screen(name: str, *identifiers: Identifier) -> tuple[Band, bool]:
    held = Subject(organization="o-1", kind="company", names=("Brelvano Tolling LLC",))
    answer = Index.build([held], analyser=load_analyser()).screen(Query(name=name, identifiers=identifiers))
    return answer.band, answer.is_whole


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("Arvona Ltd, Belmar GmbH and Corvel LLC", ["Arvona Ltd", "Belmar GmbH", "Corvel LLC"]),
        ("Arvona Ltd & Corvel", ["Arvona Ltd", "Corvel"]),
        ("Consortium of Arvona, Belmar, and Corvel LLC", ["Arvona", "Belmar", "Corvel LLC"]),
        ("Arvona Roads JV Corvel Mills", ["Arvona Roads", "Corvel Mills"]),
        ("Arvona / Corvel", ["Arvona", "Corvel"]),
        ("Arvona-Corvel JV", ["Arvona", "Corvel"]),
        ("Arvona-Corvel CONSORTIUM", ["Arvona", "Corvel"]),
        ("Consórcio Arvona-Corvel", ["Arvona", "Corvel"]),
        ("U.T.E. Arvona-Corvel", ["Arvona", "Corvel"]),
        ("Консорциум Арвона-Корвел", ["Арвона", "Корвел"]),
        ("Arvona/Corvel Joint Venture", ["Arvona", "Corvel"]),
        ("ООО Арвона и ООО Корвел", ["ООО Арвона", "ООО Корвел"]),
        ("Energy S.A. and Trade S.A.", ["Energy S.A.", "Trade S.A."]),
    ],
)
def test_members_are_names_of_their_own(name: str, members: list[str]) -> None:
    assert told(name) == members


@pytest.mark.parametrize(
    "name",
    [
        "Arvona, Belmar & Partners Ltd",
        "Arvona GmbH & Co. KG",
        "Arvona GmbH & Co. geschlossene KG",
        "Arvona Ltd, Delaware",
        "TARGET - S.R.L. IN LIQUIDAZIONE",
        "Arvona SRL - IN LIQUIDAZIONE",
        "Eagle Wind JV AB",
        "Trade and Energy Ltd",
        "Arvona Engineering and Construction",
    ],
)  # fmt: skip
def test_one_name_stays_one(name: str) -> None:
    assert told(name) == []


@pytest.mark.parametrize(
    "name",
    [
        "Arvona Builders Ltd, Belmar Roads GmbH and Brelvano Tolling LLC",
        (
            "Consortium of Arvona Builders of the North, Belmar Roads and Bridges of the South, Corvel Mills of the "
            "West, Dantor Steel Works of the East, Elvar Shipping and Transport of the Coast, and Brelvano Tolling LLC"
        ),
        f"{TRADES} Brelvano Tolling",
    ],
)
def test_no_listed_name_is_hidden_among_others(name: str) -> None:
    assert screen(name) == (Band.STRONG, True)


@pytest.mark.parametrize(
    "name",
    [
        " ".join(["Trade"] * MOST_WORDS) + " Brelvano Tolling",
        "Arvona " * MOST_WORDS + "x",
        "a" * LONGEST_NAME + "b",
        "\u200b" * 5_000 + "Brelvano Tolling",
        "明强" + "龙虎山水木土" * 12,
        "JV " + ", ".join(f"Arvona{letter}" for letter in "bcdfghjklmnp"),
        "Ltd", "!!!", "😀",
    ],
)  # fmt: skip
def test_what_is_not_compared_whole_says_so(name: str) -> None:
    assert screen(name)[1] is False


def test_a_number_stands_for_a_name_without_letters() -> None:
    assert screen("!!!", NUMBER) == (Band.CLEAR, True)
    assert screen("Trade " * MOST_WORDS + "x", NUMBER)[1] is False
