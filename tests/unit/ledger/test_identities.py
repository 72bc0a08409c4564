"""Which organization a reference means: by effective date, then by entry; joined, parted, and by the old id."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.identities import Identity, resolve

OPENED = [Identity(3, "alpha", 3), Identity(6, "beta", 6)]
JOINED = Identity(10, "beta", 3, date(2024, 6, 10))
PARTED = Identity(12, "beta", 6, date(2024, 6, 20))


def day(number):
    return date(2024, 6, number)


def test_from_the_beginning_a_reference_means_what_it_opened():
    assert resolve(OPENED, date(1900, 1, 1)) == {"alpha": 3, "beta": 6}


def test_a_join_holds_from_its_date_on():
    meant = [resolve([*OPENED, JOINED], day(number))["beta"] for number in (9, 10, 30)]
    assert meant == [6, 3, 3]
    assert resolve([*OPENED, JOINED], day(30))["alpha"] == 3


def test_a_split_holds_from_its_date_and_leaves_the_time_before():
    meant = [resolve([*OPENED, JOINED, PARTED], day(number))["beta"] for number in (9, 10, 19, 20)]
    assert meant == [6, 3, 3, 6]


def test_what_was_not_yet_recorded_does_not_count():
    known_at_11 = [one for one in (*OPENED, JOINED, PARTED) if one.seq < 11]
    assert resolve(known_at_11, day(25))["beta"] == 3


def test_of_one_date_the_last_entry_holds():
    again = Identity(13, "beta", 99, PARTED.effective_on)
    assert resolve([*OPENED, JOINED, PARTED, again], day(25))["beta"] == 99
    assert resolve([*OPENED, Identity(20, "beta", 99)], day(25))["beta"] == 99


def test_a_later_entry_about_an_earlier_date_does_not_undo_a_later_date():
    back = Identity(14, "beta", 6, day(1))
    assert [resolve([*OPENED, JOINED, back], day(number))["beta"] for number in (5, 25)] == [6, 3]


IDENTITIES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.none() | st.integers(1, 9)), max_size=12
).map(lambda found: [
    Identity(seq, subject, organization, None if start is None else day(start))
    for seq, (subject, organization, start) in enumerate(found)
])  # fmt: skip


@given(IDENTITIES, st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter_and_the_definition_holds(identities, number, chance):
    shuffled = list(identities)
    chance.shuffle(shuffled)
    expected = {}
    for subject in {one.subject for one in identities}:
        reached = [
            one for one in identities if one.subject == subject and (one.effective_on or date.min) <= day(number)
        ]
        if reached:
            expected[subject] = max(reached, key=lambda one: (one.effective_on or date.min, one.seq)).organization
    assert resolve(shuffled, day(number)) == expected
