"""Which rulebooks this register has adopted, as of a size of its log. Reads only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from goodstanding.ledger.adoptions import ADOPTION_KINDS, Proposal, fold_adoptions, named
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.adopting import lawful_editions
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.ports import Reader
from goodstanding.services.standings import Law
from goodstanding.standing.cases import Case
from goodstanding.standing.reigns import Reign
from goodstanding.values.errors import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """How the texts of a proposal are read; VerificationError for what is none.

    `tests` is what a file of tests says, without its comments: only that enters the log.
    """

    rulebook: Callable[[str], Rulebook]
    cases: Callable[[str], tuple[Case, ...]]
    tests: Callable[[str], str]


def proposals_of(reader: Reader, size: int) -> tuple[Proposal, ...]:
    """Every proposal with its state as of a size, by entry."""
    acts = list(reader.entries_of(ADOPTION_KINDS, size))
    ends = {act.envelope.batch: act.seq for act in acts}
    closings = (_closing(reader, last, size) for last in ends.values())
    entries = [*acts, *(closing for closing in closings if closing is not None)]
    return fold_adoptions(sorted(entries, key=lambda entry: entry.seq))


def proposal_named(reader: Reader, name: str, size: int) -> Proposal:
    """The proposal `ID:EDITION`; NotFoundError where it was never made."""
    found = named(proposals_of(reader, size), name)
    if found is None:
        raise NotFoundError("No rulebook was proposed under this name.", to_do="see `goodstanding rulebook list`")
    return found


def law_in_force(base: Law, reader: Reader, size: int, texts: Texts) -> Law:
    """The law as of a size: the adopted editions from their first days on, before them what `base` has."""
    lawful = lawful_editions(proposals_of(reader, size))
    return law_with(base, lawful, texts) if lawful else base


def law_with(base: Law, adopted: tuple[Proposal, ...], texts: Texts) -> Law:
    """`base` with these editions in force from their first days on."""
    read = {one.act.entry: texts.rulebook(one.text) for one in adopted}
    reigns = {kind: tuple(_reigns(kind, base, adopted, read)) for kind in base.rulebooks}
    return replace(base, reigns=reigns)


def _reigns(
    kind: OrganizationKind, base: Law, adopted: tuple[Proposal, ...], read: dict[int, Rulebook]
) -> Iterator[Reign]:
    """In order of their first days; each ends where the next begins."""
    own = sorted((one for one in adopted if kind in one.kinds), key=lambda one: one.in_force_from)
    firsts = [one.in_force_from for one in own]
    for reign in base.reigns_of(kind):
        yield replace(reign, until=firsts[0] if firsts else None)
    for one, until in zip_longest(own, firsts[1:]) if own else ():
        yield Reign(
            rulebook=read[one.act.entry], digest=one.digest, official=True, since=one.in_force_from, until=until
        )


def _closing(reader: Reader, seq: int, size: int) -> Entry | None:
    """The closing entry of the batch that an entry is in."""
    while seq < size:
        entry = reader.entry(seq)
        if entry is None or entry.envelope.kind is Kind.BATCH_CLOSED:
            return entry
        seq += 1
    return None
