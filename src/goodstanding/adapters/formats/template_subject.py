"""The subject of a template's row: what it is, who it is, read before anything else of the row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodstanding.adapters.formats.countries import is_country_code
from goodstanding.adapters.formats.template_cells import CellReader
from goodstanding.intake.drafts import Declared, DroppedRow
from goodstanding.intake.names import without_notes
from goodstanding.register.organizations import SizeClass, Tier
from goodstanding.values.identifiers import Identifier

#: Column -> what it holds.
SUBJECT_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "subject_type": "company, state-owned-enterprise, public-body; blank where unknown",
        "identifiers": "scheme:code, several separated by a semicolon",
        "name": "the organization's name as the decision writes it",
        "country": "ISO 3166-1 alpha-2 code",
        "legal_form": "legal form as registered",
        "activity": "ISIC code",
        "tier": "national, regional, local or agency: public bodies only, and there required",
        "size": "micro, small, medium or large; blank where unknown",
        "sector": "sector as a code of small letters, digits and hyphens, such as water-and-waste",
        "region": "region as published",
    }
)
DECLARED: Mapping[str, Declared] = MappingProxyType(
    {
        "company": Declared.FIRM,
        "state-owned-enterprise": Declared.STATE_OWNED,
        "public-body": Declared.PUBLIC_BODY,
        "": Declared.UNKNOWN,
    }
)
_DROPPED = {"person": "person", "sole-trader": "sole-trader", "association": "civic-body", "vessel": "vessel"}
_ACTIVITY = re.compile(r"[A-V]|[A-V]?[0-9]{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a row says of its subject; not yet checked by the gate."""

    identifiers: tuple[Identifier, ...]
    name: str
    country: str
    legal_form: str
    activity: str
    tier: Tier | None
    size: SizeClass
    sector: str
    region: str


def read_subject(reader: CellReader, declared: Declared) -> Subject:
    """The cells about the subject; every problem is a finding of the reader."""
    return Subject(
        identifiers=reader.identifiers("identifiers"),
        name=without_notes(reader.text("name")),
        country=_read_country(reader),
        legal_form=reader.text("legal_form"),
        activity=_read_activity(reader),
        tier=_read_tier(reader, declared),
        size=reader.choice("size", SizeClass) or SizeClass.UNKNOWN,
        sector=reader.code("sector"),
        region=reader.text("region"),
    )


def dropped_row(row: int, kind: str) -> DroppedRow | None:
    """The row unread, where its own type field says what can never be a subject."""
    return DroppedRow(row=row, reason=_DROPPED[kind]) if kind in _DROPPED else None


def refuse_kind(reader: CellReader) -> None:
    """A finding for a kind of subject that is in no list."""
    accepted = ", ".join(filter(None, (*DECLARED, *_DROPPED)))
    message = "This kind of subject is unknown."
    reader.add_finding("subject-type", "subject_type", message, kind="type", accepted=accepted)


def _read_country(reader: CellReader) -> str:
    country = reader.text("country")
    if country and not is_country_code(country):
        reader.add_finding(
            "country", "country", "This is not a country.", kind="country", accepted="ISO 3166-1 alpha-2"
        )
    return country


def _read_activity(reader: CellReader) -> str:
    activity = reader.text("activity")
    if activity and _ACTIVITY.fullmatch(activity) is None:
        reader.add_finding(
            "activity", "activity", "This is not an activity.", accepted="an ISIC section, or 2 to 4 digits"
        )
    return activity


def _read_tier(reader: CellReader, declared: Declared) -> Tier | None:
    if declared is Declared.PUBLIC_BODY:
        reader.require("tier", because=" though the subject is a public body")
    else:
        reader.forbid("tier", because=" though the subject is not declared a public body")
    return reader.choice("tier", Tier)
