"""An organization as it was known on a day: by the batch that recorded each entry, however large."""

from datetime import date

import pytest
from sample_office import demo_country

from goodstanding.ledger.entries import Kind
from goodstanding.services.as_known import AsKnown, Recording
from goodstanding.services.ports import Ports
from goodstanding.services.reading import all_views, as_of


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    ports: Ports = demo_country(tmp_path_factory.mktemp("demo"))
    return Recording.until(ports, ports.store, as_of(ports, ports.store, None, None))


def test_an_entry_is_known_from_the_head_of_its_own_batch_on(recording: Recording) -> None:
    closing, sizes = -1, set[int]()
    for seq in reversed(range(recording.at.head.size)):
        entry = recording.reader.entry(seq)
        assert entry is not None
        closing = seq if entry.envelope.kind is Kind.BATCH_CLOSED else closing
        assert recording.head_with(seq).size == closing + 1
        sizes.add(closing - entry.envelope.batch)
    assert max(sizes) > 100 > 2 > min(sizes)


def test_on_each_day_it_is_what_was_recorded_by_then(recording: Recording) -> None:
    """And on the last day asked about what is known at the head, whatever the clock said when it was recorded."""
    found = 0
    for view in all_views(recording.reader, recording.at):
        number = int(view.id.removeprefix("o-"))
        known = AsKnown(recording=recording, organization=number, last=date(2100, 1, 1))
        days = sorted(known.days())
        assert known.on(date(1990, 1, 1)) is None
        assert known.on(days[-1]) == known.on(date(2100, 1, 1)) == view
        records = [len(shown.records) for day in days if (shown := known.on(day)) is not None]
        assert records == sorted(records)
        found += len(set(records)) > 1
        early = AsKnown(recording=recording, organization=number, last=days[0])
        assert early.days() == {days[0]}
        assert early.on(days[0]) == view
    assert found > 5
