"""Checks of fading: it never rises, and it is over before the record stops being displayed (S29)."""

from collections.abc import Iterator
from itertools import pairwise

from goodstanding.register.catalogue import Category, Severity
from goodstanding.rulebook.model import Fade, Provision
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding


def never_longer(first: Period, second: Period) -> bool:
    """Whether `first` from any day ends no later than `second` from the same day.

    Periods have no order of length; this is the part of one that holds on every calendar day.
    """
    if first.months <= second.months and first.days <= second.days:
        return True
    return 31 * first.months + first.days <= 28 * second.months + second.days


def check_fades(provision: Provision, categories: tuple[Category, ...]) -> Iterator[Finding]:
    """Every problem in how the provision's values fade, severity by severity."""
    for severity in sorted(provision.match.severities):
        where = f"{provision.id}.fades.{severity}"
        fade = provision.fades.get(severity, ())
        if not fade:
            yield Finding(code="rulebook-fade-missing", message="It is not said how long this counts.", field=where)
            continue
        yield from _check_steps(fade, where)
        for category in categories:
            yield from _check_display(fade, severity, category, where)


def _check_steps(fade: Fade, where: str) -> Iterator[Finding]:
    if any(not 0 < step.permille <= 1000 for step in fade):
        yield Finding(code="rulebook-permille", message="A step is out of range.", field=where, accepted="1 to 1000")
    if any(step.until.months + step.until.days < 1 for step in fade):
        accepted = "a period such as P6M"
        yield Finding(code="rulebook-fade-order", message="A step has no length.", field=where, accepted=accepted)
    for step, following in pairwise(fade):
        if following.permille >= step.permille:
            yield Finding(code="rulebook-fade-rises", message="A later step does not fall.", field=where)
        if following.until == step.until or not never_longer(step.until, following.until):
            yield Finding(code="rulebook-fade-order", message="A later step does not end later.", field=where)


def _check_display(fade: Fade, severity: Severity, category: Category, where: str) -> Iterator[Finding]:
    display = category.display.get(severity)
    if display is not None and not never_longer(fade[-1].until, display):
        message = f"It outlives the display of {category.code} ({display}): what is not displayed does not count."
        yield Finding(code="rulebook-fade-outlives-display", message=message, field=where)
