"""What every clock and every source of random bytes owes."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.adapters.clock import FixedClock, SystemClock
from goodstanding.adapters.randomness import SeededRandomness, SystemRandomness


@pytest.mark.parametrize("clock", [SystemClock(), FixedClock(datetime(2024, 6, 1, tzinfo=UTC))])
def test_a_clock_says_utc_and_does_not_go_back(clock):
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second


def test_the_system_s_clock_moves_and_a_fixed_one_stands():
    fixed = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
    assert fixed.now() == fixed.now() == fixed.at
    fixed.at += timedelta(days=1)
    assert fixed.now() == datetime(2024, 6, 2, tzinfo=UTC)
    assert SystemClock().now() > datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("make", [SystemRandomness, lambda: SeededRandomness("seed")])
def test_tokens_have_their_length_and_differ(make):
    source = make()
    assert [len(source.token(count)) for count in (0, 1, 16, 100_000)] == [0, 1, 16, 100_000]
    assert len({source.token(16) for _ in range(100)}) == 100


def test_a_seed_gives_its_stream_again_and_another_another():
    streams = [[source.token(16) for _ in range(3)] for source in map(SeededRandomness, ("a", "a", "b"))]
    assert streams[0] == streams[1]
    assert not set(streams[0]) & set(streams[2])


def test_the_system_gives_no_stream_again():
    assert SystemRandomness().token(16) != SystemRandomness().token(16)
