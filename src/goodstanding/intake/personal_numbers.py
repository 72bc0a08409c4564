"""Personal numbers in free text: strong forms, and weaker ones only beside their own name (S2, S26, S40).

Not a search for every number: a bare run of digits proves nothing. Read however they are typed: in full-width or other
digits, among characters that do not show, with any dash, in letters that look Latin. Returns a code, never the value.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from stdnum.br import cpf
from stdnum.cn import ric
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.mx import rfc
from stdnum.ru import inn
from stdnum.us import ssn

#: More text than this is not read: no field that may be free text is longer.
LONGEST = 8_192


def is_checked(validate: Callable[..., object], code: str, **options: object) -> bool:
    """Whether a library's validator accepts a code; whatever it raises means no (KeyError was seen)."""
    try:
        return bool(validate(code, **options))
    except Exception:  # noqa: BLE001 - validators raise KeyError, IndexError and ValueError on odd input
        return False


def _rfc_of_a_person(code: str) -> bool:
    return is_checked(rfc.validate, code, validate_check_digits=True)


def _is_account(code: str) -> bool:
    from stdnum import iban  # reads a table of countries: only where a text has the form

    return is_checked(iban.validate, code.replace(" ", ""))


def _always(_: str) -> bool:
    return True


def _checked(validate: Callable[..., object]) -> Callable[[str], bool]:
    return lambda code: is_checked(validate, code.replace(" ", ""))


def _has_day(code: str) -> bool:
    """Whether the digits behind four letters can be a birth date: a wrong check digit makes no number less personal."""
    year, month, day = (int(part) for part in re.findall(r"\d\d", code)[:3])
    try:
        return date(2000 + year, month, day) is not None
    except ValueError:
        return False


_DIGIT = re.compile(r"\d")
_DASHES = re.compile("[\u02d7\u2010-\u2015\u2043\u207b\u208b\u2212\u30fc\ufe58\ufe63\uff0d]")
_DOTS = re.compile("[\u00b7\u2024\u2027\u2219\u3002\u30fb\uff0e\uff61]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
#: Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХУІЅЈавекмнорстхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYISJabekmhopctxyisjABEZHIKMNOPTYX"
)
_LABELLED = r"([A-Z]{0,2} ?\d[\d./ -]{4,16}[A-Z\d])"
_AFTER = r"\W{0,3}(?:n[o.º°]{0,2}|number|nr|num|#)?\W{0,4}"
_DAY = r"\D{0,12}(\d{1,4})"

_Form = tuple[str, re.Pattern[str], Callable[[str], bool]]


def _forms(*forms: tuple[str, str, Callable[[str], bool]]) -> tuple[_Form, ...]:
    return tuple((code, re.compile(pattern, re.IGNORECASE), check) for code, pattern, check in forms)


#: What says by itself that a person's number follows, in any country.
_LABELS = (
    r"aadhaar|amka|asmens kodas|bsn|burgerservicenummer|bvn|cccd|cmnd|cnp|cns|egn|егн|em[sš]o|hetu|henkilötunnus|idnr"
    r"|insz|isikukood|jmbg|јмбг|kimlik|mynumber|national insurance|nin|nino|nir|niss|personas kods|personnummer|ppsn?"
    r"|resident registration|rijksregister(?:nummer)?|rodn[eé] ?[cč][ií]slo|rrn|s[eé]curit[eé] sociale"
    r"|steuer-?id(?:entifikationsnummer)?|tckn|voter ?id|fødselsnummer|рнокпп|иин|жсн|пинфл"
    r"|الرقم القومي|رقم الهوية|الرقم الوطني|کد ?ملی|תעודת זהות|מספר זהות"
)
#: The same where words are not parted; as they read without their marks, the long sound a dash.
_UNSPACED_LABELS = (
    r"주민등록번호|マイナンバ-|個人番号|公民身份号码"
    r"|身[分份](?:[證证]|證明)(?:文件)?(?:號碼|号码|字號|号)?|เลขประจาตวประชาชน"
)
#: Below it a Chilean number is a person's, as `intake.identifiers` reads it.
_LEAST_RUT = 50_000_000
_LEAST_DIGITS = 6


def _is_person_s_rut(code: str) -> bool:
    return int(re.sub(r"\D", "", code[:-1])) < _LEAST_RUT


def _has_six_digits(code: str) -> bool:
    return len(_DIGIT.findall(code)) >= _LEAST_DIGITS


def _is_cpf(code: str) -> bool:
    return is_checked(cpf.validate, re.sub(r"\D", "", code))


_FORMS = _forms(
    ("national-id", rf"(?:\b(?:{_LABELS})|{_UNSPACED_LABELS})" + _AFTER + _LABELLED, _has_six_digits),
    ("cl-rut", r"\bR\.?U\.?[TN]\b" + _AFTER + r"(\d{1,2}\.?\d{3}\.?\d{3}-?[\dK])(?![\dA-Z-])", _is_person_s_rut),
    ("gb-nino", r"\bNI" + _AFTER + r"([A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b", _always),
    ("tr-tckimlik", r"\bT\.?C\b" + _AFTER + r"([1-9]\d{10})(?!\d)", _always),
    ("sg-nric", r"\b(?:NRIC|FIN)" + _AFTER + r"([STFGM]\d{7}[A-Z])\b", _always),
    ("my-nric", r"\b(?:NRIC|MyKad|IC)" + _AFTER + r"(\d{6}[- ]?\d{2}[- ]?\d{4})(?!\d)", _always),
    ("ar-cuil", r"\bCUI[LT]" + _AFTER + r"(2[034567][- ]?\d{8}[- ]?\d)(?!\d)", _always),
    ("co-cc", r"\bC\.?C\b" + _AFTER + r"(\d{1,3}(?:\.?\d{3}){2,3}|\d{8}|\d{10})(?![\d/])", _always),
    ("dk-cpr", r"\bCPR" + _AFTER + r"(\d{6}[- ]?\d{4})(?!\d)", _always),
    ("birth-date", r"\bgeb\.? (?:am )?(\d{1,2}\. ?\d{1,2}\. ?\d{2,4})", _always),
    ("br-cpf", r"(?<!\d)(\d{3}\.\d{3}\.\d{3}-\d{2})(?!\d)", _always),
    ("br-cpf", r"(?<!\d)(\d{3} \d{3} \d{3}[- ]\d{2})(?!\d)", _checked(cpf.validate)),
    ("br-cpf", r"\bCPF(?:/MF)?" + _AFTER + r"(\d[\d. -]{8,13}\d)(?!\d)", _always),
    ("mx-curp", r"\b([A-Z]{4} ?\d{6} ?[HMX] ?[A-Z]{5} ?[A-Z0-9]\d)\b", _has_day),
    ("mx-rfc", r"\b([A-ZÑ&]{4}[ -]?\d{6}[ -]?[A-Z0-9]{2}[0-9A])\b", _rfc_of_a_person),
    ("mx-rfc", r"\bRFC" + _AFTER + r"([A-ZÑ&]{4}[ -]?\d{6}[ -]?[A-Z0-9]{3})\b", _has_day),
    ("cn-ric", r"(?<![\dA-Z])(\d{6} ?\d{8} ?\d{3}[\dX])(?![\dA-Z])", _checked(ric.validate)),
    ("it-cf", r"\b([A-Z]{3} ?[A-Z]{3} ?\d{2}[A-Z]\d{2} ?[A-Z]\d{3}[A-Z])\b", _checked(codicefiscale.validate)),
    ("es-dni", r"\b(?:DNI|NIF)" + _AFTER + r"(\d{1,2}\.?\d{3}\.?\d{3}[ -]?[A-Z])\b", _always),
    ("es-nie", r"\bNIE" + _AFTER + r"([XYZ][ -]?\d{7}[ -]?[A-Z])\b", _always),
    ("us-ssn", r"\b(?:SSN|social security)" + _AFTER + r"(\d{3}[- ]?\d{2}[- ]?\d{4})(?!\d)", _always),
    ("in-aadhaar", r"\baadhaar" + _AFTER + r"(\d{4}[- ]?\d{4}[- ]?\d{4})(?!\d)", _always),
    ("in-pan", r"\bPAN" + _AFTER + r"([A-Z]{3}P[A-Z]\d{4}[A-Z])\b", _always),
    ("ru-inn", r"\b(?:ИНН|INN)" + _AFTER + r"(\d{12})(?!\d)", _checked(inn.validate)),
    ("ru-snils", r"\b(?:СНИЛС|SNILS)" + _AFTER + r"(\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2})(?!\d)", _always),
    ("pl-pesel", r"\bPESEL" + _AFTER + r"(\d{11})(?!\d)", _always),
    (
        "national-id",
        r"\b(?:c[eé]dula(?: de (?:ciudadan[ií]a|identidad))?|CNIC|NIK|NID|national id(?:entity)?|id card|DNI)"
        + _AFTER
        + r"(\d[\d.\- ]{5,16}\d)",
        _always,
    ),
    (
        "passport",
        r"(?:\bpas(?:s?port|aporte|saporte|seport)|\breisepass|паспорт|护照)"
        + _AFTER
        + r"([A-Z]{0,3} ?\d[\d ]{3,10}\d)",
        _always,
    ),
    (
        "birth-date",
        r"(?:\b(?:date of birth|d\.?o\.?b|born(?! to\b)|nas?cid[oa]|geboren|née? le)\b|дата рождения|出生)" + _DAY,
        _always,
    ),
    # Whose account it is does not stand in the number, and a register has no use for one.
    ("iban", r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?)\b", _is_account),
    ("iban", r"\bIBAN" + _AFTER + r"([A-Z]{2}\d{2}[A-Z0-9 ]{8,36})\b", _always),
)
#: Without a word beside them, and so only looked for in names and references: nothing is called by such a number.
_BARE = _forms(
    ("br-cpf", r"(?<![\d./-])(\d{3}\.?\d{3}\.?\d{3}[-/ ]?\d{2})(?![\d./-])", _is_cpf),
    ("es-dni", r"\b(\d{8}[ -]?[A-Z])\b", _checked(dni.validate)),
    ("es-nie", r"\b([XYZ][ -]?\d{7}[ -]?[A-Z])\b", _checked(nie.validate)),
    ("us-ssn", r"(?<![\d-])(\d{3}-\d{2}-\d{4})(?![\d-])", _checked(ssn.validate)),
    ("in-aadhaar", r"(?<!\d)(\d{4} \d{4} \d{4})(?!\d)", _checked(aadhaar.validate)),
    ("fr-nir", r"(?<![\dA-Z])([12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d)(?![\dA-Z])", _checked(nir.validate)),
    ("kr-rrn", r"(?<![\d-])(\d{6}-[1-8]\d{6})(?![\d-])", _checked(rrn.validate)),
)


def find_personal_number(text: str, *, is_name: bool = False) -> str | None:
    """The code of the first kind of personal number that stands in the text, or None. Never the number.

    In a name, which no number stands in for itself, also numbers without a word beside them.
    """
    for reading in _readings(text[:LONGEST]):
        for code, pattern, is_number in (*_FORMS, *_BARE) if is_name else _FORMS:
            if any(is_number(match[1]) for match in pattern.finditer(reading)):
                return code
    return None


def as_typed(text: str) -> str:
    """The text in plain characters: no full-width letters or foreign digits, one kind of dash, nothing unseen."""
    if text.isascii():
        return text
    return _shown(unicodedata.normalize("NFKC", text))


def _shown(text: str) -> str:
    seen = (letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in seen)
    return _DOTS.sub(".", _DASHES.sub("-", digits))


def _readings(text: str) -> Iterator[str]:
    """The text as it may be meant; none where it has no digit."""
    if text.isascii():
        if _DIGIT.search(text):
            yield "".join(letter if letter.isprintable() else " " for letter in text)
        return
    plain = as_typed(text)
    if _DIGIT.search(plain):
        bare = _shown(unicodedata.normalize("NFKD", text))
        yield from dict.fromkeys((plain, bare, bare.translate(_LOOKALIKES)))
