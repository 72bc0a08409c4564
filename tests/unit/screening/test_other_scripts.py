"""Japanese, Korean, Greek, Chinese numbers and Arabic in Latin letters, as companies write them. All invented."""

import pytest

from goodstanding.adapters.formats.screening_words import load_analyser, load_screening_words
from goodstanding.intake.names import fold
from goodstanding.screening.hangul import called_letters, hangul
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM
from goodstanding.screening.japanese import JapaneseSound, has_kana, is_japanese
from goodstanding.screening.kana import kana
from goodstanding.screening.pairs import PairScale
from goodstanding.screening.scripts import consonants, romanised
from goodstanding.screening.sounds import skeleton, sound
from goodstanding.screening.thai import is_thai, thai
from goodstanding.screening.wade_giles import wade_giles


def words(name: str) -> list[str]:
    return [" ".join(reading.words) for reading in load_analyser().read(name)]


def evidence(one: str, other: str) -> int:
    scale = PairScale(load_analyser())
    assert scale.evidence(one, other) == scale.evidence(other, one)
    return scale.evidence(one, other)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("さくら", "sakura"),
        ("キョクトウ", "kyokutou"),
        ("シャチ", "shachi"),
        ("ファミリー", "famiri"),
        ("ウィン", "win"),
        ("ミッツ", "mittsu"),
        ("ヴァルド", "varudo"),
        ("ABCマート", "ABCmato"),
    ],
)
def test_kana_are_written_as_passports_do(text: str, letters: str) -> None:
    assert kana(text) == letters


@pytest.mark.parametrize(
    ("text", "south", "north"),
    [
        ("대성", "daesung", "taesong"),
        ("한빛", "hanbit", "hanbit"),
        ("류경", "ryugyung", "ryugyong"),
        ("금강", "gumgang", "kumgang"),
        ("신라", "silla", "silla"),
        ("한울음", "hanurum", "hanurum"),
        ("쇼핑", "shoping", "shobing"),
    ],
)
def test_korean_is_written_as_the_south_does_and_as_the_north(text: str, south: str, north: str) -> None:
    assert (hangul(text), hangul(text, northern=True)) == (south, north)


@pytest.mark.parametrize(("text", "letters"), [("엘지", "lg"), ("에스케이", "sk"), ("이지", ""), ("한엘", "")])
def test_latin_letters_called_by_their_names_are_letters(text: str, letters: str) -> None:
    assert called_letters(text) == letters


@pytest.mark.parametrize(
    ("word", "letters"), [("μπαλντος", "balntos"), ("ουρανος", "ouranos"), ("γκιωνης", "gionis"), ("ψαρρας", "psarras")]
)
def test_greek_is_written_by_its_sounds(word: str, letters: str) -> None:
    assert romanised(word) == letters


def test_japanese_is_told_by_kana_forms_and_its_own_characters() -> None:
    assert all(map(is_japanese, ("さくら", "明和株式会社", "明和鉄鋼")))
    assert not any(map(is_japanese, ("明和建设", "Meiwa", "한울")))
    assert has_kana("明和サービス")
    assert not has_kana("明和株式会社")


def test_characters_are_read_as_japanese_names_are_and_never_by_half() -> None:
    sound = JapaneseSound(load_screening_words().kanji)
    assert sound.latin("山田製作所") == "yamadaseisakusho"
    assert sound.latin("明和") == "meiwa"
    assert sound.latin("明鬯") == ""


def test_a_japanese_name_is_read_as_chinese_too_unless_it_has_kana() -> None:
    assert words("東光建設株式会社") == ["dongguang construction", "toko construction", "toko construction"]
    assert words("さくら運輸株式会社") == ["sakura transport", "sakura transport"]
    *_, by_sound = load_analyser().read("東光建設株式会社")
    assert by_sound.raw == ("toko", "kensetsu")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("株式会社山田製作所", "Yamada Seisakusho Co., Ltd."),
        ("東光建設株式会社", "Toko Construction Co., Ltd."),
        ("東光建設株式会社", "東光建設"),
        ("パシフィックコンサルタンツ株式会社", "Pacific Consultants Co., Ltd."),
        ("대성기업 주식회사", "Taesong Enterprise"),
        ("대성기업 주식회사", "Daesung Enterprise"),
        ("Μπαλτέντης Κατασκευές Α.Ε.", "Baltentis Constructions S.A."),
        ("شركة النور للتجارة", "Al-Noor Trading Company"),
        ("شركة عبد الكريم للنقل", "Abdulkarim Transport Company"),
        ("شركة عبد الكريم للنقل", "Abdul Karim Transport Company"),
        ("شركة حداد للنقل", "Haddad Transport Company"),
        ("Hussain Ardomelva Trading", "Hussein Ardomelva Trading"),
        ("Größler Kältetechnik", "Groessler Kaeltetechnik"),
        ("ООО Брельмакс", "Brelmax LLC"),
    ],
)
def test_the_other_writing_of_a_name_is_asked_about(one: str, other: str) -> None:
    assert evidence(one, other) >= WEAK_FROM


def test_a_number_in_characters_is_a_number() -> None:
    assert words("明强第十三建筑公司")[0] == "mingqiang 13 construction company"
    assert words("明强第五建筑公司")[0].startswith("mingqiang fifth")
    assert evidence("明强第十三建筑公司", "Mingqiang No. 13 Construction Company") >= STRONG_FROM
    assert evidence("明强第十三建筑公司", "Mingqiang No. 14 Construction Company") < WEAK_FROM


def test_consonants_that_a_vowel_parts_are_two() -> None:
    assert consonants("هلال") == "~hll" == f"~{skeleton('hilal')}"
    assert consonants("محمد") == "~mhmd" == f"~{skeleton('muhammad')}"


def test_hebrew_letters_of_two_sounds_are_told_by_their_place() -> None:
    assert consonants("פועלים") == f"~{skeleton('poalim')}"
    assert consonants("הפועלים") == f"~{skeleton('hapoalim')}"
    assert consonants("מערב") == f"~{skeleton('maarav')}"
    assert consonants("אלביט") == f"~{skeleton('lbit')}"


def test_x_sounds_as_ks() -> None:
    assert sound("brelmax") == sound("brelmaks")
    assert sound("brelmak") != sound("brelmax")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("शर्मा", "sharma"),
        ("राजेश्वरी", "rajeshvari"),
        ("हिंदुस्तान", "hindustan"),
        ("मुंबई", "mumbai"),
        ("ज़मीर", "zamir"),
        ("ঢাকা", "dhaka"),
        ("முருகன்", "murukan"),
        ("వెంకటేశ్వర", "venkateshvara"),
    ],
)
def test_the_scripts_of_india_are_read_by_one_table(text: str, letters: str) -> None:
    assert romanised(text) == letters
    assert "".join(words(text)).isascii()


@pytest.mark.parametrize(
    ("text", "letters"),
    [("българка", "balgarka"), ("ъгълче", "agalche"), ("подъемтранс", "podemtrans"), ("объединение", "obedinenie")],
)
def test_the_hard_sign_is_a_vowel_where_no_soft_one_follows(text: str, letters: str) -> None:
    assert romanised(text) == letters


@pytest.mark.parametrize(
    ("pinyin", "taiwan"),
    [
        ("zhong", "chung"),
        ("xin", "hsin"),
        ("guo", "kuo"),
        ("qiang", "chiang"),
        ("tian", "tien"),
        ("zi", "tzu"),
        ("a", "a"),
    ],
)
def test_taiwan_writes_by_wade_and_giles(pinyin: str, taiwan: str) -> None:
    assert wade_giles(pinyin) == taiwan


def test_only_traditional_characters_are_read_as_taiwan_writes() -> None:
    assert "huachiang power" in words("華強電力")
    assert "huachiang power" not in words("华强电力")


def test_what_begins_with_a_japanese_name_is_read_so_too() -> None:
    assert "shimizu construction" in words("清水建設")
    assert words("明强建设") == ["mingqiang construction"] * 2


def test_a_korean_syllable_before_a_known_word_is_one_name_with_it() -> None:
    assert words("신세계") == ["sin global", "sinsegye"]
    assert words("한국건설")[0] == "korea construction"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("신세계 주식회사", "Shinsegae Inc."),
        ("대우전자", "Daewoo Electronics"),
        ("清水建設", "Shimizu Corporation"),
        ("東大工業有限公司", "Tung Ta Industrial Co., Ltd."),
        ("शर्मा एंड कंपनी प्राइवेट लिमिटेड", "Sharma and Company Private Limited"),
        ("شركة الجزيرة للنقل", "Al Jazeera Transport Company"),
        ("Българка ЕООД", "Balgarka Ltd"),
    ],
)
def test_more_writings_of_one_name_are_asked_about(one: str, other: str) -> None:
    assert evidence(one, other) >= WEAK_FROM


def test_a_name_of_which_no_word_is_its_own_is_read_by_its_sound_too() -> None:
    assert words("Электроцинк") == ["electrode", "elektrotsink"]
    assert words("Энергия") == ["energy"]
    assert words("Société Générale") == ["general"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("การช่าง", "kanchang"),
        ("เจริญ", "charoen"),
        ("ทรัพย์", "sap"),
        ("รุ่งเรือง", "rungrueang"),
        ("พัฒนา", "phatthana"),
        ("วิจิตร", "wichit"),
        ("ธนบุรี", "thonburi"),
        ("หลวง", "luang"),
        ("สมบูรณ์", "sombun"),
        ("ศรีราชา", "sriracha"),
        ("A1", "A1"),
    ],
)
def test_thai_is_written_by_its_syllables(text: str, letters: str) -> None:
    assert thai(fold(text) if is_thai(text) else text) == letters


def test_thai_is_cut_at_known_words_places_and_forms_but_not_before_a_vowel() -> None:
    assert words("บริษัทเบรลวาโนก่อสร้างจำกัด")[0] == "brenwano construction"
    assert words("บริษัท เบรลวาโน คอนกรีต จำกัด (มหาชน)")[0] == "brenwano concrete"
    assert words("การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย")[0] == "electric generation authority thailand"
    assert words("เหล็กา")[0] != "steel a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เทศบาลนครเชียงใหม่", "Chiang Mai Municipality"),
        ("กระทรวงสาธารณสุข", "Ministry of Public Health"),
        ("एनबीवीसी लिमिटेड", "NBVC Limited"),
        ("동한엔지니어링", "Donghan Engineering"),
        ("포스벨건설", "Posbel Construction"),
        ("동화건설", "Dongwha Construction"),
        ("شركة أوراسبول للإنشاء", "Oraspol Construction"),
        ("ООО «БрелСтройСервис»", "Brel Construction Service"),
        ("Szechuan Brelvano Steel", "Sichuan Brelvano Steel"),
        ("Полтавська міська рада", "Poltava City Council"),
        ("Uy ban nhan dan tinh Bac Giang", "Bac Giang Provincial People's Committee"),
        ("საქართველოს რკინიგზა", "Georgian Railway"),
    ],
)
def test_what_bidders_write_in_their_own_letters_is_asked_about(one: str, other: str) -> None:
    assert evidence(one, other) >= WEAK_FROM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市卫生局", "广州市卫生局"),
        ("云南省交通运输厅", "河南省交通运输厅"),
        ("Ministry of Health of Zambia", "Ministry of Health of Zimbabwe"),
        ("Министерство здравоохранения Республики Татарстан", "Министерство здравоохранения Республики Дагестан"),
        ("Полтавська обласна рада", "Тернопільська обласна рада"),
        ("Uy ban nhan dan tinh Bac Giang", "Uy ban nhan dan tinh Bac Ninh"),
        ("County Government of Kisumu", "County Government of Kisii"),
        ("Gaziantep Büyükşehir Belediyesi", "Kayseri Büyükşehir Belediyesi"),
        ("บริษัท", "Company"),
    ],
)
def test_the_same_office_of_another_place_is_not_asked_about(one: str, other: str) -> None:
    assert evidence(one, other) < WEAK_FROM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meridelva Capital Fund II", "Meridelva Capital Fund III"),
        ("Ardomel Power One Ltd", "Ardomel Power Two Ltd"),
        ("Parque Eolico Laguna Verdana I", "Parque Eolico Laguna Verdana II"),
        ("明强集团第一工程有限公司", "明强集团第三工程有限公司"),
        ("中铁十四局集团", "中铁十八局集团"),
    ],
)
def test_another_number_is_no_strong_question(one: str, other: str) -> None:
    assert evidence(one, other) < STRONG_FROM


def test_a_single_numeral_counts_before_an_office() -> None:
    assert words("中铁四局集团")[0] == "china railway fourth office group"
