"""One organization in two scripts: how often the other writing is found first."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.screening import peers
from benchmarks.screening.names import DATA
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject

LABELS = DATA / "public_body_labels.csv"
SANCTIONED = DATA / "idb_sanctioned_firms_2025-01.csv"
Pairs = list[tuple[str, str]]

#: Not the analyser's own tables: the scientific romanisation (ISO 9 style), and the passports' one.
_SCIENTIFIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        (
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "č",
            "š",
            "šč",
            "",
            "y",
            "",
            "è",
            "ju",
            "ja",
        ),
        strict=True,
    )
)
_PASSPORT = _SCIENTIFIC | {
    "ж": "zh",
    "й": "y",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "э": "e",
    "ю": "iu",
    "я": "ia",
}
_CYRILLIC = (
    "Вельдорстрой",
    "Карминавод",
    "Зелоград",
    "Южнопольск",
    "Тихорецкмаш",
    "Шумиловский",
    "Чернобаевский",
    "Ярвельдинский",
    "Щукинолес",
    "Журавлинский",
    "Хабровскугледобыча",
    "Цветмарин",
    "Эльбуртранс",
    "Подгорнефть",
    "Кулебакинский",
    "Мишуринский",
    "Орловщинский",
    "Бузулукмаш",
    "Грачёвский",
    "Дубравинский",
)
_ARABIC = (
    ("النور", "Al-Noor"),
    ("البركة", "Al Baraka"),
    ("الفجر", "Al-Fajr"),
    ("الصفا", "Al Safa"),
    ("الزهراء", "Al-Zahra"),
    ("الكوثر", "Al Kawthar"),
    ("السلام", "As-Salam"),
    ("الرافدين", "Al Rafidain"),
    ("النسر", "Al Nasr"),
    ("الوفاق", "Al-Wifaq"),
    ("اليقين", "Al Yaqeen"),
    ("المرجان", "Al Murjan"),
    ("الشروق", "Al Shorouk"),
    ("البدر", "Al-Badr"),
    ("الهلال", "Al Hilal"),
    ("الريحان", "Al Rayhan"),
    ("الفرات", "Al Furat"),
    ("الياسمين", "Al-Yasmin"),
    ("الأندلس", "Al Andalus"),
    ("السنبل", "Al Sunbul"),
)
_ARABIC_TRADES = (
    ("للتجارة", "Trading"),
    ("للمقاولات", "Contracting"),
    ("للصناعة", "Industries"),
    ("للنقل", "Transport"),
    ("الدولية", "International"),
    ("للاستثمار", "Investment"),
    ("للخدمات", "Services"),
)
_PLACES = ("北京", "上海", "四川", "湖南", "浙江", "青岛", "广州", "成都", "陕西", "河北")
_CHOSEN = "海明华强威建中天瑞达隆鑫宏泰恒盛金利源康正方信通力安佳美新东南立德"
_TRADES = (
    ("建设工程", "Jianshe Gongcheng", "Construction Engineering"),
    ("电力科技", "Dianli Keji", "Power Technology"),
    ("进出口贸易", "Jinchukou Maoyi", "Import and Export Trading"),
    ("机械设备", "Jixie Shebei", "Machinery Equipment"),
    ("化工", "Huagong", "Chemical"),
    ("物流", "Wuliu", "Logistics"),
    ("医疗器材", "Yiliao Qicai", "Medical Equipment"),
    ("房地产开发", "Fangdichan Kaifa", "Real Estate Development"),
)


def rank_one(pairs: Pairs, crowd: Iterable[str], analyser: Analyser) -> tuple[int, int]:
    """Of how many pairs the first name finds the second before everybody else of all pairs and of the crowd."""
    subjects = [Subject(organization=str(at), kind="company", names=(name,)) for at, (_, name) in enumerate(pairs)]
    subjects += [Subject(organization=f"crowd-{at}", kind="company", names=(name,)) for at, name in enumerate(crowd)]
    index = Index.build(subjects, analyser=analyser)
    right = defaultdict[str, set[str]](set)
    for asked, name in pairs:
        right[asked].add(name)
    hits = 0
    for asked, _ in pairs:
        first = next(iter(index.screen(Query(name=asked), limit=1).candidates), None)
        hits += first is not None and first.name in right[asked]
    return hits, len(pairs)


def rank_one_by(program: str, pairs: Pairs, crowd: Iterable[str]) -> tuple[int, int] | None:
    """The same by a peer that scores each asked name with every other; what it cannot tell apart counts for it.

    None where the peer does not run here.
    """
    pool = list(dict.fromkeys([*(name for _, name in pairs), *crowd]))
    asked = list(dict.fromkeys(one for one, _ in pairs))
    found = peers.score(program, [(one, name) for one in asked for name in pool])
    if found is None:
        return None
    right, first = set(pairs), dict[str, set[str]]()
    for at, one in enumerate(asked):
        scores = found.scores[at * len(pool) : (at + 1) * len(pool)]
        best = max(scores)
        first[one] = {name for name, score in zip(pool, scores, strict=True) if score == best > 0}
    hits = sum(any((one, name) in right for name in first[one]) for one, _ in pairs)
    return hits, len(pairs)


def chinese_pinyin(count: int) -> Pairs:
    """Invented companies in characters, and in syllables as anyascii spells them, run together by chance."""
    return [(name, _pinyin(parts, draw)) for name, parts, _, draw in _chinese(count)]


def chinese_english(count: int) -> Pairs:
    """The same companies as an English list writes them: place and name by sound, trade and form by meaning."""
    return [
        (name, f"{_spelt(parts[0])} {_spelt(parts[1])} {english} Co., Ltd.")
        for name, parts, english, _ in _chinese(count)
    ]


def cyrillic() -> Pairs:
    """Invented companies, in Cyrillic and in two romanisations."""
    names = [f"{word} завод" if at % 3 == 0 else word for at, word in enumerate(_CYRILLIC)]
    return [
        (f"ООО «{name}»", " ".join(["OOO", _romanised(name, table)]))
        for name in names
        for table in (_SCIENTIFIC, _PASSPORT)
    ]


def arabic() -> Pairs:
    """Companies of ordinary words, in Arabic and as they are commonly written in Latin letters."""
    return [
        (f"شركة {word} {trade}", f"{latin} {english} Company")
        for word, latin in _ARABIC
        for trade, english in _ARABIC_TRADES
    ]


def sanctioned_chinese() -> Pairs:
    """The Chinese names on a bank's list, and the English ones beside them; empty where the list is absent."""
    if not SANCTIONED.is_file():
        return []
    with SANCTIONED.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["Other Name"], row["Title"]) for row in csv.DictReader(stream)]
    return [(other, title) for other, title in rows if any("\u4e00" <= letter <= "\u9fff" for letter in other)]


def public_bodies(language: str) -> Pairs:
    """Public bodies by their label in a language, and in English; empty where the labels are absent."""
    if not LABELS.is_file():
        return []
    labels = defaultdict[str, dict[str, str]](dict)
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["kind"] == "label":
                labels[row["qid"]].setdefault(row["lang"], row["name"])
    return [(known[language], known["en"]) for known in labels.values() if language in known and "en" in known]


def _chinese(count: int) -> Iterable[tuple[str, tuple[str, str, str], str, random.Random]]:
    draw = random.Random(6)  # the seed that makes it the same
    for _ in range(count):
        place, own = draw.choice(_PLACES), "".join(draw.sample(_CHOSEN, 2))
        trade, pinyin, english = draw.choice(_TRADES)
        yield f"{place}{own}{trade}有限公司", (place, own, pinyin), english, draw


def _spelt(characters: str) -> str:
    from anyascii import anyascii

    return anyascii(characters).lower().capitalize() if characters != "陕西" else "Shaanxi"


def _pinyin(parts: tuple[str, str, str], draw: random.Random) -> str:
    from anyascii import anyascii

    place, own, trade = parts
    apart = " ".join(anyascii(letter) for letter in own)
    written = draw.choice((apart, apart.replace(" ", "").capitalize()))
    return f"{_spelt(place)} {written} {draw.choice((trade, trade.replace(' ', '').capitalize()))} Youxian Gongsi"


def _romanised(name: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in name.lower().replace("ё", "е")).upper()
