"""Every kind of act as it was lawfully done once, and the ways in which the same act can be forged."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sample_law import LAW, corrected, everything
from sample_matters import Desk, matter_files
from sample_office import (
    DOCUMENT,
    NOON,
    PASSPHRASE,
    acting,
    authorities,
    case_files,
    clock_of,
    copy_of,
    read_case,
)
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import MARKED, Mandate, Role
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS
from goodstanding.proceedings.entries import file_number
from goodstanding.proceedings.matter_entries import MATTER_KINDS, matter_number
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import give_mandate
from goodstanding.services.authorities import numbered_mandates
from goodstanding.services.corrections import act_on_correction, request_correction
from goodstanding.services.law_checks import LawContext, LawReplay
from goodstanding.services.officers import add_officer, public_keys
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import read_file

DAY = timedelta(days=1)
RULES = proceeding_law()
CLERKS = {"clerk-1": Role.DECIDING_OFFICER, "clerk-2": Role.SECOND_SIGNATORY}
_FILES = frozenset({Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT})
_ACTS = _FILES | MATTER_KINDS | CORRECTION_KINDS
_CODES = {**dict.fromkeys(_FILES, "law-proceeding"), **dict.fromkeys(CORRECTION_KINDS, "law-correction")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A register just before a lawful act, the act as it was entered then, and the register just behind it."""

    name: str
    before: Ports
    entry: Entry
    day: date
    respondent: str

    @property
    def code(self) -> str:
        """Of the rule that judges it."""
        return _CODES.get(self.entry.envelope.kind, "law-matter")

    @property
    def group(self) -> str:
        """The group that holds role, authority and day."""
        return "correction" if self.entry.envelope.kind in CORRECTION_KINDS else "step"

    @property
    def step(self) -> Mapping[str, Any]:
        """That group."""
        found = self.entry.values[self.group]
        assert isinstance(found, dict)
        return found

    @property
    def role(self) -> Role:
        """The role in which it was done."""
        return Role(self.step["role"])

    @property
    def is_of_a_file(self) -> bool:
        """Whether it is an act of a proceeding."""
        return self.entry.envelope.kind in _FILES

    @property
    def begins(self) -> bool:
        """Whether it begins its file, matter or request."""
        return self.number == self.entry.seq or not self.earlier

    @property
    def number(self) -> int:
        """Of its file, matter or request."""
        return _number(self.entry)

    @property
    def earlier(self) -> list[Entry]:
        """The acts before it on the same thing."""
        found = (one for one in everything(self.before) if one.envelope.kind in _ACTS)
        return [one for one in found if _number(one) == self.number and one.envelope.kind in _same(self.entry)]


def _number(entry: Entry) -> int:
    kind = entry.envelope.kind
    if kind in _FILES:
        return file_number(entry)
    if kind in MATTER_KINDS:
        return matter_number(entry)
    return next((n for relation, n in entry.envelope.links if relation is Relation.CORRECTION), entry.seq)


def _same(entry: Entry) -> frozenset[Kind]:
    return next(kinds for kinds in (_FILES, MATTER_KINDS, CORRECTION_KINDS) if entry.envelope.kind in kinds)


def name_of(entry: Entry) -> str:
    """`proceeding: sent`, `matter: verified`, `correction: granted`."""
    kind = entry.envelope.kind
    values: Any = entry.values
    if kind in _FILES:
        return f"proceeding: {values['act']['name']}"
    if kind in MATTER_KINDS:
        return f"matter: {values['step']['act']}"
    return f"correction: {values['correction']['act']}"


class Watched(Desk):
    """A hand that keeps the moment of every act that it does."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.moments: dict[str, Moment] = {}

    def _act(self, text: str) -> None:
        before = copy_of(self.ports)
        super()._act(text)
        self.keep(before)

    def keep(self, before: Ports) -> None:
        """Keep the first act behind a state, by its name, the first of each name."""
        size = before.store.head().size
        for entry in everything(self.ports)[size : size + 1]:
            if entry.envelope.kind in _ACTS:
                day = clock_of(self.ports).at.date()
                made = Moment(name=name_of(entry), before=before, entry=entry, day=day, respondent=self.case.respondent)
                self.moments.setdefault(made.name, made)


def moments(country: Ports) -> dict[str, Moment]:
    """Every kind of act as it is first done in a text case, or in a request for correction."""
    found: dict[str, Moment] = {}
    for path in [*case_files(), *matter_files()]:
        hand = Watched(copy_of(country), read_case(path))
        hand.play()
        if path.stem == "appeal_won":
            _correct(hand)
        found = {**hand.moments, **found}
    return found


def _correct(hand: Watched) -> None:
    """A request that is granted, and one that is refused, on the record of a file that is open."""
    ports, day = hand.ports, clock_of(hand.ports).at.date()
    file = read_file(ports, ports.store, hand.number, ports.store.head().size)
    record, recorder = file.opened.records[0], file.opened.recorded_by[0]
    for officer, role in CLERKS.items():
        given = Mandate(officer=officer, role=role, authority=recorder, from_on=day)
        give_mandate(ports, given, acting(ports, "registrar-1"))
    for ending in ("granted", "refused"):
        number = ports.store.head().size
        before = copy_of(ports)
        request_correction(ports, RULES, hand.case.respondent, record, "xv-model", DOCUMENT, acting(ports, "lawyer-1"))
        hand.keep(before)
        ends: list[tuple[CorrectionAct, str, dict[str, Any]]] = [
            (CorrectionAct.ACKNOWLEDGED, "keeper-1", {}),
            (CorrectionAct.FORWARDED, "keeper-1", {}),
        ]
        if ending == "granted":
            ends += [(CorrectionAct.GRANTED, "clerk-1", {}), (CorrectionAct.APPROVED, "clerk-2", {})]
        else:
            ends.append((CorrectionAct.REFUSED, "clerk-1", {"document": DOCUMENT}))
        for act, officer, given_ in ends:
            more = {"corrected_by": _put_right(ports, record)} if act is CorrectionAct.GRANTED else given_
            before = copy_of(ports)
            act_on_correction(ports, RULES, number, Asked(act=act, **more), acting(ports, officer))
            hand.keep(before)


def _put_right(ports: Ports, record: int) -> int:
    return corrected(ports, record, clock_of(ports).at.date(), decision={})


def enroll_clerks(ports: Ports) -> None:
    """Officers of the recording authorities, and an authority that only records, so that nobody is unknown."""
    for officer in CLERKS:
        add_officer(ports, officer, PASSPHRASE)
    add_officer(ports, "nobody-1", PASSPHRASE)


# What can be forged of any act ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Forged:
    """A forged entry: what it says, who is said to do it, whose key signs, on which day; and what is done before."""

    kind: Kind
    groups: Mapping[str, Any]
    actor: str
    signed_by: str
    subject: str
    links: tuple[tuple[Relation, int], ...]
    day: date
    first: Sequence[tuple[NewEntry, str]] = field(default=())

    def plant(self, before: Ports) -> Ports:
        """The register with what comes first, and the forged entry in a batch of its own."""
        ports = copy_of(before)
        for new, officer in self.first:
            _append(ports, new, officer, officer)
        clock_of(ports).at = datetime.combine(self.day, NOON)
        new = NewEntry(kind=self.kind, groups=self.groups, subject=self.subject, links=self.links)
        _append(ports, new, self.actor, self.signed_by)
        return ports


def lawful(moment: Moment) -> Forged:
    """The act as it was done, without the words of a reply, which are an entry of their own."""
    clear = moment.entry.envelope
    groups: dict[str, Any] = dict(moment.entry.values)
    if moment.is_of_a_file:
        groups["act"] = {name: value for name, value in groups["act"].items() if name != "words"}
    return Forged(
        kind=clear.kind,
        groups=groups,
        actor=clear.actor,
        signed_by=clear.actor,
        subject=clear.subject,
        links=clear.links,
        day=moment.day,
    )


def with_step(moment: Moment, **changes: object) -> Forged:
    """The act with parts of its step changed: role, authority, on, ..."""
    made = lawful(moment)
    return replace(made, groups={**made.groups, moment.group: {**moment.step, **changes}})


def with_act(moment: Moment, **changes: object) -> Forged:
    """The act of a file with parts of itself changed."""
    made = lawful(moment)
    return replace(made, groups={**made.groups, "act": {**made.groups["act"], **changes}})


class Judge:
    """The rules behind the entries before an act; each forgery is judged by a copy of them."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self._size = moment.before.store.head().size
        self._replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
        self._replay.begin("register.example.org")
        self.before = [str(one) for entry in relevant(moment.before) for one in self._replay(entry)]

    def found(self, forged: Forged) -> list[str]:
        """What the rules find in what the forgery adds."""
        replay = forked(self._replay, {})
        added = everything(forged.plant(self.moment.before))[self._size :]
        return [str(one) for entry in added for one in replay(entry)]

    def hidden(self, forged: Forged) -> list[str]:
        """What the rules find at the end, where nothing of the act itself is shown."""
        replay = forked(self._replay, {})
        added = everything(forged.plant(self.moment.before))[self._size :]
        shown = [replace(one, values={}) if one.envelope.kind in _ACTS else one for one in added]
        return [str(one) for one in [*(found for entry in shown for found in replay(entry)), *replay.end()]]


def forked(one: Any, memo: dict[int, Any]) -> Any:
    """A copy of everything that changes in it; what is frozen is shared, but for the context that holds the rest."""
    if id(one) in memo:
        return memo[id(one)]
    if isinstance(one, dict):
        made: Any = memo.setdefault(id(one), {})
        made.update((key, forked(value, memo)) for key, value in one.items())
    elif isinstance(one, list):
        made = memo.setdefault(id(one), [])
        made.extend(forked(value, memo) for value in one)
    elif isinstance(one, set):
        made = set(one)
    elif isinstance(one, LawReplay) or (is_dataclass(one) and _changes(one)):
        made = memo.setdefault(id(one), copy(one))
        names = vars(one) if isinstance(one, LawReplay) else [part.name for part in fields(one)]
        for name in names:
            object.__setattr__(made, name, forked(getattr(one, name), memo))
    else:
        made = one
    return made


def _changes(one: Any) -> bool:
    return isinstance(one, LawContext) or not type(one).__dataclass_params__.frozen


def relevant(ports: Ports) -> Iterator[Entry]:
    """The entries without the records of all who take no part: the same law, sooner."""
    log = everything(ports)
    parts = {one.envelope.subject for one in log if one.envelope.kind in _ACTS}
    parts |= {ports.keyring.digest("subject", one) for one in PARTIES}
    return (one for one in log if not one.envelope.subject or one.envelope.subject in parts)


PARTIES = (
    "xv-reg:C7538265567",
    "xv-reg:C7543501627",
    "xv-reg:P3129988435",
    "xv-reg:C7763417893",
    "xv-reg:C7611570989",
)


def given(officer: str, role: Role, authority: str, day: date, organization: int | None = None) -> NewEntry:
    """A mandate for an officer from a day on."""
    made = Mandate(officer=officer, role=role, authority=authority, from_on=day, organization=organization)
    return NewEntry(kind=Kind.MANDATE_GIVEN, groups={"mandate": to_json(made)})


def mandate_number(moment: Moment) -> tuple[int, Mandate] | None:
    """The mandate under which the act was done."""
    ports = moment.before
    held = numbered_mandates(ports.store, ports.store.head().size)
    return next(
        (
            (number, one)
            for number, one in held
            if (one.officer, one.role) == (moment.entry.envelope.actor, moment.role)
            and one.authority == moment.step["authority"]
        ),
        None,
    )


def same_mandate(moment: Moment, officer: str) -> NewEntry:
    """The mandate under which the act was done, given to somebody else."""
    found = mandate_number(moment)
    assert found is not None
    return given(officer, moment.role, found[1].authority, moment.day, found[1].organization)


def another_role(moment: Moment, *, marked: bool) -> str | None:
    """An officer who acted in the same file, matter or request in another role."""
    for one in moment.earlier:
        values: Any = one.values
        role = Role(values[moment.group]["role"])
        if role is not moment.role and (role in MARKED or not marked):
            return one.envelope.actor
    return None


def body_of(moment: Moment, **changes: object) -> NewEntry:
    """The act's own authority, enrolled once more and otherwise."""
    code = moment.step["authority"]
    known = {one.code: one for one in authorities()}
    return NewEntry(kind=Kind.AUTHORITY_ENROLLED, groups={"authority": to_json(replace(known[code], **changes))})


def twin_of(moment: Moment, officer: str) -> NewEntry:
    """Another officer by the key of this one."""
    key = public_keys(moment.before.store, moment.before.store.head().size)[officer]
    return NewEntry(kind=Kind.OFFICER_ENROLLED, groups={"officer": {"id": "twin-1", "public_key": key.hex()}})


def _append(ports: Ports, new: NewEntry, officer: str, signed_by: str) -> None:
    sign = None if signed_by in ("", OPERATOR) else ports.keyring.signer(signed_by, PASSPHRASE)
    made = replace(new, actor=officer, sign=sign)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [made])
