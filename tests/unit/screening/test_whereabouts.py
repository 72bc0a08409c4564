"""A telephone, a number or a street behind a name hides no name. All companies are invented."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser


@pytest.mark.parametrize(
    "text",
    [
        "Brelvano Bridges, Tel. 020 7946 0958",
        "Brelvano Bridges P.O. Box 4471 Quendaro",
        "Brelvano Bridges (VAT no. GB 123456789)",
        "Brelvano Bridges - Reg. No. 123456",
        "Brelvano Bridges RUC: 20100070970",
        "Brelvano Bridges Ltd, 14 Quendaro Mill Street, Valdora",
        "Brelvano Bridges Ltd Quendaro Street 14",
        "Brelvano Bridges GmbH, Quendarostraße 5",
        "Brelvano Bridges S.L., Calle de Quendaro nº 5",
    ],
)
def test_a_name_is_also_read_without_what_stands_behind_it(text: str) -> None:
    whole, alone = load_analyser().read(text)
    assert whole.words != ("brelvano", "bridge")
    assert alone.words == ("brelvano", "bridge")
    assert alone.read_as.startswith("Brelvano Bridges")


@pytest.mark.parametrize(
    "name",
    [
        "Brelvano Tel Aviv 5",
        "Brelvano Street 14",
        "14 Quendaro Street Ltd",
        "Tel. 5",
        "Brelvano Ltd No. 5",
        "Brelvano Telephone Company",
    ],
)
def test_numbers_and_streets_of_a_name_stay(name: str) -> None:
    assert len(load_analyser().read(name)) == 1
