"""A request for correction in a register: what it changes (a mark), what it does not, and forged acts on it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from sample_office import (
    DOCUMENT,
    NOON,
    OFFICE,
    PASSPHRASE,
    Office,
    acting,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.adapters.formats.document_words import load_document_words
from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.listing import print_list, record_json
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.correcting import Asked, CorrectionAct, CorrectionStage, CorrectionStep
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS, kind_of, print_correction
from goodstanding.publication.document_words import Language
from goodstanding.publication.html import print_html
from goodstanding.publication.request_documents import RequestDocument, request_page
from goodstanding.publication.screening_phrases import tell_fact
from goodstanding.publication.screening_rows import Nature, parse_row, print_row
from goodstanding.publication.standing_pages import About, history_page
from goodstanding.services import corrections_in_files
from goodstanding.services.absence import listed_views
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import give_mandate
from goodstanding.services.corrections import (
    act_on_correction,
    correction,
    corrections_for,
    request_correction,
    today_of,
)
from goodstanding.services.corrections_in_files import pending_corrections, request_correction_in_file
from goodstanding.services.documents import request_dossier_of
from goodstanding.services.due import due_days
from goodstanding.services.ground_facts import ground_state
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.list_changes import Change, list_changes, replay
from goodstanding.services.listings import listed
from goodstanding.services.officers import add_officer
from goodstanding.services.proceedings import read_file
from goodstanding.services.reading import as_of, find_view
from goodstanding.services.rebuilding import check_register
from goodstanding.services.screening_listings import listed_rows
from goodstanding.services.standings import explain_view
from goodstanding.standing.display import disputed
from goodstanding.values.errors import ActRefusedError, ConflictError, MisuseError, NotFoundError

LISTED_ON = date(2026, 12, 29)
ABOUT = About(name="Any", rulebook=load_sample("companies"), effective=LISTED_ON, unofficial=True, recorded="Now.")
DAY = timedelta(days=1)
TOWN_HALL = "xv-reg:P3129988435"
LAW, RULES = load_law(), proceeding_law()


class Desk:
    """A listed town hall, one record under its listing, and the two officers of whoever recorded it."""

    def __init__(self, office: Office) -> None:
        self.office, self.ports = office, office.ports
        file = read_file(self.ports, self.ports.store, office.number, self.ports.store.head().size)
        self.record, self.authority = file.opened.records[0], file.opened.recorded_by[0]
        self.law = file.opened.law
        clock_of(self.ports).at = datetime.combine(LISTED_ON, NOON)
        for officer, role in (("clerk-1", Role.DECIDING_OFFICER), ("clerk-2", Role.SECOND_SIGNATORY)):
            add_officer(self.ports, officer, PASSPHRASE)
            given = Mandate(officer=officer, role=role, authority=self.authority, from_on=LISTED_ON)
            give_mandate(self.ports, given, acting(self.ports, "registrar-1"))

    def ask(self, officer: str = "lawyer-1", record: int | None = None) -> int:
        found = self.record if record is None else record
        number, _ = request_correction(
            self.ports, RULES, TOWN_HALL, found, "xv-model", DOCUMENT, acting(self.ports, officer)
        )
        return number

    def act(self, number: int, act: CorrectionAct, officer: str, **more: object) -> None:
        act_on_correction(self.ports, RULES, number, Asked(act=act, **more), acting(self.ports, officer))

    def forwarded(self) -> int:
        number = self.ask()
        self.act(number, CorrectionAct.ACKNOWLEDGED, "keeper-1")
        self.act(number, CorrectionAct.FORWARDED, "keeper-1")
        return number

    def correct(self) -> int:
        """What an import of the list that was put right appends."""
        entered = self.ports.store.entry(self.record)
        new = NewEntry(
            kind=Kind.RECORD_CORRECTED,
            groups={name: entered.values[name] for name in ("decision", "evidence")},
            actor=OPERATOR,
            subject=entered.envelope.subject,
            source=entered.envelope.source,
            key=entered.envelope.key,
            print=entered.envelope.print,
            links=((Relation.RECORD, self.record),),
        )
        size = self.ports.store.head().size
        with self.ports.store.writing() as writer:
            append_batch(self.ports, writer, [new], actor=OPERATOR)
        return size

    def told(self, day: date = LISTED_ON):
        at = as_of(self.ports, self.ports.store, day, None)
        return explain_view(self.ports.store, find_view(self.ports, self.ports.store, TOWN_HALL, at), LAW, at)

    def is_disputed(self) -> bool:
        (found,) = {line.record.disputed for line in self.told().lines if line.entry == self.record and line.record}
        return found

    def due(self, officer: str) -> list[tuple[str, str, date]]:
        """What is due of requests in the quarter, as the officer sees it."""
        found = due_days(self.ports, self.ports.store, officer, LISTED_ON, LISTED_ON + 90 * DAY)
        return [(one.of, one.clock.value, one.due_on) for one in found if one.of.startswith("correction")]

    def is_listed(self, day: date) -> bool:
        with self.ports.store.reading() as reader:
            return bool(list(listed_views(self.ports, reader, as_of(self.ports, reader, day, None))))

    def entries(self) -> list[Entry]:
        return [one for seq in range(self.ports.store.head().size) if (one := self.ports.store.entry(seq))]


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    case = read_case(next(path for path in case_files() if path.stem == "town_hall"))
    lines = tuple(line for line in case.lines if line.day <= LISTED_ON)
    office = Office(ports, replace(case, lines=lines))
    office.play()
    return Desk(office)


@pytest.fixture
def desk(country):
    found = Desk.__new__(Desk)
    found.__dict__.update(country.__dict__, ports=copy_of(country.ports))
    return found


def breaches(entries: list[Entry]) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    return [str(one) for entry in entries for one in replay(entry)]


def test_a_request_marks_the_record_and_changes_no_point(desk):
    before = desk.told()
    assert not desk.is_disputed()
    number = desk.ask()
    after = desk.told()
    assert desk.is_disputed()
    assert "Disputed" in str(after)
    assert "Disputed" not in str(before)
    assert [(one.points, one.later) for one in after.lines] == [(one.points, one.later) for one in before.lines]
    with desk.ports.store.reading() as reader:
        (one,) = listed(desk.ports, reader, as_of(desk.ports, reader, LISTED_ON, None))
    assert {found["entry"]: found["disputed"] for found in map(record_json, one.rests_on)}[desk.record]
    with pytest.raises(ConflictError):
        desk.ask()
    of, request = f"correction-{number}", correction(desk.ports.store, number, desk.ports.store.head().size).request
    decision = (of, "correction-decision", request.decide_by)
    for officer in ("lawyer-1", "keeper-1", "clerk-1"):
        assert desk.due(officer) == [(of, "correction-receipt", request.acknowledge_by), decision]
    assert desk.due("lawyer-2") == []
    desk.act(number, CorrectionAct.ACKNOWLEDGED, "keeper-1")
    assert desk.due("lawyer-1") == [decision]
    desk.act(number, CorrectionAct.FORWARDED, "keeper-1")
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    assert not desk.is_disputed()
    assert desk.due("lawyer-1") == []
    assert desk.told().lines == before.lines
    assert breaches(desk.entries()) == []
    assert check_register(desk.ports, lambda _: None).findings == ()


def test_an_act_on_a_request_reads_no_request_about_another_record(desk, monkeypatch):
    def never(reader, size):
        raise AssertionError("every request was folded")

    monkeypatch.setattr("goodstanding.services.corrections.corrections", never)
    number = desk.forwarded()
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    with pytest.raises(NotFoundError):
        desk.act(desk.record, CorrectionAct.ACKNOWLEDGED, "keeper-1")


def test_a_grant_is_in_force_when_a_second_officer_approves(desk):
    number = desk.forwarded()
    with pytest.raises(ActRefusedError):
        desk.act(number, CorrectionAct.GRANTED, "clerk-1", corrected_by=desk.record)
    fix = desk.correct()
    desk.act(number, CorrectionAct.GRANTED, "clerk-1", corrected_by=fix)
    assert desk.is_disputed()
    desk.act(number, CorrectionAct.APPROVED, "clerk-2")
    assert not desk.is_disputed()
    found = correction(desk.ports.store, number, desk.ports.store.head().size)
    assert found.stage_on(today_of(desk.ports, desk.ports.store, RULES, found)) is CorrectionStage.CORRECTED
    assert breaches(desk.entries()) == []


def test_a_missed_day_suspends_the_listing_until_there_is_a_decision(desk):
    number = desk.forwarded()
    due = correction(desk.ports.store, number, desk.ports.store.head().size).request.decide_by
    assert [desk.is_listed(day) for day in (due - DAY, due, due + DAY)] == [True, True, False]
    at = as_of(desk.ports, desk.ports.store, due + DAY, None)
    view = find_view(desk.ports, desk.ports.store, TOWN_HALL, at)
    assert [ground_state(view, [desk.record], day).value for day in (due, due + DAY)] == ["stands", "suspended"]
    clock_of(desk.ports).at = datetime.combine(due + DAY, NOON)
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    assert desk.is_listed(due + DAY)


def test_the_feed_says_when_it_was_suspended_and_when_it_resumed(desk):
    number = desk.forwarded()
    due = correction(desk.ports.store, number, desk.ports.store.head().size).request.decide_by
    clock_of(desk.ports).at = datetime.combine(due + 3 * DAY, NOON)
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    with desk.ports.store.reading() as reader:
        at = as_of(desk.ports, reader, due + 3 * DAY, None)
        found = list(list_changes(desk.ports, reader, at, LISTED_ON))
    assert [(one.change, one.on) for one in found] == [
        (Change.LISTED, LISTED_ON),
        (Change.SUSPENDED, due + DAY),
        (Change.RESUMED, due + 3 * DAY),
    ]
    days = [LISTED_ON + count * DAY for count in range((due - LISTED_ON).days + 4)]
    assert [bool(replay(found, day)) for day in days] == [desk.is_listed(day) for day in days]


def test_who_may_ask_and_who_may_read(desk):
    for officer in ("case-1", "registrar-1", "clerk-1"):
        with pytest.raises(ActRefusedError, match="art"):
            desk.ask(officer)
    with pytest.raises(NotFoundError):
        desk.ask(record=1)
    number = desk.ask()
    for officer, found in (("lawyer-1", [number]), ("keeper-1", [number]), ("registrar-1", [])):
        assert list(corrections_for(desk.ports, desk.ports.store, officer)) == found
    with pytest.raises(NotFoundError):
        desk.act(1, CorrectionAct.ACKNOWLEDGED, "keeper-1")


def test_who_may_not_ask_does_not_learn_that_a_request_is_pending(desk):
    def refusals() -> list[str]:
        asks = (desk.ask, lambda officer: request_correction_in_file(
            desk.ports, RULES, desk.office.number, None, None, DOCUMENT, acting(desk.ports, officer)
        ))  # fmt: skip
        told = []
        for ask in asks:
            with pytest.raises(ActRefusedError, match="no mandate in force") as refused:
                ask("case-1")
            told.append(str(refused.value))
        return told

    before, number = refusals(), desk.ask()
    assert refusals() == before
    for act, officer in ((CorrectionAct.APPROVED, "case-1"), (CorrectionAct.ACKNOWLEDGED, "clerk-1")):
        with pytest.raises(ActRefusedError, match="no mandate in force"):
            desk.act(number, act, officer)


def test_within_a_file_the_request_is_the_same_and_about_a_record_that_it_rests_on(desk, monkeypatch):
    file = desk.office.number

    def ask(officer: str = "lawyer-1", record: int | None = None, party: str | None = None) -> int:
        by = acting(desk.ports, officer)
        return request_correction_in_file(desk.ports, RULES, file, record, party, DOCUMENT, by)[0]

    with pytest.raises(NotFoundError, match="no such record"):
        ask(record=desk.record + 1)
    with pytest.raises(NotFoundError, match="no file with this number"):
        ask("registrar-1", desk.record + 1)
    with pytest.raises(NotFoundError, match="no such record"):
        ask(party="xv-reg:C7538265567")
    with pytest.raises(ActRefusedError, match=r"art\. 4"):
        ask("case-1")
    found = correction(desk.ports.store, ask(), desk.ports.store.head().size)
    assert (found.record, found.request.law, found.actors) == (desk.record, desk.law, ("lawyer-1",))
    with pytest.raises(ConflictError):
        ask()
    with pytest.raises(ConflictError):
        desk.ask()

    opened = read_file(desk.ports, desk.ports.store, file, desk.ports.store.head().size)
    first = opened.steps[0]
    more = replace(first, act=replace(first.act, records=(*first.act.records, desk.record + 1)))
    two = replace(opened, steps=(more, *opened.steps[1:]))
    monkeypatch.setattr(corrections_in_files, "read_file", lambda *_: two)
    with pytest.raises(MisuseError, match="several records"):
        ask()
    with pytest.raises(ConflictError):
        ask(record=desk.record)


def test_a_file_tells_of_the_requests_on_its_records_and_on_others_of_its_respondent(desk):
    file = read_file(desk.ports, desk.ports.store, desk.office.number, desk.ports.store.head().size)

    def pending(officer: str, records: tuple[int, ...] = file.opened.records) -> list[tuple[int, bool]]:
        opened = replace(file.steps[0], act=replace(file.opened, records=records))
        asked = replace(file, steps=(opened, *file.steps[1:]))
        found = pending_corrections(desk.ports, desk.ports.store, asked, officer)
        return [(one.number, one.carries) for one in found]

    assert pending("case-1") == []
    number = desk.ask()
    for officer in ("case-1", "lawyer-1", "lawyer-2"):
        assert pending(officer) == [(number, True)]
    elsewhere = (desk.record + 1,)
    assert [pending(officer, elsewhere) for officer in ("case-1", "lawyer-1")] == [[(number, False)]] * 2
    assert pending("lawyer-2", elsewhere) == [], "who represents another party reads only what its file rests on"
    for act, officer in ((CorrectionAct.ACKNOWLEDGED, "keeper-1"), (CorrectionAct.FORWARDED, "keeper-1")):
        desk.act(number, act, officer)
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    assert pending("lawyer-1") == []


def test_what_is_published_of_a_request_goes_with_its_record(desk):
    desk.ask()
    for day, is_shown in ((LISTED_ON, True), (date(2060, 1, 1), False)):
        entries = served_entries(desk.ports, LAW, day)
        assert [bool(one.values) for one in entries if one.envelope.kind in CORRECTION_KINDS] == [is_shown]
        assert [one for one in breaches(entries) if is_shown or "law-correction" in one] == []


@pytest.mark.parametrize(
    ("officer", "act", "role", "authority", "message"),
    [
        ("decider-1", CorrectionAct.REFUSED, Role.DECIDING_OFFICER, OFFICE, "no mandate in force"),
        ("clerk-2", CorrectionAct.APPROVED, Role.SECOND_SIGNATORY, "", "does not stand where"),
    ],
)
def test_a_forged_end_is_found(desk, officer, act, role, authority, message):
    number = desk.forwarded()
    step = CorrectionStep(act=act, role=role, authority=authority or desk.authority, on=LISTED_ON, document=DOCUMENT)
    signer = acting(desk.ports, officer)
    new = NewEntry(
        kind=kind_of(act),
        groups=print_correction(step),
        actor=officer,
        sign=signer.sign,
        subject=desk.ports.store.entry(desk.record).envelope.subject,
        links=((Relation.RECORD, desk.record), (Relation.CORRECTION, number)),
    )
    with desk.ports.store.writing() as writer:
        append_batch(desk.ports, writer, [new], actor=officer, sign=signer.sign)
    found = breaches(desk.entries())
    assert found
    assert all("law-correction" in one for one in found)
    assert any(message in one for one in found)


def test_every_surface_marks_what_is_disputed(desk, capsys):
    def seen() -> tuple[bool, ...]:
        at = as_of(desk.ports, desk.ports.store, LISTED_ON, None)
        view = find_view(desk.ports, desk.ports.store, TOWN_HALL, at)
        with desk.ports.store.reading() as reader:
            found = list(listed(desk.ports, reader, at))
            rows = listed_rows(desk.ports, LAW, at, reader)
        print_list(found)
        facts = rows[view.id].facts
        marked = {(fact.nature, fact.number) for fact in facts if fact.disputed}
        told = [tell_fact(fact, LISTED_ON) for fact in facts if fact.disputed]
        assert all("Disputed" in text for text in told)
        assert parse_row(print_row(rows[view.id], LISTED_ON)) == rows[view.id]
        page = history_page(replace(ABOUT, disputed=disputed(view, LAW.catalogue, LISTED_ON)), ())
        return (
            "(disputed)" in capsys.readouterr().out,
            (Nature.LISTED, desk.office.number) in marked,
            any(number == desk.record for nature, number in marked if nature is not Nature.LISTED),
            any(f"Record {desk.record} is disputed" in str(block) for block in page.lead),
        )

    assert seen() == (False,) * 4
    number = desk.forwarded()
    assert seen() == (True,) * 4
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document=DOCUMENT)
    assert seen() == (False,) * 4


@pytest.mark.parametrize("language", Language)
def test_the_receipt_and_the_decision_are_made_of_the_entries_in_every_language(desk, language):
    words, number = load_document_words(language), desk.ask()
    found = request_dossier_of(desk.ports, RULES, number, "lawyer-1")
    receipt = unescape(print_html(request_page(RequestDocument.RECEIPT, found, words)))
    asked = found.correction.request
    for day in (asked.acknowledge_by, asked.decide_by):
        assert day.isoformat() in receipt
        assert words.print_day(day) in receipt
    assert DOCUMENT in receipt
    assert words.say("request.meanwhile") in receipt
    with pytest.raises(NotFoundError):
        request_page(RequestDocument.DECISION, found, words)
    with pytest.raises(NotFoundError):
        request_dossier_of(desk.ports, RULES, number, "registrar-1")
    desk.act(number, CorrectionAct.ACKNOWLEDGED, "keeper-1")
    desk.act(number, CorrectionAct.FORWARDED, "keeper-1")
    fix = desk.correct()
    desk.act(number, CorrectionAct.GRANTED, "clerk-1", corrected_by=fix)
    desk.act(number, CorrectionAct.APPROVED, "clerk-2")
    after = request_dossier_of(desk.ports, RULES, number, "lawyer-1")
    granted = unescape(print_html(request_page(RequestDocument.DECISION, after, words)))
    for text in (str(fix), words.print_day(LISTED_ON), after.respondent, words.say("request.after")):
        assert text in granted


def test_a_refusal_names_its_paper(desk):
    number = desk.forwarded()
    desk.act(number, CorrectionAct.REFUSED, "clerk-1", document="7" * 64)
    found = request_dossier_of(desk.ports, RULES, number, "clerk-1")
    text = print_html(request_page(RequestDocument.DECISION, found, load_document_words(Language.EN)))
    assert "7" * 64 in text
    assert "Refused on 29 December 2026" in text
