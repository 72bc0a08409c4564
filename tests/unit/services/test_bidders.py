"""What may be asked about: personal numbers are refused in every place of a bidder, and never told (S2, S40)."""

from collections import Counter

import pytest
from sample_drafts import PERSONAL

from goodstanding.screening.analyser import LONGEST_NAME
from goodstanding.screening.subjects import Query
from goodstanding.services.bidders import (
    MOST_IDENTIFIERS,
    MOST_NAMES,
    Bidder,
    Enquiry,
    check_bidder,
    ignored_parts,
    told_parts,
)
from goodstanding.values.findings import Finding, Severity
from goodstanding.values.identifiers import Identifier

NUMBER = "xv-reg:C7941445291"


def bidder(**changes: object) -> Bidder:
    return Bidder(**({"row": 7, "names": ("Northquay Dredging Ltd",)} | changes))  # type: ignore[arg-type]


def code(found: Enquiry | Finding) -> str:
    assert isinstance(found, Finding)
    assert (found.row, found.value) == (7, "")
    return found.code


def test_a_name_and_a_number_are_one_query() -> None:
    found = check_bidder(bidder(identifiers=("XV-REG: C7941445291", NUMBER), country="XV", reference="A1"))
    assert isinstance(found, Enquiry)
    query = Query(name="Northquay Dredging Ltd", identifiers=(Identifier("xv-reg", "C7941445291"),), country="XV")
    assert (found.row, found.reference, found.queries) == (7, "A1", (query,))


def test_every_name_is_a_query_and_a_number_alone_is_one() -> None:
    two = check_bidder(bidder(names=("Northquay", "Lowmark  Works", "Northquay", " ")))
    assert isinstance(two, Enquiry)
    assert [query.name for query in two.queries] == ["Northquay", "Lowmark Works"]
    alone = check_bidder(bidder(names=(), identifiers=(NUMBER,)))
    assert isinstance(alone, Enquiry)
    assert [query.name for query in alone.queries] == [""]


@pytest.mark.parametrize("number", [*PERSONAL, "co-cc:52123456", "xv-reg:T5901234567"])
def test_a_personal_number_is_refused_whatever_stands_beside_it(number: str) -> None:
    if number.startswith("xv-reg:"):
        body = int("59012345") * 100
        number = f"xv-reg:T{body + (1 - body) % 97:010}"
    found = check_bidder(bidder(identifiers=(NUMBER, number)))
    assert code(found) == "personal-number"
    assert number.partition(":")[2] not in str(found)


@pytest.mark.parametrize(
    "changes",
    [
        {"names": ("Northquay Ltd, CPF 111.444.777-35",)},
        {"names": ("Northquay Ltd", "BOXW310820HNERXN09")},
        {"reference": "RFC GODE561231GR8"},
        {"identifiers": ("zz-thing:111.444.777-35",)},
        {"identifiers": ("GODE561231GR8",)},
        {"names": ("Northquay 11144477735",)},
        {"names": ("Northquay 111.444", "777-35 Ltd")} | {"reference": "CPF １１１４４４７７７３５"},
        {"country": "DNI 54362315K"},
        {"reference": "54362315K"},
        {"reference": "536-90-4399"},
        {"names": ("Northquay Ltd, BSN 123456782",)},
        {"identifiers": ("C\u00e9dula de Ciudadan\u00eda:52123456",)},
        {"reference": "GB33 BUKB 2020 1555 5555 55"},
    ],
)
def test_a_personal_number_is_seen_in_every_field(changes: dict[str, object]) -> None:
    found = check_bidder(bidder(**changes))
    assert code(found) == "personal-number"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"names": (), "identifiers": ()}, "name"),
        ({"names": ("  ", "\x00")}, "name"),
        ({"identifiers": ("C7941445291",)}, "identifier"),
        ({"identifiers": ("xv-reg:C7941445292",)}, "identifier"),
        ({"identifiers": ("zz-thing:no number at all",)}, "identifier"),
        ({"names": tuple(f"Northquay {one}" for one in range(MOST_NAMES + 1))}, "name"),
        ({"identifiers": tuple(f"gb-coh:{one:08}" for one in range(MOST_IDENTIFIERS + 1))}, "identifier"),
        ({"identifiers": ("zz-thing:1234",)}, "identifier"),
        ({"identifiers": (NUMBER, "wb:1234")}, "identifier"),
        ({"reference": "A" * 121}, "id"),
    ],
)
def test_what_cannot_be_asked_about_says_which_field(changes: dict[str, object], field: str) -> None:
    found = check_bidder(bidder(**changes))
    assert code(found) == "bidder-unreadable"
    assert isinstance(found, Finding)
    assert (found.field, found.accepted != "") == (field, True)


def test_a_name_that_is_longer_than_names_are_says_so() -> None:
    found = check_bidder(bidder(names=("Northquay", "N" * (LONGEST_NAME + 1))))
    assert code(found) == "bidder-name-long"
    assert "NNN" not in str(found)
    assert isinstance(check_bidder(bidder(names=("N" * LONGEST_NAME,))), Enquiry)


def test_what_cannot_be_seen_is_no_part_of_a_name() -> None:
    found = check_bidder(bidder(reference="A\ud8001", names=("North\u202equay\x1b[31m\nLtd", "می\u200cرود")))
    assert isinstance(found, Enquiry)
    assert [query.name for query in found.queries] == ["Northquay[31m Ltd", "می\u200cرود"]
    assert found.reference == "A1"


def test_a_number_in_full_width_letters_is_the_same_number() -> None:
    found = check_bidder(bidder(identifiers=("ｘｖ－ｒｅｇ：Ｃ７９４１４４５２９１", "xv-reg:C7941\u200b445291")))
    assert isinstance(found, Enquiry)
    assert found.queries[0].identifiers == (Identifier("xv-reg", "C7941445291"),)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("xvreg1:C7941445291", ("xv-reg",)),
        ("xv-rge:C7941445291", ("xv-reg",)),
        ("lei:0000XVINVENTED000010", ("xi-lei",)),
        ("RUC:20100070970", ("ec-ruc", "pe-ruc")),
        ("Nit de Persona Jurídica:860536079", ("co-nit",)),
        ("zz-thing:1234", ("docs/explanation/what-we-refuse.md",)),
    ],
)
def test_a_scheme_that_is_not_compared_clears_nobody(text: str, near: tuple[str, ...]) -> None:
    found = check_bidder(bidder(identifiers=(text,)))
    assert code(found) == "bidder-unreadable"
    assert isinstance(found, Finding)
    assert [one for one in near if one not in found.accepted] == []
    assert text.partition(":")[2] not in str(found)


@pytest.mark.parametrize(
    "text", ["XV_REG:C7941445291", "xv reg: C7941445291", "XVREG:C79 4144 5291", "xv-reg:C79\u00a041445291"]
)
def test_signs_of_a_scheme_and_blanks_of_a_number_are_no_difference(text: str) -> None:
    found = check_bidder(bidder(identifiers=(text,)))
    assert isinstance(found, Enquiry)
    assert found.queries[0].identifiers == (Identifier("xv-reg", "C7941445291"),)


def test_the_schemes_of_a_bidder_s_other_numbers_are_told_where_they_can_be_nobody_s_data() -> None:
    told = told_parts(["XV-REF", "DNI 54362315K", "GODE561231GR8", "NGA-BRBDA", "XV-REF"])
    assert told == ("NGA-BRBDA", "XV-REF", "another")
    found = check_bidder(bidder(uncompared=told))
    assert isinstance(found, Enquiry)
    assert found.uncompared == told


def test_what_is_ignored_is_told_once_and_never_what_may_be_data() -> None:
    assert ignored_parts(Counter()) == []
    (told,) = ignored_parts(Counter({"phone": 3, "GODE561231GR8": 1, "DNI 54362315K": 1, "x" * 50: 1}))
    assert (told.code, told.severity) == ("bidder-parts-ignored", Severity.WARNING)
    assert ("phone" in told.message, "54362315K" in told.message, "xxx" in told.message) == (True, False, False)
    assert "3 more" in told.message
