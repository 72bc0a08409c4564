"""What a store says is due of matters is what folding every matter says, for every reader and at every size."""

import random
from datetime import date, timedelta

import pytest

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.matter_rows import MatterClockRow
from goodstanding.ledger.projections import project_all
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.correcting import CLOSING, CorrectionAct, CorrectionStep
from goodstanding.proceedings.correction_entries import kind_of, print_correction
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.identifying import IdentityStage, identity_stage, parties
from goodstanding.proceedings.matter_entries import matter_kind, print_matter
from goodstanding.proceedings.matters import IdentityPlan, MatterAct, MatterStep
from goodstanding.services.appending import append_batch
from goodstanding.services.claims import claims
from goodstanding.services.corrections import corrections
from goodstanding.services.due_matters import matter_days
from goodstanding.services.identity_matters import identity_matters
from goodstanding.services.matters import may_read
from goodstanding.services.rebuilding import check_register
from goodstanding.services.recordings import recordings

DAY = timedelta(days=1)
START = date(2026, 2, 2)
FOREVER = (date.min, date.max)
CLOSED = (IdentityStage.APPROVED, IdentityStage.WITHDRAWN)
RECORDING = (MatterAct.SUBMITTED, MatterAct.VERIFIED, MatterAct.RETURNED, MatterAct.PREVIEWED, MatterAct.WAIVED)
IDENTIFYING = (MatterAct.NOTICED, MatterAct.AGREED, MatterAct.OBJECTED, MatterAct.WITHDRAWN, MatterAct.APPROVED)
STARTS = (MatterAct.PREVIEWED, MatterAct.CLAIMED, MatterAct.NOTICED)


def mandate(role, organization=None):
    return Mandate(officer="one", role=role, authority="office", from_on=START, organization=organization)


def folded(reader, held, first, last, size):  # noqa: C901  # four kinds, one after the other
    """What is due by the folds alone, which the store's rows have to agree with."""

    def organization_of(record):
        meant = resolve(reader.identities(size), last)
        return frozenset({meant.get(reader.entry(record).envelope.subject, -1)})

    found = []
    for number, one in corrections(reader, size).items():
        if one.is_open:
            of, concerned = f"correction-{number}", organization_of(one.record)
            if one.steps[-1].act is CorrectionAct.REQUESTED:
                found.append((one.request.acknowledge_by, of, Clock.CORRECTION_RECEIPT, concerned))
            found.append((one.request.decide_by, of, Clock.CORRECTION_DECISION, concerned))
    for number, one in recordings(reader, size).items():
        if one.last.act is MatterAct.PREVIEWED:
            found.append((one.last.due_on, f"record-{number}", Clock.PREVIEW, organization_of(number)))
    for number, one in claims(reader, size).items():
        if one.last.act is MatterAct.CLAIMED:
            found.append((one.last.due_on, f"claim-{number}", Clock.APPEAL_DECISION, frozenset({one.about})))
    for number, one in identity_matters(reader, size).items():
        if identity_stage(one, last) not in CLOSED:
            found += [
                (step.due_on, f"identity-{number}", Clock.REPLY, parties(one))
                for step in one.steps
                if step.act is MatterAct.NOTICED
            ]
    return sorted(
        (day, of, clock) for day, of, clock, concerned in found if first <= day <= last and may_read(held, concerned)
    )


def clock_rows(rows):
    return [row for row in rows if isinstance(row, MatterClockRow)]


def asked(reader, held, first, last):
    return sorted((one.due_on, one.of, one.clock) for one in matter_days(reader, held, first, last))


class Crowd:
    """Organizations with records, and acts of every kind of matter on them at random; none on what is closed."""

    def __init__(self, ports):
        self.ports, self.chance = ports, random.Random(20260202)
        opened = [NewEntry(kind=Kind.ORGANIZATION_OPENED, groups={"x": {}}, subject=f"s{n}") for n in range(4)]
        self.organizations = [self.write(one) for one in opened]
        self.records = [
            self.write(NewEntry(kind=Kind.RECORD_ENTERED, groups={"x": {}}, subject=f"s{n % 4}", key=str(n)))
            for n in range(8)
        ]
        self.requests, self.claims, self.identities = [], [], []

    def write(self, *entries):
        with self.ports.store.writing() as writer:
            size = writer.head().size
            append_batch(self.ports, writer, entries)
            return size

    def day(self):
        return START + self.chance.randrange(60) * DAY

    def step(self, act, links, subject="", plan=None, party=None):
        due_on = self.day() if act in STARTS else None
        step = MatterStep(
            act=act,
            role=Role.RECORDER,
            authority="office",
            on=START,
            law="0" * 64,
            due_on=due_on,
            plan=plan,
            party=party,
        )
        new = NewEntry(kind=matter_kind(act), groups=print_matter(step), links=links, subject=subject)
        return self.write(new)

    def record(self):
        number = self.chance.choice(self.records)
        subject = self.ports.store.entry(number).envelope.subject
        self.step(self.chance.choice(RECORDING), ((Relation.RECORD, number),), subject)

    def correct(self):
        links = ((Relation.RECORD, self.chance.choice(self.records)),)
        self.write(NewEntry(kind=Kind.RECORD_CORRECTED, groups={"decision": {}}, links=links))

    def request(self):
        number = self.chance.choice([None, *self.requests])
        record = self.chance.choice(self.records)
        acts = [one for one in CorrectionAct if (one is CorrectionAct.REQUESTED) == (number is None)]
        act = self.chance.choice(acts)
        days = {"acknowledge_by": self.day(), "decide_by": self.day()} if number is None else {}
        step = CorrectionStep(act=act, role=Role.REGISTER_KEEPER, authority="office", on=START, **days)
        links = ((Relation.RECORD, record), *(() if number is None else ((Relation.CORRECTION, number),)))
        subject = self.ports.store.entry(record).envelope.subject
        new = NewEntry(kind=kind_of(act), groups=print_correction(step), links=links, subject=subject)
        written = self.write(new)
        self.requests += [written] if number is None else []
        if act in CLOSING:
            self.requests.remove(number)

    def claim(self):
        number = self.chance.choice([None, None, *self.claims[-2:]])
        organization = self.chance.randrange(4)
        links = ((Relation.ORGANIZATION, self.organizations[organization]),)
        if number is None:
            self.claims.append(self.step(MatterAct.CLAIMED, links, f"s{organization}"))
        else:
            decided = self.chance.choice((MatterAct.UPHELD, MatterAct.DISMISSED))
            self.step(decided, (*links, (Relation.CLAIM, number)), f"s{organization}")

    def identity(self):
        number = self.chance.choice([None, *self.identities, *self.identities])
        source, target = self.chance.sample(self.organizations, 2)
        if number is None:
            plan = IdentityPlan(references=("a:1",), from_organization=source, to_organization=target)
            self.identities.append(self.step(MatterAct.PROPOSED, (), plan=plan))
        else:
            act = self.chance.choices(IDENTIFYING, (6, 2, 2, 1, 1))[0]
            self.step(act, ((Relation.IDENTITY, number),), party=source)
            if act in (MatterAct.APPROVED, MatterAct.WITHDRAWN):
                self.identities.remove(number)

    def move(self):
        moved = self.chance.randrange(4)
        organization = self.chance.choice(self.organizations)
        groups = {"effective": {"from": START.isoformat()}}
        links = ((Relation.ORGANIZATION, organization),)
        self.write(NewEntry(kind=Kind.IDENTITY_SET, groups=groups, links=links, subject=f"s{moved}"))


@pytest.fixture
def crowd(ports):
    made = Crowd(ports)
    for _ in range(240):
        acts = (made.record, made.correct, made.request, made.claim, made.identity, made.move)
        made.chance.choices(acts, (12, 2, 8, 5, 8, 1))[0]()
    return made


def readers(crowd):
    yield (mandate(Role.REGISTER_KEEPER),)
    yield (mandate(Role.REPRESENTATIVE, crowd.organizations[2]), mandate(Role.REPRESENTATIVE, crowd.organizations[3]))
    for organization in (*crowd.organizations, 999):
        yield (mandate(Role.REPRESENTATIVE, organization),)


def test_what_is_due_of_matters_is_what_their_folds_say(crowd):
    store, size = crowd.ports.store, crowd.ports.store.head().size
    ranges = (FOREVER, (START, START + 6 * DAY), (START + 20 * DAY, START + 20 * DAY), (START + DAY, START))
    clocks = {clock for _, _, clock in asked(store, (mandate(Role.RECORDER),), *FOREVER)}
    assert clocks == {
        Clock.CORRECTION_RECEIPT, Clock.CORRECTION_DECISION, Clock.PREVIEW, Clock.APPEAL_DECISION, Clock.REPLY
    }  # fmt: skip
    for held in readers(crowd):
        for first, last in ranges:
            assert asked(store, held, first, last) == folded(store, held, first, last, size)


def test_what_is_overdue_of_matters_is_what_was_due_of_the_clocks_that_are_asked_for(crowd):
    store, clocks = crowd.ports.store, {Clock.CORRECTION_DECISION.value, Clock.APPEAL_DECISION.value}
    size = store.head().size
    for day in (START + 10 * DAY, START + 40 * DAY, date(9999, 1, 1)):
        wanted = [row for row in store.matters_due(date.min, day - DAY, size) if row.clock in clocks]
        assert store.matters_overdue(clocks, day, size) == wanted


def test_at_an_earlier_size_it_is_what_was_due_then(crowd):
    store, size = crowd.ports.store, crowd.ports.store.head().size
    for known in (0, 1, size // 4, size // 2, size - 3, size, size + 9):
        rows = [(one.due_on, one.number) for one in store.matters_due(*FOREVER, known)]
        fold = folded(store, (mandate(Role.RECORDER),), *FOREVER, known)
        assert sorted(rows) == sorted((day, int(of.partition("-")[2])) for day, of, _ in fold)


def test_what_was_erased_of_a_matter_starts_and_stops_nothing(crowd):
    """A correction of a record ends its preview all the same: which record that is stands in its envelope."""
    store, size = crowd.ports.store, crowd.ports.store.head().size
    kinds = dict.fromkeys(kind for _, kind, _ in store.index())
    of_kind = {kind: [seq for seq, one, _ in store.index() if one == kind] for kind in kinds}
    erased = [seq for kind in kinds for seq in crowd.chance.sample(of_kind[kind], len(of_kind[kind]) // 3)]
    kept = {Kind.REGISTER_OPENED.value, Kind.BATCH_CLOSED.value, Kind.ORGANIZATION_OPENED.value}
    erased = [seq for seq in erased if not any(seq in of_kind[kind] for kind in kept)]
    with store.writing() as writer:
        writer.erase(erased)
    for held in readers(crowd):
        assert asked(store, held, *FOREVER) == folded(store, held, *FOREVER, size)
    again = project_all([store.entry(seq) for seq in range(size)])
    assert clock_rows(store.derived()) == clock_rows(again)


def test_a_rebuild_writes_the_clocks_of_matters_again(crowd):
    store = crowd.ports.store
    was, entries = store.derived(), [store.entry(seq) for seq in range(store.head().size)]
    with store.writing() as writer:
        kept = [row for row in was if not isinstance(row, MatterClockRow)]
        writer.replace_derived(kept, writer.index(), list(writer.tiles()))
    assert asked(store, (mandate(Role.RECORDER),), *FOREVER) == []
    assert "derived-differs" in {one.code for one in check_register(crowd.ports, lambda _: None).findings}
    with store.writing() as writer:
        writer.replace_derived(project_all(entries), writer.index(), list(writer.tiles()))
    assert store.derived() == was
