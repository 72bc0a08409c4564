"""Whether the law was read lately, as of a date that is given: the clock comes from outside."""

from collections.abc import Iterator
from datetime import date

from goodstanding.rulebook.model import Rulebook
from goodstanding.rulebook.reporting import cited, reported
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

READ_WITHIN = Period(months=12)


def check_freshness(rulebook: Rulebook, on: date) -> Iterator[Finding]:
    """A warning for each part whose law was last read there over a year before `on`, or only after it."""
    for where, cites in cited(rulebook):
        days = [cite.checked_on for cite in cites]
        if any(day > on for day in days):
            yield reported("rulebook-citation-ahead", f"Its law is said to be read after {on}.", where, warning=True)
        elif any(READ_WITHIN.after(day) <= on for day in days):
            message = f"Its law was last read on {min(days)}, over a year before."
            accepted = "read it again, and date checked_on"
            yield reported("rulebook-citation-stale", message, where, accepted=accepted, warning=True)
