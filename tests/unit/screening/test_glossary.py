"""Words of many languages are read as one English word each; brands stay what they are. All companies are invented."""

from importlib.resources import files

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser, load_screening_words
from goodstanding.intake.names import fold
from goodstanding.screening.endings import root, slavic_root
from goodstanding.screening.index import WEAK_FROM
from goodstanding.screening.pairs import PairScale


def words(name: str) -> str:
    return " ".join(load_analyser().read(name)[0].words)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        # The same office in many languages.
        ("Ministerio de Agricultura y Pesca", "ministry agriculture fishing"),
        ("Ministério da Agricultura e Pesca", "ministry agriculture fishing"),
        ("Ministère de l'Agriculture et de la Pêche", "ministry agriculture fishing"),
        ("Ministero dell'Agricoltura e della Pesca", "ministry agriculture fishing"),
        ("Ministerstwo Rolnictwa oraz Rybołówstwa", "ministry agriculture fishing"),
        ("Министерство сельского хозяйства и рыболовства", "ministry agriculture fishing"),
        ("Міністерство сільського господарства та рибальства", "ministry agriculture fishing"),
        ("Kementerian Pertanian dan Perikanan", "ministry agriculture fishing"),
        ("农业渔业部", "agriculture fishing ministry"),
        ("農業水産省", "agriculture fishing ministry"),
        # Resources and industries.
        ("Brelvano Níquel", "brelvano nickel"),
        ("Завод никелевый Брельвано", "factory nickel brelvano"),
        ("Brelvano Zentralheizung", "brelvano central heating"),
        # Trades, armed bodies, and what companies call themselves.
        ("Брельвановский вертолётный завод", "brelvanovskii helicopter factory"),
        ("Fábrica de Galletas Brelvano", "factory biscuit brelvano"),
        ("Brelvano Schädlingsbekämpfung GmbH", "brelvano pest control"),
        ("Batalion ochotniczy Brelvano", "brigade volunteer brelvano"),
        ("Guardia Costiera di Brelvano", "coast guard brelvano"),
        ("Crveni krst Brelvano", "red cross brelvano"),
        ("Брельвано гранична полиция", "brelvano border guard"),
        ("Dyrekcja Infrastruktury Brelvano", "directorate infrastructure brelvano"),
        ("Brelvano Halat Fabrikası", "brelvano rope factory"),
        ("Brelvano Hissit Oy", "brelvano elevator"),
        ("Công ty Thang máy Brelvano", "elevator brelvano"),
        ("Ανελκυστήρες Μπρελβάνο", "elevator brelvano"),
        ("明强直升机有限公司", "mingqiang helicopter"),
        ("한브성 반도체 회로", "hanbusung semiconductor circuit"),
    ],
)
def test_a_word_of_any_language_is_its_english_one(name: str, read: str) -> None:
    assert words(name) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Bundesgesundheitsamt", "federal health office"),
        ("Straßenbauamt Brelvano", "road office brelvano"),
        ("Fiskeridirektoratet", "fishing directorate"),
        ("Milieumaatschappij Brelvano", "environment company brelvano"),
        ("Brelvanostahl", "brelvanostahl"),
        ("Brelvano Trademark", "brelvano trademark"),
    ],
)
def test_a_compound_is_taken_apart_where_all_of_it_is_known(name: str, read: str) -> None:
    assert words(name) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Instituto Geográfico", "institute geography"),
        ("Geologické ústavy", "geology institute"),
        ("Brelvano imperskoie dvizhenie", "brelvano imperial movement"),
        ("Brelvano agentstva novostej", "brelvano agency news"),
        ("بلدية الأمريكية", "municipal unitedstates"),
        ("Banque de l'Afrique", "bank africa"),
        ("Υπουργείο Γεωργίας", "ministry agriculture"),
        ("משרד החקלאות הפקיסטני", "ministry agriculture pakistan"),
        ("Ngân hàng Brelvano Hoa Kỳ", "bank brelvano unitedstates"),
    ],
)
def test_a_word_is_known_by_its_root_and_behind_an_article(name: str, read: str) -> None:
    assert words(name) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شركة برلفان للمروحيات والمصاعد", "Barlavan Helicopters and Elevators Company"),
        ("Vojenská věznice Tarveno", "Military Prison of Tarveno"),
        ("Tarvenoer Schädlingsbekämpfung GmbH", "Tarvenoer Pest Control Ltd"),
        ("Công ty Thang máy Brelvano", "Brelvano Elevator Company"),
        ("明强直升机有限公司", "Mingqiang Helicopter Co., Ltd."),
        ("Легион добровольцев «Молот»", "Hammer Volunteer Legion"),
    ],
)
def test_a_name_and_its_translation_meet(one: str, other: str) -> None:
    scale = PairScale(load_analyser())
    assert scale.evidence(one, other) == scale.evidence(other, one) >= WEAK_FROM


def test_a_form_may_hold_a_word_of_trade_that_says_nothing_of_one() -> None:
    assert words("Brelvano Company Limited by Guarantee") == "brelvano"
    assert words("Brelvano Guarantee Fund") == "brelvano guarantee fund"


def test_small_words_join_nothing_between_characters() -> None:
    assert words("国家统计和普查局") == "national statistics census office"
    assert words("明和电力") == "minghe power"


def test_phrases_hold_small_words() -> None:
    assert words("Direktorat Jalan Tol") == "directorate road"
    assert words("Bộ đô thị") == "bo urban"


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("BCETU", "Brelvano Central Ethnographic Television Union"),
        ("BCTVU", "Brelvano Central Television Union"),
        ("TEZCO", "Tarmin Elgra Zovost Company"),
        ("TEZC", "Tarmin Elgra Zovost Company"),
        ("AEZSA", "Arvona Elgra Zovost S.A. de C.V."),
        ("Arvozb", "Arvo Zovost Bank"),
    ],
)
def test_a_name_is_found_by_its_initials(short: str, name: str) -> None:
    scale = PairScale(load_analyser())
    assert scale.evidence(short, name) == scale.evidence(name, short) > WEAK_FROM


@pytest.mark.parametrize(("short", "name"), [("SENS", "Servicios Educativos y Negocios, S. de R.L."), ("TEL", "T Ltd")])
def test_a_single_letter_of_a_form_makes_no_initials(short: str, name: str) -> None:
    assert PairScale(load_analyser()).evidence(short, name) < WEAK_FROM


def test_initials_that_are_a_common_word_say_no_more_than_that_word() -> None:
    scale = PairScale(load_analyser())
    assert scale.evidence("Tower", "Tarmin Ovlen Wisko Elgra Rovast") < scale.evidence(
        "Tozwr", "Tarmin Ovlen Zisko Wisko Rovast"
    )


def test_an_arabic_article_is_written_with_the_word_behind_it() -> None:
    (reading,) = load_analyser().read("Abd-al-Brelvan Group")
    assert (reading.words, reading.raw) == (("abd", "brelvan", "group"), ("abd", "ulbrelvan", "group"))
    (other,) = load_analyser().read("Abdul Brelvan Group")
    assert (other.words, other.raw) == (reading.words, reading.raw)
    assert words("Abdul") == "abdul"
    assert PairScale(load_analyser()).evidence("Abd al Brelvan Group", "Abdulbrelvan Group") > WEAK_FROM


def test_a_word_that_may_be_a_name_reads_by_meaning_and_by_sound() -> None:
    scale = PairScale(load_analyser())
    assert [reading.words for reading in load_analyser().read("شركة الهلال للنقل")] == [
        ("moon", "transport"),
        ("~hll", "transport"),
        ("hlal", "transport"),
    ]
    assert scale.evidence("شركة النصر للنقل", "Nasr Transport Company") > WEAK_FROM
    assert scale.evidence("شركة النصر للنقل", "Victory Transport Company") > WEAK_FROM


def test_korean_is_read_as_companies_write_it() -> None:
    assert words("한브성건설") == "hanbusung construction"
    assert PairScale(load_analyser()).evidence("한브성건설 주식회사", "Hanbusung Construction Co., Ltd.") > WEAK_FROM


def test_roots_are_rough_and_never_short() -> None:
    assert root("geologiques") == root("geologico") == root("geologisch") == "geolog"
    assert root("metal") == "metal"
    assert root("gold") == ""
    assert slavic_root("имперский") == slavic_root("imperskoye") == slavic_root("imperskaja")


def test_no_word_that_is_short_in_latin_letters_is_looked_up() -> None:
    found = load_screening_words()
    assert "amt" in found.parts
    assert "amt" not in found.meanings


def test_the_table_of_translations_is_folded_and_complete() -> None:
    text = (files("goodstanding.data") / "screening" / "translations.tsv").read_text(encoding="utf-8")
    head, *lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    assert all(len(line) == len(head) and line[1] in ("trade", "thing") for line in lines)
    assert len({line[0] for line in lines}) == len(lines)
    assert all(fold(cell) == cell for line in lines for cell in line)


def test_words_that_say_nothing_of_a_trade_are_told_apart() -> None:
    analyser = load_analyser()
    assert words("Esperanza de Brelvano") == "hope brelvano"
    assert not analyser.is_generic("hope")
    assert analyser.is_generic("nickel")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("НПО Брельвано", "research production association brelvano"),
        ("НИИ Брельвано", "research institute brelvano"),
        ("Brelvano San. ve Tic. A.Ş.", "brelvano industry trade"),
        ("Brelvano Dış Ticaret", "brelvano foreign trade"),
        ("Công ty Xuất nhập khẩu Brelvano", "import export brelvano"),
        ("PPHU Brelvano", "production trade service enterprise brelvano"),
        ("Brelvano USA Inc", "brelvano unitedstates"),
        ("Завод № 9 Брельвано", "factory ninth brelvano"),
        ("Завод №17 Брельвано", "factory 17 brelvano"),
        ("Escuela Nº17 Brelvano", "school 17 brelvano"),
        ("Szkoła nr17 Brelvano", "school 17 brelvano"),
        ("Brelvano Fábrica Nº 14", "brelvano factory 14"),
        ("Brelvano N Ltd", "brelvano n"),
    ],
)
def test_what_abbreviates_several_words_is_those_words(name: str, read: str) -> None:
    assert words(name) == read


def test_a_form_in_front_is_no_form_where_nothing_else_is_a_name() -> None:
    assert words("PT Construction") == "pt construction"
    assert words("PT Brelvano") == "brelvano"


def test_an_umlaut_may_be_written_with_an_e() -> None:
    assert words("Brelvano Gesundheitsaemter") == words("Brelvano Gesundheitsamter")


def test_words_of_languages_without_known_endings_have_no_roots() -> None:
    assert words("Brelvano Kaihatsus") == "brelvano kaihatsus"
    assert words("Brelvano Kaihatsu") == "brelvano development"


def test_a_short_root_takes_no_long_ending() -> None:
    assert words("ООО Цветмарин") == "tsvetmarin"


def test_arabic_words_that_are_known_by_a_root_alone_read_by_sound_too() -> None:
    read = [reading.words for reading in load_analyser().read("شركة خضر للنقل")]
    assert ("~hdr", "transport") in read


def test_a_word_of_trade_is_never_as_rare_as_an_invented_one() -> None:
    analyser = load_analyser()
    assert analyser.rarity("rareearth") < analyser.rarity("brelvano") == analyser.rarest


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Brelvano Obras Viales", "brelvano construction road"),
        ("Brelvano Reinigungsdienste", "brelvano cleaning"),
        ("Brelvano Avfallshantering", "brelvano waste"),
        ("Brelvano Gardiennage", "brelvano security"),
        ("Национална управа за здравје Brelvano", "national authority health brelvano"),
        ("Մշակույթի ազգային ինստիտուտ Brelvano", "mshakowyti national institute brelvano"),
        ("Brelvano ეროვნული ბანკი", "brelvano national bank"),
        ("Brelvano statyba", "brelvano construction"),
        ("מכון לאומיים Brelvano", "institute national brelvano"),
        ("Brelvano राष्ट्रीय बैंक", "brelvano national bank"),
    ],
)
def test_words_of_more_trades_and_languages_are_known(name: str, read: str) -> None:
    (first, *_) = load_analyser().read(name)
    assert " ".join(first.words) == read
