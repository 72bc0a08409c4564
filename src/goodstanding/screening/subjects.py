"""Who is looked for and who asks: organizations with their names and numbers, and one bidder's."""

from dataclasses import dataclass

from goodstanding.values.identifiers import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An organization as the index holds it: primary name first, country "" or ISO 3166-1 alpha-2.

    Holds no person, and nothing of why the organization is on a list.
    """

    organization: str
    kind: str
    names: tuple[str, ...]
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One bidder, asked for by name, by numbers or by both; what is unknown stays empty.

    Whether a number is a person's is decided before a query is made (S2), not here.
    """

    name: str = ""
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""
