"""A rulebook as a page that stands beside the law: every number of it, with its law, in words.

Says what the rules are, not whether they are sound (`check_rulebook`), in force anywhere, or just.
"""

from collections.abc import Iterable, Iterator

from goodstanding.publication.pages import Block, Link, Page, Quoted, Section, Table, Text
from goodstanding.publication.provision_words import told_further
from goodstanding.register.catalogue import SEVERITY_ORDER, Catalogue, Direction, Severity
from goodstanding.register.consequences import CONSEQUENCE_WORDS
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import (
    Citation,
    CountsFrom,
    Fade,
    Match,
    Points,
    Provision,
    Purpose,
    Rulebook,
)
from goodstanding.rulebook.reporting import cited
from goodstanding.rulebook.translating import translated
from goodstanding.standing import phrases
from goodstanding.values.points import PER_POINT, print_points

ILLUSTRATION = (
    "UNOFFICIAL: an illustration that no authority has adopted. The laws that it names may not exist; "
    "nothing follows from it."
)
NO_CONSEQUENCE = (
    "Points inform. No measure against anybody follows from points or a grade; a ground says only that a file "
    "could be opened, and listing takes a proceeding with notice, reply, decision and appeal."
)
NOT_RATED = "Fewer than {count} counted records give no grade. {neutral}"
NOTHING = "Without a record that counts there is no grade. {neutral}"
DIGEST = "Digest (SHA-256) by which standings name these very rules: {digest}"
FADING = (
    "Points fade by steps, in thousandths (‰) of the value. The day on which a period ends is the first day of the "
    "next step. What is not displayed any more never counts, and neither does what was annulled, suspended or cured."
)

COUNTS_FROM = {
    CountsFrom.DECISION: "the day of the decision",
    CountsFrom.FINALITY: "the day on which the decision became final",
    CountsFrom.CONDUCT: "the end of the conduct that the decision is about",
}
EVERY_SIZE = "every size"
ROLES = {Role.SUBJECT: "as its subject", Role.CONTROLLED_AFFILIATE: "as a controlled affiliate"}


def rulebook_page(rulebook: Rulebook, catalogue: Catalogue, language: str | None = None) -> Page:
    """The whole rulebook as a page in English; its titles in `language`, where that is one of the rulebook's."""
    told = translated(rulebook, language)
    # Empty where the titles are in the language of the page or not known to be in another.
    named = "" if told is rulebook or language is None else language
    lead: list[Text] = [ILLUSTRATION] if rulebook.sample else []
    if rulebook.purpose is Purpose.INDICATOR:
        lead.append(phrases.INDICATOR)
    return Page(
        language="en",
        title=f"{told.title}, edition {rulebook.edition}",
        lead=(*lead, NO_CONSEQUENCE),
        sections=tuple(_sections(told, catalogue, named, rulebook_digest(rulebook))),
        indexed=True,
    )


def _sections(rulebook: Rulebook, catalogue: Catalogue, language: str, digest: str) -> Iterator[Section]:
    yield _section("about", "What this is", _about(rulebook, digest))
    yield _section("grades", "Points and grades", _grades(rulebook, language))
    yield _section("provisions", "What records cost or add", iter((FADING,)))
    for provision in rulebook.provisions:
        heading = f"{provision.id} {provision.title}"
        blocks = tuple(_provision(provision, rulebook, catalogue, language))
        id_ = f"provision-{provision.id}"
        yield Section(id=id_, heading=heading, level=3, blocks=blocks, language=language)
    if rulebook.caps:
        yield _section("caps", "Caps", _caps(rulebook, language))
    if rulebook.grade_limits:
        yield _section("limits", "Grade limits", _limits(rulebook, language))
    if rulebook.grounds:
        yield _section("grounds", "Grounds for opening a file", _grounds(rulebook, catalogue, language))
    if rulebook.consequences:
        yield _section("consequences", "What a grade gives", _favours(rulebook, language))
    yield _section("laws", "The laws", iter((_laws(rulebook),)))


def _section(id_: str, heading: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id_, heading=heading, level=2, blocks=tuple(blocks))


def _title(title: str, language: str) -> Text:
    return Quoted(text=title, language=language) if language else title


def _about(rulebook: Rulebook, digest: str) -> Iterator[Block]:
    end = "" if rulebook.in_force_to is None else f", until the day before {phrases.print_day(rulebook.in_force_to)}"
    yield Table(
        caption="What this rulebook is about, and what it rests on",
        columns=("What", "Says"),
        rows=(
            ("Rulebook", f"{rulebook.id}, edition {rulebook.edition}"),
            ("Jurisdiction", rulebook.jurisdiction),
            ("Authority", rulebook.authority),
            ("Legal basis", _law(rulebook.legal_basis)),
            ("In force", f"from {phrases.print_day(rulebook.in_force_from)}{end}"),
            ("Applies to", _listed(sorted(rulebook.applies_to), "and")),
        ),
    )
    yield DIGEST.format(digest=digest)


def _grades(rulebook: Rulebook, language: str) -> Iterator[Block]:
    scale = rulebook.scale
    yield (
        f"Every organization starts with {scale.start} points. "
        f"Points never fall below {scale.floor} and never rise above {scale.ceiling}."
    )
    template = NOTHING if rulebook.minimum_evidence == 1 else NOT_RATED
    yield template.format(count=rulebook.minimum_evidence, neutral=phrases.NEUTRAL)
    above = (None, *(grade.at_least for grade in rulebook.grades))
    rows = (
        (
            grade.code,
            _title(grade.title, language),
            f"{grade.at_least} or more" + ("" if over is None else f", below {over}"),
        )
        for grade, over in zip(rulebook.grades, above, strict=False)
    )
    yield Table(caption="Grades, best first", columns=("Grade", "Means", "Points"), rows=tuple(rows))


def _provision(one: Provision, rulebook: Rulebook, catalogue: Catalogue, language: str) -> Iterator[Block]:
    effect = "costs" if one.direction is Direction.ADVERSE else "adds"
    yield _law(one.cites)
    yield f"About: {_categories(one.match, catalogue)}."
    yield f"{_matched(one.match)} Points fade from {COUNTS_FROM[one.counts_from]}."
    yield from told_further(one)
    for cap in rulebook.caps:
        if cap.id == one.cap:
            titled = "" if language else f" ({cap.title})"
            yield f"Cap {cap.id}{titled} limits the group to {cap.limit} points together."
    for limit in rulebook.grade_limits:
        if one.id in limit.provisions:
            yield f"While a record counts here, the grade is at most {limit.at_most} ({limit.id})."
    by_size = any(len(set(column.values())) > 1 for column in one.points.values())
    columns = ("Severity", "Size", "Points", "Over time") if by_size else ("Severity", "Points", "Over time")
    caption = f"What {one.id} {effect}, by severity{' and size' if by_size else ''}"
    yield Table(caption=caption, columns=columns, rows=tuple(_points(one, one.points, by_size)))
    for value in one.values:
        caption = f"What {one.id} {effect} from {phrases.print_day(value.since)}, by severity"
        sized = any(len(set(column.values())) > 1 for column in value.points.values())
        columns = ("Severity", "Size", "Points", "Over time") if sized else ("Severity", "Points", "Over time")
        yield _law(value.cites)
        yield Table(caption=caption, columns=columns, rows=tuple(_points(one, value.points, sized)))


def _points(one: Provision, points: Points, by_size: bool) -> Iterator[tuple[Text, ...]]:
    for severity in _ordered(points):
        column, fade = points[severity], one.fades.get(severity, ())
        sizes = {size.value: column[size] for size in SizeClass if size in column}
        alike = set(sizes.values())
        for size, value in ({EVERY_SIZE: alike.pop()} if len(alike) == 1 else sizes).items():
            told = (severity.value, size) if by_size else (severity.value,)
            yield (*told, str(value), _fading(value, fade))


def _fading(value: int, fade: Fade) -> str:
    """`-50 until 1 year, -30 (600 ‰) until 2 years, then nothing`."""
    told = []
    for step in fade:
        points = print_points(value * step.permille)
        share = "" if step.permille == PER_POINT else f" ({step.permille} ‰)"
        told.append(f"{points}{share} until {phrases.print_period(step.until)}")
    return ", ".join([*told, "then nothing"])


def _matched(match: Match) -> str:
    roles = _listed([ROLES[role] for role in Role if role in match.roles])
    appeal = "also" if Status.UNDER_APPEAL in match.statuses else "not"
    return f"A record counts once it is final, {appeal} under appeal, where it names the organization {roles}."


def _caps(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield "The provisions of a group together never cost, or add, more than this."
    rows = []
    for cap in rulebook.caps:
        members = [one.id for one in rulebook.provisions if one.cap == cap.id]
        rows.append((cap.id, _title(cap.title, language), ", ".join(members), str(cap.limit), _law(cap.cites)))
    columns = ("Cap", "About", "Provisions", "At most", "Law")
    yield Table(caption="Caps, in points", columns=columns, rows=tuple(rows))


def _limits(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield "While a record counts under one of these provisions, the grade is at most the one named."
    order = [one.id for one in rulebook.provisions]
    rows = tuple(
        (
            one.id,
            _title(one.title, language),
            ", ".join(sorted(one.provisions, key=order.index)),
            one.at_most,
            _law(one.cites),
        )
        for one in rulebook.grade_limits
    )
    columns = ("Limit", "When", "Provisions", "At most", "Law")
    yield Table(caption="Grade limits", columns=columns, rows=rows)


def _grounds(rulebook: Rulebook, catalogue: Catalogue, language: str) -> Iterator[Block]:
    yield "A ground needs a record that counts. A mandatory one obliges the authority to open a file; others allow it."
    rows = []
    for one in rulebook.grounds:
        severities = _listed([severity.value for severity in _ordered(one.match.severities)])
        below = "" if one.points_below is None else f", and fewer than {one.points_below} points"
        record = f"{_categories(one.match, catalogue)}; severity {severities}{below}"
        rows.append((one.id, _title(one.title, language), one.kind.value, record, _law(one.cites)))
    columns = ("Ground", "About", "Kind", "Takes a record of", "Law")
    yield Table(caption="Grounds", columns=columns, rows=tuple(rows))


def _favours(rulebook: Rulebook, language: str) -> Iterator[Block]:
    yield "A grade may give a favour. Nothing adverse ever follows from one."
    rows = tuple(
        (
            one.id,
            _title(one.title, language),
            CONSEQUENCE_WORDS[one.kind],
            one.grade,
            phrases.print_period(one.lasts),
            _law(one.cites),
        )
        for one in rulebook.consequences
    )
    columns = ("Favour", "About", "Gives", "From grade", "For", "Law")
    yield Table(caption="Favourable consequences", columns=columns, rows=rows)


def _laws(rulebook: Rulebook) -> Table:
    every = (cite for _, cites in cited(rulebook) for cite in cites)
    laws = dict.fromkeys((cite.title, cite.href, cite.checked_on) for cite in every)
    rows = tuple(((Link(text=title, href=href),), phrases.print_day(checked_on)) for title, href, checked_on in laws)
    return Table(caption="Every law cited, and when it was last read there", columns=("Law", "Read on"), rows=rows)


def _law(cites: Iterable[Citation]) -> tuple[Link, ...]:
    return tuple(Link(text=phrases.print_law((cite,)), href=cite.href) for cite in cites)


def _categories(match: Match, catalogue: Catalogue) -> str:
    return "; ".join(catalogue.category(code).label for code in sorted(match.categories))


def _ordered(severities: Iterable[Severity]) -> list[Severity]:
    return sorted(severities, key=SEVERITY_ORDER.index)


def _listed(words: list[str], last: str = "or") -> str:
    """`a, b or c`."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
