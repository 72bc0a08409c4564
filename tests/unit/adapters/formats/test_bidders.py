"""Files of bidders, each kind by the same contract: no row is lost, persons are skipped unread, nothing is guessed."""

import json
from pathlib import Path

import pytest

from goodstanding.adapters.formats.bidders import BidderLines, BidderTable, country_code
from goodstanding.adapters.formats.person_words import is_person_type
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder
from goodstanding.values.errors import ImportAbortedError


def table(folder: Path, text: str | bytes) -> list[BidderRow]:
    path = folder / "bidders.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(BidderTable().read(path))


def lines(folder: Path, *values: object) -> list[BidderRow]:
    path = folder / "bidders.jsonl"
    path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in values))
    return list(BidderLines().read(path))


WHOLE = Bidder(
    row=1,
    names=("Northquay Dredging Ltd", "Northquay", "NQD"),
    identifiers=("xv-reg:C7941445291", "xi-lei:0000XVINVENTED000010"),
    country="FR",
    reference="A1",
)


def test_both_kinds_read_the_same_bidder(tmp_path: Path) -> None:
    header = "id,name,aliases,identifier,xi-lei,country,type,ignored\n"
    row = "A1,Northquay Dredging Ltd,Northquay; NQD,xv-reg:C7941445291,0000XVINVENTED000010,France,company,x\n"
    assert table(tmp_path, header + row) == [WHOLE]
    said = {"id": "A1", "name": "Northquay Dredging Ltd", "aliases": ["Northquay", "NQD"], "country": "fr"}
    number = {"scheme": "xv-reg", "id": "C7941445291"}
    for identifiers in ([number, "xi-lei:0000XVINVENTED000010"], "xv-reg:C7941445291; xi-lei:0000XVINVENTED000010"):
        assert lines(tmp_path, said | {"identifiers": identifiers, "ignored": {"x": 1}}) == [WHOLE]
    assert lines(tmp_path, said | {"identifier": "xv-reg:C7941445291", "xi-lei": "0000XVINVENTED000010"}) == [WHOLE]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_says_the_delimiter_in_any_case_and_order(tmp_path: Path, delimiter: str) -> None:
    text = f"\ufeffCountry{delimiter} Name \nXV{delimiter}Northquay\n"
    assert table(tmp_path, text) == [Bidder(row=1, names=("Northquay",), country="XV")]


def test_rows_keep_their_number_and_persons_are_skipped(tmp_path: Path) -> None:
    rows = table(tmp_path, "name,type\nNorthquay,firm\nSomebody,Natural Person\n,\nLowmark,\n")
    assert rows == [
        Bidder(row=1, names=("Northquay",)),
        SkippedPerson(row=2),
        Bidder(row=3, names=()),
        Bidder(row=4, names=("Lowmark",)),
    ]
    assert lines(tmp_path, {"name": "Somebody", "type": "自然人"}, {"name": "Northquay"}) == [
        SkippedPerson(row=1),
        Bidder(row=2, names=("Northquay",)),
    ]


def test_an_unknown_country_makes_a_row_unreadable(tmp_path: Path) -> None:
    (row,) = table(tmp_path, "name,country\nNorthquay,Nowhereland\n")
    assert isinstance(row, UnreadableBidder)
    assert (row.finding.field, "Nowhereland" in str(row.finding)) == ("country", False)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("not json", ""),
        ("[1]", ""),
        ('"text"', ""),
        ("{" * 5_000, ""),
        ({"name": {"x": 1}}, "name"),
        ({"name": True}, "name"),
        ({"name": "Northquay", "aliases": {"a": 1}}, "aliases"),
        ({"name": "Northquay", "aliases": [1]}, "aliases"),
        ({"name": "Northquay", "identifiers": [{"scheme": "xv-reg"}]}, "identifiers"),
        ({"name": "Northquay", "identifiers": 12}, "identifiers"),
    ],
)
def test_a_misshapen_line_is_told_by_row_and_field(tmp_path: Path, value: object, field: str) -> None:
    first, second = lines(tmp_path, value, {"name": "Northquay"})
    assert isinstance(first, UnreadableBidder)
    assert (first.finding.row, first.finding.field) == (1, field)
    assert second == Bidder(row=2, names=("Northquay",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "country,type\nXV,firm\n",
        "name,Name\nNorthquay,Lowmark\n",
        'name,country\n"Northquay,XV\n',
        "name,country\nNorthquay\n",
        "name\nNorth\x00quay\n",
        "name\nNorthquay\xff\n".encode("latin-1"),
        '"name\nNorthquay',
    ],
)
def test_a_broken_table_is_refused_whole(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(ImportAbortedError):
        table(tmp_path, text)


LONG = "N" * 8_193


@pytest.mark.parametrize(
    ("text", "told", "accepted"),
    [
        ("country,name,Name\nXV,Northquay,Lowmark\n", "Columns 2 and 3 ", "each column once"),
        ("name,XV_REG,xv-reg\nNorthquay,C1,C1\n", "Columns 2 and 3 ", "each column once"),
        ("Secret,name,Secret\n1,Northquay,1\n", "Columns 1 and 3 ", "each column once"),
        ("name,,\nNorthquay,,\nLowmark,,C7941445291\n", "Column 3 of bidders.csv has no name", "a scheme's name"),
        ("name,lei\nNorthquay,1\n", "Column 2 of bidders.csv may hold numbers", "xi-lei"),
        ("name" + ",x" * 500 + "\n", "bidders.csv has 501 columns", "at most 500"),
        (f"name,country\nNorthquay,XV\n\nLowmark,{LONG}\n", "The cell in column 2 of row 2 of", "at most 8192"),
        (f"name,country\n{LONG},XV\n", "The cell in column 1 of row 1 of", "at most 8192"),
        (f'name,id\nNorthquay,"{LONG}\n', "or its quotes are not closed", "at most 8192"),
        (f'name,id\nNorthquay,"A\nB\r\nC{LONG}"\n', "The cell in column 2 of row 1 of", "at most 8192"),
        (f"name,{LONG}\nNorthquay,1\n", "The cell in column 2 of the header of", "at most 8192"),
        ('name,id\nNorthquay,"A"B\n', "is not well-formed near row 1", "quotes closed"),
        ('name,"id\nNorthquay,A\n', "is not well-formed near the header", "quotes closed"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_by_its_place(tmp_path: Path, text: str, told: str, accepted: str) -> None:
    with pytest.raises(ImportAbortedError) as raised:
        table(tmp_path, text)
    said = str(raised.value)
    assert (told in said, accepted in raised.value.accepted) == (True, True), said
    assert len(said) < 250
    assert not [value for value in ("Secret", "Northquay", "Lowmark", "C794", "NNN") if value in said]


def test_columns_that_a_spreadsheet_leaves_empty_are_none(tmp_path: Path) -> None:
    rows = table(tmp_path, "name,,country,,\nNorthquay,,XV, ,\n")
    assert rows == [Bidder(row=1, names=("Northquay",), country="XV")]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ImportAbortedError, match=r"Row 2 of bidders\.jsonl is too long\. Accepted: at most 65536 bytes"
    ):
        lines(tmp_path, {"name": "Northquay"}, {"name": "N" * 70_000})


@pytest.mark.parametrize(("text", "code"), [("fr", "FR"), ("France", "FR"), ("", ""), ("XV", "XV"), ("Nowhere", None)])
def test_a_country_is_a_code_or_a_name(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("word", ["Persona  Física", "PESSOA FÍSICA", "Sole trader", "фізична особа", "個人"])
def test_words_for_persons_are_known_in_any_case(word: str) -> None:
    assert is_person_type(word)


@pytest.mark.parametrize("word", ["", "company", "persona jurídica", "Individual Homes Ltd", "公司登記", "firm"])
def test_words_for_organizations_are_not(word: str) -> None:
    assert not is_person_type(word)


def test_every_key_of_names_and_numbers_is_read_in_any_case(tmp_path: Path) -> None:
    number, lei = "xv-reg:C7941445291", "xi-lei:0000XVINVENTED000010"
    (row,) = table(tmp_path, f"Identifiers,identifier,alias,aliases,XV_REG\n{number},{lei},NQD,NQ,C1\n")
    assert isinstance(row, Bidder)
    assert (set(row.names), set(row.identifiers)) == ({"NQD", "NQ"}, {number, lei, "xv-reg:C1"})
    said = {"Identifier": number, "identifiers": [lei], "Alias": "NQD", "aliases": ["NQ"], "XV-REG": "C1"}
    (row,) = lines(tmp_path, said)
    assert isinstance(row, Bidder)
    assert (set(row.names), set(row.identifiers)) == ({"NQD", "NQ"}, {number, lei, "xv-reg:C1"})
    (row,) = lines(tmp_path, {"identifiers": {"Scheme": "fr-rcs", "ID": 552120222}})
    assert isinstance(row, Bidder)
    assert row.identifiers == ("fr-rcs:552120222",)


def test_what_may_be_a_number_of_an_unknown_scheme_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ImportAbortedError, match="scheme"):
        table(tmp_path, "name,LEI\nNorthquay,0000XVINVENTED000010\n")
    (row,) = lines(tmp_path, {"name": "Northquay", "lei": "0000XVINVENTED000010"})
    assert isinstance(row, UnreadableBidder)
    assert row.finding.field == "identifier"
    for twice in ('{"name": "Northquay", "name": "Lowmark"}', '{"name": "Northquay", "NAME": "Lowmark"}'):
        assert isinstance(lines(tmp_path, twice)[0], UnreadableBidder)


def test_other_columns_and_keys_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,Phone,\nNorthquay,1,\n")
    (tmp_path / "a.jsonl").write_text('{"name": "Northquay", "Phone": 1}\n')
    for reader, ending in ((BidderTable(), "csv"), (BidderLines(), "jsonl")):
        assert len(list(reader.read(tmp_path / f"a.{ending}"))) == 1
        assert list(reader.ignored) == ["Phone"]


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("Razón Social;País", "México"),
        ("RAISON SOCIALE;PAYS", "Mexique"),
        ("Fornecedor;País", "México"),
        ("Наименование участника;Страна", "Мексика"),
        ("名称;国家", "墨西哥"),
        ("Company_Name;Country_Code", "MX"),
    ],
)
def test_a_header_may_be_in_the_language_of_who_tenders(tmp_path: Path, header: str, country: str) -> None:
    whole = [Bidder(row=1, names=("Northquay Dredging",), country="MX")]
    assert table(tmp_path, f"{header}\nNorthquay Dredging;{country}\n") == whole
    name, place = header.split(";")
    assert lines(tmp_path, {name: "Northquay Dredging", place: country}) == whole


def test_a_column_by_its_own_word_goes_before_one_by_another(tmp_path: Path) -> None:
    assert table(tmp_path, "Supplier,name\nNQ-17,Northquay\n") == [Bidder(row=1, names=("Northquay",))]
    assert lines(tmp_path, {"Supplier": "NQ-17", "name": "Northquay"}) == [Bidder(row=1, names=("Northquay",))]
    with pytest.raises(ImportAbortedError, match="mean the same"):
        table(tmp_path, "Supplier,Nombre\nNQ-17,Northquay\n")


def test_persons_are_skipped_by_a_column_of_any_language(tmp_path: Path) -> None:
    rows = table(tmp_path, "Proveedor,Tipo de persona\nSomebody,Persona física\nNorthquay,Persona moral\n")
    assert rows == [SkippedPerson(row=1), Bidder(row=2, names=("Northquay",))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str) -> None:
    text = "sep=;\r\nname;country\r\nŁódź Dredging;Polska\r\n"
    assert table(tmp_path, text.encode(encoding)) == [Bidder(row=1, names=("Łódź Dredging",), country="PL")]


def test_text_of_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImportAbortedError) as raised:
        table(tmp_path, "name\nPeña\n".encode("cp1252"))
    assert "CSV UTF-8" in raised.value.to_do


@pytest.mark.parametrize(
    ("text", "code"),
    [("Brasil", "BR"), ("Україна", "UA"), ("Deutschland", "DE"), ("中国", "CN"), ("مصر", "EG"), ("U.S.A.", "US")],
)
def test_a_country_is_named_in_many_languages(text: str, code: str) -> None:
    assert country_code(text) == code
