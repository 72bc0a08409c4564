"""The list that bidders are compared with: followed up, it is what a new build gives."""

import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_register import Importing, Line, catalogue, opened_ports

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.screening_kept import Kept
from goodstanding.services.screening_list import follow_rows, touched_since
from goodstanding.services.standings import Law

LAW = Law(catalogue=catalogue(), rulebooks={})
DAY = date(2024, 6, 1)


def rows(ports: Ports, day: date = DAY, before: Kept | None = None) -> Kept:
    """The rows on a day, followed up from earlier ones."""
    at = as_of(ports, ports.store, day, None)
    kept, _ = follow_rows(ports, LAW, at, ports.store, "law", copy.deepcopy(before))
    return kept


def names(kept: Kept) -> set[str]:
    return {name for row in kept.rows.values() for name in row.subject.names}


def changes(kept: Kept) -> dict[str, date | None]:
    return {organization: line.changes for organization, line in kept.over.items() if line.changes}


def line(number: int, **changes: object) -> Line:
    told = {"key": f"k{number}", "name": f"Northquay Works {number} Ltd", "identifiers": (f"xv-reg:C{number:010}",)}
    return Line(**(told | changes))  # type: ignore[arg-type]


@pytest.fixture
def many(importing: Importing) -> Importing:
    importing(*(line(number) for number in range(40)), partial=True)
    return importing


def test_what_shows_is_in_the_list_with_everything_that_is_said_of_it(ports: Ports, importing: Importing) -> None:
    importing(line(1), line(2, stages=(("presumed", "2024-02-01"),)))
    kept = rows(ports)
    (row,) = kept.rows.values()
    assert row.subject.names == ("Northquay Works 1 Ltd",)
    assert [str(one) for one in row.subject.identifiers] == ["xv-reg:C0000000001"]
    (fact,) = row.facts
    assert fact.says.startswith("Court of Lowmark decided on 15 January 2024 that Northquay Works 1 Ltd bribed")
    assert (fact.shown_until, fact.final_on) == (date(2025, 1, 31), date(2024, 2, 1))
    assert changes(kept) == {row.subject.organization: date(2025, 2, 1)}


def test_a_name_that_only_a_hidden_record_gives_is_not_in_the_list(ports: Ports, importing: Importing) -> None:
    number = ("xv-reg:C0000000001",)
    importing(
        line(1),
        line(2, name="Presumed Alias Ltd", identifiers=number, stages=(("presumed", "2024-02-01"),)),
        line(3, name="Expired Alias Ltd", identifiers=number, stages=(("final", "2024-01-16"),)),
        line(4, name="Shown Alias Ltd", identifiers=number),
    )
    assert names(rows(ports, date(2025, 1, 20))) == {"Northquay Works 1 Ltd", "Shown Alias Ltd"}


def test_a_new_record_is_in_the_list_at_once_and_nothing_else_was_looked_at(ports: Ports, many: Importing) -> None:
    before = rows(ports)
    many(line(100), partial=True)
    at = as_of(ports, ports.store, DAY, None)
    after = rows(ports, before=before)
    assert touched_since(before, replace(before.state, size=at.head.size), ports.store) == {
        name for name in after.rows if name not in before.rows
    }
    assert names(after) - names(before) == {"Northquay Works 100 Ltd"}
    assert dict(after.rows) == dict(rows(ports).rows)


def test_an_expired_record_is_gone_on_its_day(ports: Ports, many: Importing) -> None:
    many(line(100, stages=(("final", "2024-01-20"),)), partial=True)
    before = rows(ports, date(2025, 1, 19))
    assert "Northquay Works 100 Ltd" in names(before)
    after = rows(ports, date(2025, 1, 20), before)
    assert "Northquay Works 100 Ltd" not in names(after)
    assert len(names(after)) == 40


def test_an_erased_record_is_gone_with_its_opening(ports: Ports, many: Importing) -> None:
    before = rows(ports)
    many(line(100), partial=True)
    kept = rows(ports, before=before)
    assert "Northquay Works 100 Ltd" in names(kept)
    store = ports.store
    for seq, leaf, body, _ in list(store.stored(before.state.size, store.head().size - 1)):
        store._stored[seq] = (seq, leaf, body, None)  # type: ignore[attr-defined]  # as an erasure leaves it
    assert "Northquay Works 100 Ltd" not in names(rows(ports, before=kept))


def test_an_unchanged_register_is_not_looked_at_again(ports: Ports, many: Importing) -> None:
    at, kept = as_of(ports, ports.store, DAY, None), rows(ports)
    assert follow_rows(ports, LAW, at, ports.store, "law", kept) == (kept, frozenset())


def test_what_cannot_be_followed_is_built_anew(ports: Ports, many: Importing) -> None:
    kept = rows(ports)
    state = kept.state
    assert touched_since(kept, replace(state, analyser="other"), ports.store) is None
    assert touched_since(kept, replace(state, law="other"), ports.store) is None
    assert touched_since(kept, replace(state, erased=1), ports.store) is None
    assert touched_since(kept, replace(state, effective=date(2024, 5, 31)), ports.store) is None
    other = replace(kept, state=replace(state, root="00" * 32))
    assert touched_since(other, replace(state, size=state.size + 1), ports.store) is None
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": {}})])
    assert touched_since(kept, replace(state, size=ports.store.head().size), ports.store) is None


ACTS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["final", "presumed", "annulled", "under-appeal"]),
        st.dates(date(2023, 1, 1), date(2024, 6, 1)),
        st.integers(0, 200),
    ),
    min_size=1,
    max_size=6,
)


@given(acts=ACTS)
def test_followed_up_it_is_what_a_new_build_gives(tmp_path_factory: pytest.TempPathFactory, acts: list) -> None:
    ports = opened_ports()
    importing = Importing(ports=ports, folder=Path(tmp_path_factory.mktemp("acts")))
    importing(*(line(number) for number in range(20)), partial=True)
    day = DAY
    followed = rows(ports, day)
    for number, status, on, days in acts:
        first = () if status == "final" else (("final", "2024-02-01"),)
        importing(line(number, stages=(*first, (status, on.isoformat()))), partial=True)
        day = date.fromordinal(day.toordinal() + days)
        followed, built = rows(ports, day, followed), rows(ports, day)
        assert (dict(followed.rows), changes(followed)) == (dict(built.rows), changes(built))
