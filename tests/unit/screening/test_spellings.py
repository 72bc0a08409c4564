"""A name that is written to be seen and not to be compared reads as it looks, on both sides."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.adapters.screening_join import join
from goodstanding.screening.answer import How
from goodstanding.screening.bands import Band
from goodstanding.screening.index import Index
from goodstanding.screening.signs import legible
from goodstanding.screening.spellings import respelt
from goodstanding.screening.subjects import Query, Subject

NAME = "Brelvano Tolling LLC"
EVASIONS = (
    "Brelvan0 Tolling", "Bre1vano Tolling", "Brelvano1 Tolling", "Brelvano2020 Tolling", "Br3lvano T0lling",
    "B r e l v a n o Tolling", "B-r-e-l-v-a-n-o Tolling", "B_r_e_l_v_a_n_o T_o_l_l_i_n_g", "B·r·e·l·v·a·n·o Tolling",
    "B😀r😎e😀l😎v😀a😎n😀o Tolling", "B r e l v a n o T o l l i n g L L C", "Br.el.va.no Tolling",
    "brelvanotollingllc", "BRELVANOTOLLING", "Вrelvanо Tоlling", "ВRЕLVАΝО ТОLLІΝG", "🅱🆁🅴🅻🆅🅰🅽🅾 Tolling",
    "🇧🇷🇪🇱🇻🇦🇳🇴 Tolling", "ⒷⓇⒺⓁⓋⒶⓃⓄ Tolling", "Ｂｒｅｌｖａｎｏ Tolling", "ꓐꓣꓰꓡꓦꓮꓠꓳ Tolling",
)  # fmt: skip
#: Signs without a shape, and marks that no Latin name needs.
UNSEEN = (
    0x00, 0x1B, 0x7F, 0xAD, 0x34F, 0x61C, 0x115F, 0x200B, 0x200C, 0x200D, 0x200E, 0x202E, 0x2060, 0x2066, 0x3164,
    0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0041, 0xE0100, 0xE000, 0x302, 0x489, 0x5B0, 0x64B, 0x941, 0x20DD, 0x3099,
)  # fmt: skip


def index_of(*names: str) -> Index:
    subjects = [Subject(organization=f"o-{at}", kind="company", names=(name,)) for at, name in enumerate(names)]
    return Index.build(subjects, analyser=load_analyser())


@pytest.mark.parametrize("evasion", EVASIONS)
def test_a_name_is_asked_about_as_it_looks(evasion: str) -> None:
    """By whichever side it is written so; by the index and by the join."""
    assert index_of(NAME).screen(Query(name=evasion)).band is Band.STRONG
    assert index_of(evasion).screen(Query(name=NAME)).band is Band.STRONG
    queries = [Query(name=evasion)]
    assert list(join(index_of(NAME), queries)) == list(index_of(NAME).screen_all(queries))


@pytest.mark.parametrize("code", UNSEEN)
def test_what_nobody_sees_changes_nothing(code: int) -> None:
    written = chr(code).join("Brelvano") + " Tolling LLC"
    plain = load_analyser().read(NAME)
    assert load_analyser().read(written) == plain


def test_three_words_that_run_together_meet() -> None:
    assert index_of("Oberon Vexlin Datrall").screen(Query(name="OBERONVEXLINDATRALLLTD")).band is Band.STRONG


def test_what_was_read_is_said() -> None:
    (candidate,) = index_of(NAME).screen(Query(name="B r e l v a n o T0lling")).candidates
    assert [piece.query for piece in candidate.alignment if piece.how is How.READ_AS] == ["Brelvano Tolling"]
    (candidate,) = index_of(NAME).screen(Query(name=NAME)).candidates
    assert How.READ_AS not in {piece.how for piece in candidate.alignment}


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "ООО Газпромстрой",
        "3M Ltd",
        "B2B Trade",
        "1st Bank",
        "S. à r. l.",
        "Αθηνα",
        "Jean-Luc Moreau SA",
        "A B C Mills",
    ],
)
def test_most_names_have_one_spelling(name: str) -> None:
    assert list(respelt(legible(name))) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\nb\tc\u2028d", "a b c d"),
        ("می\u200cرود", "میرود"),
        ("e\u0301", "é"),
        ("हिन्दी", "हिन्दी"),
        ("ไทยบริษัท", "ไทยบริษัท"),
        ("a\u0941b", "ab"),
        ("\ud800", ""),
    ],
)
def test_marks_stay_where_a_script_needs_them(text: str, seen: str) -> None:
    assert legible(text) == seen


def test_words_of_scripts_with_marks_stay_whole() -> None:
    assert [reading.words for reading in load_analyser().read("हिन्दी")] == [("hindi",)]
