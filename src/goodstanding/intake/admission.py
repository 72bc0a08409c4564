"""What a decision must be before it may be recorded: catalogue, competence, measures, amount, dates.

The gate asks who the subject is; this asks what was decided. Findings carry no source value but codes.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from goodstanding.intake.drafts import Draft
from goodstanding.register.authorities import Capacity, Competence
from goodstanding.register.catalogue import Catalogue, Category
from goodstanding.register.disclosed import categories_of
from goodstanding.register.disclosures import Disclosure
from goodstanding.register.figures import FIGURES_OF, FigureCode
from goodstanding.register.organizations import Organization, Tier
from goodstanding.register.records import Finality, Status, final_on
from goodstanding.values.findings import Finding

CompetenceKey = tuple[str, str, str]


def check_record(
    draft: Draft,
    organization: Organization,
    category: Category,
    catalogue: Catalogue,
    competences: Mapping[CompetenceKey, Competence],
    as_of: date,
) -> list[Finding]:
    """Every reason why this decision cannot be recorded; empty if it can."""
    if draft.disclosure is not None:
        return [
            *_check_competence(draft, competences),
            *check_subject(draft, organization, category, competences),
            *_check_measures(draft, category),
            *_check_disclosure(draft, draft.disclosure, organization, competences),
        ]
    return [
        *_check_competence(draft, competences),
        *check_subject(draft, organization, category, competences),
        *_check_measures(draft, category),
        *_check_amount(draft, organization, category, catalogue),
        *_check_figure(draft, category),
        *_check_dates(draft, as_of),
    ]


def check_subject(
    draft: Draft, organization: Organization, category: Category, competences: Mapping[CompetenceKey, Competence]
) -> list[Finding]:
    """What stands against recording this of this organization, be it as the row has it or as the register knows it."""
    return [*_check_kind(draft, organization, category), *_check_recorder(draft, organization, competences)]


def competence_key(competence: Competence) -> CompetenceKey:
    """Authority x category x statute (S36)."""
    return competence.authority, competence.category, competence.statute.code


def _check_competence(draft: Draft, competences: Mapping[CompetenceKey, Competence]) -> list[Finding]:
    """S36: an authority records only under a competence that was enrolled before, by statute code."""
    decision = draft.decision
    found = competences.get((draft.case.authority, decision.category, decision.statute))
    if found is None:
        return [
            _finding(
                draft,
                "no-competence",
                "statute",
                "No competence entry for this authority, category, statute.",
                accepted="an enrolled authority x category x statute; see `goodstanding competence add`",
            )
        ]
    if found.finality != decision.finality.value:
        return [
            _finding(
                draft,
                "other-finality",
                "finality",
                "The competence names another ground of finality.",
                accepted=found.finality,
            )
        ]
    return []  # fmt: skip


def _check_disclosure(
    draft: Draft,
    disclosure: Disclosure,
    organization: Organization,
    competences: Mapping[CompetenceKey, Competence],
) -> list[Finding]:
    """What follows from a filing needs its own competence, final as a published fact (S36)."""
    further = categories_of(disclosure, organization.kind)[1:]
    found = {
        code: competences.get((draft.case.authority, code.value, disclosure.obligation.statute)) for code in further
    }
    return [
        _finding(
            draft,
            "no-competence",
            "statute",
            f"No competence entry for this authority, {code.value}, statute, as a published fact.",
            accepted="an enrolled authority x category x statute; see `goodstanding competence add`",
        )
        for code, competence in found.items()
        if competence is None or competence.finality != Finality.OFFICIAL_PUBLICATION.value
    ]


def _check_kind(draft: Draft, organization: Organization, category: Category) -> list[Finding]:
    if category.allows(organization.kind):
        return []
    kinds = ", ".join(sorted(kind.value for kind in category.kinds))
    message = f"The category {category.code} is not for a {organization.kind.value}."
    return [_finding(draft, "category-not-for-kind", "category", message, accepted=kinds)]


def _check_recorder(
    draft: Draft, organization: Organization, competences: Mapping[CompetenceKey, Competence]
) -> list[Finding]:
    """S34: of an elected local body courts, audit institutions and official payment publications alone tell."""
    if organization.tier is not Tier.LOCAL:
        return []
    found = (competences.get(key) for key in _keys_of(draft, organization))
    if all(one is None or one.may_concern_local_bodies for one in found):
        return []
    message = "Of an elected local body courts, audit institutions and payment publications alone tell (S34)."
    capacities = ", ".join(one for one in Capacity if one is not Capacity.OTHER)
    accepted = f"a competence as one of {capacities}; see `goodstanding competence add`"
    return [_finding(draft, "local-recorder", "authority", message, accepted=accepted)]


def _keys_of(draft: Draft, organization: Organization) -> Iterator[CompetenceKey]:
    """Every competence that a row is recorded under."""
    yield draft.case.authority, draft.decision.category, draft.decision.statute
    if draft.disclosure is not None:
        for code in categories_of(draft.disclosure, organization.kind)[1:]:
            yield draft.case.authority, code.value, draft.disclosure.obligation.statute


def _check_measures(draft: Draft, category: Category) -> list[Finding]:
    surplus = [measure for measure in draft.decision.measures if measure not in category.by_measure]
    if surplus or not draft.decision.measures:
        allowed = ", ".join(sorted(measure.value for measure in category.by_measure))
        message = f"Not a measure of the category {category.code}, or none given."
        return [_finding(draft, "measure-not-allowed", "measures", message, accepted=allowed)]
    return []


def _check_amount(draft: Draft, organization: Organization, category: Category, catalogue: Catalogue) -> list[Finding]:
    amount = draft.decision.amount
    threshold = category.threshold_by_size.get(organization.size, 0)
    if amount is None:
        if category.needs_amount or threshold:
            message = f"The category {category.code} needs an amount and its currency."
            return [_finding(draft, "amount-missing", "amount", message, accepted="the principal, finally established")]
        return []
    unit = catalogue.units.get(amount.currency)
    if threshold and (unit is None or amount.minor < threshold * unit):
        message = "The amount is below the size-scaled threshold, or its currency has no reference unit."
        return [_finding(draft, "below-threshold", "amount", message, accepted=f"at least {threshold} reference units")]
    return []


def _check_figure(draft: Draft, category: Category) -> list[Finding]:
    """A record states one figure where its category is about figures, and none otherwise."""
    stated, possible = draft.decision.figure, FIGURES_OF.get(category.code, frozenset())
    if (stated is None and not possible) or (stated is not None and stated.code in possible):
        return []
    accepted = ", ".join(code for code in FigureCode if code in possible) or "no figure"
    message = f"A record of the category {category.code} states {'one figure of these' if possible else 'no figure'}."
    return [_finding(draft, "figure-not-of-category", "figure", message, accepted=accepted)]


def _check_dates(draft: Draft, as_of: date) -> list[Finding]:
    findings: list[Finding] = []
    ahead = [stage for stage in draft.stages if max(stage.effective_on, stage.decided_on) > as_of]
    if ahead or draft.decision.decided_on > as_of:
        message = "A date of the decision or of a stage lies after the date of the file."
        findings.append(_finding(draft, "date-ahead", "date", message, accepted=f"dates up to {as_of.isoformat()}"))
    if not draft.stages:
        findings.append(
            _finding(draft, "no-stage", "status", "The row reached no stage.", accepted="at least one date")
        )
    first_final = final_on(draft.stages)
    if first_final is not None and first_final < draft.decision.decided_on:
        message = "The decision became final before it was made."
        findings.append(_finding(draft, "final-before-decided", "date", message, accepted="final on or after decided"))
    voided = [stage for stage in draft.stages if stage.status in (Status.CURED, Status.REHABILITATED)]
    if voided and first_final is None:
        message = "Only a final decision can be cured, or an organization be rehabilitated from it."
        findings.append(_finding(draft, "cured-not-final", "status", message, accepted="a final stage before"))
    return findings


def _finding(draft: Draft, code: str, field: str, message: str, *, accepted: str) -> Finding:
    return Finding(code=code, row=draft.row, field=field, message=message, accepted=accepted)
