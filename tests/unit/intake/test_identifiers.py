"""A code is read as its declared scheme and nothing else; the libraries' gaps are closed."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import lei as stdnum_lei
from stdnum.mx import rfc

from goodstanding.intake.identifiers import (
    COMMERCIAL,
    PUBLIC,
    SCHEMES,
    Outcome,
    check_identifier,
)
from goodstanding.intake.personal_numbers import find_personal_number
from goodstanding.register.organizations import OrganizationKind
from goodstanding.values.identifiers import Identifier

USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def outcome(scheme: str, code: str) -> Outcome:
    return check_identifier(Identifier(scheme, code)).outcome


def proves(scheme: str, code: str) -> bool:
    return check_identifier(Identifier(scheme, code)).proves


def lei_of(base: str) -> str:
    number = int("".join(str(int(character, 36)) for character in base + "00"))
    return f"{base}{98 - number % 97:02d}"


def uscc_of(base: str) -> str:
    total = sum(USCC.index(character) * weight for character, weight in zip(base, USCC_WEIGHTS, strict=True))
    return base + USCC[-total % 31]


def xv_of(letter: str, number: int) -> str:
    return f"{letter}{number:08d}{(1 - number * 100) % 97:02d}"


def rfc_of(base: str) -> str:
    return base + rfc.calc_check_digit(base)


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("mx-rfc", rfc_of("QWE010203AB")),
        ("xi-lei", lei_of("5299000J2N45DDNE4Y")),
        ("cn-usci", uscc_of("91110000MA01ABCD0")),
        ("br-cnpj", "16.727.230/0001-97"),
        ("ru-inn", "7707083893"),
        ("ru-ogrn", "1022200525819"),
        ("ua-edr", "32855961"),
        ("es-nif", "A13585625"),
        ("pe-ruc", "20512333797"),
        ("ec-ruc", "1792060346001"),
        ("ar-cuit", "30-71429542-6"),
        ("cl-rut", "76.086.428-5"),
        ("co-nit", "800172250"),
        ("in-mca", "U01111UR1995PTC015895"),
        ("gb-coh", "SC123456"),
        ("jp-jcn", "5835678256246"),
        ("se-on", "556012-5790"),
        ("xv-reg", xv_of("C", 12345678)),
    ],
)
def test_organizations_numbers_are_recognised(scheme: str, code: str) -> None:
    assert outcome(scheme, code) is Outcome.ORGANIZATION


@pytest.mark.parametrize("scheme", sorted(SCHEMES - {"br-arrears"}))  # a source's own prefix: its codes have no rule
def test_every_scheme_refuses_rubbish(scheme: str) -> None:
    for rubbish in ("XXXX", "0", "<script>", "ÄÖÜ", "½²³", "٣٤٥"):
        assert outcome(scheme, rubbish) is not Outcome.ORGANIZATION


@given(scheme=st.sampled_from(sorted(SCHEMES)), code=st.from_regex(r"[^\s\x00-\x1f]{1,40}", fullmatch=True))
def test_no_code_makes_a_library_raise(scheme: str, code: str) -> None:
    assert check_identifier(Identifier(scheme, code)).outcome in Outcome


def test_the_mark_of_a_suppressed_number_is_invalid() -> None:
    assert outcome("mx-rfc", "XXXXXXXXXXXX") is Outcome.INVALID


def test_a_wrong_check_digit_is_invalid() -> None:
    good = {
        "mx-rfc": rfc_of("QWE010203AB"), "xi-lei": lei_of("5299000J2N45DDNE4Y"), "xv-reg": xv_of("C", 12345678),
        "cn-usci": uscc_of("91110000MA01ABCD0"), "ru-inn": "7707083893", "ar-cuit": "30714295426",
    }  # fmt: skip
    for scheme, code in good.items():
        others = [code[:-1] + digit for digit in string.digits if digit != code[-1]]
        assert {outcome(scheme, other) for other in others} == {Outcome.INVALID}, scheme


def test_generated_rfcs_split_at_their_length() -> None:
    source = random.Random(69)
    for _ in range(200):
        letters = "".join(source.choices("BCDFGHJKLMNPQRSTVWXYZ", k=4))
        day = f"{source.randint(0, 99):02d}{source.randint(1, 12):02d}{source.randint(1, 28):02d}"
        kin = "".join(source.choices("123456789ABCDEFGHIJKLMN", k=2))
        assert outcome("mx-rfc", rfc_of(letters[:3] + day + kin)) is Outcome.ORGANIZATION
        assert outcome("mx-rfc", rfc_of(letters + day + kin)) is Outcome.PERSON


def test_lei_gaps_of_the_libraries_are_closed() -> None:
    base = "5299000J2N45DDNE4Y"
    number = int("".join(str(int(character, 36)) for character in base + "00"))
    check = 98 - number % 97
    for alias in (check - 97, check + 97):
        if 0 <= alias <= 99:
            assert outcome("xi-lei", f"{base}{alias:02d}") is Outcome.INVALID
    for digits in ("00", "01", "99"):
        assert outcome("xi-lei", base + digits) is Outcome.INVALID
    assert stdnum_lei.is_valid("AAAA62")  # the gap: six characters pass the library
    assert outcome("xi-lei", "AAAA62") is Outcome.INVALID
    assert outcome("xi-lei", lei_of("5299000J2N45DDNE4YABCD")) is Outcome.INVALID


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("11", Outcome.ORGANIZATION), ("12", Outcome.ORGANIZATION), ("91", Outcome.ORGANIZATION),
        ("93", Outcome.ORGANIZATION), ("N3", Outcome.ORGANIZATION), ("Y1", Outcome.ORGANIZATION),
        ("A1", Outcome.ORGANIZATION), ("92", Outcome.SOLE_TRADER), ("13", Outcome.CIVIC_BODY),
        ("21", Outcome.CIVIC_BODY), ("31", Outcome.CIVIC_BODY), ("41", Outcome.CIVIC_BODY),
        ("51", Outcome.CIVIC_BODY), ("53", Outcome.CIVIC_BODY), ("59", Outcome.CIVIC_BODY),
        ("71", Outcome.CIVIC_BODY), ("79", Outcome.CIVIC_BODY), ("81", Outcome.CIVIC_BODY), ("89", Outcome.CIVIC_BODY),
    ],
)  # fmt: skip
def test_uscc_reads_its_holder(kind: str, expected: Outcome) -> None:
    assert outcome("cn-usci", uscc_of(kind + "110000MA01ABCD0")) is expected


def test_kinds_are_read_where_the_number_says_them() -> None:
    assert check_identifier(Identifier("cn-usci", uscc_of("11110000MA01ABCD0"))).kinds == PUBLIC
    assert check_identifier(Identifier("cn-usci", uscc_of("91110000MA01ABCD0"))).kinds == COMMERCIAL
    assert check_identifier(Identifier("xv-reg", xv_of("P", 1))).kinds == PUBLIC
    owned = check_identifier(Identifier("xv-reg", xv_of("S", 77)))
    assert owned.kinds == {OrganizationKind.STATE_OWNED_ENTERPRISE}
    assert outcome("xv-reg", xv_of("T", 42)) is Outcome.SOLE_TRADER


def test_numbers_that_people_hold_too_prove_nothing() -> None:
    assert not proves("xi-lei", lei_of("5299000J2N45DDNE4Y"))
    assert not proves("br-cnpj", "16727230000197")
    assert not proves("us-ein", "911144442")
    assert not proves("us-sam", "YNDUZMUZF8H8")
    assert not proves("cn-usci", uscc_of("91110000MA01ABCD0"))
    assert proves("mx-rfc", rfc_of("QWE010203AB"))


@pytest.mark.parametrize("scheme", ["us-ssn", "mx-curp", "in-aadhaar", "passport", "pl-pesel", "co-cedula", "orcid"])
def test_schemes_of_people_are_people_whatever_the_code(scheme: str) -> None:
    assert outcome(scheme, "x") is Outcome.PERSON


@pytest.mark.parametrize("scheme", ["wb", "idb", "xi-wikidata", "no-such-list"])
def test_unknown_schemes_say_nothing_even_over_a_persons_number(scheme: str) -> None:
    assert outcome(scheme, "11144477735") is Outcome.UNKNOWN_SCHEME


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CPF 111.444.777-35", "br-cpf"), ("paid by 111.444.777-35 in May", "br-cpf"), ("CPF nº 11144477735", "br-cpf"),
        ("RFC GODE561231GR8", "mx-rfc"), ("CURP BOXW310820HNERXN09", "mx-curp"), ("(11010519491231002X)", "cn-ric"),
        ("cf RCCMNL83S18D969H", "it-cf"), ("DNI 54362315K", "es-dni"), ("NIE X2482300W", "es-nie"),
        ("SSN 536-90-4399", "us-ssn"), ("PAN: AAPPV8261K", "in-pan"), ("ИНН 500100732259", "ru-inn"),
        ("cédula de ciudadanía 1.020.304.050", "national-id"), ("passport no. AB1234567", "passport"),
        ("date of birth: 12/03/1970", "birth-date"), ("IBAN GB33 BUKB 2020 1555 5555 55", "iban"),
        ("DE89370400440532013000", "iban"), ("111 444 777 35", "br-cpf"), ("SSN: 536 90 4399", "us-ssn"),
        # A mistyped number of a person is no less one (S2).
        ("111.444.777-34", "br-cpf"), ("RFC GODE561231GR9", "mx-rfc"), ("BOXW310820HNERXN08", "mx-curp"),
    ],
)  # fmt: skip
def test_personal_numbers_in_text_are_found_and_named_by_code_only(text: str, code: str) -> None:
    assert find_personal_number(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11144477735",
        "contract 536904399",
        "RFC QWE010203AB9",
        "GODE561231GR9",
        "RFC QWER999931AB9",
        "BOXW319920HNERXN09",
        "Born to Dredge 2013 Ltd",
        "DE00370400440532013000",
        "case 2024-11-25",
    ],
)
def test_numbers_without_check_or_context_are_left_alone(text: str) -> None:
    assert find_personal_number(text) is None


@given(st.text(max_size=300))
def test_the_lint_returns_a_code_and_never_a_part_of_the_text(text: str) -> None:
    found = find_personal_number(text)
    assert found is None or found.replace("-", "").isalpha()


TYPED = {
    "full-width": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "Arabic digits": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "mathematical digits": lambda text: text.translate({ord("0") + one: 0x1D7CE + one for one in range(10)}),
    "zero-width spaces": "\u200b".join,
    "joiners": "\u200d".join,
    "soft hyphens": "\u00ad".join,
    "combining marks": "\u0301".join,
    "variation selectors": "\ufe0f".join,
    "non-breaking hyphens": lambda text: text.replace("-", "\u2011").replace(".", "\uff0e"),
    "en dashes": lambda text: text.replace("-", "\u2013"),
    "Cyrillic letters": lambda text: text.translate(str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")),
    "small letters": str.lower,
}


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    "number",
    [
        "111.444.777-35", "CPF 11144477735", "BOXW310820HNERXN09", "GODE561231GR8", "DNI 54362315K", "NIE X2482300W",
        "SSN 536-90-4399", "passport AB1234567", "11010519491231002X", "GB33BUKB20201555555555", "RCCMNL83S18D969H",
    ],
)  # fmt: skip
def test_a_personal_number_is_seen_however_it_is_typed(number: str, typed: str) -> None:
    assert find_personal_number(f"Northquay {TYPED[typed](number)} Ltd") is not None


@pytest.mark.parametrize("number", ["11144477735", "54362315K", "X2482300W", "536-90-4399"])
def test_a_number_without_its_word_is_seen_in_a_name_only(number: str) -> None:
    assert find_personal_number(f"Northquay {number}") is None
    assert find_personal_number(f"Northquay {number}", is_name=True) is not None
