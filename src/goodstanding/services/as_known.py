"""What the register knew of an organization day by day: its view by the entries that were recorded by the end of a day.

Nearly always that is one view. It is another one where something was recorded later than it took effect, such as a
ruling that is older than the listing whose ground it annuls: until then nobody could know it, and whoever follows the
list has to be told on that day.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime

from goodstanding.ledger.entries import Relation
from goodstanding.ledger.redactions import REDACTION_KINDS, orders_of
from goodstanding.ledger.writing import Head
from goodstanding.register.views import OrganizationView
from goodstanding.services.days import day_in, zones_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """When the entries known at a head were recorded: the day of each batch is that of the zones of the rules."""

    ports: Ports
    reader: Reader
    at: AsOf
    zones: tuple[str, ...]

    @classmethod
    def until(cls, ports: Ports, reader: Reader, at: AsOf) -> "Recording":
        """Of what is known at the head."""
        return cls(ports=ports, reader=reader, at=at, zones=zones_of(reader, at.head.size))

    def heads_about(self, organization: int) -> dict[date, Head]:
        """By day, the last head of a batch with an entry about the organization, or about whom it was joined to."""
        view = self.view(organization, self.at.head)
        heir = organization if view is None else int(view.id.removeprefix(f"{ORGANIZATION_SCHEME}-"))
        size = self.at.head.size
        near = [one for n in {organization, heir} for one in self.reader.identities_near("", n, size)]
        found: dict[date, Head] = {}
        behind = 0
        for entry in self.reader.entries_about({one.subject for one in near}, size):
            if entry.seq >= behind:
                head = self.head_with(entry.seq)
                found[self._day(head)], behind = head, head.size
        return found

    def erasures(self) -> dict[int, date]:
        """By record, the first day on which values of it, or of what was said later of it, were erased."""
        found: dict[int, date] = {}
        for order in orders_of(self.reader.entries_of(REDACTION_KINDS, self.at.head.size)).values():
            if order.carried_out is None:
                continue
            day = self._day(self.head_with(order.carried_out))
            for position in order.positions:
                entry = self.reader.entry(position)
                links = dict(entry.envelope.links) if entry is not None else {}
                record = links.get(Relation.RECORD, position)
                found[record] = min(day, found.get(record, day))
        return found

    def view(self, organization: int, head: Head) -> OrganizationView | None:
        """The organization as known at a head."""
        at = AsOf(effective=self.at.effective, head=head)
        return find_view(self.ports, self.reader, f"{ORGANIZATION_SCHEME}-{organization}", at)

    def head_with(self, seq: int) -> Head:
        """The first head that knows an entry: that of its batch, which is nearly always a small one."""
        step = 1
        while step < self.at.head.size - seq and not self._knows(seq + step, seq):
            step *= 2
        low, high = seq + step // 2, min(seq + step, self.at.head.size)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._knows(middle, seq) else (middle, high)
        return self.reader.head_at_size(high) or self.at.head

    def _day(self, head: Head) -> date:
        return day_in(datetime.fromisoformat(head.recorded_at), self.zones)

    def _knows(self, size: int, seq: int) -> bool:
        head = self.reader.head_at_size(size)
        return head is not None and head.size > seq


@dataclass(slots=True, kw_only=True)
class AsKnown:
    """One organization as it was known on each day; from `last` on as it is known at the head that is asked about."""

    recording: Recording
    organization: int
    last: date
    _heads: dict[date, Head] = field(init=False)
    _views: dict[int, OrganizationView | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up when something about it was recorded."""
        self._heads = self.recording.heads_about(self.organization)

    def days(self) -> frozenset[date]:
        """The days on which something about it came to be known."""
        return frozenset(min(day, self.last) for day in self._heads)

    def on(self, day: date) -> OrganizationView | None:
        """The organization by what was known at the end of a day; None where it was not."""
        days = sorted(self._heads)
        count = len(days) if day >= self.last else bisect_right(days, day)
        if count not in self._views:
            head = self.recording.at.head if count == len(days) else self._heads[days[count - 1]] if count else None
            self._views[count] = None if head is None else self.recording.view(self.organization, head)
        return self._views[count]
