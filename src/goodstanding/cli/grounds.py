"""`goodstanding grounds`."""

from goodstanding.bootstrap.adoption import law_of
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, Rulebook, optional_date
from goodstanding.cli.output import as_of_json, plural, print_as_of, print_json, print_table, print_text
from goodstanding.register.organizations import Organization
from goodstanding.register.views import OrganizationView
from goodstanding.services.ports import Ports
from goodstanding.services.reading import AsOf, as_of
from goodstanding.services.standings import grounds_of_all
from goodstanding.settings import data_directory
from goodstanding.standing.grounds import GroundFound

EXPLAINED = (
    "A ground means that a file could be opened. Nobody is listed by it: listing takes a proceeding with notice, "
    "reply, three officers and an appeal."
)
UNOFFICIAL = "UNOFFICIAL: sample rulebooks that no authority has adopted."
SOME = "UNOFFICIAL: {count} of them by rulebooks that no authority has adopted. An unofficial ground opens nothing."


def run(
    effective: Effective = None,
    recorded: Recorded = None,
    rulebook: Rulebook = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The organizations for which a file could be opened, and on which ground. This is not the list.

    Example: goodstanding grounds --effective 2026-09-30
    """
    at, digests, found = _found(open_ports(data_directory(data)), effective, recorded, rulebook)
    if as_json:
        told = [ground_json(view, ground) for view, ground in found]
        print_json({"grounds": told, "rulebook_digests": list(digests), **as_of_json(at)})
        return
    print_grounds(found)
    print_as_of(at, *digests)


def print_grounds(found: list[tuple[OrganizationView, GroundFound]]) -> None:
    """The table, and what it does not mean."""
    by_organization: dict[str, list[str]] = {}
    for view, ground in found:
        words = f"{ground.title} ({ground.kind.value})"
        by_organization.setdefault(f"{_name(view)} ({view.id})", []).append(words)
    cells = ((name, "; ".join(words)) for name, words in by_organization.items())
    print_table(
        f"Grounds: {plural(len(by_organization), 'organization')}",
        ("Organization", "A file could be opened for"),
        cells,
    )
    unofficial = sum(ground.unofficial for _, ground in found)
    told = "" if not unofficial else UNOFFICIAL if unofficial == len(found) else SOME.format(count=unofficial)
    print_text(f"{EXPLAINED} {told}")


def ground_json(view: OrganizationView, ground: GroundFound) -> dict[str, object]:
    """One ground as plain data."""
    return {
        "organization": view.id,
        "name": _name(view),
        "ground": ground.ground,
        "title": ground.title,
        "kind": ground.kind.value,
        "records": list(ground.entries),
        "official": not ground.unofficial,
    }


def _found(
    ports: Ports, effective: str | None, recorded: str | None, rulebook: str | None
) -> tuple[AsOf, tuple[str, ...], list[tuple[OrganizationView, GroundFound]]]:
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        law = law_of(reader, at, rulebook)
        found = [(view, ground) for view, several in grounds_of_all(reader, law, at) for ground in several]
    return at, law.digests(at.effective), sorted(found, key=lambda pair: (_name(pair[0]), pair[1].ground))


def _name(view: OrganizationView) -> str:
    return view.organization.name if isinstance(view.organization, Organization) else str(view.organization)
