"""Every sentence that a screening says, in one place, to be linted (S39) and translated.

A question is put to a person; nothing here says that a bidder did anything, or that it is the organization found.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from goodstanding.publication.screened import Age, Found, Given, ListVersion, Screened, Stale, State
from goodstanding.publication.screening_feed import FeedLine
from goodstanding.publication.screening_rows import Nature, RecordFact
from goodstanding.screening.answer import Piece
from goodstanding.screening.bands import Band
from goodstanding.standing.phrases import DISPUTED, print_day
from goodstanding.values.points import print_points

BANDS = {
    Band.MATCH: "match",
    Band.STRONG: "strong question",
    Band.WEAK: "weak question",
    Band.CLEAR: "clear",
}
STATES = {
    State.STALE: "not answered: stale",
    State.REFUSED: "not answered: personal number",
    State.UNREADABLE: "not answered: unreadable row",
}
#: By the codes that a receipt holds.
ANSWERS = {band.value: label for band, label in BANDS.items()} | {state.value: label for state, label in STATES.items()}
MEANINGS = {
    Band.MATCH: "a number of the bidder is one of the organization's, or a person answered that they are the same",
    Band.STRONG: (
        "the names are alike in rare words, or a number without a check digit is equal and the names are not alike: a "
        "person has to say whether they are the same"
    ),
    Band.WEAK: "the names share something: a person should look",
    Band.CLEAR: "nothing that shows on this list is like the bidder",
}
STATE_MEANINGS = {
    State.STALE: "nothing was found, and the list or a source of it is too old to clear anybody: get the present one",
    State.REFUSED: "a number of the row is a person's: nothing of the row was kept, take the number out and ask again",
    State.UNREADABLE: "the row could not be compared and clears nobody: mend what is said beside it and ask again",
}
NATURES = {
    Nature.LISTED: "Listed here by a decision in a proceeding",
    Nature.FOREIGN: "Foreign listing, for information",
    Nature.ADVERSE: "Adverse record",
    Nature.FAVOURABLE: "Favourable record",
    Nature.INFORMATION: "Information",
}
NEVER_A_MATCH = "A name alone is never a match."
LIMITS = (
    "Clear says that nothing shown on this list at this state is like the bidder. It does not say that the bidder is "
    "in good standing: nothing recorded is not the same as in good standing."
)
ONLY_LISTINGS = (
    "Only a listing here has consequences, those named with it. A record or a foreign listing is information: nothing "
    "follows from it by itself."
)
NAMESAKES = (
    "Many organizations share a name. A question is not a finding about the bidder, and must not be held against it "
    "before a person has answered it."
)
SHARED = "{count} organizations of this list have a name that reads like this one."
MET = "Equal number: {number}."
MET_ALONE = (
    "Alone it is no match: nothing in this number shows a slip of the hand, which may give another organization's "
    "number. Compare the names, the seat or another number."
)
AGAINST = "Of the same scheme, and another number: {number}. That speaks against it."
NOTHING = "none"
NOBODY = "No bidder was read: nobody is cleared by this."
ANSWER_IT = (
    "Compare numbers, seat or an extract of the company register, and say what you found: goodstanding screen resolve "
    "remembers it until a name or a number changes, or names are read otherwise."
)
RARITY = "A word of one bit more stands in half as many companies' names."
MORE = "and {count} more"
CUT = "More organizations have a name like this one than are shown here: ask for a number."
UNCOMPARED = "compared with nothing: {schemes}"
UNCOMPARED_ROWS = "Numbers of these rows were compared with nothing, since their schemes are not read: {rows}."
RESOLVED = {
    Given.SAME: "Answered by you on {day}: the same ({reason}).",
    Given.DIFFERENT: "Answered by you on {day}: another organization ({reason}).",
}
CURRENT = "Confirmed by its source within the last 72 hours."
NOT_CURRENT = "Not confirmed by its source since {day}: not current."
SHOWN_UNTIL = "Shown until {day}."
STATUSES = {
    "under-appeal": "An appeal is pending.",
    "suspended": "Its effect is suspended.",
    "annulled": "It was annulled: nothing may be made of it.",
    "cured": "It was made good.",
    "rehabilitated": "The organization has been rehabilitated since.",
}
AFFILIATE = "Named in it as a controlled affiliate."
LISTING = (
    "{authority} decided on {decided_on}, in proceeding {proceeding}, that {organization} stands on the list on the "
    "ground {ground}, from {since} to {last}."
)
CONSEQUENCE = "Consequence until {last}: it {words}. Not touched: {never}. Law: {law}."
LIST = "List of {origin} as of {effective}: log size {size}, recorded {recorded_at}, root {root}, analyser {analyser}."
#: What of a list has an age; of any other name it is a source.
DATED = {"register": "the register, last written", "list": "this list, of its day"}
DATED_SOURCE = "{what}, last full list"
AGES = ("What", "Days old", "May be", "Day")
AGES_CAPTION = "How old the list is, and how old it may be"
AGES_MORE = (
    "These are nearest to their limit, or furthest beyond it. --json and every output file tell of {count} more."
)
AGES_MEAN = (
    "Nobody is cleared where any of them is older than it may be. National lists come by the month or the quarter and "
    "may be older than foreign listings, which count as confirmed for 72 hours."
)
NO_SOURCES = "No source sends full lists: nothing here is confirmed by one."
REFRESH_BY = "This list clears nobody after {day}."
SIGNED = "It is signed by {key}."
NOT_CHECKED = "Whose list it is was not checked: no key was given."
STALE = {
    "register": "The register was last written on {day}: more than {most} days before, or after the present day.",
    "empty": "On {day} the list shows nobody, and no full list of a source confirms that: it was never filled.",
    "list": "The list speaks of {day} and was good for {most} days.",
}
STALE_SOURCE = "The last full list of {what} is of {day}: more than {most} days old."
STALE_SOURCES = "The last full lists of {what} are of {day}: more than {most} days old."
STALE_MEANS = "Nobody is cleared by a stale list; what was found in it is still said."

#: By the codes of `services.list_changes.Change`.
CHANGES = {
    "listed": "newly listed",
    "changed": "its listing was changed",
    "suspended": "its listing was stayed",
    "resumed": "its listing is in force again",
    "expired": "its listing expired",
    "lifted": "its listing was lifted",
    "annulled": "its listing was annulled",
    "ground-fallen": "its listing fell with its ground",
}
WAS_WRONG = "It was wrong: undo every conclusion that was drawn from it."

#: By the codes of `screening.answer.How`.
_HOW = {
    "exact": "the same word",
    "joined": "the same letters, written together or apart",
    "truncated": "one is the beginning of the other",
    "abbreviated": "one is short for the other",
    "romanised": "the same word in another script",
    "translated": "the same in meaning, written otherwise",
    "edit": "nearly the same letters",
    "form": "the legal form",
    "number": "a number in the name",
    "place": "a place in the name",
    "identifier": "a register's number",
    "country": "the country",
    "read-as": "what was compared: a member's name, or what the name looks like",
    "missing": "in one name only",
}


def answer_label(screened: Screened) -> str:
    """`match`, `strong question`, `not answered: stale`."""
    return STATES[screened.state] if screened.band is None else BANDS[screened.band]


def tell_instant(instant: str) -> str:
    """`30 September 2026, 12:00 UTC` of an instant as a log writes it."""
    return f"{print_day(date.fromisoformat(instant[:10]))}, {instant[11:16]} UTC"


def natures_of(found: Found) -> str:
    """What a candidate is here, in short."""
    told = dict.fromkeys(NATURES[fact.nature].partition(",")[0].partition(" by ")[0].lower() for fact in found.facts)
    return ", ".join(told)


def tell_candidate(found: Found) -> str:
    """`Northquay Dredging Ltd (o-12; evidence 861)`."""
    return f"{found.names[0] if found.names else ''} ({found.organization}; evidence {found.evidence})".strip()


def found_notes(found: Found) -> Iterator[str]:
    """What speaks for and against a candidate beside its name, and what a person answered."""
    yield from (MET.format(number=number) for number in found.met)
    if found.met and found.band is Band.STRONG:
        yield MET_ALONE
    yield from (AGAINST.format(number=number) for number in found.contradicting)
    if found.shared_by > 1:
        yield SHARED.format(count=found.shared_by)
    if found.resolved is not None:
        given = found.resolved
        yield RESOLVED[given.answer].format(day=print_day(given.on), reason=given.reason)


def tell_fact(fact: RecordFact, on: date) -> str:
    """What an organization's record or listing is, who decided it, whether it is current, until when it shows."""
    return " ".join(fact_sentences(fact, on))


def fact_sentences(fact: RecordFact, on: date) -> list[str]:
    """The same, each thing by itself."""
    parts = [f"{NATURES[fact.nature]}: {fact.says}"]
    parts += [STATUSES[fact.status]] if fact.status in STATUSES else []
    parts += [AFFILIATE] if fact.affiliate and fact.nature is Nature.LISTED else []
    parts += [DISPUTED] if fact.disputed else []
    parts += list(fact.consequences)
    if fact.confirmed_until is not None:
        current = fact.is_current(on)
        parts.append(CURRENT if current else NOT_CURRENT.format(day=print_day(fact.confirmed_until)))
    if fact.shown_until is not None:
        parts.append(SHOWN_UNTIL.format(day=print_day(fact.shown_until)))
    return parts


def tell_listing(
    *, authority: str, decided_on: date, organization: str, ground: str, since: date, last: date, proceeding: str
) -> str:
    """That a proceeding put an organization on the list, by whose decision and for how long (S39)."""
    days = {"decided_on": print_day(decided_on), "since": print_day(since), "last": print_day(last)}
    return LISTING.format(authority=authority, organization=organization, ground=ground, proceeding=proceeding, **days)


def tell_consequence(*, words: str, never: str, law: str, last: date) -> str:
    """What follows from a listing, what it does not touch, by which law and until when (S20)."""
    return CONSEQUENCE.format(words=words, never=never, law=law, last=print_day(last))


def tell_change(line: FeedLine) -> str:
    """What happened to an organization's listing, on which day, in which proceeding."""
    told = f"{line.organization}: {CHANGES.get(line.change, line.change)} on {print_day(line.on)} ({line.proceeding})."
    return f"{told} {WAS_WRONG}" if line.was_wrong else told


def tell_how(piece: Piece) -> str:
    """How two values met, and whether that speaks against it."""
    return f"{_HOW[piece.how.value]}{', which speaks against it' if piece.conflict else ''}"


def tell_what_met(piece: Piece) -> str:
    """`constr / construction: the same in meaning, written otherwise (6.25 bits)`."""
    sides = f"{piece.query or NOTHING} / {piece.register or NOTHING}"
    return f"{sides}: {tell_how(piece)}{f' ({print_points(piece.rarity)} bits)' if piece.rarity else ''}"


def tell_version(version: ListVersion) -> Iterator[str]:
    """Which state of which list was asked, and whose it is."""
    yield LIST.format(
        origin=version.origin,
        effective=print_day(version.effective),
        size=version.size,
        recorded_at=version.recorded_at,
        root=version.root,
        analyser=version.analyser,
    )
    if version.refresh_by is not None:
        yield REFRESH_BY.format(day=print_day(version.refresh_by))
        yield SIGNED.format(key=version.key) if version.key else NOT_CHECKED
    if not version.sources:
        yield NO_SOURCES


def age_row(age: Age) -> tuple[str, str, str, str]:
    """What has an age, how many days old it is, how many it may be, and its day."""
    what = DATED.get(age.what) or DATED_SOURCE.format(what=age.what)
    return what, str(age.days), str(age.most_days), age.as_of.isoformat()


def tell_age(age: Age) -> str:
    """`xv-courts 2026-09-15 (15 days old, may be 92)`."""
    return f"{age.what} {age.as_of} ({age.days} day{'' if age.days == 1 else 's'} old, may be {age.most_days})"


def tell_stale(stale: Iterable[Stale]) -> Iterator[str]:
    """What is too old, and how old it may be; sources whose last lists are of one day in one sentence."""
    alike: dict[tuple[str, date, int], list[str]] = {}
    for one in stale:
        own = one.what if one.what in STALE else ""
        alike.setdefault((own, one.as_of, one.most_days), []).append(one.what)
    for (own, day, most), names in alike.items():
        text = STALE.get(own, STALE_SOURCES if len(names) > 1 else STALE_SOURCE)
        yield text.format(what=", ".join(names), day=print_day(day), most=most)
