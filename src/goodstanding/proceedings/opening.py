"""What opening a file takes: an independent appeal and court, final records, facts neither too old nor used before."""

from collections.abc import Sequence

from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Function, independent_bodies, is_in_own_case
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import ListingGround, Procedure, Requirement
from goodstanding.proceedings.situation import GroundRecord, Objections, Reads, Situation
from goodstanding.register.organizations import Role
from goodstanding.register.records import Finality


def check_opening(now: Situation, act: acts.Opened) -> Objections:
    """Everything that stands against opening this file."""
    yield from _check_enabled(now, act)
    yield from _check_parties(now, act)
    yield from _check_records(now, act)
    yield from _check_age(now, act)


def _check_enabled(now: Situation, act: acts.Opened) -> Objections:
    """Until an independent appeal body and a court are enrolled, the register is view-only (S38)."""
    if act.law != now.law or act.procedure != now.procedure.id:
        yield Requirement.ENABLED, "The file names other rules than those it would run under."
    if check_procedure(now.procedure):
        yield Requirement.ENABLED, "These rules undercut a floor: no proceeding runs under them."
    involved = frozenset({act.authority, *act.recorded_by})
    if unknown := sorted(involved - now.authorities.keys()):
        yield (
            Requirement.ENABLED,
            f"Nobody knows who is independent of {', '.join(unknown)}: enroll it as an authority.",
        )
        return
    yield from check_reviewable(now, act)


def check_reviewable(now: Situation, opened: acts.Opened) -> Objections:
    """Somebody outside the hierarchy of those involved can review what is done: an appeal body, and a court."""
    involved = frozenset({opened.authority, *opened.recorded_by})
    for function, words in ((Function.APPEAL_BODY, "appeal body"), (Function.COURT, "court")):
        if not independent_bodies(now.authorities, function, involved):
            yield Requirement.ENABLED, f"No {words} outside the hierarchy of those involved is enrolled."


def could_ground(procedure: Procedure, opened: acts.Opened, record: Reads) -> bool:
    """Whether a file could be decided on a record that reads so; the test of `check_still_grounds`."""
    ground = _ground_of(procedure, opened)
    if record.role is not Role.SUBJECT or not _is_ground(record, ground):
        return False
    return not opened.judged or _is_judged([record], ground)


def check_still_grounds(now: Situation, opened: acts.Opened) -> Objections:
    """A record may have been corrected since the opening: as it reads now it has to be one that can ground the file."""
    known = [one for one in now.records if one.entry in opened.records]
    ground = _ground_of(now.procedure, opened)
    if any(one.role is not Role.SUBJECT or not _is_ground(one, ground) for one in known):
        yield Requirement.GROUND, "A record of the file was corrected: as it reads now it can ground no listing."
    elif opened.judged and not _is_judged(known, ground):
        yield Requirement.TERM, "A record of the file was corrected: it is no final judgment on fraud or corruption."


def _check_parties(now: Situation, act: acts.Opened) -> Objections:
    if act.respondent != now.respondent.organization:
        yield Requirement.GROUND, "The file names another respondent."
    parties = frozenset({act.respondent, *act.affiliates})
    if is_in_own_case(now.authorities, act.authority, parties):
        yield Requirement.CONFLICT, "A public body holds no role in its own case."
    named = {one.organization for one in now.records if one.role is Role.CONTROLLED_AFFILIATE and one.displayed}
    if len(parties) != 1 + len(act.affiliates) or not set(act.affiliates) <= named & now.affiliates:
        yield Requirement.GROUND, "An affiliate is a party only if the recorded decision names it."


def _check_records(now: Situation, act: acts.Opened) -> Objections:
    """The closed test of a ground: nothing presumed, undisplayed or of another category can carry a file."""
    subjects = [one for one in now.records if one.entry in act.records]
    if not act.records or {one.entry for one in subjects} != set(act.records):
        yield Requirement.GROUND, "The file rests on no record, or on one that is not the respondent's."
        return
    if any(one.organization != act.respondent or one.role is not Role.SUBJECT for one in subjects):
        yield Requirement.GROUND, "A record of the file is not about the respondent as its subject."
    if any(not one.displayed or one.final_on is None or one.final_on > now.today for one in subjects):
        yield Requirement.GROUND, "A record is not final, or is not displayed: what does not show does not count."
    grounds = {one.category: one for one in now.procedure.grounds}
    if any(not _is_ground(one, grounds.get(act.category)) for one in subjects):
        yield Requirement.GROUND, "A record is not of a category and severity that can ground a listing."
    if act.judged and not _is_judged(subjects, grounds.get(act.category)):
        yield Requirement.TERM, "The longer term takes a final judgment on fraud or corruption."
    if set(act.facts) != {one.case for one in subjects} or set(act.recorded_by) != {o.recorded_by for o in subjects}:
        yield Requirement.GROUND, "The file does not name the cases that its records come from."
    if now.used_facts.intersection(act.facts) or now.used_records.intersection(act.records):
        yield Requirement.SAME_FACTS, "A file was opened on these facts before: there is no second one."


def _check_age(now: Situation, act: acts.Opened) -> Objections:
    subjects = [one for one in now.records if one.entry in act.records]
    conduct = [one.conduct_to for one in subjects]
    finals = [one.final_on for one in subjects]
    if None in conduct:
        yield Requirement.LIMITATION, "A record does not say until when the conduct lasted. Have it corrected first."
        return
    terms = now.procedure.terms
    latest = (max((day for day in conduct if day), default=None), max((day for day in finals if day), default=None))
    if (act.conduct_to, act.final_on) != latest:
        yield Requirement.LIMITATION, "The file gives other days than its records."
    if act.excluded_from != min((one.excluded_from for one in subjects if one.excluded_from), default=None):
        yield Requirement.TERM, "The file does not give the first day of an exclusion on these facts."
    for day, most in [(day, terms.since_conduct) for day in conduct] + [(day, terms.since_final) for day in finals]:
        if day is not None and (most is None or now.today > most.after(day)):
            yield Requirement.LIMITATION, "The facts are too old: the limitation period has run."
            return


def _ground_of(procedure: Procedure, opened: acts.Opened) -> ListingGround | None:
    return {one.category: one for one in procedure.grounds}.get(opened.category)


def _is_ground(record: GroundRecord | Reads, ground: ListingGround | None) -> bool:
    return ground is not None and record.category == ground.category and record.severity in ground.severities


def _is_judged(records: Sequence[GroundRecord | Reads], ground: ListingGround | None) -> bool:
    return ground is not None and ground.judged and all(one.finality is Finality.JUDGMENT for one in records)
