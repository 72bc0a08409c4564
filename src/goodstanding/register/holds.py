"""What keeps a record from being shown: it waits for verification and preview, or a claim of protected function."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A record that shows only when a second person has verified it and its organization has seen it.

    `shows_from` is the first day behind the preview, None before there is one. `had_shown` says that it was shown
    before a correction that is not verified yet. `untold` is the day of a preview that ends later than the date asked
    for: it is never told, and only says until when what is kept of the record holds good. A record that its own
    authority has published has no hold at all.
    """

    shows_from: date | None = None
    had_shown: bool = False
    untold: date | None = None

    def is_over(self, day: date) -> bool:
        """Whether the record may show on the day, as far as the hold goes."""
        return self.shows_from is not None and self.shows_from <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An organization claims a protected function: it is no subject of this register. `entry` is the claim's number.

    Upheld, nothing about the organization shows any more, whatever date is asked for. Until it is decided, nothing
    shows that was not public before the claim.
    """

    entry: int
    made_on: date
    decided_on: date | None = None
    upheld: bool = False

    def is_open(self, day: date) -> bool:
        """Whether on the day the claim was made and not decided."""
        return self.made_on <= day and (self.decided_on is None or day < self.decided_on)
