"""Personal numbers in free text: strong forms, and weaker ones only beside their own name (S2, S26, S40).

Not a search for every number: a bare run of digits proves nothing. Returns a code, never the value.
"""

import re
from collections.abc import Callable

from stdnum.br import cpf
from stdnum.cn import ric
from stdnum.es import dni, nie
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.mx import curp, rfc
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


def _always(_: str) -> bool:
    return True


def _checked(validate: Callable[..., object]) -> Callable[[str], bool]:
    return lambda code: is_checked(validate, code)


_DIGIT = re.compile(r"\d")
_AFTER = r"\W{0,3}(?:n[o.º°]{0,2}|number|nr|num|#)?\W{0,4}"

_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE), check)
    for code, pattern, check in (
        ("br-cpf", r"(?<!\d)(\d{3}\.\d{3}\.\d{3}-\d{2})(?!\d)", _checked(cpf.validate)),
        ("br-cpf", r"\bCPF(?:/MF)?" + _AFTER + r"(\d{11})(?!\d)", _checked(cpf.validate)),
        ("mx-curp", r"\b([A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d)\b", _checked(curp.validate)),
        ("mx-rfc", r"\b([A-ZÑ&]{4}[ -]?\d{6}[ -]?[A-Z0-9]{2}[0-9A])\b", _rfc_of_a_person),
        ("cn-ric", r"(?<![\dA-Z])(\d{17}[\dX])(?![\dA-Z])", _checked(ric.validate)),
        ("it-cf", r"\b([A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])\b", _checked(codicefiscale.validate)),
        ("es-dni", r"\b(?:DNI|NIF)" + _AFTER + r"(\d{8}[ -]?[A-Z])\b", _checked(dni.validate)),
        ("es-nie", r"\bNIE" + _AFTER + r"([XYZ]\d{7}[ -]?[A-Z])\b", _checked(nie.validate)),
        ("us-ssn", r"\b(?:SSN|social security)" + _AFTER + r"(\d{3}-?\d{2}-?\d{4})(?!\d)", _checked(ssn.validate)),
        ("in-aadhaar", r"\baadhaar" + _AFTER + r"(\d{4} ?\d{4} ?\d{4})(?!\d)", _checked(aadhaar.validate)),
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
            r"(?:\bpas(?:s?port|aporte|saporte|seport)|\breisepass|паспорт|护照)" + _AFTER + r"([A-Z]{0,3}\d{5,10})",
            _always,
        ),
        (
            "birth-date",
            r"(?:\b(?:date of birth|d\.?o\.?b|born|nas?cid[oa]|geboren|née? le)\b|дата рождения|出生)\D{0,12}(\d{1,4})",
            _always,
        ),
    )
)


def find_personal_number(text: str) -> str | None:
    """The code of the first kind of personal number that stands in the text, or None. Never the number."""
    bounded = text[:LONGEST]
    if _DIGIT.search(bounded) is None:
        return None
    for code, pattern, is_number in _FORMS:
        if any(is_number(match[1]) for match in pattern.finditer(bounded)):
            return code
    return None
