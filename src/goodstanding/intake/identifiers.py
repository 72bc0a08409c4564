"""Identifiers read by their declared scheme: what the number itself says of its holder (S2, S3).

A code is only ever read as its declared scheme: any 7-9 digit string "is" somebody's number somewhere.
Schemes are org-id.guide list codes in lower case. Nothing here returns or prints a code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from unicodedata import normalize

from stdnum import lei, luhn
from stdnum.ar import cuit
from stdnum.br import cnpj, cpf
from stdnum.cl import rut
from stdnum.co import nit
from stdnum.ec import ruc as ec_ruc
from stdnum.es import nif as es_nif
from stdnum.jp import cn as jp_cn
from stdnum.kr import brn
from stdnum.mx import rfc
from stdnum.pe import ruc as pe_ruc
from stdnum.pt import nif as pt_nif
from stdnum.ru import inn, ogrn
from stdnum.se import orgnr
from stdnum.ua import edrpou
from stdnum.ve import rif

from goodstanding.intake.personal_numbers import find_personal_number, is_checked
from goodstanding.intake.references import is_reference
from goodstanding.register.organizations import OrganizationKind
from goodstanding.values.identifiers import Identifier


class Outcome(StrEnum):
    """What a code is, read by its scheme. Closed."""

    ORGANIZATION = "organization"
    PERSON = "person"
    SOLE_TRADER = "sole-trader"
    CIVIC_BODY = "civic-body"
    INVALID = "invalid"
    UNKNOWN_SCHEME = "unknown-scheme"


ANY_KIND = frozenset(OrganizationKind)
COMMERCIAL = frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE})
PUBLIC = frozenset({OrganizationKind.PUBLIC_BODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierVerdict:
    """The outcome, and for organizations the kinds that the number allows.

    `proves` is true where the checked number can belong to no person and no sole trader. A LEI, a CNPJ or
    a VAT number can, and a number without a check digit is easily made up: those identify, but prove nothing.
    """

    outcome: Outcome
    kinds: frozenset[OrganizationKind] = ANY_KIND
    proves: bool = False


PROVEN = IdentifierVerdict(outcome=Outcome.ORGANIZATION, proves=True)
PROVEN_COMPANY = IdentifierVerdict(outcome=Outcome.ORGANIZATION, kinds=COMMERCIAL, proves=True)
PROVEN_PUBLIC = IdentifierVerdict(outcome=Outcome.ORGANIZATION, kinds=PUBLIC, proves=True)
LIKELY = IdentifierVerdict(outcome=Outcome.ORGANIZATION)
LIKELY_COMPANY = IdentifierVerdict(outcome=Outcome.ORGANIZATION, kinds=COMMERCIAL)
LIKELY_PUBLIC = IdentifierVerdict(outcome=Outcome.ORGANIZATION, kinds=PUBLIC)
PERSON = IdentifierVerdict(outcome=Outcome.PERSON)
SOLE_TRADER = IdentifierVerdict(outcome=Outcome.SOLE_TRADER)
CIVIC_BODY = IdentifierVerdict(outcome=Outcome.CIVIC_BODY)
INVALID = IdentifierVerdict(outcome=Outcome.INVALID)
UNKNOWN_SCHEME = IdentifierVerdict(outcome=Outcome.UNKNOWN_SCHEME)

#: Schemes of this register's own making, whose codes are words.
_LOCAL = frozenset({"br-arrears"})
#: The sources that come with a format of their own: by these names they call who has no identifier.
SOURCES = frozenset({"br-arrears", "idb", "mx-69b", "wb"})
_SEPARATORS = re.compile(r"[\s./_-]+")

#: Parts of a scheme's name that mean a number of a person, whatever the country.
_PERSONAL_SCHEMES = frozenset({
    "aadhaar", "amka", "birthdate", "bsn", "cedula", "ci", "cin", "cnic", "cnp", "cns", "cpf", "curp", "dni", "dob",
    "egn", "hetu", "idcard", "iin", "isikukood", "jmbg", "kimlik", "mynumber", "nationalid", "nid", "nie", "nik",
    "nino", "orcid", "passport", "person", "personnummer", "pesel", "pis", "ppsn", "ric", "rodnecislo", "rrn", "sin",
    "snils", "ssn", "tc", "tckimlik", "tckn", "voterid",
})  # fmt: skip

#: Of these, what may be said of an organization's number too, where a scheme is told in words.
_WORDS = frozenset({"ci", "cin", "person", "pis", "ric", "sin", "tc"})
#: Schemes whose last part means a number of a person in that country only: `CA-CC` is a register of companies.
_PERSONAL_LISTS = frozenset({"ar-cuil", "co-cc", "co-ce", "co-ti", "gt-cui", "gt-dpi", "sv-dui"})


def check_identifier(identifier: Identifier) -> IdentifierVerdict:
    """Read a code by its declared scheme; an unknown scheme says nothing, if its code is a number. Never raises."""
    reader = _READERS.get(identifier.scheme)
    if reader is None:
        return _of_unknown_scheme(identifier)
    return reader(_SEPARATORS.sub("", identifier.code).upper())


def is_scheme_of_persons(name: str) -> bool:
    """Whether this names, as a list code or in words, numbers that persons have."""
    scheme = "".join(one for one in normalize("NFKD", name.strip().lower()) if one.isascii())
    if " " in scheme:
        return bool(_PERSONAL_SCHEMES.difference(_WORDS).intersection(scheme.split()))
    parts = re.split(r"[-_]", scheme)
    return scheme in _PERSONAL_LISTS or bool(_PERSONAL_SCHEMES.intersection(parts[1:] or parts))


def _of_unknown_scheme(identifier: Identifier) -> IdentifierVerdict:
    if is_scheme_of_persons(identifier.scheme) or find_personal_number(identifier.code):
        return PERSON
    return UNKNOWN_SCHEME if is_reference(identifier.code) else INVALID


def canonical_identifier(identifier: Identifier) -> Identifier:
    """One spelling a number: without separators and in capitals where the scheme is known, else as it stands.

    Source-local references (`wb:...`, `br-arrears:...`) are written in small letters by the register itself.
    """
    if identifier.scheme not in _READERS or identifier.scheme in _LOCAL:
        return identifier
    return Identifier(identifier.scheme, _SEPARATORS.sub("", identifier.code).upper() or identifier.code)


def is_scheme_of_numbers(name: str) -> bool:
    """Whether this names a scheme whose codes are read here: no source is called so. Of unknown schemes it says no."""
    return name in _READERS and name not in _LOCAL


def _mx_rfc(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"[A-ZÑ&]{4}\d{6}[A-Z0-9]{0,3}", code):
        return PERSON
    return PROVEN if len(code) == 12 and is_checked(rfc.validate, code, validate_check_digits=True) else INVALID


def _br_cnpj(code: str) -> IdentifierVerdict:
    if len(code) == 11 and is_checked(cpf.validate, code):
        return PERSON
    return LIKELY if len(code) == 14 and is_checked(cnpj.validate, code) else INVALID


def _lei(code: str) -> IdentifierVerdict:
    """ISO 17442: 18 characters and check digits 02 to 98. Libraries accept other lengths and 00, 01, 99."""
    well_formed = re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code) is not None and code[18:] not in {"00", "01", "99"}
    return LIKELY if well_formed and is_checked(lei.validate, code) else INVALID


_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def _cn_usci(code: str) -> IdentifierVerdict:
    """GB 32100-2015; the first two characters give the holder's kind. Libraries refuse the departments A, N, Y."""
    if re.fullmatch(r"[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}", code) is None:
        return INVALID
    total = sum(_USCC_ALPHABET.index(letter) * weight for letter, weight in zip(code, _USCC_WEIGHTS, strict=False))
    if _USCC_ALPHABET[-total % 31] != code[17]:
        return INVALID
    return _uscc_kind(code[0], code[:2])


def _uscc_kind(department: str, kind: str) -> IdentifierVerdict:
    if kind == "92":
        return SOLE_TRADER
    if kind in {"11", "12"} or department == "A":
        return PROVEN_PUBLIC
    if kind in {"91", "93"}:
        return LIKELY_COMPANY
    return LIKELY if department in {"N", "Y"} or kind == "19" else CIVIC_BODY


def _ru_inn(code: str) -> IdentifierVerdict:
    if len(code) == 12 and code.isdecimal():
        return PERSON
    return PROVEN if len(code) == 10 and is_checked(inn.validate, code) else INVALID


def _ru_ogrn(code: str) -> IdentifierVerdict:
    if len(code) == 15 and code.isdecimal():
        return SOLE_TRADER
    return PROVEN if len(code) == 13 and is_checked(ogrn.validate, code) else INVALID


def _ua_edr(code: str) -> IdentifierVerdict:
    if len(code) == 10 and code.isdecimal():
        return PERSON
    return PROVEN if len(code) == 8 and is_checked(edrpou.validate, code) else INVALID


def _es_nif(code: str) -> IdentifierVerdict:
    code = code.removeprefix("ES")
    if re.fullmatch(r"[KLMXYZ]?\d{7,8}[A-Z]", code):
        return PERSON
    if not is_checked(es_nif.validate, code):
        return INVALID
    if code[0] in "EHJ":  # co-ownership and civil partnership: held by their members in person
        return SOLE_TRADER
    if code[0] in "GR":
        return CIVIC_BODY
    if code[0] in "PQS":
        return PROVEN_PUBLIC
    return PROVEN_COMPANY if code[0] in "ABCDFNUW" else LIKELY


def _pe_ruc(code: str) -> IdentifierVerdict:
    if len(code) != 11 or not is_checked(pe_ruc.validate, code):
        return PERSON if re.fullmatch(r"1[0567]\d{9}", code) else INVALID
    return PROVEN if code.startswith("20") else PERSON


def _ec_ruc(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"\d\d[0-5]\d{7}(\d{3})?", code):
        return PERSON
    if len(code) != 13 or not is_checked(ec_ruc.validate, code):
        return INVALID
    return PROVEN_PUBLIC if code[2] == "6" else PROVEN


def _ar_cuit(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"2[034567]\d{9}", code):
        return PERSON
    return PROVEN if code[:2] in {"30", "33", "34"} and is_checked(cuit.validate, code) else INVALID


_PAN_HOLDERS = {
    "P": PERSON, "H": SOLE_TRADER, "A": CIVIC_BODY, "T": CIVIC_BODY, "C": LIKELY_COMPANY,
    "F": LIKELY, "G": LIKELY_PUBLIC, "L": LIKELY_PUBLIC, "J": LIKELY, "B": LIKELY,
}  # fmt: skip


def _in_pan(code: str) -> IdentifierVerdict:
    """The fourth letter is the holder's kind; the number has no published check digit, so it proves nothing."""
    if re.fullmatch(r"[A-Z]{5}\d{4}[A-Z]", code) is None:
        return INVALID
    return _PAN_HOLDERS.get(code[3], INVALID)


def _in_mca(code: str) -> IdentifierVerdict:
    match = re.fullmatch(r"[LU]\d{5}[A-Z]{2}\d{4}([A-Z]{3})\d{6}", code)
    if match is None:
        return INVALID
    return {"OPC": SOLE_TRADER, "NPL": CIVIC_BODY}.get(match[1], LIKELY_COMPANY)


def _gb_coh(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"(?:\d{8}|[A-Z]{2}\d{6}|R0\d{6})", code) is None:
        return INVALID
    return CIVIC_BODY if code[:2] in {"CE", "CS"} else LIKELY


def _xv_reg(code: str) -> IdentifierVerdict:
    """The invented register of the demo country: a letter, 8 digits, 2 check digits (all ten modulo 97 are 1)."""
    if re.fullmatch(r"[CSPT]\d{10}", code) is None or int(code[1:]) % 97 != 1:
        return INVALID
    owned = frozenset({OrganizationKind.STATE_OWNED_ENTERPRISE})
    company = frozenset({OrganizationKind.COMPANY})
    if code[0] == "T":
        return SOLE_TRADER
    kinds = {"C": company, "S": owned, "P": PUBLIC}[code[0]]
    return IdentifierVerdict(outcome=Outcome.ORGANIZATION, kinds=kinds, proves=True)


def _co_nit(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"[89]\d{8}", code):
        return LIKELY
    if re.fullmatch(r"[89]\d{9}", code) and is_checked(nit.validate, code):
        return PROVEN
    return PERSON if re.fullmatch(r"\d{6,11}", code) else INVALID


def _cl_rut(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"\d{7,8}[0-9K]", code) is None:
        return INVALID
    if int(code[:-1]) < 50_000_000:
        return PERSON
    return PROVEN if is_checked(rut.validate, code) else INVALID


def _pt_nif(code: str) -> IdentifierVerdict:
    code = code.removeprefix("PT")
    if re.fullmatch(r"(?:[123]\d|45)\d{7}", code):
        return PERSON
    if len(code) != 9 or not is_checked(pt_nif.validate, code):
        return INVALID
    if code[0] == "8":
        return SOLE_TRADER
    return PROVEN_PUBLIC if code[0] == "6" else PROVEN if code[0] == "5" else LIKELY


def _ve_rif(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"[VEP]\d{8,9}", code):
        return PERSON
    if not is_checked(rif.validate, code):
        return INVALID
    return PROVEN_PUBLIC if code[0] == "G" else PROVEN


def _it_cf(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]", code):
        return PERSON
    return LIKELY if len(code) == 11 and is_checked(luhn.validate, code) else INVALID


def _lv_re(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"\d{11}", code) is None:
        return INVALID
    return LIKELY if code[0] > "3" else PERSON


def _kz_bin(code: str) -> IdentifierVerdict:
    """BIN and IIN share one shape: the fifth digit is 4 or 5 for organizations, 6 for joint sole traders."""
    if re.fullmatch(r"\d{12}", code) is None:
        return INVALID
    if code[4] not in "456":
        return PERSON
    return SOLE_TRADER if code[4] == "6" else LIKELY


def _kr_brn(code: str) -> IdentifierVerdict:
    """Digits 4 and 5 give the holder's kind; the library checks the form only, so it proves nothing."""
    if not is_checked(brn.validate, code):
        return INVALID
    companies = dict.fromkeys(("81", "84", "85", "86", "87", "88"), LIKELY)
    holders = {"82": CIVIC_BODY, "89": CIVIC_BODY, "83": LIKELY_PUBLIC} | companies
    return holders.get(code[3:5], SOLE_TRADER)


def _se_on(code: str) -> IdentifierVerdict:
    if re.fullmatch(r"\d{12}|\d\d[01]\d{7}", code):
        return PERSON
    if not is_checked(orgnr.validate, code):
        return INVALID
    return {"2": PROVEN_PUBLIC, "5": PROVEN}.get(code[0], CIVIC_BODY if code[0] == "8" else LIKELY)


def _shape(pattern: str, verdict: IdentifierVerdict = LIKELY, person: str = "") -> Callable[[str], IdentifierVerdict]:
    """A reader for numbers whose form says little: right shape is likely, the person's shape is a person."""
    compiled, personal = re.compile(pattern), re.compile(person) if person else None

    def read(code: str) -> IdentifierVerdict:
        if compiled.fullmatch(code):
            return verdict
        return PERSON if personal is not None and personal.fullmatch(code) else INVALID

    return read


_READERS: Mapping[str, Callable[[str], IdentifierVerdict]] = MappingProxyType(
    {
        "ar-cuit": _ar_cuit,
        "au-abn": _shape(r"\d{11}"),
        "bg-eik": _shape(r"\d{9}|\d{13}", person=r"\d{10}"),
        "br-arrears": lambda _: LIKELY_PUBLIC,
        "br-cnpj": _br_cnpj,
        "br-cpf": lambda _: PERSON,
        "cl-rut": _cl_rut,
        "cn-usci": _cn_usci,
        "co-nit": _co_nit,
        "cz-dic": _shape(r"CZ\d{8}", person=r"CZ\d{9,10}"),
        "cz-ico": _shape(r"\d{8}"),
        "ec-ruc": _ec_ruc,
        "es-nif": _es_nif,
        "fr-rcs": _shape(r"\d{9}(?:\d{5})?"),
        "gb-coh": _gb_coh,
        "hr-oib": _shape(r"\d{11}"),
        "in-mca": _in_mca,
        "in-pan": _in_pan,
        "it-cf": _it_cf,
        "jp-jcn": lambda code: PROVEN if is_checked(jp_cn.validate, code) else INVALID,
        "kr-brn": _kr_brn,
        "kz-bin": _kz_bin,
        "lv-re": _lv_re,
        "mx-rfc": _mx_rfc,
        "pe-ruc": _pe_ruc,
        "pl-nip": _shape(r"\d{10}", person=r"\d{11}"),
        "pt-nippc": _pt_nif,
        "ru-inn": _ru_inn,
        "ru-ogrn": _ru_ogrn,
        "ru-ogrnip": lambda _: SOLE_TRADER,
        "se-on": _se_on,
        "tr-vkn": _shape(r"\d{10}", person=r"\d{11}"),
        "ua-edr": _ua_edr,
        "us-ein": _shape(r"\d{9}"),
        "us-sam": _shape(r"[A-HJ-NP-Z1-9][A-HJ-NP-Z0-9]{11}"),
        "ve-cr": _ve_rif,
        "ve-rif": _ve_rif,
        "xi-lei": _lei,
        "xv-reg": _xv_reg,
    }
)

#: Every scheme whose codes are read; all others are unknown schemes.
SCHEMES = frozenset(_READERS)
