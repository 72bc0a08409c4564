"""The gate's table: what is kept, what is asked, what is refused, and why."""

from typing import Any

import pytest
from sample_drafts import draft_named
from stdnum.mx import rfc

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.drafts import Declared, Kept, Quarantined, Refused, Verdict
from goodstanding.intake.gate import PROTECTED_ACTIVITIES, check_draft
from goodstanding.intake.reasons import DESCRIPTIONS, QuarantineReason, RefusalReason
from goodstanding.register.organizations import OrganizationKind, Tier
from goodstanding.values.identifiers import Identifier

LOCAL = Identifier("test", "row-1")
RFC = "mx-rfc:QWE010203AB" + rfc.calc_check_digit("QWE010203AB")
COMPANY, OWNED, PUBLIC, TRADER = "xv-reg:C1234567889", "xv-reg:S0000007761", "xv-reg:P0000000195", "xv-reg:T0000004269"


def check(name: str, **more: Any) -> Verdict:
    return check_draft(draft_named(name, **more), load_lexicon(), LOCAL)


def reasons(verdict: Verdict) -> tuple[str, ...]:
    assert isinstance(verdict, Quarantined)
    return verdict.reasons


def refusal(verdict: Verdict) -> str:
    assert isinstance(verdict, Refused)
    return verdict.reason


@pytest.mark.parametrize("declared", [Declared.FIRM, Declared.UNKNOWN])
@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Northern Bridge Construction Co., Ltd.", "CN"), ("Comercializadora Zafrexa, S.A. de C.V.", "MX"),
        ("Servicios Integrales del Golfo, S. de R.L. de C.V.", "MX"), ("Plenaria Insumos, S.C. de R.L. de C.V.", "MX"),
        ("PT. Zentraloka Makmur Abadi", "ID"), ("ООО «Северстройтех»", "RU"), ("OOO Severstroytekh", "RU"),
        ("滨海路桥建设集团有限公司", "CN"), ("Công ty TNHH Xây dựng Vexalo", "VN"), ("Quentaris GmbH", "DE"),
        ("Zorvela S.p.A.", "IT"), ("Krastel sp. z o.o.", "PL"), ("Nordvik Energi AS", "NO"), ("Tellumen AB", "SE"),
        ("Vostrex LLC", "US"), ("Meridian Oil & Gas Limited", "NG"), ("Société Générale de Travaux Zérane SARL", "ML"),
        ("شركة الأفق للمقاولات", "IQ"), ("株式会社みらい電機", "JP"), ("Zelmora Ltda.", "BR"),
        ("Halvenor Pvt. Ltd.", "IN"), ("Trevonta Pty Ltd", "AU"), ("M/s Velquor Infra Private Limited", "IN"),
        ("Velquor Engineering Limited Kenya Branch", "KE"), ("Acme Inşaat Sanayi ve Ticaret Ltd. Şti.", "TR"),
    ],
)  # fmt: skip
def test_plain_companies_are_kept(name: str, country: str, declared: Declared) -> None:
    verdict = check(name, country=country, declared=declared)
    assert isinstance(verdict, Kept)
    assert verdict.organization.kind is OrganizationKind.COMPANY
    assert verdict.organization.reference == LOCAL


def test_a_checked_number_of_organizations_is_proof_and_reference() -> None:
    verdict = check("Zafrexa del Norte // note of a court", country="MX", declared=Declared.UNKNOWN, identifiers=(RFC,))
    assert isinstance(verdict, Kept)
    assert verdict.organization.reference == Identifier.parse(RFC)
    assert verdict.organization.name == "Zafrexa del Norte"
    assert reasons(check("Zafrexa del Norte", country="MX")) == ("no-organization-evidence",)


@pytest.mark.parametrize("weak", ["us-ein:911144442", "us-sam:YNDUZMUZF8H8", "gb-coh:01234567", "xx-reg:12-7"])
def test_numbers_that_prove_nothing_are_no_evidence(weak: str) -> None:
    assert reasons(check("Zafrexa del Norte", identifiers=(weak,))) == ("no-organization-evidence",)


def test_words_of_trade_alone_are_proof_only_for_declared_firms() -> None:
    assert isinstance(check("Global Engineering Group"), Kept)
    assert isinstance(check("Consorcio Zafrexa Quillén"), Kept)
    assert reasons(check("Global Engineering Group", declared=Declared.UNKNOWN)) == ("no-organization-evidence",)
    assert reasons(check("Zafrexa Trading Company")) == ("no-organization-evidence",)
    assert "no-organization-evidence" in reasons(check("A.S. Construction Group"))


def test_concerns_of_the_adapter_quarantine_first() -> None:
    assert reasons(check("Acme Ltd", concerns=("category-doubtful",))) == ("category-doubtful",)


@pytest.mark.parametrize(
    ("name", "country", "reason"),
    [
        ("Zafrexa, A.C.", "MX", RefusalReason.CIVIC_FORM),
        ("Sindicato Nacional de Choferes Zafrexa", "MX", RefusalReason.CIVIC_FORM),
        ("Zafrexa e.V.", "DE", RefusalReason.CIVIC_FORM),
        ("Stichting Zafrexa", "NL", RefusalReason.CIVIC_FORM),
        ("Partido Zafrexa", "AR", RefusalReason.CIVIC_FORM),
        ("Zafrexa Trade Union Ltd", "GB", RefusalReason.CIVIC_FORM),
        ("Zafrexa E.I.R.L.", "PE", RefusalReason.SINGLE_MEMBER_FORM),
        ("Zafrexa Eireli", "BR", RefusalReason.SINGLE_MEMBER_FORM),
        ("Zafrexa S.L.U.", "ES", RefusalReason.SINGLE_MEMBER_FORM),
        ("ИП Зафрексов", "RU", RefusalReason.SOLE_TRADER_FORM),
        ("某某工商户", "CN", RefusalReason.SOLE_TRADER_FORM),
        ("Zafrexa, sole proprietorship", "US", RefusalReason.SOLE_TRADER_FORM),
    ],
)
def test_forms_of_people_and_civic_bodies_are_refused(name: str, country: str, reason: RefusalReason) -> None:
    assert refusal(check(name, country=country)) == reason
    assert refusal(check(name, country=country, public_money="contract 12")) == reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("mx-rfc:GODE561231GR8", RefusalReason.PERSON_IDENTIFIER),
        ("br-cpf:11144477735", RefusalReason.PERSON_IDENTIFIER),
        ("ru-ogrnip:304500116000157", RefusalReason.SOLE_TRADER_IDENTIFIER),
        (TRADER, RefusalReason.SOLE_TRADER_IDENTIFIER),
        ("es-nif:G85960730", RefusalReason.CIVIC_IDENTIFIER),
    ],
)
def test_one_persons_number_refuses_whatever_stands_beside_it(number: str, reason: RefusalReason) -> None:
    assert refusal(check("Acme Ltd", identifiers=(COMPANY, number))) == reason


def test_a_personal_number_in_any_text_refuses() -> None:
    assert refusal(check("Acme Ltd CPF 111.444.777-35")) == RefusalReason.PERSONAL_NUMBER_IN_TEXT
    assert refusal(check("Acme Ltd", words="fraud by CPF 111.444.777-35")) == RefusalReason.PERSONAL_NUMBER_IN_TEXT
    assert refusal(check("Acme Ltd", region="GODE561231GR8")) == RefusalReason.PERSONAL_NUMBER_IN_TEXT


@pytest.mark.parametrize("activity", [*PROTECTED_ACTIVITIES, "6910", "M69.10", "5813", "85.42"])
def test_declared_protected_activities_are_refused(activity: str) -> None:
    assert refusal(check("Acme Ltd", activity=activity)) == RefusalReason.PROTECTED_FUNCTION


@pytest.mark.parametrize("activity", ["", "4210", "F42.10", "6920", "8411"])
def test_other_activities_pass(activity: str) -> None:
    assert isinstance(check("Acme Ltd", activity=activity), Kept)


@pytest.mark.parametrize(
    "name",
    [
        "Zafrexa University Ltd", "Colegio Zafrexa, S.C.", "Escuela Zafrexa S.A.", "Zafrexa Church Inc.",
        "Diario Zafrexa S.A.", "Radio Zafrexa Ltda.", "Zafrexa Television LLC", "Editorial Zafrexa, S.A. de C.V.",
        "Bufete Jurídico Zafrexa, S.C.", "Zafrexa Abogados, S.L.", "Zafrexa Law Firm LLP", "Notaría Zafrexa S.C.",
        "Zafrexa Association Ltd", "Zafrexa Foundation Inc.", "Zafrexa Human Rights Ltd", "滨海出版有限公司",
        "滨海律师事务所有限公司", "ООО Газета Зафрекса", "ООО «Школа Зафрекса»",
        "شركة مدرسة النور", "Zafrexa Trade Club Ltd",
    ],
)  # fmt: skip
def test_words_of_protected_functions_are_asked(name: str) -> None:
    assert QuarantineReason.PROTECTED_FUNCTION_WORD in reasons(check(name))


@pytest.mark.parametrize(
    "name",
    [
        "Juan Pérez, S.A. de C.V.", "Constructora Pérez Gómez, S.A. de C.V.", "Pérez S.A.", "J.C. Herrera & Co. Ltd",
        "Hermanos Zafrexa S.A.", "Zafrexa & Sons Ltd", "Herrera y Asociados, S.C.", "张伟建筑工程有限公司",
        "김철수 주식회사", "ООО Иван Петров", "Ivan Petrovich Stroy LLC", "Ahmed bin Zafrex Trading LLC",
        "Gulruzov LLC", "Okafor Nigeria Ltd", "JuanPerez Ltd", "Le Van Tam Co., Ltd",
        "Xyzu Herrera Construcciones S.A.",
    ],
)  # fmt: skip
def test_companies_named_after_people_pass_for_public_money_only(name: str) -> None:
    assert reasons(check(name, identifiers=(COMPANY,))) == ("named-after-person",)
    assert "named-after-person" in reasons(check(name, public_money="contract 12"))
    assert isinstance(check(name, identifiers=(COMPANY,), public_money="contract 12"), Kept)


@pytest.mark.parametrize("name", ["Mr Zafrex Quillén Ltd", "Acme Ltd, proprietor Zafrex", "Ing. Zafrex Quillén S.A."])
def test_titles_and_roles_never_pass_by_public_money(name: str) -> None:
    verdict = check(name, identifiers=(COMPANY,), public_money="contract 12")
    assert QuarantineReason.PERSON_DESIGNATION in reasons(verdict)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", QuarantineReason.NAME_UNREADABLE),
        ("Ltd " * 200, QuarantineReason.NAME_UNREADABLE),
        ("J u a n P e r e z Ltd", QuarantineReason.NAME_UNREADABLE),
        ("Acme Ltd mail@example.org", QuarantineReason.CONTACT_IN_NAME),
        ("Acme Ltd 55 1234 5678", QuarantineReason.CONTACT_IN_NAME),
        ("Аcme Ltd", QuarantineReason.MIXED_SCRIPT),
        ("Acme S.A.S. de C.V.", QuarantineReason.NO_ORGANIZATION_EVIDENCE),
        ("Private Enterprise Zafrexa", QuarantineReason.MAYBE_SINGLE_MEMBER),
    ],
)
def test_other_questions(name: str, reason: QuarantineReason) -> None:
    assert reason in reasons(check(name, country="MX" if "S.A.S." in name else ""))


def test_numbers_and_declarations_must_agree() -> None:
    assert reasons(check("Acme Ltd", identifiers=("mx-rfc:XXXXXXXXXXXX",))) == ("identifier-invalid",)
    assert reasons(check("Acme Ltd", identifiers=(COMPANY, PUBLIC))) == ("kinds-contradict",)
    assert reasons(check("Acme Ltd", declared=Declared.STATE_OWNED, identifiers=(COMPANY,))) == ("kinds-contradict",)
    assert reasons(check("Office", declared=Declared.UNKNOWN, identifiers=(PUBLIC,))) == ("tier-missing",)
    verdict = check("Acme Ltd", declared=Declared.STATE_OWNED, identifiers=(OWNED,))
    assert isinstance(verdict, Kept)
    assert verdict.organization.kind is OrganizationKind.STATE_OWNED_ENTERPRISE


def test_a_declared_legal_form_is_read_like_one_in_the_name() -> None:
    assert isinstance(check("Zafrexa", legal_form="Sociedad Anónima"), Kept)
    assert isinstance(check("Zafrexa", legal_form="S.A. de C.V."), Kept)
    assert refusal(check("Zafrexa Ltd", legal_form="sole proprietorship")) == RefusalReason.SOLE_TRADER_FORM
    assert refusal(check("Zafrexa Ltd", legal_form="asociación civil")) == RefusalReason.CIVIC_FORM
    assert reasons(check("Zafrexa Ltd", legal_form="Quonset")) == ("legal-form-unknown",)


@pytest.mark.parametrize(
    "name",
    [
        "Minas Gerais", "Rio de Janeiro", "São Bernardo do Campo", "Município de Benito Juárez", "Santa Maria",
        "Natal", "City of San José", "Ministry of Education", "Ministerio de Justicia",
        "Ayuntamiento de San Juan del Río",
        "Lázaro Cárdenas Municipality", "Benito Juárez", "财政部", "Администрация города Пушкина",
    ],
)  # fmt: skip
def test_public_bodies_pass_though_named_after_people(name: str) -> None:
    verdict = check(name, declared=Declared.PUBLIC_BODY, tier=Tier.LOCAL)
    assert isinstance(verdict, Kept)
    assert verdict.organization.kind is OrganizationKind.PUBLIC_BODY
    assert verdict.organization.tier is Tier.LOCAL


def test_public_bodies_have_their_limits_too() -> None:
    def ask(name: str, tier: Tier | None = Tier.LOCAL) -> Verdict:
        return check(name, declared=Declared.PUBLIC_BODY, tier=tier)

    assert reasons(ask("City of Zafrexa", tier=None)) == ("tier-missing",)
    assert reasons(ask("Juan Pérez Gómez")) == ("named-after-person",)
    assert reasons(ask("Juan Pérez, City of Zafrexa")) == ("named-after-person",)
    assert reasons(ask("Mayor's office, director Juan Pérez")) == ("person-designation",)
    assert reasons(ask("State University of Zafrexa")) == ("protected-function-word",)
    assert refusal(ask("City of Zafrexa CPF 111.444.777-35")) == RefusalReason.PERSONAL_NUMBER_IN_TEXT


def test_every_code_has_one_line_of_description() -> None:
    codes = {*RefusalReason, *QuarantineReason}
    assert set(DESCRIPTIONS) == codes
    assert all(text.endswith(".") and "\n" not in text for text in DESCRIPTIONS.values())
