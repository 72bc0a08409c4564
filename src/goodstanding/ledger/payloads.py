"""Domain values <-> the groups of an entry: what is committed together, under which names.

Groups of a record: party, case, decision, stages, evidence. Absent optional values are left out (the
canonical profile has no null). A group that is not open any more is read as Withheld.
"""

from datetime import date

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import Entry
from goodstanding.register.authorities import Capacity, Competence, Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Stage, Status
from goodstanding.values.errors import VerificationError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.withheld import Withheld

Object = dict[str, Json]


def print_organization(organization: Organization) -> Object:
    """The group `organization`."""
    return _present(
        scheme=organization.reference.scheme,
        code=organization.reference.code,
        name=organization.name,
        kind=organization.kind.value,
        jurisdiction=organization.jurisdiction,
        tier=organization.tier.value if organization.tier else "",
        size=organization.size.value,
        sector=organization.sector,
        region=organization.region,
    )


def read_organization(entry: Entry) -> Organization | Withheld:
    """The organization that an entry opened."""
    if "organization" not in entry.values:
        return Withheld(entry.seq)
    group = group_of(entry, "organization")
    return Organization(
        reference=Identifier(text(group, "scheme"), text(group, "code")),
        name=text(group, "name"),
        kind=OrganizationKind(text(group, "kind")),
        jurisdiction=text(group, "jurisdiction"),
        tier=Tier(tier) if (tier := text(group, "tier")) else None,
        size=SizeClass(text(group, "size")),
        sector=text(group, "sector"),
        region=text(group, "region"),
    )


def print_party(party: Party) -> Object:
    """The group `party`."""
    return _present(
        scheme=party.reference.scheme,
        code=party.reference.code,
        name=party.name,
        aliases=list(party.aliases),
        role=party.role.value,
    )


def read_party(group: Object) -> Party:
    """A party of its group."""
    return Party(
        reference=Identifier(text(group, "scheme"), text(group, "code")),
        name=text(group, "name"),
        aliases=tuple(str(alias) for alias in _list(group, "aliases")),
        role=Role(text(group, "role")),
    )


def print_case(case: Case) -> Object:
    """The group `case`."""
    return {"authority": case.authority, "number": case.number}


def read_case(group: Object) -> Case:
    """A case of its group."""
    return Case(authority=text(group, "authority"), number=text(group, "number"))


def print_decision(decision: Decision) -> Object:
    """The group `decision`; an amount, and a figure, is two keys each."""
    group = _present(
        category=decision.category,
        measures=[measure.value for measure in decision.measures],
        decided_on=decision.decided_on.isoformat(),
        finality=decision.finality.value,
        statute=decision.statute,
        ends_on=_date_text(decision.ends_on),
        conduct_from=_date_text(decision.conduct_from),
        conduct_to=_date_text(decision.conduct_to),
        words=decision.words,
        public_money=decision.public_money,
    )
    if decision.amount is not None:
        group |= {"minor": decision.amount.minor, "currency": decision.amount.currency}
    if decision.figure is not None:
        group |= {"figure": decision.figure.code.value, "value": decision.figure.value}
    return group


def read_decision(group: Object) -> Decision:
    """A decision of its group."""
    minor = group.get("minor")
    return Decision(
        category=text(group, "category"),
        measures=tuple(Measure(str(measure)) for measure in _list(group, "measures")),
        decided_on=date.fromisoformat(text(group, "decided_on")),
        finality=Finality(text(group, "finality")),
        statute=text(group, "statute"),
        amount=Money(minor=minor, currency=text(group, "currency")) if type(minor) is int else None,
        ends_on=_optional_date(group, "ends_on"),
        conduct_from=_optional_date(group, "conduct_from"),
        conduct_to=_optional_date(group, "conduct_to"),
        words=text(group, "words"),
        public_money=text(group, "public_money"),
        figure=_read_figure(group),
    )


def _read_figure(group: Object) -> Figure | None:
    value = group.get("value")
    return Figure(code=FigureCode(text(group, "figure")), value=value) if type(value) is int else None


def print_stages(stages: tuple[Stage, ...]) -> list[Json]:
    """The group `stages`: in order."""
    return [
        _present(
            status=stage.status.value,
            effective_on=stage.effective_on.isoformat(),
            decided_on=stage.decided_on.isoformat(),
            reason=stage.reason.value,
            act=stage.act,
        )
        for stage in stages
    ]


def read_stages(group: Json) -> tuple[Stage, ...]:
    """Stages of their group."""
    if not isinstance(group, list):
        raise VerificationError("Stages are not an array.")
    return tuple(_stage(item) for item in group)


def _stage(item: Json) -> Stage:
    if not isinstance(item, dict):
        raise VerificationError("A stage is not an object.")
    return Stage(
        status=Status(text(item, "status")),
        effective_on=date.fromisoformat(text(item, "effective_on")),
        decided_on=date.fromisoformat(text(item, "decided_on")),
        reason=Reason(text(item, "reason")),
        act=text(item, "act"),
    )


def print_evidence(evidence: Evidence) -> Object:
    """The group `evidence`."""
    return {
        "digest": evidence.digest,
        "where": evidence.where,
        "published_on": evidence.published_on.isoformat(),
    }


def read_evidence(group: Object) -> Evidence:
    """Evidence of its group."""
    published_on = date.fromisoformat(text(group, "published_on"))
    return Evidence(digest=text(group, "digest"), where=text(group, "where"), published_on=published_on)


def print_competence(competence: Competence) -> Object:
    """The group `competence`."""
    return _present(
        authority=competence.authority,
        authority_name=competence.authority_name,
        category=competence.category,
        statute=competence.statute.code,
        title=competence.statute.title,
        article=competence.statute.article,
        href=competence.statute.href,
        finality=competence.finality,
        capacity="" if competence.capacity is Capacity.OTHER else competence.capacity.value,
    )


def read_competence(group: Object) -> Competence:
    """A competence of its group."""
    return Competence(
        authority=text(group, "authority"),
        authority_name=text(group, "authority_name"),
        category=text(group, "category"),
        statute=Statute(
            code=text(group, "statute"),
            title=text(group, "title"),
            article=text(group, "article"),
            href=text(group, "href"),
        ),
        finality=text(group, "finality"),
        capacity=Capacity(text(group, "capacity") or Capacity.OTHER),
    )


def group_of(entry: Entry, name: str) -> Object:
    """A group that must be an object; VerificationError otherwise."""
    group = entry.values.get(name)
    if not isinstance(group, dict):
        raise VerificationError(f"Entry {entry.seq} has no open group {name}.")
    return group


def text(group: Object, key: str) -> str:
    """The text under a key, "" where there is none."""
    value = group.get(key, "")
    if not isinstance(value, str):
        raise VerificationError(f"Something else stands where the text {key} is due.")
    return value


def _present(**values: Json) -> Object:
    return {key: value for key, value in values.items() if value not in ("", [])}


def _list(group: Object, key: str) -> list[Json]:
    value = group.get(key, [])
    if not isinstance(value, list):
        raise VerificationError(f"Something else stands where the list {key} is due.")
    return value


def _date_text(value: date | None) -> str:
    return value.isoformat() if value else ""


def _optional_date(group: Object, key: str) -> date | None:
    return date.fromisoformat(found) if (found := text(group, key)) else None
