"""How an auditor holds the day of an act to the instant of its batch."""

from datetime import date

import pytest
from sample_proceeding import MODEL

from goodstanding.ledger.entries import Entry, Envelope, Kind
from goodstanding.services.bare_days import Dated


@pytest.mark.parametrize(
    ("recorded", "fits"),
    [
        ("2026-12-11T23:59:59Z", False),
        ("2026-12-10T23:59:59Z", True),
        ("2026-12-11T00:00:00Z", True),
        ("2026-12-11T00:59:59Z", True),
        ("2026-12-11T01:00:00Z", False),
        ("2026-12-09T23:59:59Z", False),
    ],
)
def test_a_day_is_that_of_the_batch_and_midnight_may_lie_between_the_two(recorded: str, fits: bool) -> None:
    """A missed date is no date that was kept: an hour explains a sealing, a day does not."""
    dated = Dated()
    dated.add(7, date(2026, 12, 10), MODEL)
    closing = Envelope(kind=Kind.BATCH_CLOSED, batch=7, actor="operator", commitments={})
    assert dated.misdated(Entry(seq=8, envelope=closing, values={"batch": {"recorded_at": recorded}})) == (
        [] if fits else [7]
    )
    assert (
        dated.misdated(Entry(seq=9, envelope=closing, values={"batch": {"recorded_at": "2030-01-01T00:00:00Z"}})) == []
    )
