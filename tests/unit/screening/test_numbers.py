"""A number decides alone where a slip of the hand shows in it, and nowhere else: for every scheme that is read."""

from itertools import product

import pytest

from goodstanding.intake.identifiers import SCHEMES
from goodstanding.screening.numbers import is_key, root_of, strong_identifiers
from goodstanding.values.identifiers import Identifier

#: Of each scheme how an organization's number begins; two signs behind it are its check digits, or look so.
BEGINNINGS = {
    "ar-cuit": "307142954", "au-abn": "518247535", "bg-eik": "8319195", "br-cnpj": "167272300001", "cl-rut": "7608642",
    "cn-usci": "91110000MA01ABCD", "co-nit": "90012345", "cz-dic": "CZ251233", "cz-ico": "251233",
    "ec-ruc": "17900169190", "es-nif": "A135856", "fr-rcs": "5521202", "hr-oib": "331928102", "it-cf": "007436900",
    "jp-jcn": "58356782562", "lv-re": "400031234", "mx-rfc": "QWE010203A", "pe-ruc": "205123337", "pl-nip": "52518727",
    "pt-nippc": "5006972", "ru-inn": "77070838", "ru-ogrn": "10222005258", "se-on": "55601257", "tr-vkn": "34080456",
    "ua-edr": "328559", "ve-cr": "J3043812", "ve-rif": "J3043812", "xi-lei": "5299000J2N45DDNE4Y",
    "xv-reg": "C79414452",
}  # fmt: skip
#: Numbers in which a slip does not show.
WITHOUT = {
    "br-arrears": "town-of-brelva", "co-nit": "900123456", "gb-coh": "01234567", "in-mca": "U01111UR1995PTC015895",
    "in-pan": "AAACR5055K", "kr-brn": "1348672683", "kz-bin": "980540000397", "us-ein": "911144442",
    "us-sam": "ZQGGHJH74DW7",
}  # fmt: skip
OF_PERSONS = {"br-cpf", "ru-ogrnip"}


def decides(scheme: str, code: str) -> bool:
    return any(map(is_key, strong_identifiers([Identifier(scheme, code)])))


def test_every_scheme_is_told_here() -> None:
    assert BEGINNINGS.keys() | WITHOUT.keys() | OF_PERSONS == SCHEMES


@pytest.mark.parametrize("scheme", BEGINNINGS)
def test_where_there_is_a_check_digit_few_slips_give_another_number_that_decides(scheme: str) -> None:
    ends = map("".join, product("0123456789K", "0123456789ABCDEFGHJKLMNPQRTUWXY"))
    code = next(found for end in ends if decides(scheme, found := BEGINNINGS[scheme] + end))
    slips = [
        code[:at] + digit + code[at + 1 :]
        for at, sign in enumerate(code)
        for digit in "0123456789"
        if sign.isdigit() and digit != sign
    ]
    others = [slip for slip in slips if root_of(Identifier(scheme, slip)) != root_of(Identifier(scheme, code))]
    assert sum(decides(scheme, slip) for slip in others) <= len(others) // 5


@pytest.mark.parametrize("scheme", WITHOUT)
def test_without_one_a_number_counts_and_does_not_decide(scheme: str) -> None:
    assert strong_identifiers([Identifier(scheme, WITHOUT[scheme])])
    assert not decides(scheme, WITHOUT[scheme])


def test_a_number_whose_check_digit_is_wrong_still_counts() -> None:
    """Intake reads it by its form: it is compared, and asks."""
    assert strong_identifiers([Identifier("fr-rcs", "552120223")])
    assert decides("fr-rcs", "552120222")
    assert not decides("fr-rcs", "552120223")
