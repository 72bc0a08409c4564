"""What stands alone on both sides weighs against. All companies are invented."""

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.answer import How
from goodstanding.screening.evidence import LEAST_OWN, OWN_WORDS_DIFFER, Scale
from goodstanding.screening.explaining import explain_names
from goodstanding.screening.index import WEAK_FROM
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


def evidence(one: str, other: str) -> int:
    scale, mine, theirs = sides(one, other)
    return scale.compare(mine, theirs).evidence


OWN = ["Covesta", "Mendrula", "Tharnovik", "Plimbosc", "Wexoldan", "Hargizol", "Zelmaryn", "Ardomel"]
TRADE = ["Construction", "Energy", "Engineering", "Transport", "Services", "Trading", "Consulting", "Textiles"]


def test_what_one_name_says_more_hides_nothing_however_much_it_is() -> None:
    for more in (OWN, TRADE):
        found = [evidence(" ".join([*more[:size], "Brelvano"]), "Brelvano") for size in range(len(more))]
        assert found == sorted(found, reverse=True)
        assert found[-1] == found[-2] >= WEAK_FROM


def test_neighbours_that_spell_a_common_word_tell_no_more_than_it() -> None:
    scale, one, other = sides("Ware House", "Warehouse")
    (meeting,) = scale.compare(one, other).aligned.meetings
    assert meeting.how is How.JOINED
    assert scale.met(meeting, one, other)[0] == other.traits[0].agreed < sum(trait.agreed for trait in one.traits)


def test_first_letters_of_words_that_are_no_neighbours_are_no_initials() -> None:
    assert evidence("Mineral Tolls Brelvano", "MT Brelvano") > evidence("Mineral Brelvano Tolls", "MT Brelvano")


def test_what_is_left_of_a_form_tells_nothing() -> None:
    assert evidence("Company Brelvano", "Company Brelvano") == evidence("Brelvano", "Brelvano")
    assert evidence("Company Brelvano", "Brelvano") == evidence("Brelvano", "Brelvano")


def test_a_second_form_excludes_as_the_first_does() -> None:
    plain = evidence("Brelvano N.V.", "Brelvano B.V.")
    assert plain == evidence("Brelvano N.V. SNC", "Brelvano B.V.") < evidence("Brelvano", "Brelvano B.V.")


def test_what_is_alike_only_as_it_was_read_is_shown_so() -> None:
    for one, other, shown in (
        ("شركة برلفان للتغليف", "Brlfan Packaging", ("tglif (packing)", "packaging")),
        ("Brelvano Packaging", "Brelvano Packagng", ("packaging", "packagng")),
        ("شركة النصر", "Nasr Company", ("nsr", "nasr")),
    ):
        scale = Scale(load_analyser())
        readings = [
            (scale.side(mine), scale.side(theirs))
            for mine in load_analyser().read(one)
            for theirs in load_analyser().read(other)
        ]
        mine, theirs = max(readings, key=lambda pair: scale.compare(*pair).evidence)
        pieces = list(explain_names(scale.compare(mine, theirs), mine, theirs, scale))
        assert shown in [(piece.query, piece.register) for piece in pieces], pieces
