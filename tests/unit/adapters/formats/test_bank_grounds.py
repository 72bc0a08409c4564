"""The closed vocabulary of the banks' grounds: every spelling is read whole, or it is unknown."""

import time

import pytest

from goodstanding.adapters.formats.bank_grounds import Ground, parse_idb_grounds, parse_worldbank_grounds


@pytest.mark.parametrize(
    ("spelling", "grounds"),
    [
        ("Fraudulent Practices", "fraud"),
        ("Collusive, Fraudulent, and Obstructive Practices", "collusion fraud obstruction"),
        ("Fraudulent Practice; Corrupt/Collusive Practices", "fraud corruption collusion"),
        ("Fraudulent Practice;  Controlled Affiliate of a Sanctioned Entity.", "fraud controlled-affiliate"),
        ("Controlled Affiliate of Sanctioned Entity", "controlled-affiliate"),
        ("Controlled Affiliate of a Sanctioned Individual", "controlled-affiliate-of-person"),
        ("Controlling Affiliate", "controlling-affiliate"),
        ("Cross-Debarment:  IDB", "cross-debarment:idb"),
        ("Cross Debarment: AFDB", "cross-debarment:afdb"),
        ("Terms of Negotiated Resolution Agreement", "settlement"),
        ("Sanctions Procedures sec. 9.04(c)", "sanctions-procedures"),
        ("IFC Anti-Corruption Guidelines", "not-stated"),
        ("Consultant Guidelines, 1.25", "not-stated"),
        ("Procurement Guidelines 1.15(a) (i) & (ii)", "corruption fraud"),
        ("Procurement Guidelines, 1.16(a)(ii)-(iv)", "fraud collusion coercion"),
        ("Procurement Guidelines, 1.16(a)(i)-(a)(iii)", "corruption fraud collusion"),
        ("Para. 1.14(a)(v)(bb), May 2010 Procurement Guidelines", "obstruction"),
        ("2004 PG, 1.14(a)i, ii, & iii; 2006 PG, 1.14(a)i, & (a)(v)(bb)", "corruption fraud collusion obstruction"),
        ("2016 Procurement Regulations, sub-paragraph 2.2 a(ii) of Annex IV", "fraud"),
        ("January 2011, revised July 2014 Proc. Guidelines Paragraph 1.16(a)(ii)", "fraud"),
        ("2006, 2011 Consult. Guidelines, Fraudulent and Collusive Practices", "fraud collusion"),
    ],
)
def test_a_known_spelling_is_mapped_completely(spelling: str, grounds: str) -> None:
    assert parse_worldbank_grounds(spelling) == tuple(Ground(ground) for ground in grounds.split())


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "Practices",
        "Fraudulent",
        "Unethical Practices",
        "Fraudulent Practices of its director",
        "Cross Debarment: XYZ",
        "Cross Debarment: IDB and others",
        "Controlled Affiliate of a Sanctioned Person",
        "Procurement Guidelines",
        "Procurement Guidelines, 1.17(a)(ii)",
        "Procurement Guidelines, 1.14(b)(ii)",
        "Procurement Guidelines, 1.14(a)(vi)",
        "Procurement Guidelines, 1.14(a)(ii)(bb)",
        "Procurement Guidelines, 1.14(a)(iii)-(ii)",
        "Procurement Guidelines, 1.15(a)(iii)",
        "1.14(a)(ii)",
        "Procurement Guidelines, 1.14(a)(ii);",
    ],
)
def test_a_residue_makes_the_whole_cell_unknown(spelling: str) -> None:
    assert parse_worldbank_grounds(spelling) is None


def test_the_grammar_does_not_run_away_on_a_long_cell() -> None:
    started = time.process_time()
    assert parse_worldbank_grounds("2004 PG, " + "1.14(a)(ii), " * 300 + "and more") is None
    assert parse_worldbank_grounds("2004 PG, " + "1.14(a)(ii), " * 300) is None
    assert time.process_time() - started < 2


def test_idb_combines_practices_and_the_deciding_bank() -> None:
    assert parse_idb_grounds(" Fraud, Collusion", "ADB cross debarment") == (
        Ground.FRAUD,
        Ground.COLLUSION,
        Ground.CROSS_DEBARMENT_ADB,
    )
    assert parse_idb_grounds(" Corruption", "IDB") == (Ground.CORRUPTION,)


def test_idb_does_not_state_a_ground_by_a_blank_only() -> None:
    assert parse_idb_grounds("", "IDB") == (Ground.NOT_STATED,)
    assert parse_idb_grounds("not-stated", "IDB") is None
    assert parse_idb_grounds(", Fraud", "IDB") is None


@pytest.mark.parametrize(
    ("practices", "deciding"), [("Rudeness", "IDB"), ("Fraud", ""), ("Fraud", "XYZ cross debarment")]
)
def test_idb_knows_no_other_practice_or_bank(practices: str, deciding: str) -> None:
    assert parse_idb_grounds(practices, deciding) is None
