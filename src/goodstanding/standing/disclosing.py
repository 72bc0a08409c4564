"""Disclosures in words: what was due, whether it came, and what follows. Nothing of a reminder that still runs."""

from dataclasses import dataclass
from datetime import date

from goodstanding.register.disclosed import held_disclosure
from goodstanding.register.disclosures import Disclosure, DisclosureState, Opinion, state_on
from goodstanding.register.views import OrganizationView
from goodstanding.standing import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDisclosure:
    """A disclosure that came, or that is missing after a reminder, as of a day."""

    entry: int
    kind: str
    period_to: date
    due_on: date
    state: DisclosureState
    filed_on: date | None
    opinion: Opinion | None
    digest: str
    text: str


def tell_disclosed(disclosure: Disclosure, authority: str, organization: str) -> str:
    """What a record of a disclosure rests on: a reminder whose time ran out, or what was published."""
    told = _days(disclosure) | {"authority": authority, "organization": organization}
    filing = disclosure.filing
    if disclosure.reminders:
        reminder = disclosure.reminders[0]
        served = {"served_on": phrases.print_day(reminder.served_on), "ends_on": phrases.print_day(reminder.ends_on)}
        return phrases.REMINDED.format(**told, **served)
    opinion = "" if filing is None or filing.opinion is None else f" {phrases.OPINION.format(opinion=filing.opinion)}"
    return phrases.FILED.format(**told) + opinion


def told_disclosures(view: OrganizationView, effective: date) -> tuple[ToldDisclosure, ...]:
    """Every disclosure of which something may be said on that day, in the order of its due day."""
    found = []
    for held in view.disclosures:
        disclosure = held_disclosure(held)
        state = None if disclosure is None else state_on(disclosure, effective)
        if disclosure is not None and state in phrases.STATES_OF_DISCLOSURE:
            found.append(_told(held.entry, disclosure, state, effective))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.entry)))


def _told(entry: int, disclosure: Disclosure, state: DisclosureState, effective: date) -> ToldDisclosure:
    filing = disclosure.filing
    came = filing if filing is not None and filing.filed_on <= effective else None
    qualified = came is not None and came.is_qualified
    opinion = f", with the auditor's opinion {came.opinion}" if came is not None and qualified else ""
    days = _days(disclosure)
    text = phrases.DISCLOSURE.format(
        **days | {"what": days["what"][:1].upper() + days["what"][1:]},
        state=phrases.STATES_OF_DISCLOSURE[state].format(**days),
        opinion=opinion,
    )
    return ToldDisclosure(
        entry=entry,
        kind=disclosure.obligation.kind.value,
        period_to=disclosure.obligation.period_to,
        due_on=disclosure.obligation.due_on,
        state=state,
        filed_on=None if came is None else came.filed_on,
        opinion=None if came is None else came.opinion,
        digest="" if came is None else came.digest,
        text=text,
    )


def _days(disclosure: Disclosure) -> dict[str, str]:
    obligation, filing = disclosure.obligation, disclosure.filing
    return {
        "what": phrases.DISCLOSURES[obligation.kind],
        "period_to": phrases.print_day(obligation.period_to),
        "due_on": phrases.print_day(obligation.due_on),
        "filed_on": "" if filing is None else phrases.print_day(filing.filed_on),
    }
