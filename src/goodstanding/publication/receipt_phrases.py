"""Every sentence that a check of a receipt says: what was shown of an organization then, and what is shown now (S39).

Nothing here judges the bidder: a person looks again at whoever is named.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from goodstanding.publication import screening_phrases as phrases
from goodstanding.publication.screened import ListVersion, Shown
from goodstanding.publication.screening_rows import RecordFact
from goodstanding.standing.phrases import print_day

LISTS = "Then: the list as of {then}, log size {then_size}. Now: as of {now}, log size {now_size}."
HOLDS = "The receipt holds: every bidder would be answered today as it was then."
HOLDS_NO_MORE = "The receipt holds no more. Look again at {which} (of {bidders}): what follows says why."
LISTED_SINCE = "Something was done about listings. Look again at {which} (of {bidders}): what follows says what."
FIRST = "Told are the first {most}; --json tells of all."
ROW = "Row {row}, {bidder}: {answer}."
ANSWER = "{then} then, {now} now"
SAME_ANSWER = "{now}, then as now"
ONLY_THE_ANSWER = "Whoever was found then is found now, and shows the same: only the answer is another one."
NEW = "{organization} was not found then, and is found now."
GONE = "{organization} was found then. Nothing of it shows on the list any more."
NO_LONGER_ALIKE = "{organization} was found then. It is on the list still, but no longer like the bidder."
CHANGED = "{organization} was found then as now. What shows of it has changed."
UNKNOWN_THEN = "What showed of it then is not in this opening: it was made before openings held it."
THEN = "Then: {fact}"
NOW = "Now: {fact}"
NO_MORE = "Then, and no more: {fact}"
SINCE = "Now, and not then: {fact}"
BOTH = "{nature}, entry {number} ({category}, {authority}): {differs}."
PART = 'then "{then}", now "{now}"'
PART_LOST = 'it is no longer said "{then}"'
PART_ADDED = 'it is said now "{now}"'
VALUE = "its {name} was {then}, and is {now}"
NONE = "none"
NAMES = {"decided_on": "day of decision", "final_on": "day of finality", "shown_until": "last day"}
#: What of an organization may read differently, beside what is recorded of it.
SUBJECT = {
    "names": "Then its names were: {then}. Now: {now}.",
    "identifiers": "Then its numbers were: {then}. Now: {now}.",
    "kind": "Then its kind was: {then}. Now: {now}.",
    "country": "Then its country was: {then}. Now: {now}.",
}


def tell_lists(then: ListVersion, now: ListVersion) -> str:
    """Which version of the list the receipt is of, and which one was asked."""
    days = {"then": print_day(then.effective), "now": print_day(now.effective)}
    return LISTS.format(then_size=f"{then.size:,}", now_size=f"{now.size:,}", **days)


def tell_answers(then: str, now: str) -> str:
    """`clear then, match now`; `match, then as now`; `match then` where it was not asked again."""
    if not now:
        return f"{then} then"
    return SAME_ANSWER.format(now=now) if then == now else ANSWER.format(then=then, now=now)


def tell_difference(then: Shown | None, now: Shown | None, then_on: date, now_on: date) -> Iterator[str]:
    """What was shown of an organization and what is shown now, as far as the two differ."""
    if then is None or now is None:
        text, shown, on = (NOW, now, now_on) if then is None else (THEN, then, then_on)
        yield from (text.format(fact=phrases.tell_fact(fact, on)) for fact in (shown.facts if shown else ()))
        return
    for name, text in SUBJECT.items():
        before, after = _told(getattr(then, name)), _told(getattr(now, name))
        if before != after:
            yield text.format(then=before, now=after)
    showed, shows = {_key(one): one for one in then.facts}, {_key(one): one for one in now.facts}
    for key, fact in showed.items():
        if key not in shows:
            yield NO_MORE.format(fact=phrases.tell_fact(fact, then_on))
        elif differs := "; ".join(_differs(fact, shows[key], then_on, now_on)):
            about = {"number": fact.number, "category": fact.category, "authority": fact.authority}
            yield BOTH.format(nature=phrases.NATURES[fact.nature], differs=differs, **about)
    yield from (SINCE.format(fact=phrases.tell_fact(fact, now_on)) for key, fact in shows.items() if key not in showed)


def _key(fact: RecordFact) -> tuple[str, int]:
    return fact.nature, fact.number


def _differs(then: RecordFact, now: RecordFact, then_on: date, now_on: date) -> Iterator[str]:
    """By what is said of it; by its values where the same is said."""
    before, after = phrases.fact_sentences(then, then_on), phrases.fact_sentences(now, now_on)
    lost = " ".join(one for one in before if one not in after)
    added = " ".join(one for one in after if one not in before)
    if lost and added:
        yield PART.format(then=lost, now=added)
    elif lost or added:
        yield PART_LOST.format(then=lost) if lost else PART_ADDED.format(now=added)
    else:
        for name in (one.name for one in fields(RecordFact) if one.name != "confirmed_until"):
            before_it, after_it = _told(getattr(then, name)), _told(getattr(now, name))
            if before_it != after_it:
                yield VALUE.format(name=NAMES.get(name, name), then=before_it, now=after_it)


def _told(value: object) -> str:
    if isinstance(value, date):
        return print_day(value)
    return (", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")) or NONE
