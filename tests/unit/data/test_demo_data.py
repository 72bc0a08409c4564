"""The invented country: is it whole, is it consistent, and does it show what it says that it shows?"""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from goodstanding.adapters.formats import disclosure_template
from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.demo import load_competences, load_manifest
from goodstanding.adapters.formats.template import COLUMNS
from goodstanding.bootstrap.intake import format_named, gate
from goodstanding.intake.admission import competence_key
from goodstanding.intake.drafts import Declared, Draft, Quarantined
from goodstanding.intake.identifiers import Outcome, check_identifier
from goodstanding.register.disclosed import categories_of
from goodstanding.register.disclosures import Disclosure, DisclosureKind, DisclosureState, Opinion, state_on
from goodstanding.register.figures import FIGURES_OF
from goodstanding.register.organizations import Role, Tier
from goodstanding.register.records import Finality, Reason, Stage, Status
from goodstanding.services.import_rows import RowsRead, Rules, read_accepted
from goodstanding.values.identifiers import Identifier

DEMO = Path(__file__).resolve().parents[3] / "src" / "goodstanding" / "data" / "demo"
FAVOURABLE = {"remediation-completed", "timely-payment", "contracts-performed", "clean-audit"}
INFORMATION = {"buyer-performance-grade", "private-debt-default", "disclosed-ratios", "foreign-listing"}
ADVERSE = {
    *("procurement-fraud", "collusion", "bribery", "false-accounts", "securities-disclosure-breach"),
    *("simulated-invoices", "tax-and-social-debt", "late-payment-of-suppliers", "contract-non-performance"),
    *("safety-penalty", "environment-penalty", "labour-penalty", "disclosure-missing", "unlawful-charges"),
    *("procurement-rule-breach", "unpaid-suppliers", "missed-guaranteed-debt", "decision-annulled"),
    *("judgment-not-executed", "information-refused", "retaliation", "wrongful-listing"),
    *("qualified-audit-opinion", "disclosure-late"),
}
Row = dict[str, str]


def load(name: str) -> Any:
    return YAML(typ="safe").load(DEMO / name)


MANIFEST: Mapping[str, Any] = load("manifest.yaml")
STEPS: list[dict[str, Any]] = MANIFEST["steps"]
#: Who shows what, by the organization's number.
EXAMPLES = {
    "town-hall-with-unlawful-charges": "xv-reg:P3125865159",
    "developer-with-overstated-revenue": "xv-reg:C7538265567",
    "subsidiary-named-in-the-decision": "xv-reg:C7543501627",
    "state-owned-enterprise-with-late-accounts": "xv-reg:S5346372378",
    "company-that-won-its-appeal": "xv-reg:C7548737784",
    "presumption-that-became-final": "xv-reg:C7648223603",
    "debt-that-was-paid": "xv-reg:C7716292965",
    "row-that-vanished": "xv-reg:C7957153568",
    "row-that-came-back": "xv-reg:C8077583821",
    "leniency-recipient-without-a-record-of-it": "xv-reg:C7553973844",
    "only-presumed": "xv-reg:C8098528255",
    "company-with-a-personal-name-kept-for-its-contract": "xv-reg:C9278242546",
}
FILES: dict[str, list[Row]] = {}
for _step in STEPS:
    with (DEMO / _step["file"]).open(encoding="utf-8", newline="") as _stream:
        FILES[_step["file"]] = list(csv.DictReader(_stream))
ROWS: list[Row] = [row for rows in FILES.values() for row in rows]
LISTS = load_manifest()
RULES = Rules(
    gate=gate,
    catalogue=load_catalogue(),
    competences={competence_key(competence): competence for competence in load_competences(LISTS)},
    digest=lambda purpose, text: text,
    admitted=frozenset(),
)
OUTCOMES: dict[str, RowsRead] = {
    step.file: read_accepted(
        format_named(step.format, step.source), DEMO / step.file, step.as_of, RULES, lambda read: None
    )
    for step in LISTS.steps
}
KEPT: dict[str, list[Draft]] = {file: [row.draft for row in outcome.accepted] for file, outcome in OUTCOMES.items()}
DRAFTS: dict[str, list[Draft]] = {
    step["file"]: [
        row
        for row in format_named(step["format"]).read(DEMO / step["file"], date.fromisoformat(step["as_of"]))
        if isinstance(row, Draft)
    ]
    for step in STEPS
}


def records_of(example: str, file: str) -> list[Draft]:
    identifier = Identifier.parse(EXAMPLES[example])
    return [draft for draft in KEPT[file] if identifier in draft.identifiers]


def last_stage(example: str, category: str, file: str) -> Stage:
    [draft] = [draft for draft in records_of(example, file) if draft.decision.category == category]
    return draft.stages[-1]


def test_the_software_reads_its_manifest_and_competences() -> None:
    manifest = load_manifest()
    assert [step.file for step in manifest.steps] == list(FILES)
    assert len(load_competences(manifest)) == len(load("competences.yaml")["competences"])


def test_the_manifest_names_every_file_and_each_only_once() -> None:
    assert sorted(FILES) == sorted(path.name for path in DEMO.glob("*.csv"))
    assert len(FILES) == len(STEPS)


@pytest.mark.parametrize("file", FILES)
def test_columns_are_those_of_the_template(file: str) -> None:
    columns = {"csv": COLUMNS, "disclosure": disclosure_template.COLUMNS}
    [form] = [step["format"] for step in STEPS if step["file"] == file]
    assert (DEMO / file).read_text(encoding="utf-8").splitlines()[0].split(",") == list(columns[form])


def test_steps_follow_one_another_on_the_clock() -> None:
    instants = [MANIFEST["starts_at"], *(step["at"] for step in STEPS), MANIFEST["evaluated_at"]]
    assert instants == sorted(set(instants))
    assert MANIFEST["effective"] == "2026-09-30" == MANIFEST["evaluated_at"][:10]
    for step in STEPS:
        assert step["as_of"] <= step["at"][:10]


def test_a_later_full_list_of_a_source_has_a_later_date() -> None:
    by_source: dict[str, list[str]] = {}
    for step in STEPS:
        by_source.setdefault(step["source"], []).append(step["as_of"])
    assert all(dates == sorted(set(dates)) for dates in by_source.values())
    assert sorted(len(dates) for dates in by_source.values()) == [1, 1, 1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["file"])
def test_every_row_becomes_what_the_manifest_says(step: dict[str, Any]) -> None:
    outcome = OUTCOMES[step["file"]]
    assert step["expect"] == {
        "read": len(FILES[step["file"]]),
        "kept": len(outcome.accepted),
        "dropped": outcome.dropped.total(),
        "quarantined": len(outcome.held),
        "rejected": outcome.rejected,
    }
    assert outcome.read == sum(count for name, count in step["expect"].items() if name != "read")


def test_every_reason_of_the_gate_is_shown_as_often_as_it_is_meant_to_be() -> None:
    first = [outcome for file, outcome in OUTCOMES.items() if "_2026-" not in file]
    dropped = sum((outcome.dropped for outcome in first), Counter[str]())
    assert dropped == {"person": 15, "sole-trader": 4, "sole-trader-identifier": 1, "civic-body": 6}
    assert Counter(reason for outcome in first for held in outcome.held for reason in held.reasons) == {
        "no-organization-evidence": 6,
        "named-after-person": 1,
        "person-designation": 1,
        "protected-function-word": 2,
        "identifier-invalid": 1,
    }
    assert sorted((finding.code, finding.field) for outcome in first for finding in outcome.findings) == [
        ("currency", "currency"),
        ("date", "decided_on"),
        ("missing", "final_on"),
    ]


def test_a_company_with_a_personal_name_is_kept_only_for_its_contract() -> None:
    [draft] = records_of("company-with-a-personal-name-kept-for-its-contract", "courts.csv")
    without = replace(draft, decision=replace(draft.decision, public_money=""))
    verdict = gate(without, Identifier("xv-courts", "a-row"))
    assert verdict == Quarantined(reasons=("named-after-person",))


def test_changes_between_full_lists_are_those_of_the_manifest() -> None:
    known: dict[str, tuple[dict[tuple[str, ...], Draft], set[tuple[str, ...]]]] = {}
    for step in STEPS:
        before, ever = known.get(step["source"], ({}, set()))
        now = {draft.source_key: draft for draft in KEPT[step["file"]]}
        common = now.keys() & before.keys()
        unchanged = sum(facts(now[key]) == facts(before[key]) for key in common)
        reappeared = len((now.keys() & ever) - before.keys())
        assert step["records"] == {
            "new": len(now.keys() - ever),
            "changed": len(common) - unchanged + reappeared,
            "unchanged": unchanged,
            "reappeared": reappeared,
            "vanished": len(before.keys() - now.keys()),
        }
        known[step["source"]] = now, ever | now.keys()


def facts(draft: Draft) -> tuple[object, ...]:
    return draft.name, draft.decision, draft.stages, draft.disclosure


def test_numbers_are_right_but_for_the_one_that_shows_a_wrong_one() -> None:
    numbers = {number for row in ROWS for number in filter(None, row["identifiers"].split(";"))}
    assert all(number.startswith("xv-reg:") for number in numbers)
    wrong = [number for number in numbers if check_identifier(Identifier.parse(number)).outcome is Outcome.INVALID]
    assert len(wrong) == 1


def test_the_letter_of_a_number_fits_the_kind() -> None:
    letters = {"company": "C", "state-owned-enterprise": "S", "public-body": "P", "sole-trader": "T", "": "C"}
    surprising = {
        row["name"] for row in ROWS if row["identifiers"] and letters[row["subject_type"]] != row["identifiers"][7]
    }
    assert surprising == {"Umberlisk Plastering"}


def test_one_number_is_one_name_and_no_two_organizations_share_one() -> None:
    pairs = {(row["identifiers"], row["name"]) for row in ROWS if row["identifiers"]}
    assert max(Counter(number for number, _ in pairs).values()) == 1
    assert max(Counter(name.casefold() for _, name in pairs).values()) == 1


def test_an_organization_is_described_alike_in_every_row() -> None:
    described = {
        tuple(row[column] for column in ("identifiers", "name", "legal_form", "tier", "size", "sector", "region"))
        for row in ROWS
        if row["identifiers"]
    }
    assert len(described) == len({row["identifiers"] for row in ROWS if row["identifiers"]})


@pytest.mark.parametrize("file", FILES)
def test_source_keys_are_unique_in_a_file(file: str) -> None:
    keys = [draft.source_key for draft in DRAFTS[file]]
    assert len(set(keys)) == len(keys)


def test_there_are_about_two_hundred_organizations_of_every_kind_and_tier() -> None:
    organizations = {draft.name: draft for drafts in KEPT.values() for draft in drafts}
    kinds = Counter(draft.declared for draft in organizations.values())
    tiers = Counter(draft.tier for draft in organizations.values() if draft.tier)
    assert 195 <= len(organizations) <= 210
    assert kinds[Declared.STATE_OWNED] >= 12
    assert kinds[Declared.PUBLIC_BODY] >= 60
    assert kinds[Declared.UNKNOWN] == 2
    assert {tier: tiers[tier] for tier in Tier} == {
        Tier.NATIONAL: 10, Tier.AGENCY: 10, Tier.REGIONAL: 8, Tier.LOCAL: 34,
    }  # fmt: skip


def test_many_organizations_have_only_favourable_records() -> None:
    held: dict[str, set[str]] = {}
    for drafts in KEPT.values():
        for draft in drafts:
            # What is due is no record yet; its category is what would be recorded if it stayed missing.
            if draft.disclosure is None:
                held.setdefault(draft.name, set()).add(draft.decision.category)
    assert 60 <= sum(categories <= FAVOURABLE for categories in held.values()) <= 80
    assert sum(categories <= INFORMATION for categories in held.values()) >= 3


def test_every_category_status_reason_and_ground_of_finality_occurs() -> None:
    drafts = [draft for found in KEPT.values() for draft in found]
    assert {draft.decision.category for draft in drafts} == ADVERSE | FAVOURABLE | INFORMATION
    stages = [stage for draft in drafts for stage in draft.stages]
    assert {stage.status for stage in stages} == set(Status) - {Status.REHABILITATED}
    assert {stage.reason for stage in stages} == set(Reason) - {Reason.LISTING_ENDED, Reason.REHABILITATION_GRANTED}
    assert {draft.decision.finality for draft in drafts} == set(Finality)


def test_competences_cover_every_row_and_nothing_else() -> None:
    competences = load("competences.yaml")["competences"]
    keys = [(item["authority"], item["category"], item["statute"]["code"]) for item in competences]
    assert len(set(keys)) == len(keys)
    finality = {key: item["finality"] for key, item in zip(keys, competences, strict=True)}
    used = {
        (draft.case.authority, draft.decision.category, draft.decision.statute): draft.decision.finality.value
        for drafts in DRAFTS.values()
        for draft in drafts
    }
    followed = {
        (row.draft.case.authority, code.value, row.draft.decision.statute): Finality.OFFICIAL_PUBLICATION.value
        for outcome in OUTCOMES.values()
        for row in outcome.accepted
        if row.draft.disclosure is not None
        for code in categories_of(row.draft.disclosure, row.organization.kind)[1:]
    }
    assert used | followed == finality


def test_statutes_have_an_article_each_and_stand_in_the_reserved_domain() -> None:
    statutes = [item["statute"] for item in load("competences.yaml")["competences"]]
    assert all(statute["href"].startswith("https://laws.goodstanding.invalid/") for statute in statutes)
    assert all(statute["article"] and statute["title"] for statute in statutes)
    titles = {(statute["code"], statute["title"]) for statute in statutes}
    assert len(titles) == len({code for code, _ in titles})


def test_a_person_is_dropped_unread() -> None:
    unreadable = {row["decided_on"] for row in FILES["tax_office.csv"] if row["subject_type"] == "person"}
    assert "some time in autumn" in unreadable


def test_the_town_hall_charges_without_law_and_pays_late() -> None:
    assert MANIFEST["explain"] == EXAMPLES["town-hall-with-unlawful-charges"]
    charges = records_of("town-hall-with-unlawful-charges", "audit_court.csv")
    assert [draft.decision.category for draft in charges] == ["unlawful-charges"] * 2
    debts = records_of("town-hall-with-unlawful-charges", "treasury_publications_2026-09.csv")
    assert "unpaid-suppliers" in {draft.decision.category for draft in debts}


def test_the_developer_overstates_tens_of_billions_over_two_years() -> None:
    found = records_of("developer-with-overstated-revenue", "securities_regulator.csv")
    [accounts] = [draft for draft in found if draft.decision.category == "false-accounts"]
    amount, decision = accounts.decision.amount, accounts.decision
    assert amount is not None
    assert amount.currency == "XVD"
    assert 10_000_000_000 <= amount.minor // 100 < 100_000_000_000
    assert (decision.conduct_from, decision.conduct_to) == (date(2022, 1, 1), date(2023, 12, 31))
    assert any(not alias.isascii() for alias in accounts.aliases)
    assert "securities-disclosure-breach" in {draft.decision.category for draft in found}
    [subsidiary] = records_of("subsidiary-named-in-the-decision", "securities_regulator.csv")
    assert (subsidiary.role, subsidiary.case) == (Role.CONTROLLED_AFFILIATE, accounts.case)


def test_the_state_owned_enterprise_files_at_last() -> None:
    example, category = "state-owned-enterprise-with-late-accounts", "disclosure-missing"
    assert last_stage(example, category, "treasury_publications.csv").status is Status.FINAL
    later = last_stage(example, category, "treasury_publications_2026-09.csv")
    assert (later.status, later.reason) == (Status.CURED, Reason.REMEDIED)


def disclosures_in(file: str) -> list[Disclosure]:
    return [draft.disclosure for draft in KEPT[file] if draft.disclosure is not None]


def test_disclosures_are_of_every_kind_and_in_every_state() -> None:
    found = disclosures_in("treasury_disclosures_2026-09.csv")
    assert {one.obligation.kind for one in found} == set(DisclosureKind)
    assert {one.filing.opinion for one in found if one.filing is not None} == {None, *Opinion}
    earlier = disclosures_in("treasury_disclosures.csv")
    on = {**dict.fromkeys(map(id, earlier), date(2026, 6, 30)), **dict.fromkeys(map(id, found), date(2026, 9, 25))}
    assert {state_on(one, on[id(one)]) for one in (*earlier, *found)} == set(DisclosureState)


def test_of_two_enterprises_without_accounts_one_files_and_one_is_reminded_again() -> None:
    files = ("treasury_disclosures.csv", "treasury_disclosures_2026-09.csv")
    first, later = (disclosures_in(file) for file in files)
    missing = [place for place, one in enumerate(first) if state_on(one, date(2026, 6, 30)) is DisclosureState.MISSING
               and one.obligation.kind is DisclosureKind.ANNUAL_ACCOUNTS]  # fmt: skip
    states = [(state_on(later[place], date(2026, 9, 25)), len(later[place].reminders)) for place in missing]
    assert sorted(states) == [(DisclosureState.LATE, 1), (DisclosureState.MISSING, 2)]


def test_a_figure_is_stated_wherever_a_record_is_about_one() -> None:
    stated = {draft.decision.category: draft.decision.figure for file in FILES for draft in KEPT[file]
              if draft.disclosure is None}  # fmt: skip
    assert {category for category, figure in stated.items() if figure is not None} == set(FIGURES_OF)


def test_a_company_wins_its_appeal() -> None:
    example, category = "company-that-won-its-appeal", "simulated-invoices"
    assert last_stage(example, category, "tax_office.csv").status is Status.FINAL
    later = last_stage(example, category, "tax_office_2026-06.csv")
    assert (later.status, later.reason) == (Status.ANNULLED, Reason.COURT_RULING)


def test_a_presumption_becomes_final_and_a_debt_is_paid() -> None:
    example = "presumption-that-became-final"
    assert last_stage(example, "simulated-invoices", "tax_office.csv").status is Status.PRESUMED
    assert last_stage(example, "simulated-invoices", "tax_office_2026-06.csv").status is Status.FINAL
    paid = last_stage("debt-that-was-paid", "tax-and-social-debt", "tax_office_2026-06.csv")
    assert (paid.status, paid.reason) == (Status.CURED, Reason.PAID)


def test_one_row_vanishes_for_good_and_one_comes_back() -> None:
    lists = ("tax_office.csv", "tax_office_2026-06.csv", "tax_office_2026-09.csv")
    assert [bool(records_of("row-that-vanished", file)) for file in lists] == [True, False, False]
    assert [bool(records_of("row-that-came-back", file)) for file in lists] == [True, False, True]


def test_the_leniency_recipient_has_no_record_of_the_cartel() -> None:
    held = [draft for file in FILES for draft in records_of("leniency-recipient-without-a-record-of-it", file)]
    assert {draft.decision.category for draft in held} == {"timely-payment"}


def test_who_is_only_presumed_has_nothing_that_may_show() -> None:
    held = [draft for file in FILES for draft in records_of("only-presumed", file)]
    assert {stage.status for draft in held for stage in draft.stages} == {Status.PRESUMED}


@pytest.mark.real_data
def test_no_name_stands_in_a_public_list(shared_data: Path) -> None:
    real: set[str] = set()
    for path in sorted(shared_data.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
            real |= {cell.strip().casefold() for cells in csv.reader(stream) for cell in cells}
    assert len(real) > 100_000
    invented = {name for row in ROWS for name in (row["name"], *row.get("aliases", "").split(";")) if name}
    assert {name for name in invented if name.casefold() in real} == set()
