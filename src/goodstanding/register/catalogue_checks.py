"""What the catalogue itself must be: its policies, each one small check that returns findings."""

import re
from collections.abc import Callable, Iterator

from goodstanding.register.catalogue import (
    SEVERITY_ORDER,
    Basis,
    Catalogue,
    Category,
    Direction,
    Measure,
    Severity,
)
from goodstanding.register.codes import CategoryCode
from goodstanding.register.forbidden import check_forbidden
from goodstanding.register.organizations import OrganizationKind, SizeClass
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

#: The longest display a severity may have; shorter is a matter of each category.
LONGEST_DISPLAY = {
    Severity.MINOR: Period(months=3),
    Severity.GENERAL: Period(months=12),
    Severity.SERIOUS: Period(months=36),
}

#: Words that state misconduct as a fact about the organization instead of what an authority decided (S39).
_VERDICTS = re.compile(
    r"\b(?:commit(?:s|ted)?|guilty|fraudsters?|fraudulent|criminals?|corrupt|crooks?|crooked|cheat(?:s|ed|er|ers)?|dishonest"
    r"|untrustworthy|discredited|blacklist(?:ed)?|offenders?|wrongdoers?|culprits?|notorious|scams?|swindle(?:d|rs?)?|"
    r"liars?|thie(?:f|ves)|stole|shameful|proven|obviously|clearly|undoubtedly|in fact|bad faith)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CLAUSE = re.compile(r"[a-z][A-Za-z ,:()'-]*[a-z]")
_LABEL = re.compile(r"[A-Z][A-Za-z ,()-]*[a-z]")


def states_misconduct(text: str) -> bool:
    """Whether words call an organization something instead of saying what an authority decided (S39)."""
    return _VERDICTS.search(text) is not None


def check_catalogue(catalogue: Catalogue) -> list[Finding]:
    """Every breach of the catalogue's policies; empty for a lawful catalogue."""
    findings = [*_check_codes(catalogue), *_check_measures_used(catalogue), *_check_units(catalogue)]
    for code, category in sorted(catalogue.categories.items()):
        if code != category.code:
            findings.append(_finding(category, "catalogue-code-differs", "code", "The code is not that of its place."))
        findings.extend(_check_names(category, catalogue))
        for check in _CHECKS:
            findings.extend(check(category))
    return findings


def _check_codes(catalogue: Catalogue) -> Iterator[Finding]:
    """The codes are closed in code as well: no file adds one, none is missing."""
    known = {str(code) for code in CategoryCode}
    for code in sorted(known ^ set(catalogue.categories)):
        message = "This category has no definition." if code in known else "This code is not in the closed catalogue."
        yield Finding(code="catalogue-not-closed", message=message, field=code if code in known else "")
    for code in sorted(set(catalogue.categories) & set(catalogue.forbidden)):
        yield Finding(code="catalogue-forbidden-code", message="This code is a forbidden input.", field=code)


def _check_measures_used(catalogue: Catalogue) -> Iterator[Finding]:
    """A measure that no category takes could never be recorded: one of the two lists is wrong."""
    used = {measure for category in catalogue.categories.values() for measure in category.by_measure}
    for measure in sorted(set(Measure) - used):
        yield Finding(code="catalogue-measure-unused", message="No category takes this measure.", field=measure)


def _check_units(catalogue: Catalogue) -> Iterator[Finding]:
    for currency, minor in sorted(catalogue.units.items()):
        if re.fullmatch(r"[A-Z]{3}", currency) is None or minor < 1:
            message = "A reference unit is a whole number of minor units, from 1."
            yield Finding(code="catalogue-unit", message=message, field=currency)


def _check_names(category: Category, catalogue: Catalogue) -> Iterator[Finding]:
    """S5 and S39: what is named is lawful, and worded as what an authority decided or published."""
    for where in ("code", "label", "decided"):
        for finding in check_forbidden(getattr(category, where), catalogue.forbidden_words):
            yield _finding(category, finding.code, where, finding.message)
    for where, form in (("code", _CODE), ("label", _LABEL), ("decided", _CLAUSE)):
        if form.fullmatch(getattr(category, where)) is None:
            yield _finding(category, "catalogue-form", where, "This is not in its form.", _FORMS[where])
    for where in ("label", "decided", "description"):
        if states_misconduct(getattr(category, where)):
            message = "This states misconduct as a fact; say what was decided."
            yield _finding(category, "catalogue-wording", where, message)
    if not re.search(r"\bnot (?:cover|name)\b", category.description):
        yield _finding(category, "catalogue-no-limits", "description", "This does not say what is not covered.")


_FORMS = {
    "code": "lower-case words joined by hyphens",
    "label": "a plain English title that starts with a capital",
    "decided": 'a clause that completes "... decided on D that the organization"',
}


def _check_severities(category: Category) -> Iterator[Finding]:
    """Severity comes from the measure and rises with the amount; it never falls with it."""
    if not category.by_measure or not category.kinds:
        yield _finding(category, "catalogue-empty", "by_measure", "A category needs measures and kinds of subject.")
    amounts = [amount for amount, _ in category.by_amount]
    grades = [SEVERITY_ORDER.index(severity) for _, severity in category.by_amount]
    if amounts != sorted(set(amounts)) or grades != sorted(set(grades)) or any(amount < 1 for amount in amounts):
        yield _finding(
            category, "catalogue-amounts", "by_amount", "The steps do not rise.", "rising amounts and severities"
        )
    sizes = [category.threshold_by_size[size] for size in SizeClass if size in category.threshold_by_size]
    if category.threshold_by_size and (
        len(sizes) != len(SizeClass) or sizes != sorted(sizes) or not category.needs_amount
    ):
        accepted = "an amount needed, one threshold a size, never falling; unknown as the largest"
        yield _finding(category, "catalogue-threshold", "threshold_by_size", "The thresholds have gaps.", accepted)


def _check_display(category: Category) -> Iterator[Finding]:
    """Every severity that can arise has its display period, none longer than allowed, none for nothing."""
    if category.payments and category.basis is not Basis.PUBLICATION:
        yield _finding(category, "catalogue-payments", "payments", "Only a publication can state payments (S34).")
    if category.while_listed != (Measure.LISTED_ELSEWHERE in category.by_measure):
        yield _finding(
            category, "catalogue-while-listed", "while_listed", "Listings elsewhere, and only they, show so."
        )
    if set(category.display) != (set() if category.while_listed else set(category.severities)):
        accepted = "none while listed" if category.while_listed else ", ".join(sorted(category.severities))
        yield _finding(category, "catalogue-display", "display", "The periods are not those needed.", accepted)
    for severity, period in category.display.items():
        longest = LONGEST_DISPLAY[severity]
        if period.days or not 0 < period.months <= longest.months:
            yield _finding(
                category, "catalogue-display-long", f"display.{severity}", "Too long.", f"months, to {longest}"
            )


def _check_direction(category: Category) -> Iterator[Finding]:
    """Only what is adverse can be a ground; what is foreign or a view of one party stays information (S35)."""
    if category.ground and category.direction is not Direction.ADVERSE:
        yield _finding(category, "catalogue-ground", "ground", "Only an adverse category can be a ground.")
    if category.ground and category.code == CategoryCode.TAX_AND_SOCIAL_DEBT:
        yield _finding(category, "catalogue-ground", "ground", "A debt alone never founds a listing.")
    if category.while_listed and category.direction is not Direction.INFORMATION:
        yield _finding(category, "catalogue-listing-counts", "direction", "A foreign listing is information only.")


def _check_basis(category: Category) -> Iterator[Finding]:
    """Against a company only a final decision is a record; facts as published are for public bodies."""
    published, decided = Measure.PUBLISHED_FACT in category.by_measure, category.basis is Basis.DECISION
    if published and decided:
        yield _finding(category, "catalogue-basis", "basis", "A published fact is no decision.", "publication")
    if not published and not decided:
        yield _finding(category, "catalogue-basis", "basis", "A publication needs the measure published-fact.")
    beyond = category.kinds - {OrganizationKind.PUBLIC_BODY}
    if category.direction is Direction.ADVERSE and not decided and beyond:
        yield _finding(category, "catalogue-basis", "kinds", "Without a decision only public bodies.", "public-body")


_CHECKS: tuple[Callable[[Category], Iterator[Finding]], ...] = (
    _check_severities,
    _check_display,
    _check_direction,
    _check_basis,
)


def _finding(category: Category, code: str, where: str, message: str, accepted: str = "") -> Finding:
    known = category.code if category.code in set(CategoryCode) else "?"
    return Finding(code=code, message=message, file=f"{known}.yaml", field=where, accepted=accepted)
