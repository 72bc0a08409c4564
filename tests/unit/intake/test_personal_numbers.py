"""A number of a person is seen by its label in any country's words; no company's name or number is taken for one."""

import pytest

from goodstanding.intake.identifiers import is_scheme_of_persons
from goodstanding.intake.personal_numbers import find_personal_number

#: "Number of the citizen's card".
THAI = "\u0e40\u0e25\u0e02\u0e1b\u0e23\u0e30\u0e08\u0e33\u0e15\u0e31\u0e27\u0e1b\u0e23\u0e30\u0e0a\u0e32\u0e0a\u0e19"
LABELLED = (
    "RUT 12.345.678-5", "R.U.T. 12345678-5", "NINO AB123456C", "NI number AB 12 34 56 C", "BSN 123456782",
    "National Insurance No AB123456C", "TC Kimlik No 12345678901", "T.C. 12345678901", "BSN 1234.56.782",
    "Steuer-ID 12 345 678 901", "Steuer-Identifikationsnummer: 12345678901", "CNP 1800101221144", "EGN 7523169263",
    "\u0415\u0413\u041d 7523169263", "NRIC S1234567D", "CUIL 20-05536168-2", "CC 1234567890", "C.C. 52.123.456",
    "CPR 010180-1234", "PPSN 1234567T", "PPS No 1234567TA", "geb. 02.01.1980", "MyKad 800101-14-1234",
    "NIR 2 95 10 99 126 111 92", "n\u00b0 de s\u00e9curit\u00e9 sociale: 295109912611192", "RRN 971013-9019903",
    "\uc8fc\ubbfc\ub4f1\ub85d\ubc88\ud638 971013-9019903", "\u500b\u4eba\u756a\u53f7 123456789012",
    "\u30de\u30a4\u30ca\u30f3\u30d0\u30fc: 1234 5678 9012", "\u8eab\u5206\u8b49\u5b57\u865f A123456789",
    "\u5f20\u4e09\u8eab\u4efd\u8bc1\u53f7\u7801 110105194912310021", "CCCD 001099012345", "NIN 12345678901",
    f"{THAI} 1-2345-67890-12-1",
    "\u0627\u0644\u0631\u0642\u0645 \u0627\u0644\u0642\u0648\u0645\u064a 29001011234567",
    "\u06a9\u062f \u0645\u0644\u06cc \u06f0\u06f4\u06f9\u06f9\u06f3\u06f7\u06f0\u06f8\u06f9\u06f9",
    "\u05ea\u05e2\u05d5\u05d3\u05ea \u05d6\u05d4\u05d5\u05ea 123456782", "\u0418\u0418\u041d 850101300123",
    "\u0408\u041c\u0411\u0413 0101006500006", "Rijksregisternummer 85.07.30-033.28", "personas kods 161175-19997",
)  # fmt: skip
BARE = (
    "529982247-25", "529.982.247/25", "529982247/25", "52998224725", "536-90-4399", "54362315K", "X2482300W",
    "295109912611193", "2 95 10 99 126 111 93", "850101-1234566",
)  # fmt: skip
NONE = (
    "RUT 76.123.456-7", "RUT 900123456-8", "NIT 900.123.456-8", "CC 2005/012345/23", "CC 2000", "BSN Medical 12",
    "IC 200512", "TC 1234", "FIN 12345678", "Nino 2000 Srl", "PPS 77 Ltd", "CPR 2020", "Steuer-ID 5", "geb. 1980",
    "45.997.418/0001-53", "529982247-26", "295109912611192", "110111-0123456", "NIR 2000 Ltd", "EMSO 12", "NIN 2020",
    "55210055400013",
)  # fmt: skip


@pytest.mark.parametrize("text", LABELLED)
def test_a_label_says_whose_number_it_is(text: str) -> None:
    assert find_personal_number(f"Quillmarsh, {text}") is not None
    assert find_personal_number(f"Quillmarsh {text.lower()} Ltd") is not None


@pytest.mark.parametrize("text", BARE)
def test_without_a_label_it_is_seen_in_names_only(text: str) -> None:
    assert find_personal_number(f"Quillmarsh {text}", is_name=True) is not None
    assert find_personal_number(text, is_name=True) is not None
    assert find_personal_number(f"Quillmarsh {text}") is None


@pytest.mark.parametrize("text", NONE)
def test_a_company_s_name_or_number_is_none(text: str) -> None:
    assert find_personal_number(f"Quillmarsh {text}", is_name=True) is None


@pytest.mark.parametrize(
    ("name", "is_persons"),
    [
        ("co-cc", True), ("us-ssn", True), ("C\u00e9dula de Ciudadan\u00eda", True), ("passport", True),
        ("ca-cc", False), ("Nit de Persona Jur\u00eddica", False), ("Legal person number", False), ("", False),
    ],
)  # fmt: skip
def test_a_scheme_of_persons_is_known_as_a_code_and_in_words(name: str, is_persons: bool) -> None:
    assert is_scheme_of_persons(name) is is_persons
