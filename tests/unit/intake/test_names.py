"""Names are cleaned, split and read for their legal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.lexicon import FormClass, Vocabulary
from goodstanding.intake.names import LONGEST_NAME, clean_name, fold, read_name, tokenize


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  ACME,\tS.A.  ", "ACME, S.A."),
        ("ACME, S.A. // by judgment of 1 May", "ACME, S.A."),
        ("\x93ACME\x94 S.A.", '"ACME" S.A.'),
        ('"ACME S.A."', "ACME S.A."),
        ("A\u200bC\u202eME\x00 Ltd", "ACME Ltd"),
        ("Acme Ltd (TIN No. 300000000)", "Acme Ltd"),
        ("Acme Ltd (Reg. No. 0205550000)", "Acme Ltd"),
        ("Acme Ltd (", "Acme Ltd"),
        ("Cafe\u0301 Ltd", "Caf\u00e9 Ltd"),
        ("12345", ""),
        ("// only a note", ""),
        ("North\u034f\u3164\U000e0041quay\u2028Ltd", "Northquay Ltd"),
        ("x" * (LONGEST_NAME + 1), ""),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


@given(st.text(max_size=2_000))
def test_a_clean_name_is_short_one_line_and_stays_clean(text: str) -> None:
    clean = clean_name(text)
    assert len(clean) <= LONGEST_NAME
    assert not any(character in clean for character in "\r\n\t\x00\u200b\u202e")
    assert clean_name(clean) == clean or clean.startswith('"')


@given(st.text(max_size=500))
def test_any_text_can_be_read(text: str) -> None:
    reading = read_name(text, "MX", load_lexicon())
    assert len(reading.rest) <= len(reading.tokens)


def test_folding_makes_spellings_equal() -> None:
    assert fold("ŞTİ") == fold("şti") == "sti"
    assert fold("Ｌｔｄ") == "ltd"
    assert fold("АО «Рога»") == "ао «рога»"


def test_words_keep_their_points_and_parts() -> None:
    tokens = tokenize("J.C. Segura, S. A. de C.V.")
    assert [(token.text, token.segment, token.dotted) for token in tokens] == [
        ("jc", 0, True), ("segura", 0, False), ("s", 1, True), ("a", 1, True), ("de", 1, False), ("cv", 1, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country", "form"),
    [
        ("Acme Ltd.", "GB", FormClass.ORGANIZATION),
        ("Acme S. A. DE C. V.", "MX", FormClass.ORGANIZATION),
        ("Acme, S..A. DE C.V .", "MX", FormClass.ORGANIZATION),
        ("PT. Karya Xyz", "ID", FormClass.ORGANIZATION),
        ("ООО «Ромашка»", "RU", FormClass.ORGANIZATION),
        ("Công ty TNHH Xyz", "VN", FormClass.ORGANIZATION),
        ("شركة النور للتجارة", "EG", FormClass.ORGANIZATION),
        ("滨海建设集团股份有限公司第一分公司", "CN", FormClass.ORGANIZATION),
        ("株式会社テスト", "JP", FormClass.ORGANIZATION),
        ("Xyz İnşaat Ltd. Şti.", "TR", FormClass.ORGANIZATION),
        ("Acme Group Corporation Limited Xyz Branch", "CN", FormClass.ORGANIZATION),
        ("Acme Construtora LTDA - ME", "BR", FormClass.ORGANIZATION),
        ("Acme E.I.R.L.", "PE", FormClass.SINGLE),
        ("Acme EOOD", "BG", FormClass.SINGLE),
        ("Acme (OPC) Private Limited", "", FormClass.SINGLE),
        ("Acme Công ty TNHH Một Thành Viên", "VN", FormClass.SINGLE),
        ("某某个人独资企业", "CN", FormClass.SOLE_TRADER),
        ("Acme e.K.", "DE", FormClass.SOLE_TRADER),
        ("Acme, A.C.", "MX", FormClass.CIVIC),
        ("Sindicato de Choferes Xyz", "MX", FormClass.CIVIC),
        ("Acme e.V.", "DE", FormClass.CIVIC),
        ("Acme S.A.S. de C.V.", "MX", FormClass.MAYBE_SINGLE),
        ("Acme S.A.S.", "FR", FormClass.ORGANIZATION),
    ],
)
def test_legal_forms_are_found_where_they_stand(name: str, country: str, form: FormClass) -> None:
    assert form in read_name(name, country, load_lexicon()).forms


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("João Sá", "BR"), ("Peter As", "NO"), ("Inter AC", "GB"), ("Limited Edition Xyz", "GB"),
        ("Acme", ""), ("Casa", "ES"), ("Jong Ag", "NL"), ("张伟", "CN"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_form_is_none(name: str, country: str) -> None:
    assert FormClass.ORGANIZATION not in read_name(name, country, load_lexicon()).forms


def test_a_companys_form_outweighs_a_short_look_alike_before_it() -> None:
    assert read_name("Grupo AR, S.A. de C.V.", "MX", load_lexicon()).forms == {FormClass.ORGANIZATION}


def test_a_vocabulary_knows_words_beginnings_and_phrases() -> None:
    vocabulary = Vocabulary.of(["law firm", "abogad*", "school"])
    assert vocabulary.has("abogados")
    assert not vocabulary.has("law")
    assert vocabulary.touches(frozenset({"law", "firm"}), frozenset({"law firm"}))
    assert not vocabulary.touches(frozenset({"firm"}), frozenset({"the firm"}))


def test_the_lexicon_is_read_once_and_is_whole() -> None:
    lexicon = load_lexicon()
    assert load_lexicon() is lexicon
    assert len(lexicon.given_names) > 10_000
    assert len(lexicon.surnames) > 10_000
    assert {form.form_class for forms in lexicon.legal_forms.values() for form in forms.values()} == set(FormClass)
    assert all(lexicon.inside.values())
