"""`goodstanding list`, `changes` and `consequences`."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.asking import Asked
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, plural, print_as_of, print_json, print_table, print_text
from goodstanding.cli.replies import print_replies, reply_json
from goodstanding.proceedings.consequences import SCOPES, ConsequenceCode
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.exceptions import Exempted
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Record, final_on
from goodstanding.services.list_changes import ListChange, change_json, last_shown, list_changes
from goodstanding.services.listings import Listed, effects_of, listed, listed_as
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.reading import AsOf, as_of, find_view
from goodstanding.settings import data_directory
from goodstanding.standing.phrases import DISPUTED
from goodstanding.values.withheld import Withheld

EMPTY = "The list is empty: nobody is listed but by a proceeding, and no decision is in force on this date."
YEAR = timedelta(days=366)
NO_CONSEQUENCE = (
    "No consequence is in force. A consequence follows from a decision in a proceeding and has its own end; "
    "points and grades have none."
)


RESTS_ON = "The listing rests on case {case} of {authority} ({category}), decided on {decided_on}, final on {final_on}."
EXCEPTION = (
    "Published exception for compelling reasons ({law}): {code} does not touch {public_money} from {since} on, "
    "no longer from {until} on. Reason: {reason}"
)
AS_LONG = "This shows as long as the listing. It costs points only as long as the record itself is displayed."


def run(effective: Effective = None, recorded: Recorded = None, data: Data = None, as_json: AsJson = False) -> None:
    """The organizations listed by a proceeding on a date. Points and grounds list nobody.

    Example: goodstanding list --effective 2026-09-30
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        found = list(listed(ports, reader, at))
        digests = list(approved_procedures(reader, at.head.size))
    if as_json:
        print_json({"list": [listed_json(one, at) for one in found], **_stamp(at, digests)})
        return
    print_list(found)
    print_as_of(at, *digests, rules="Procedural rules")


def _stamp(at: AsOf, digests: list[str]) -> dict[str, object]:
    """By what the list or its changes can be had again, also where nobody is listed: the rules, the times, the log."""
    return {"procedure_digests": digests, **as_of_json(at)}


def run_consequences(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What follows from a listing for one organization on a date: each with its law, its scope and its end.

    Example: goodstanding consequences xv-reg:C7538265567 --effective 2026-09-30
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        view = find_view(ports, reader, organization, at)
        found = listed_as(ports, reader, view, at) if view is not None else ()
        digests = list(approved_procedures(reader, at.head.size))
    if as_json:
        effects = [effect for one in found for effect in consequences_json(one, at)]
        rests_on = [record_json(record) for one in found for record in one.rests_on]
        replies = [reply_json(reply) for one in found for reply in one.replies]
        print_json({"consequences": effects, "rests_on": rests_on, "replies": replies, **_stamp(at, digests)})
        return
    rows = [_row(one, code) for one in found for code in effects_of(one, at)]
    if rows:
        columns = ("Consequence", "The organization ...", "Never", "Law", "Until")
        print_table("Consequences of a decision in a proceeding", columns, rows)
    else:
        print_text(NO_CONSEQUENCE)
    print_exceptions(found)
    for record in (record for one in found for record in one.rests_on):
        told = {name: "(withheld)" if value is None else value for name, value in record_json(record).items()}
        print_text(RESTS_ON.format(**told))
        if record.is_disputed:
            print_text(DISPUTED)
    for one in found:
        print_replies(f"p-{one.file}", one.replies)
    if found:
        print_text(AS_LONG)
    print_as_of(at, *digests, rules="Procedural rules")


def run_changes(
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day. Default: a year before.")
    ] = None,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What changed on the list, day by day: listed, suspended, lifted, expired, annulled. Its replay is the list.

    What was recorded later than it took effect is told on the day on which it was: reading on misses nothing.

    With --json, for readers and receipts: `was_wrong` asks to remove what was drawn from a listing that an appeal body,
    a court or the authority of its ground has undone.

    Example: goodstanding changes --from 2026-01-01 --json
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        start = optional_date(first) or at.effective - YEAR
        last = last_shown(ports, reader, at)
        found = list(list_changes(ports, reader, at, start))
        digests = list(approved_procedures(reader, at.head.size))
    if as_json:
        days = {"first": start.isoformat(), "last": last.isoformat()}
        print_json({"changes": [change_json(one) for one in found], **days, **_stamp(at, digests)})
        return
    print_changes(found)
    print_as_of(at, *digests, rules="Procedural rules")


def print_changes(found: list[ListChange]) -> None:
    """The changes as a table."""
    rows = [(one.on, one.change, f"{one.name} ({one.organization})", "yes" if one.was_wrong else "") for one in found]
    print_table(f"{plural(len(found), 'change')} of the list", ("On", "Change", "Organization", "Was wrong"), rows)


def print_list(found: list[Listed]) -> None:
    """The list as a table, or that it is empty."""
    if not found:
        print_text(EMPTY)
        return
    rows = [(name_of(one), _ground(one), one.listing.since, one.listing.until, one.listing.authority) for one in found]
    columns = ("Organization", "Ground", "Since", "Until", "Decided by")
    print_table(f"The list: {plural(len(found), 'organization')}", columns, rows)
    print_exceptions(found)
    for one in found:
        if one.named_with is None:
            print_replies(f"p-{one.file}", one.replies)


def print_exceptions(found: Iterable[Listed]) -> None:
    """A sentence for each published exception from a consequence."""
    for one in found:
        for exempted in one.exceptions:
            print_text(EXCEPTION.format(code=exempted.code.value, **_exception_json(one, exempted)))


def _ground(one: Listed) -> str:
    """The ground, and that a record under it is disputed where one is."""
    return f"{one.listing.category} (disputed)" if one.is_disputed else one.listing.category


def listed_json(one: Listed, at: AsOf) -> dict[str, object]:
    """One organization on the list, as plain data; `until` is the first day on which it is gone."""
    listing = one.listing
    return {
        "organization": one.view.id,
        "name": one.view.names[0] if one.view.names else None,
        "identifiers": [str(reference) for reference in one.view.references],
        "proceeding": f"p-{one.file}",
        "ground": listing.category,
        "records": list(listing.records),
        "rests_on": [record_json(record) for record in one.rests_on],
        "replies": [reply_json(reply) for reply in one.replies],
        "authority": listing.authority,
        "procedure": listing.procedure,
        "procedure_digest": procedure_digest(one.procedure),
        "decided_on": listing.decided_on.isoformat(),
        "since": listing.since.isoformat(),
        "until": listing.until.isoformat(),
        "named_with": None if one.named_with is None else f"o-{one.named_with}",
        "consequences": consequences_json(one, at),
    }


def consequences_json(one: Listed, at: AsOf) -> list[dict[str, object]]:
    """The consequences in force, each with its law and its end."""
    return [
        {
            "code": code.value,
            "words": SCOPES[code].words,
            "never": SCOPES[code].never,
            "law": _law(one, code),
            "until": one.listing.until.isoformat(),
            "proceeding": f"p-{one.file}",
            "exceptions": [_exception_json(one, exempted) for exempted in one.exceptions if exempted.code is code],
        }
        for code in effects_of(one, at)
    ]


def _exception_json(one: Listed, exempted: Exempted) -> dict[str, object]:
    """An exception for compelling reasons, published as a whole; `until` is the first day on which it is gone."""
    rules = (rule.exception for rule in one.procedure.consequences if rule.code is exempted.code)
    return {
        "entry": exempted.entry,
        "public_money": exempted.public_money,
        "reason": exempted.reason,
        "law": "; ".join(map(one.procedure.print_citation, rules)),
        "since": exempted.since.isoformat(),
        "until": exempted.until.isoformat(),
    }


def record_json(record: Record) -> dict[str, object]:
    """A record that a listing rests on: whose decision it is, and of when. Null where it is withheld."""
    case = None if isinstance(record.case, Withheld) else record.case
    decision = None if isinstance(record.decision, Withheld) else record.decision
    final = None if isinstance(record.stages, Withheld) else final_on(record.stages)
    return {
        "entry": record.entry,
        "authority": case and case.authority,
        "case": case and case.number,
        "category": decision and decision.category,
        "statute": decision and decision.statute,
        "decided_on": decision and decision.decided_on.isoformat(),
        "final_on": final and final.isoformat(),
        "disputed": record.is_disputed,
    }


def name_of(one: Listed) -> str:
    """`Name (o-12)`."""
    organization = one.view.organization
    name = organization.name if isinstance(organization, Organization) else str(organization)
    return f"{name} ({one.view.id})"


def _row(one: Listed, code: ConsequenceCode) -> tuple[object, ...]:
    return code, SCOPES[code].words, SCOPES[code].never, _law(one, code), one.listing.until


def _law(one: Listed, code: ConsequenceCode) -> str:
    rules = (rule for rule in one.procedure.consequences if rule.code is code)
    return "; ".join(one.procedure.print_citation(cites) for rule in rules for cites in rule.cites)
