"""Who appoints: who may enroll authorities and competences, give and end mandates, write and approve rules.

The first officer who enrolls an authority or a competence, or gives a mandate, founds the register and appoints alone,
for as long as no appointing officer has been given a mandate. From then on only officers of an authority that appoints
do; and rules, the procedural ones and rulebooks, are written and approved under mandates too. Nobody appoints
themselves. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.proceedings.authorities import (
    FUNCTION_OF_ROLE,
    Authorities,
    Function,
    Mandate,
    Role,
    are_independent,
)

_DECIDE_OR_RECORD = frozenset({Function.INTEGRITY_OFFICE, Function.RECORDING})
_DECIDE_OR_RULE = frozenset({Function.INTEGRITY_OFFICE, Function.RULE_MAKING})
#: Roles whose holders have values erased, where there is an appointing body.
_ERASING = (Role.REGISTER_KEEPER, Role.APPOINTING_OFFICER)
#: Roles whose holders write or approve rules.
RULE_MAKING = frozenset({Role.RULEBOOK_AUTHOR, Role.RULEBOOK_APPROVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """What is enrolled of authorities and mandates, and who founded the register; "" before anybody did."""

    founder: str = ""
    authorities: Authorities
    mandates: tuple[Mandate, ...]

    @property
    def has_appointing_body(self) -> bool:
        """Whether an appointing officer was ever given a mandate: the founder's time is over then."""
        return any(one.role is Role.APPOINTING_OFFICER for one in self.mandates)

    def may_appoint(self, officer: str, day: date) -> bool:
        """Whether an officer may enroll authorities and competences, and give or end mandates, on a day."""
        if self.has_appointing_body:
            return self._holds(officer, Role.APPOINTING_OFFICER, day)
        return self.founder in ("", officer)

    def may_make_rules(self, officer: str, role: Role, day: date) -> bool:
        """Whether an officer may write (author) or approve (approver) rules on a day."""
        return not self.has_appointing_body or self._holds(officer, role, day)

    def may_erase(self, officer: str, day: date) -> bool:
        """Whether an officer may order, or carry out, that values are erased on a day: nobody's representative may."""
        if any(one.officer == officer and one.role is Role.REPRESENTATIVE for one in self.mandates):
            return False
        return not self.has_appointing_body or any(self._holds(officer, role, day) for role in _ERASING)

    def still_appoints(self, ended: int, last_day: date) -> bool:
        """Whether somebody could appoint behind a day, if the mandate at this place of `mandates` ended with it."""
        left = [replace(one, until_on=last_day) if place == ended else one for place, one in enumerate(self.mandates)]
        return any(self._appoints(one) and one.until_on is None for one in left)

    def _holds(self, officer: str, role: Role, day: date) -> bool:
        held = (one for one in self.mandates if one.officer == officer and one.role is role and one.holds_on(day))
        return any(FUNCTION_OF_ROLE[role] in self._functions(one.authority) for one in held)

    def _appoints(self, one: Mandate) -> bool:
        return one.role is Role.APPOINTING_OFFICER and Function.APPOINTING in self._functions(one.authority)

    def _functions(self, authority: str) -> frozenset[Function]:
        enrolled = self.authorities.get(authority)
        return frozenset() if enrolled is None else enrolled.functions


def is_apart(authorities: Authorities, authority: str) -> bool:
    """Whether an appointing authority stands apart from whatever decides or records: it appoints judges (S38)."""
    others = (code for code, one in authorities.items() if one.functions & _DECIDE_OR_RECORD)
    return all(are_independent(authorities, authority, code) for code in others)


def dependent_appointing(authorities: Authorities) -> tuple[str, ...]:
    """The authorities that appoint though they share a hierarchy with one that decides or records."""
    appointing = (code for code, one in authorities.items() if Function.APPOINTING in one.functions)
    return tuple(code for code in appointing if not is_apart(authorities, code))


def dependent_recorders(authorities: Authorities, recorders: Iterable[str]) -> tuple[str, ...]:
    """Of these courts and audit institutions those that share a hierarchy with what decides here or makes rules (S34).

    One that is not enrolled as an authority stands in no hierarchy that is known here.
    """
    deciding = [code for code, one in authorities.items() if one.functions & _DECIDE_OR_RULE]
    known = (code for code in recorders if code in authorities)
    return tuple(code for code in known if not all(are_independent(authorities, code, other) for other in deciding))


def founder_of(actors: Iterable[str]) -> str:
    """Who founded the register: the first officer who enrolled or appointed anybody; "" for nobody."""
    return next(iter(actors), "")
