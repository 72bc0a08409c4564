"""How a rulebook becomes law of this register: proposals with their assessments, approvals and adoption, folded.

The fold says what was done, by whom and when; whether it was lawful is `rulebook.adopting`'s. A rulebook's text and
its tests stand in the log whole, in parts where they are long, so that any later reader can judge by them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.values.errors import VerificationError

#: The kinds of entries by which a rulebook is adopted.
ADOPTION_KINDS = frozenset(
    {
        Kind.RULEBOOK_PROPOSED,
        Kind.RULEBOOK_CONTINUED,
        Kind.RULEBOOK_ASSESSED,
        Kind.RULEBOOK_APPROVED,
        Kind.RULEBOOK_ADOPTED,
        Kind.RULEBOOK_WITHDRAWN,
    }
)
#: Characters of text in one entry: far below the 65,535 bytes of an entry, whatever the characters are.
PART = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who did it, and in which batch: `recorded_at` is the instant of the head that committed it ("" before)."""

    entry: int
    officer: str
    signed: bool
    recorded_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an impact assessment found. Digests are SHA-256 in hex; `impact` is of the whole run.

    `replaces` is the digest of the edition compared with, "" for a first one. `size` and `effective` are the two
    times of the run. `across` are those into or out of a grade, or between grades that codes cannot compare. `harmed`
    are organizations that earlier conduct would cost more than under the edition replaced: in points, by the grade, by
    a ground or a favour; `rewritten` are those whose standing on days before the first in force would differ.
    `singled_out` are provisions; `groups` are (dimension, group, organizations, worse).
    """

    impact: str
    replaces: str
    size: int
    effective: date
    organizations: int
    moved: int
    better: int
    worse: int
    across: int
    harmed: int
    rewritten: int
    expectations: int
    failed: int
    singled_out: tuple[str, ...] = ()
    groups: tuple[tuple[str, str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An impact assessment on record."""

    act: Act
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One officer's approval of a proposal as one assessment, by its entry, describes it."""

    act: Act
    assessment: int


class WithdrawalReason(StrEnum):
    """Why a proposal was withdrawn. Closed, so that no prose about anybody enters the log."""

    MISTAKE = "mistake"
    IMPACT = "impact"
    CONSULTATION = "consultation"
    LAW_CHANGED = "law-changed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An officer's word that a proposal is not to become law."""

    act: Act
    reason: WithdrawalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A rulebook that was proposed, and everything done about it since, in order.

    `text` is its canonical text, `tests` those of its tests; `digest` is what the proposal says of `text`.
    """

    act: Act
    rulebook: str
    edition: int
    digest: str
    in_force_from: date
    kinds: frozenset[str]
    text: str
    tests: str
    assessments: tuple[Assessment, ...] = ()
    approvals: tuple[Approval, ...] = ()
    adoption: Act | None = None
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def name(self) -> str:
        """`ID:EDITION`, by which it is asked for."""
        return f"{self.rulebook}:{self.edition}"

    @property
    def assessment(self) -> Assessment | None:
        """The last assessment: the one that approvals have to be about."""
        return self.assessments[-1] if self.assessments else None

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that the digest names."""
        return digest_of(self.text) == self.digest


def digest_of(content: str) -> str:
    """SHA-256 of a text, in hex."""
    return sha256(content.encode("utf-8")).hexdigest()


def print_proposal(rulebook: str, edition: int, digest: str, in_force_from: date, kinds: Iterable[str]) -> Object:
    """The group `rulebook` of a proposal; `kinds` are those of the organizations that it is about."""
    about: list[Json] = [str(kind) for kind in sorted(kinds)]
    return {
        "id": rulebook,
        "edition": edition,
        "digest": digest,
        "in_force_from": in_force_from.isoformat(),
        "kinds": about,
    }


def print_parts(content: str, tests: str) -> list[Object]:
    """The groups `text` of a proposal's entries: the first one's, then those that continue it."""
    told: list[Object] = []
    for name, whole in (("rulebook", content), ("tests", tests)):
        told += [{name: whole[start : start + PART]} for start in range(0, len(whole), PART)]
    return told


def print_figures(figures: Figures) -> Object:
    """The group `assessment`."""
    numbers: dict[str, Json] = {name: getattr(figures, name) for name in _NUMBERS}
    return {
        "impact": figures.impact,
        "replaces": figures.replaces,
        "effective": figures.effective.isoformat(),
        "singled_out": list(figures.singled_out),
        "groups": [list(group) for group in figures.groups],
        **numbers,
    }


_NUMBERS = (
    "size",
    "organizations",
    "moved",
    "better",
    "worse",
    "across",
    "harmed",
    "rewritten",
    "expectations",
    "failed",
)


def fold_adoptions(entries: Iterable[Entry]) -> tuple[Proposal, ...]:
    """Every proposal with what was done about it, by entry.

    Takes entries of `ADOPTION_KINDS` and the closing entries of their batches, in order; others are passed over. An
    entry whose values were erased says nothing any more.
    """
    fold = _Fold()
    for entry in entries:
        if entry.envelope.kind is Kind.BATCH_CLOSED:
            fold.close(entry)
        elif entry.envelope.kind in ADOPTION_KINDS and entry.values:
            fold.add(entry)
    return tuple(fold.proposals.values())


@dataclass(slots=True)
class _Fold:
    proposals: dict[int, Proposal] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        act = Act(entry=entry.seq, officer=entry.envelope.actor, signed=bool(entry.envelope.signature))
        if entry.envelope.kind is Kind.RULEBOOK_PROPOSED:
            number, proposal = entry.seq, _proposed(entry, act)
        else:
            number = entry.envelope.linked(Relation.PROPOSAL)
            if number not in self.proposals:
                raise VerificationError(f"Entry {entry.seq} is about a proposal that was never made.")
            proposal = _continued(self.proposals[number], entry, act)
        self.proposals[number] = proposal
        self.open.append(number)

    def close(self, entry: Entry) -> None:
        """The batch ends: its acts are recorded at the instant of its head."""
        group = entry.values.get("batch")
        at = text(group, "recorded_at") if isinstance(group, dict) else ""
        for number in dict.fromkeys(self.open):
            self.proposals[number] = _recorded(self.proposals[number], at)
        self.open.clear()


def _proposed(entry: Entry, act: Act) -> Proposal:
    group = group_of(entry, "rulebook")
    content, tests = _parts(entry)
    return Proposal(
        act=act,
        rulebook=text(group, "id"),
        edition=_number(group, "edition"),
        digest=text(group, "digest"),
        in_force_from=date.fromisoformat(text(group, "in_force_from")),
        kinds=frozenset(_texts(group, "kinds")),
        text=content,
        tests=tests,
    )


def _continued(proposal: Proposal, entry: Entry, act: Act) -> Proposal:
    match entry.envelope.kind:
        case Kind.RULEBOOK_CONTINUED:
            content, tests = _parts(entry)
            # What is added in a later batch, or by somebody else, is no part of what was proposed.
            if entry.envelope.batch != proposal.act.entry or act.officer != proposal.act.officer:
                raise VerificationError(f"Entry {entry.seq} continues another officer's proposal, or a closed one.")
            return replace(proposal, text=proposal.text + content, tests=proposal.tests + tests)
        case Kind.RULEBOOK_ASSESSED:
            assessment = Assessment(act=act, figures=read_figures(group_of(entry, "assessment")))
            return replace(proposal, assessments=(*proposal.assessments, assessment))
        case Kind.RULEBOOK_APPROVED:
            approval = Approval(act=act, assessment=entry.envelope.linked(Relation.ASSESSMENT))
            return replace(proposal, approvals=(*proposal.approvals, approval))
        case Kind.RULEBOOK_WITHDRAWN:
            withdrawal = Withdrawal(act=act, reason=_reason(group_of(entry, "withdrawal")))
            return replace(proposal, withdrawals=(*proposal.withdrawals, withdrawal))
    return replace(proposal, adoption=proposal.adoption or act)


def _parts(entry: Entry) -> tuple[str, str]:
    group = group_of(entry, "text")
    return text(group, "rulebook"), text(group, "tests")


def _reason(group: Object) -> WithdrawalReason:
    try:
        return WithdrawalReason(text(group, "reason"))
    except ValueError:
        raise VerificationError("Something else stands where the reason of a withdrawal is due.") from None


def read_figures(group: Object) -> Figures:
    """The figures of their group."""
    return Figures(
        impact=text(group, "impact"),
        replaces=text(group, "replaces"),
        effective=date.fromisoformat(text(group, "effective")),
        singled_out=_texts(group, "singled_out"),
        groups=tuple(_groups(group.get("groups", []))),
        **{name: _number(group, name) for name in _NUMBERS},
    )


def _groups(told: Json) -> Iterator[tuple[str, str, int, int]]:
    for one in told if isinstance(told, list) else []:
        match one:
            case [str() as dimension, str() as group, int() as organizations, int() as worse]:
                yield dimension, group, organizations, worse
            case _:
                raise VerificationError("A group of an assessment is not what an assessment tells.")


def _recorded(proposal: Proposal, at: str) -> Proposal:
    """The proposal with the instant on all its acts that had none yet."""
    return replace(
        proposal,
        act=_at(proposal.act, at),
        assessments=tuple(replace(one, act=_at(one.act, at)) for one in proposal.assessments),
        approvals=tuple(replace(one, act=_at(one.act, at)) for one in proposal.approvals),
        adoption=None if proposal.adoption is None else _at(proposal.adoption, at),
        withdrawals=tuple(replace(one, act=_at(one.act, at)) for one in proposal.withdrawals),
    )


def _at(act: Act, at: str) -> Act:
    return act if act.recorded_at else replace(act, recorded_at=at)


def _number(group: Object, key: str) -> int:
    value = group.get(key)
    if type(value) is not int or value < 0:
        raise VerificationError(f"Something else stands where the number {key} is due.")
    return value


def _texts(group: Object, key: str) -> tuple[str, ...]:
    value = group.get(key)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise VerificationError(f"Something else stands where the words {key} are due.")
    return tuple(map(str, value))


def named(proposals: Sequence[Proposal], name: str) -> Proposal | None:
    """The proposal called `ID:EDITION`; an edition is proposed once."""
    return next((one for one in proposals if one.name == name), None)
