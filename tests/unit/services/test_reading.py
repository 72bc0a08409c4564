"""Questions as of two times; a name is never an answer; joined organizations answer under either id."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sample_register import FIRST_DAY, Line

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.reading import AsOf, all_views, as_of, candidates, find_view, parse_instant
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import MisuseError, NotFoundError

ALPHA = Line(key="a", identifiers=("xv-reg:C0000000137", "xi-lei:00EHHQ2ZHDCFXJCPCL46"))
BETA = Line(key="b", name="Southmoor Paving Ltd", identifiers=("xv-reg:C0000000234",))


def now(ports, effective=FIRST_DAY):
    return as_of(ports, ports.store, effective, None)


def find(ports, asked, effective=FIRST_DAY):
    return find_view(ports, ports.store, asked, now(ports, effective))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-06-01", "2024-06-01T23:59:59Z"),
        ("2024-06-01T10:00:00Z", "2024-06-01T10:00:00Z"),
        ("2024-06-01T10:00:00", "2024-06-01T10:00:00Z"),
        ("2024-06-01T10:00:00.9+02:00", "2024-06-01T08:00:00Z"),
        ("0999-12-31T10:00:00Z", "0999-12-31T10:00:00Z"),
    ],
)
def test_an_instant_in_any_spelling_is_utc_to_the_second(text, instant):
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-01", "2024-06-01T25:00:00", "0001-01-01T00:00:00+14:00", "2026-W01-1"]
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(MisuseError):
        parse_instant(text)


def test_a_recorded_time_is_floored_to_a_head(importing, ports):
    first = importing(ALPHA).head
    ports.clock.at = datetime(2024, 6, 3, tzinfo=UTC)
    second = importing(ALPHA, BETA, as_of="2024-06-02").head

    def head(recorded):
        return as_of(ports, ports.store, None, recorded).head

    assert [head(recorded) for recorded in (None, str(second.size), "9" * 15, "2024-06-03")] == [second] * 4
    assert [head(recorded) for recorded in (str(second.size - 1), str(first.size), "2024-06-02")] == [first] * 3


@pytest.mark.parametrize("recorded", ["0", "1", "2024-05-31", "0999-12-31T00:00:00Z"])
def test_before_the_first_head_there_is_nothing(ports, recorded):
    with pytest.raises(NotFoundError):
        as_of(ports, ports.store, None, recorded)


@pytest.mark.parametrize("recorded", ["-1", "1" * 16, "٣", "1e3", "size"])
def test_what_is_neither_size_nor_instant_is_refused(ports, recorded):
    with pytest.raises(MisuseError):
        as_of(ports, ports.store, None, recorded)


def test_without_a_date_it_is_the_clock_s_today(ports):
    assert as_of(ports, ports.store, None, None).effective == date(2024, 6, 1)


def test_an_id_and_every_identifier_find_the_same(importing, ports):
    importing(ALPHA, BETA)
    by_id = find(ports, "o-3")
    assert by_id.organization.name == ALPHA.name
    assert [find(ports, asked) for asked in (*ALPHA.identifiers, "XV-REG: C0000000137")] == [by_id] * 3


@pytest.mark.parametrize("asked", ["o-0", "o-4", "o-999", "xv-reg:C0000000331"])
def test_what_names_no_organization_is_not_found(importing, ports, asked):
    importing(ALPHA, BETA)
    assert find(ports, asked) is None


@pytest.mark.parametrize("asked", ["Northquay Dredging Ltd", "o-03", "O3", ""])
def test_a_name_or_a_broken_id_is_no_question(importing, ports, asked):
    importing(ALPHA)
    with pytest.raises(MisuseError):
        find(ports, asked)


def test_what_was_not_yet_recorded_is_not_there(importing, ports):
    before = importing(ALPHA).head
    importing(ALPHA, BETA, as_of="2024-07-01")
    at = AsOf(effective=FIRST_DAY, head=before)
    assert find_view(ports, ports.store, BETA.identifiers[0], at) is None
    assert [view.organization.name for view in all_views(ports.store, at)] == [ALPHA.name]


def test_a_view_of_before_does_not_know_what_came_after(importing, ports):
    before = importing(ALPHA).head
    was = find(ports, "o-3")
    importing(replace(ALPHA, stages=(("final", "2024-02-01"), ("annulled", "2024-03-01"))), as_of="2024-07-01")
    assert find_view(ports, ports.store, "o-3", AsOf(effective=FIRST_DAY, head=before)) == was
    assert find(ports, "o-3") != was


def test_a_name_lists_candidates_and_folds_case_and_marks(importing, ports):
    importing(replace(ALPHA, name="Étoile  du Nord Ltd"), BETA)
    found = candidates(ports, ports.store, "etoile DU nord", now(ports))
    assert [view.id for view in found] == ["o-3"]
    assert candidates(ports, ports.store, "moor", now(ports))[0].organization.name == BETA.name
    assert candidates(ports, ports.store, "%%%", now(ports)) == []
    with pytest.raises(MisuseError):
        candidates(ports, ports.store, "ét", now(ports))


def test_one_question_and_the_pass_over_all_agree(importing, ports):
    importing(ALPHA, BETA, replace(ALPHA, key="a2"), Line(key="c", name="Eastferry Mills Ltd"))
    at = now(ports)
    views = list(all_views(ports.store, at))
    assert len(views) == 3
    assert [find_view(ports, ports.store, view.id, at) for view in views] == views


def join(ports, line, organization, effective):
    """Set the reference of a row to an organization from a date, as a proceeding will."""
    scheme, _, code = line.identifiers[0].partition(":")
    subject = ports.keyring.digest("subject", line.identifiers[0])
    entry = NewEntry(
        kind=Kind.IDENTITY_SET,
        groups={"reference": {"scheme": scheme, "code": code}, "effective": {"from": effective}},
        subject=subject,
        links=((Relation.ORGANIZATION, organization),),
    )
    with ports.store.writing() as writer:
        return append_batch(ports, writer, [entry])


def test_joined_organizations_answer_under_either_id_from_the_date_on(importing, ports):
    before = importing(ALPHA, BETA).head
    alpha, beta = find(ports, ALPHA.identifiers[0]), find(ports, BETA.identifiers[0])
    join(ports, BETA, int(alpha.id.removeprefix("o-")), "2024-06-10")
    joined = find(ports, alpha.id, date(2024, 6, 10))
    assert len(joined.records) == 2
    assert {find(ports, asked, date(2024, 6, 10)).id for asked in (beta.id, BETA.identifiers[0])} == {alpha.id}
    assert find(ports, beta.id, date(2024, 6, 9)).id == beta.id
    at_before = AsOf(effective=date(2024, 6, 10), head=before)
    assert find_view(ports, ports.store, beta.id, at_before).id == beta.id
    views = list(all_views(ports.store, now(ports, date(2024, 6, 10))))
    assert [view.id for view in views] == [alpha.id]
    assert views == [joined]


def test_a_join_is_taken_back_from_a_date(importing, ports):
    importing(ALPHA, BETA)
    alpha, beta = (int(find(ports, line.identifiers[0]).id.removeprefix("o-")) for line in (ALPHA, BETA))
    join(ports, BETA, alpha, "2024-06-10")
    join(ports, BETA, beta, "2024-06-20")
    ids = [find(ports, BETA.identifiers[0], date(2024, 6, day)).id for day in (9, 10, 19, 20)]
    assert ids == [f"o-{beta}", f"o-{alpha}", f"o-{alpha}", f"o-{beta}"]
    assert check_register(ports, lambda _: None).findings == ()


def test_a_record_of_a_joined_organization_is_known_to_its_heir(importing, ports):
    importing(ALPHA, BETA)
    alpha = find(ports, ALPHA.identifiers[0])
    join(ports, BETA, int(alpha.id.removeprefix("o-")), "2024-06-10")
    importing(ALPHA, BETA, replace(BETA, key="b2"), as_of="2024-07-01")
    assert len(find(ports, alpha.id, date(2024, 7, 1)).records) == 3


def test_a_full_list_confirms_and_a_question_does_not(importing, ports):
    importing(ALPHA, BETA)
    importing(ALPHA, as_of="2024-07-01")
    importing(ALPHA, as_of="2024-08-01", partial=True)
    assert find(ports, ALPHA.identifiers[0]).records[0].confirmed_on == date(2024, 7, 1)
    questioned = find(ports, BETA.identifiers[0]).records[0]
    assert (questioned.questioned, questioned.confirmed_on) == (True, None)
