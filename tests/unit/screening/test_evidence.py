"""What stands alone on both sides weighs against. All companies are invented."""

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.evidence import LEAST_OWN, OWN_WORDS_DIFFER, Scale
from goodstanding.screening.explaining import explain_names
from goodstanding.screening.sides import Side


def sides(one: str, other: str) -> tuple[Scale, Side, Side]:
    scale = Scale(load_analyser())
    return scale, scale.side(load_analyser().read(one)[0]), scale.side(load_analyser().read(other)[0])


def test_names_of_their_own_on_both_sides_weigh_against() -> None:
    scale, one, other = sides("Valdora Brelvano Technology", "Valdora Quendaro Technology")
    compared = scale.compare(one, other)
    assert compared.own == (1, 1)
    mine = sum(piece.weight for piece in explain_names(compared, one, other, scale) if piece.conflict and piece.query)
    assert mine == one.traits[1].alone + OWN_WORDS_DIFFER // 2
    assert one.traits[1].rarity >= LEAST_OWN


def test_words_of_trade_places_and_numbers_are_nobodys_own() -> None:
    for more in ("Valdora Brelvano Trade", "Valdora Brelvano 17", "Valdora Brelvano Moscow", "Valdora Brelvano"):
        scale, one, other = sides(more, "Valdora Brelvano Quendaro")
        assert scale.compare(one, other).own is None
