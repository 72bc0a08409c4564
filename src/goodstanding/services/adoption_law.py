"""S17, S33, S14 over a published log: an adoption that lacks anything is void, and a finding."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.adoptions import ADOPTION_KINDS, fold_adoptions
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.rulebook.adopting import check_adoption, check_withdrawal, lawful_editions
from goodstanding.values.findings import Finding


@dataclass(slots=True)
class AdoptionsAreLawful:
    """A rulebook is adopted after assessment, tests, thirty days and two approvers, and never once it was withdrawn.

    `context` is not asked for anything: the law of adoption (`rulebook.adopting`) is read from the entries alone.
    """

    context: object
    #: Entries of adoption, and the closing ones of their batches.
    acts: list[Entry] = field(default_factory=list)
    is_open: bool = False

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What the adoptions and withdrawals of a batch lack, once the batch has ended and they have their instant."""
        if entry.envelope.kind in ADOPTION_KINDS:
            self.acts.append(entry)
            self.is_open = True
        elif entry.envelope.kind is Kind.BATCH_CLOSED and self.is_open:
            self.acts.append(entry)
            self.is_open = False
            yield from self._check(entry.envelope.batch, entry.seq)

    def _check(self, first: int, last: int) -> Iterator[Finding]:
        proposals = fold_adoptions(self.acts)
        for proposal in proposals:
            for withdrawal in proposal.withdrawals:
                if first <= withdrawal.act.entry < last:
                    void = check_withdrawal(proposal, withdrawal)
                    yield from (_told(withdrawal.act.entry, found) for found in void)
            act = proposal.adoption
            if act is None or not first <= act.entry < last:
                continue
            before = [one for one in lawful_editions(proposals) if one.adoption and one.adoption.entry < act.entry]
            yield from (_told(act.entry, found) for found in check_adoption(proposal, before, act))


def _told(entry: int, found: Finding) -> Finding:
    return Finding(code="law-adoption", message=f"Entry {entry}: {found.message}", field=found.field)
