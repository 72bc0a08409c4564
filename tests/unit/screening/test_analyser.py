"""Names of any script are read into words that meet; legal forms, articles and spellings are out of the way."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.analyser import MOST_WORDS


def words(name: str) -> list[str]:
    return [" ".join(reading.words) for reading in load_analyser().read(name)]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Brelvano Bridges Ltd.", "brelvano bridge"),
        ("BRELVANO BRIDGES, S.A. de C.V.", "brelvano bridge"),
        ("OOO Brelvano", "brelvano"),
        ("PT Brelvano Tbk", "brelvano"),
        ("Обществo с ограниченной ответственностью «Брельвано»".replace("o", "о"), "brelvano"),
        ("The Brelvano Group of Companies", "brelvano group company"),
        ("Brelvano Constr. & Engg Svcs", "brelvano construction engineering service"),
        ("Construcciones Brelvano", "construction brelvano"),
        ("Brelvano Foundation", "brelvano foundation"),
        ("Al-Brelvano Trdg", "brelvano trade"),
        ("Ardomel Mineral Trade (Amt)", "ardomel mining trade"),
        ("Ardomel Solar Two Ltd", "ardomel solar second"),
        ("Two Ardomel Ltd", "two ardomel"),
        ("Brelvano Bridges Ltd. (“Brelvano”)", "brelvano bridge"),
        ("1st Bank of Ardomel II", "first bank ardomel second"),
        ("Брельвановский завод", "brelvanovskii factory"),
        ("Brelvano of New York", "brelvano newyork"),
    ],
)
def test_a_name_is_read(name: str, read: str) -> None:
    assert words(name) == [read]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Brelvano S.A. - Sucursal Argentina", "brelvano branch argentina"),
        ("Brelvano d.o.o. Beograd", "brelvano belgrade"),
        ("Brelvano d.o.o., Beograd Quendaro", "brelvano belgrade quendaro"),
        ("Brelvano S.A. de C.V. de México", "brelvano mexico"),
        ("Brelvano SA South Africa", "brelvano southafrica"),
        ("Brelvano Co. Ltd (Hong Kong Branch)", "brelvano hongkong branch"),
        ("Brelvano AR Argentina", "brelvano ar argentina"),
        ("Brelvano GmbH Quendaro", "brelvano quendaro"),
        ("Brelvano S.N.C. di Quendaro", "brelvano quendaro"),
        ("Brelvano Limited Partnership Quendaro Ltd", "brelvano quendaro"),
    ],
)
def test_a_form_amid_the_words_is_set_aside_where_it_is_of_a_class(name: str, read: str) -> None:
    assert words(name) == [read]


@pytest.mark.parametrize("name", ["Brelvano KB", "Brelvano PCL", "CTCP Brelvano", "შპს Brelvano", "Brelvano (株)"])
def test_short_forms_are_set_aside(name: str) -> None:
    assert words(name) == ["brelvano"]


@pytest.mark.parametrize(
    "name",
    [
        "Brelvano S.A. en liquidación",
        "Brelvano Ltda - em Recuperação Judicial",
        "Brelvano Ltd (in voluntary liquidation)",
        "Brelvano Sp. z o.o. w likwidacji",
        "Tasfiye Halinde Brelvano Ltd. Şti.",
        "ООО «Brelvano» в стадии ликвидации",
    ],
)
def test_a_company_that_is_wound_up_reads_as_before(name: str) -> None:
    assert words(name) == ["brelvano"]


def test_a_liquidator_s_trade_stays() -> None:
    assert words("Brelvano Liquidation Ltd") == ["brelvano bankruptcy"]


@pytest.mark.parametrize(
    "name",
    [
        "UAB Brelvano",
        "Limited Liability Company «Brelvano»",
        "Brelvano spółka z o.o.",
        "Brelvano Kabushiki Kaisha",
        "Brelvano Sociedad por Acciones",
        "Công ty TNHH MTV Brelvano",
        "МУП Brelvano",
        "บริษัท Brelvano จำกัด",
    ],
)
def test_forms_beside_the_list_of_codes_are_set_aside(name: str) -> None:
    assert words(name) == ["brelvano"]


@pytest.mark.parametrize(("name", "read"), [("AB Trading Ltd", "ab trade"), ("AS Roma", "as rome")])
def test_a_form_before_words_of_trade_alone_is_the_name(name: str, read: str) -> None:
    assert words(name) == [read]


@pytest.mark.parametrize("form", ["㈜", "(주)", "㈱", "(有)", "(유)"])
def test_a_form_in_brackets_is_what_it_stands_for(form: str) -> None:
    assert all("brelvano" in one.split() and len(one.split()) == 1 for one in words(f"{form}Brelvano"))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Inversiones MPS S.A.", "investment mps"),
        ("Brelvano MPS S.A.", "brelvano"),
        ("Global Trade Co LLC", "global trade"),
        ("Damascus Management One-Person Co. Ltd.", "damascus management"),
    ],
)
def test_letters_that_are_a_form_somewhere_are_the_name_where_nothing_else_is(name: str, read: str) -> None:
    assert words(name) == [read]


def test_a_company_s_own_name_is_no_word_of_its_trade() -> None:
    assert words("Gazprom Neft") != words("Gas Oil")


def test_chinese_is_read_by_meaning_and_by_sound() -> None:
    assert words("四川明强电力科技有限公司") == ["sichuan mingqiang power technology"] * 2
    meaning, sound = load_analyser().read("四川明强电力科技有限公司")
    assert meaning.raw == meaning.words
    assert sound.raw == ("sichuan", "mingqiang", "dianli", "keji")


def test_traditional_and_simplified_characters_read_alike() -> None:
    assert words("廣東華強電力有限公司")[:2] == words("广东华强电力有限公司")


def test_a_form_within_unspaced_text_is_set_aside() -> None:
    assert words("明强建设集团股份有限公司第二分公司")[0] == "mingqiang construction group second branch"


def test_a_name_of_too_few_consonants_is_read_as_one_word() -> None:
    read, by_vowels = dict.fromkeys(words("سي دي سي"))
    assert read.isascii()
    assert " " not in read
    assert by_vowels == "si di"


def test_arabic_is_read_by_consonants_and_by_the_glossary() -> None:
    assert words("شركة البركة للتجارة") == ["~brk trade", "brka trade"]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Brelvano GmbH", ("limited",)),
        ("Brelvano N.V. OOO", ("stock", "limited")),
        ("Brelvano GmbH & Co. KG", ("partnership",)),
        ("Brelvano AG Quendaro Ltd", ("stock", "limited")),
        ("PT Brelvano Tbk", ("other", "stock")),
        ("Brelvano Ltd Ltd", ("limited",)),
    ],
)
def test_forms_are_kept_each_by_its_class(name: str, forms: tuple[str, ...]) -> None:
    (reading,) = load_analyser().read(name)
    assert (reading.words, reading.forms) == (tuple(words(name)[0].split()), forms)
    assert reading.words[0] == "brelvano"


@pytest.mark.parametrize(
    "name",
    ["Sociedad Brelvano por acciones", "Société Brelvano par actions", "Società Brelvano per azioni", "Brelvano 股份"],
)
def test_by_shares_is_part_of_a_form(name: str) -> None:
    assert words(name)[0] == "brelvano"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Stichting Brelvano", "foundation brelvano"),
        ("Brelvano Group Ltd", "brelvano group"),
        ("Bureau de change Brelvano", "exchange brelvano"),
    ],
)
def test_a_word_of_trade_is_no_form_before_a_name_or_a_form(name: str, read: str) -> None:
    assert words(name) == [read]


def test_every_name_has_one_reading_however_long() -> None:
    assert (
        len(load_analyser().read("Brelvano Energy Trading Transport Steel Textiles Foods Marine Mining Oil Gas Bank"))
        == 1
    )


@pytest.mark.parametrize("name", ["", " ", "...", "Ltd", "\ud800", "\0", "ㄱ", "ー"])
def test_nothing_in_gives_little_out(name: str) -> None:
    assert all(len(reading.words) <= 1 for reading in load_analyser().read(name))


def test_words_are_bounded() -> None:
    assert all(len(reading.words) <= MOST_WORDS for reading in load_analyser().read("a b " * 500 + "建设" * 500))


@pytest.mark.parametrize(
    "name",
    ["ООО Ъ", "Dar ʿ Trading", "Smith ʹ Co", "AGENCY ˆ ONE", "ອົງການ ຄວບຄຸມໄພສຸກເສີນລັດຖະບານກາງ"],
)
def test_a_sign_without_latin_letters_stops_nothing(name: str) -> None:
    for reading in load_analyser().read(name):
        assert all(reading.words)
        assert all(reading.raw)


def test_every_code_point_is_read() -> None:
    """Alone, behind a Latin letter, and among Chinese characters; of large uniform blocks every 61st."""
    read = load_analyser().read
    uniform = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0xD800, 0xF900), (0x17000, 0x1B000), (0x20000, 0x110000))
    points = [code for code in range(0x110000) if not any(first <= code < last for first, last in uniform)]
    points = [code for code in points if unicodedata.category(chr(code)) != "Cn"]
    points += [code for first, last in uniform for code in range(first, last, 61)]
    for some in batched(map(chr, points), MOST_WORDS):
        for name in (" ".join(some), " ".join(f"a{one}" for one in some), " ".join(f"明{one}强" for one in some)):
            for reading in read(name):
                assert all(reading.words), some
                assert all(reading.raw), some


def batched(signs: Iterable[str], size: int) -> Iterator[list[str]]:
    left = iter(signs)
    while some := list(islice(left, size)):
        yield some


@pytest.mark.parametrize(
    "name",
    ["Ardomel Mineral Trade (AMT)", "Ardomel Mineral Trade - AMT", "Ardomel of Metal Inventories Trades [AMiT] Ltd"],
)
def test_what_a_name_says_that_it_is_called_for_short_is_a_name_of_its_own(name: str) -> None:
    assert {"amt", "amit"} & {*words(name)}


@pytest.mark.parametrize(
    "name", ["Ardomel Mineral Trade (Ltd)", "Ardomel Mineral Trade (ABC)", "Ardomel Mineral (amt)"]
)
def test_other_letters_in_brackets_are_no_name_of_their_own(name: str) -> None:
    assert all(len(one.split()) > 1 for one in words(name))
