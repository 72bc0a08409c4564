"""Imports: what lands, what changes nothing, what is refused whole, and what never comes back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_register import Importing, InventedList, Line, catalogue, digest_of, gate, opened_ports

from goodstanding.adapters.formats.registry import FORMATS, TEMPLATES, format_named
from goodstanding.intake.identifiers import SOURCES
from goodstanding.register.records import Status
from goodstanding.services.importing import FEW_RECORDS, ImportRequest, import_file
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.withheld import Withheld

ALPHA = Line(key="a", identifiers=("xv-reg:C0000000137",))
BETA = Line(key="b", name="Southmoor Paving Ltd")
NEXT = {"as_of": "2024-07-01"}


def kinds(found):
    return [entry.envelope.kind.value for entry in found]


def statuses(view):
    return [stage.status for record in view.records for stage in record.stages]


def test_a_new_row_opens_its_organization_and_enters_its_record(importing, entries, views):
    report = importing(ALPHA)
    assert kinds(entries(2)) == ["competence-enrolled", "organization-opened", "record-entered"]
    assert report.counts() | {"read": 1, "kept": 1, "new": 1} == report.counts()
    [view] = views()
    assert [str(reference) for reference in view.references] == ["xv-reg:C0000000137"]
    assert statuses(view) == [Status.FINAL]


def test_the_competence_of_a_format_is_enrolled_once(importing, entries):
    importing(ALPHA)
    importing(ALPHA, BETA, **NEXT)
    assert kinds(entries(0)).count("competence-enrolled") == 1


def test_the_same_file_twice_changes_nothing(importing, ports):
    first = importing(ALPHA, BETA)
    path = importing.folder / first.file
    request = ImportRequest(form=InventedList(), path=path, digest=digest_of(path), as_of=date(2024, 6, 1))
    ports.clock.at = datetime(2024, 6, 2, tzinfo=UTC)
    again = import_file(ports, catalogue(), gate, request)
    assert again.head == first.head == ports.store.head()
    assert (again.counts()["unchanged"], again.counts()["new"], again.counts()["changed"]) == (2, 0, 0)


def test_a_file_is_a_repetition_only_where_nothing_came_in_between(importing, views):
    importing(ALPHA, BETA)
    importing(ALPHA)
    assert importing(ALPHA, BETA).records == {"unchanged": 1, "reappeared": 1}
    assert not any(view.records[0].questioned for view in views())


def test_a_later_file_without_changes_is_recorded_as_seen(importing, ports):
    before = importing(ALPHA).head
    after = importing(ALPHA, **NEXT).head
    assert after.size == before.size + 1
    assert [batch.as_of for batch in ports.store.batches(after.size)] == [date(2024, 6, 1), date(2024, 7, 1)]


@pytest.mark.parametrize(
    ("stages", "name", "kind"),
    [
        ((("final", "2024-02-01"), ("under-appeal", "2024-03-01")), "advanced", "stage-added"),
        ((("final", "2024-02-01"), ("annulled", "2024-03-01")), "reversed", "stage-added"),
        ((("final", "2024-02-02"),), "corrected", "record-corrected"),
    ],
)
def test_a_changed_row_is_a_change_of_its_record(importing, entries, views, stages, name, kind):
    size = importing(ALPHA).head.size
    report = importing(replace(ALPHA, stages=stages), **NEXT)
    assert report.records == {name: 1}
    assert kinds(entries(size)) == [kind]
    [view] = views()
    assert [(stage.status.value, stage.effective_on.isoformat()) for stage in view.records[0].stages] == list(stages)


def test_a_presumption_that_became_final_advances(importing, views):
    importing(replace(ALPHA, stages=(("presumed", "2024-01-20"),)))
    report = importing(replace(ALPHA, stages=(("presumed", "2024-01-20"), ("final", "2024-02-01"))), **NEXT)
    assert report.records == {"advanced": 1}
    assert statuses(views()[0]) == [Status.PRESUMED, Status.FINAL]


def test_another_name_corrects_the_party_and_nothing_else(importing, entries, views):
    size = importing(ALPHA).head.size
    importing(replace(ALPHA, name="Northquay Dredging Company Ltd"), **NEXT)
    [correction] = entries(size)
    assert set(correction.values) == {"party", "evidence"}
    [view] = views()
    assert view.records[0].party.name == "Northquay Dredging Company Ltd"
    assert view.records[0].corrected_by == (correction.seq,)


def test_a_change_of_several_parts_lands_whole(importing, views):
    importing(ALPHA)
    stages = (("final", "2024-02-01"), ("annulled", "2024-03-01"))
    report = importing(replace(ALPHA, name="Northquay Ltd", public_money="T-9", stages=stages), **NEXT)
    assert report.records == {"reversed": 1}
    [record] = views()[0].records
    assert (record.party.name, record.decision.public_money) == ("Northquay Ltd", "T-9")
    assert [stage.status for stage in record.stages] == [Status.FINAL, Status.ANNULLED]


def test_an_identifier_that_a_row_gains_means_its_organization(importing, views):
    importing(ALPHA)
    importing(replace(ALPHA, identifiers=(*ALPHA.identifiers, "xi-lei:00EHHQ2ZHDCFXJCPCL46")), **NEXT)
    [view] = views()
    assert [reference.scheme for reference in view.references] == ["xv-reg", "xi-lei"]


def test_a_row_that_gains_its_first_identifier_stays_one_record_of_one_organization(importing, views):
    importing(BETA)
    report = importing(replace(BETA, identifiers=("xv-reg:C0000000234",)), **NEXT)
    assert report.records == {"corrected": 1}
    [view] = views()
    assert [reference.scheme for reference in view.references] == ["xv-list", "xv-reg"]
    assert len(view.records) == 1
    assert str(view.records[0].party.reference) == "xv-reg:C0000000234"


def test_an_identifier_of_another_organization_joins_nothing(importing, views):
    importing(ALPHA, replace(BETA, identifiers=("xv-reg:C0000000234", *ALPHA.identifiers)))
    assert sorted(len(view.references) for view in views()) == [1, 1]


def test_a_row_that_gains_another_s_identifier_stays_where_it_was_entered(importing, views):
    importing(ALPHA, BETA)
    assert importing(ALPHA, replace(BETA, identifiers=ALPHA.identifiers), **NEXT).records["corrected"] == 1
    alpha, beta = views()
    assert [len(view.records) for view in (alpha, beta)] == [1, 1]
    assert alpha.records[0].corrected_by == ()
    assert str(beta.records[0].party.reference) == ALPHA.identifiers[0]


def test_rows_of_one_identifier_are_records_of_one_organization(importing, views):
    importing(ALPHA, replace(ALPHA, key="a2"))
    [view] = views()
    assert len(view.records) == 2


def test_equal_names_without_identifiers_are_two_organizations(importing, views):
    importing(BETA, replace(BETA, key="b2"))
    assert len(views()) == 2


def test_what_vanished_from_a_full_list_is_questioned_once_and_may_reappear(importing, entries, views):
    importing(ALPHA, BETA)
    vanished = importing(ALPHA, as_of="2024-07-01")
    assert vanished.records == {"unchanged": 1, "vanished": 1}
    assert [view.records[0].questioned for view in views()] == [False, True]
    assert importing(ALPHA, as_of="2024-08-01").records == {"unchanged": 1}
    size = importing.ports.store.head().size
    assert importing(ALPHA, BETA, as_of="2024-09-01").records == {"unchanged": 1, "reappeared": 1}
    assert kinds(entries(size)) == ["question-closed"]
    assert [view.records[0].questioned for view in views()] == [False, False]


def test_what_reappears_changed_is_changed_and_no_longer_questioned(importing, views):
    importing(ALPHA, BETA)
    importing(ALPHA, as_of="2024-07-01")
    stages = (("final", "2024-02-01"), ("annulled", "2024-03-01"))
    assert importing(ALPHA, replace(BETA, stages=stages), as_of="2024-08-01").records["reversed"] == 1
    view = next(view for view in views() if view.organization.name == BETA.name)
    assert not view.records[0].questioned
    assert statuses(view) == [Status.FINAL, Status.ANNULLED]


def test_a_partial_list_questions_nothing(importing, views):
    importing(ALPHA, BETA)
    assert importing(ALPHA, as_of="2024-07-01", partial=True).records == {"unchanged": 1}
    assert not any(view.records[0].questioned for view in views())


def test_lists_of_two_sources_question_only_their_own(importing, views):
    importing(ALPHA, source="xv-list")
    importing(BETA, source="xv-other", as_of="2024-07-01")
    assert not any(view.records[0].questioned for view in views())


def test_an_older_full_list_is_refused_and_an_older_partial_one_lands(importing, ports):
    head = importing(ALPHA, as_of="2024-06-01").head
    with pytest.raises(ImportAbortedError):
        importing(ALPHA, BETA, as_of="2024-05-31")
    assert ports.store.head() == head
    assert importing(ALPHA, BETA, as_of="2024-05-31", partial=True).records["new"] == 1


@pytest.mark.parametrize("source", ["xv-reg", "xi-lei", "xx-own"])
def test_a_source_is_not_called_like_a_scheme_of_identifiers(importing, ports, source):
    """Neither a known one nor one that is in use here; what it calls somebody would pass for a number, or hide one."""
    head = importing(replace(ALPHA, identifiers=(*ALPHA.identifiers, "xx-own:7"))).head
    with pytest.raises(ImportAbortedError, match="called like a scheme"):
        importing(BETA, source=source)
    assert ports.store.head() == head


@pytest.mark.parametrize("scheme", ["xv-list", "xv-other", "wb"])
def test_an_identifier_is_not_of_a_scheme_called_like_a_source(importing, scheme):
    """Its own source, another one that was imported, or one with a format of its own."""
    importing(BETA, source="xv-other")
    report = importing(ALPHA, replace(ALPHA, key="c", identifiers=(f"{scheme}:7",)))
    assert (report.counts()["kept"], report.counts()["rejected"]) == (1, 1)
    (found,) = report.findings
    assert (found.code, found.row, found.value) == ("identifier", 2, "")


def test_every_format_that_is_its_own_source_keeps_its_name():
    shipped = {format_named(name).source for name in FORMATS if name not in TEMPLATES}
    assert shipped == SOURCES


def test_a_format_of_its_own_calls_its_debtors_by_its_own_name(importing):
    row = replace(ALPHA, identifiers=("br-arrears:estados/invented",))
    assert importing(row, source="br-arrears").counts()["kept"] == 1
    assert importing(replace(row, key="x"), source="xv-other").counts()["rejected"] == 1


def many(count):
    return [Line(key=f"k{number}", name=f"Lowmark Works {number} Ltd") for number in range(count)]


@pytest.mark.parametrize(("kept", "lands"), [(75, True), (74, False)])
def test_a_full_list_may_not_shrink_beyond_its_bound(importing, ports, kept, lands):
    head = importing(*many(100)).head
    if lands:
        assert importing(*many(kept), **NEXT).records["vanished"] == 100 - kept
    else:
        with pytest.raises(ImportAbortedError):
            importing(*many(kept), **NEXT)
        assert ports.store.head() == head


def test_a_short_list_may_lose_a_few(importing):
    importing(*many(FEW_RECORDS))
    assert importing(Line(key="other"), **NEXT).records["vanished"] == FEW_RECORDS


def test_an_officer_may_accept_the_loss_and_answers_for_it(importing, ports, officer):
    importing(*many(100))
    report = importing(*many(10), **NEXT, officer=officer.id, sign=officer.sign)
    assert report.records["vanished"] == 90
    closing = ports.store.entry(report.head.size - 1)
    assert (closing.envelope.actor, bool(closing.envelope.signature)) == (officer.id, True)
    assert check_register(ports, lambda _: None).findings == ()


TWINS = [Line(key="t", public_money=f"T-{number}") for number in range(3)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_rows_of_an_equal_key_keep_their_records_in_any_order(importing, views, order):
    importing(*TWINS)
    before = views()
    assert importing(*(TWINS[place] for place in order), **NEXT).records == {"unchanged": 3}
    assert [replace_confirmed(view) for view in views()] == [replace_confirmed(view) for view in before]


def replace_confirmed(view):
    return replace(view, records=tuple(replace(record, confirmed_on=None) for record in view.records))


def test_a_change_of_one_twin_leaves_the_others(importing):
    importing(*TWINS)
    changed = replace(TWINS[1], stages=(("final", "2024-02-01"), ("annulled", "2024-03-01")))
    assert importing(TWINS[2], changed, TWINS[0], **NEXT).records == {"unchanged": 2, "reversed": 1}


def test_a_twin_more_is_new_and_a_twin_less_is_questioned(importing):
    importing(*TWINS[:2])
    assert importing(*TWINS, as_of="2024-07-01").records == {"unchanged": 2, "new": 1}
    assert importing(TWINS[1], TWINS[2], as_of="2024-08-01").records == {"unchanged": 2, "vanished": 1}


@pytest.mark.parametrize("category", ["speech", "no-such-category"])
def test_an_unknown_or_forbidden_category_aborts_the_file_whole(importing, ports, category):
    head = ports.store.head()
    with pytest.raises(ImportAbortedError):
        importing(ALPHA, replace(BETA, category=category))
    assert ports.store.head() == head


def test_without_a_competence_the_row_is_rejected_and_the_rest_lands(importing):
    report = importing(ALPHA, replace(BETA, authority="xv-mill"))
    assert [finding.code for finding in report.findings] == ["no-competence"]
    assert (report.counts()["kept"], report.counts()["rejected"], report.counts()["new"]) == (1, 1, 1)


def test_findings_name_the_file_and_never_the_row_s_content(importing):
    report = importing(replace(BETA, authority="xv-mill"), Line(key="c", verdict="reject"))
    printed = " ".join(map(str, report.findings))
    assert report.file in printed
    assert BETA.name not in printed


def test_the_clock_may_go_back_recorded_instants_never_do(importing, ports):
    first = importing(ALPHA).head
    ports.clock.at = datetime(2020, 1, 1, tzinfo=UTC)
    assert importing(ALPHA, BETA, **NEXT).head.recorded_at == first.recorded_at


VERDICTS = st.sampled_from(["keep", "hold", "refuse", "drop", "reject", "incompetent"])


@given(st.lists(st.tuples(st.integers(0, 4), VERDICTS), max_size=12), st.lists(VERDICTS, max_size=6))
def test_rows_balance(tmp_path_factory, mix, later):
    importing = Importing(ports=opened_ports(), folder=tmp_path_factory.mktemp("lists"))
    for day, rows in (("2024-06-01", mix), ("2024-07-01", [*mix, *enumerate(later, start=10)])):
        lines = [line(key, verdict) for key, verdict in rows]
        counts = importing(*lines, as_of=day).counts()
        assert counts["read"] == len(rows)
        assert counts["read"] == sum(counts[name] for name in ("kept", "dropped", "quarantined", "rejected"))
        landed = ("new", "changed", "unchanged", "suppressed")
        assert counts["kept"] == sum(counts[name] for name in landed) == sum(v == "keep" for _, v in rows)
    assert check_register(importing.ports, lambda _: None).findings == ()


def line(key, verdict):
    if verdict == "incompetent":
        return Line(key=str(key), authority="xv-mill")
    return Line(key=str(key), verdict=verdict)


def erase(ports, seq, groups=()):
    """What an erasure leaves of an opening: the groups named, or nothing at all."""
    from goodstanding.ledger.canonical import parse_canonical, print_canonical

    stored = ports.store._stored
    place, leaf, body, opening = stored[seq]
    left = [triple for triple in parse_canonical(opening) if triple[1] in groups]
    stored[seq] = (place, leaf, body, print_canonical(left) if left else None)


def record_of(found):
    return next(entry.seq for entry in found if entry.envelope.kind.value == "record-entered")


def test_an_erased_record_is_never_written_anew(importing, ports, entries, views):
    importing(ALPHA)
    erase(ports, record_of(entries(0)))
    size = ports.store.head().size
    again = importing(ALPHA, as_of="2024-07-01").counts()
    assert (again["suppressed"], again["new"], again["unchanged"]) == (1, 0, 0)
    report = importing(replace(ALPHA, public_money="T-1"), as_of="2024-08-01")
    assert (report.counts()["suppressed"], report.counts()["new"], report.counts()["changed"]) == (1, 0, 0)
    assert entries(size) == []
    [record] = views()[0].records
    assert isinstance(record.decision, Withheld)


@pytest.mark.parametrize("erased", ["party", "case", "decision", "stages"])
def test_a_record_with_one_erased_part_is_never_completed_again(importing, ports, entries, erased):
    importing(ALPHA)
    erase(ports, record_of(entries(0)), {"party", "case", "decision", "stages", "evidence"} - {erased})
    size = ports.store.head().size
    stages = (("final", "2024-02-01"), ("annulled", "2024-03-01"))
    changed = replace(ALPHA, name="Northquay Ltd", public_money="T-1", stages=stages)
    assert importing(changed, as_of="2024-08-01").counts()["suppressed"] == 1
    assert entries(size) == []
