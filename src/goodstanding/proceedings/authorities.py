"""Authorities as a tree, mandates of officers, and who is independent of whom. Conflicts are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: An authority cannot lie deeper; a parent that is its own descendant would be endless.
MOST_LEVELS = 20


class Function(StrEnum):
    """What an authority does in a proceeding.

    `publishing`: it publishes its decisions itself, so that a record of one is public before it comes in here.
    """

    INTEGRITY_OFFICE = "integrity-office"
    RECORDING = "recording"
    PUBLISHING = "publishing"
    APPEAL_BODY = "appeal-body"
    COURT = "court"
    APPOINTING = "appointing"
    RULE_MAKING = "rule-making"
    CONTRACTING = "contracting"


class Role(StrEnum):
    """In which role an officer acts. Closed; the operator has none of them."""

    CASE_OFFICER = "case-officer"
    DECIDING_OFFICER = "deciding-officer"
    SECOND_SIGNATORY = "second-signatory"
    APPEAL_BODY = "appeal-body"
    COURT = "court"
    REHABILITATION_ASSESSOR = "rehabilitation-assessor"
    REGISTER_KEEPER = "register-keeper"
    SAFEGUARDS_OFFICER = "safeguards-officer"
    RECORDER = "recorder"
    VERIFIER = "verifier"
    APPOINTING_OFFICER = "appointing-officer"
    RULEBOOK_AUTHOR = "rulebook-author"
    RULEBOOK_APPROVER = "rulebook-approver"
    SCREENER = "screener"
    REPRESENTATIVE = "representative"


#: Roles that exclude each other in one proceeding: nobody holds two of them.
MARKED = frozenset(
    {
        Role.CASE_OFFICER,
        Role.DECIDING_OFFICER,
        Role.SECOND_SIGNATORY,
        Role.APPEAL_BODY,
        Role.COURT,
        Role.REHABILITATION_ASSESSOR,
        Role.REGISTER_KEEPER,
        Role.SAFEGUARDS_OFFICER,
        Role.REPRESENTATIVE,
    }
)

#: Which function an authority must have for its officer to act in a role; a representative has no authority.
FUNCTION_OF_ROLE: Mapping[Role, Function] = {
    Role.CASE_OFFICER: Function.INTEGRITY_OFFICE,
    Role.DECIDING_OFFICER: Function.INTEGRITY_OFFICE,
    Role.SECOND_SIGNATORY: Function.INTEGRITY_OFFICE,
    Role.REHABILITATION_ASSESSOR: Function.INTEGRITY_OFFICE,
    Role.REGISTER_KEEPER: Function.INTEGRITY_OFFICE,
    Role.SAFEGUARDS_OFFICER: Function.INTEGRITY_OFFICE,
    Role.APPEAL_BODY: Function.APPEAL_BODY,
    Role.COURT: Function.COURT,
    Role.RECORDER: Function.RECORDING,
    Role.VERIFIER: Function.RECORDING,
    Role.APPOINTING_OFFICER: Function.APPOINTING,
    Role.RULEBOOK_AUTHOR: Function.RULE_MAKING,
    Role.RULEBOOK_APPROVER: Function.RULE_MAKING,
    Role.SCREENER: Function.CONTRACTING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledAuthority:
    """An authority: its parent ("" directly below the state's root), what it does, and the public body that it is.

    `reference` is that body's identifier, "" where it can be no subject; `organization` its opening entry, resolved
    when a step is judged and never enrolled.
    """

    code: str
    name: str
    parent: str
    functions: frozenset[Function]
    reference: str = ""
    organization: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """An officer may act in a role, for an authority or (a representative) for an organization, between two days.

    `until_on` None is "until it is taken back".
    """

    officer: str
    role: Role
    authority: str
    from_on: date
    until_on: date | None = None
    organization: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the mandate is in force on the day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


Authorities = Mapping[str, EnrolledAuthority]


def chain(authorities: Authorities, code: str) -> tuple[str, ...]:
    """The authority and all above it, itself first; the state's root is not among them. Unknown codes end it."""
    found: list[str] = []
    while code in authorities and code not in found and len(found) < MOST_LEVELS:
        found.append(code)
        code = authorities[code].parent
    return tuple(found)


def are_independent(authorities: Authorities, one: str, other: str) -> bool:
    """Whether two enrolled authorities share nothing below the state's root. An unknown one is independent of none."""
    first, second = chain(authorities, one), chain(authorities, other)
    return bool(first and second) and not set(first) & set(second)


def independent_bodies(authorities: Authorities, function: Function, of: frozenset[str]) -> tuple[str, ...]:
    """The authorities of a function that are independent of every one of these."""
    return tuple(
        code
        for code, one in sorted(authorities.items())
        if function in one.functions and all(are_independent(authorities, code, other) for other in of)
    )


def is_in_own_case(authorities: Authorities, authority: str, respondents: frozenset[int]) -> bool:
    """Whether the authority, one above it, or one below it is itself a respondent."""
    mine = set(chain(authorities, authority))
    below = {code for code in authorities if authority in chain(authorities, code)}
    return any(authorities[code].organization in respondents for code in mine | below)
