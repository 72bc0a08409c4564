"""`mx-69b`: Mexico, the tax authority's list under article 69-B of the Código Fiscal de la Federación.

Taxpayers presumed, then found, to issue invoices for operations that did not exist.

Type field: `RFC`, read before anything else. 12 characters are an organization's; 13 a person's, dropped with
    the rest of the row unread. Anything else (`XXXXXXXXXXXX`: identity suppressed by court order) goes on
    without name and identifier and with a concern, so that the gate quarantines it.
Source key: RFC and the number of the first presumption deed. `No` shifts between snapshots and is not read.
    Suppressed rows have the mask for an RFC; the ordinal of equal keys tells them apart.
Competence: the Servicio de Administración Tributaria records simulated invoices under article 69-B.
Finality: by its own law. The definitive listing, in the gazette (DOF), has general effect (para. 4 and 5).
Bounds: 1 to 100,000 rows (the whole list had some 12,500 in 2021).

| ground (`Situación del contribuyente`) | category | stage |
|---|---|---|
| Presunto | simulated-invoices | presumed: a stage, never public, never a point |
| Definitivo | simulated-invoices | final |
| Desvirtuado | simulated-invoices | annulled, reversed by the authority itself |
| Sentencia Favorable | simulated-invoices | annulled, by a court's ruling |

Traps handled:
- One cell may hold several deeds or dates (`d2 // d1`, `d2 - d1`, `dd-mm-yy`, blanks): each deed is a stage.
- The ground is the current state. A ruling older than the listing that it overturns, or than a re-issued
  listing, stands behind it in the order of the case and voids it from the ruling's own date on. A listing that
  was re-issued after a ruling and is the ground again is repeated as the last stage.
- A ground without its own deed, or with a later deed that says otherwise, is a rejected row: never a guess.
- Stages stand in the order presumed, final, reversed, ruled, each oldest first.
  Blanking the later groups of columns therefore leaves a prefix.
- Notes in the name column (courts, dockets, liquidators) are cut; a former name is kept as an alias.
- A publication date after the snapshot's own is a rejected row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from goodstanding.adapters.formats.mx_69b_cells import Act, Holder, parse_acts, parse_name, parse_rfc
from goodstanding.adapters.formats.tabular import Cells, Table, read_rows
from goodstanding.intake.drafts import Declared, Draft, DroppedRow, RejectedRow, Row
from goodstanding.intake.names import without_notes
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Case, Decision, Finality, Reason, Stage, Status
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding, printable
from goodstanding.values.identifiers import Identifier

RFC = "RFC"
NAME = "Nombre del Contribuyente"
SITUATION = "Situación del contribuyente"
PRESUMED, LISTED, CLEARED, WON = "Presunto", "Definitivo", "Desvirtuado", "Sentencia Favorable"

#: The closed grounds, in the order of their stages.
GROUNDS: Mapping[str, tuple[Status, Reason]] = MappingProxyType(
    {
        PRESUMED: (Status.PRESUMED, Reason.NOTICE),
        LISTED: (Status.FINAL, Reason.DECISION),
        CLEARED: (Status.ANNULLED, Reason.REVERSED_BY_AUTHORITY),
        WON: (Status.ANNULLED, Reason.COURT_RULING),
    }
)


def _group(deed: str, publication: str) -> tuple[str, str, str, str]:
    prefix = "Número y fecha de oficio global de"
    return (
        f"{prefix} {deed} SAT",
        f"Publicación página SAT {publication}",
        f"{prefix} {deed} DOF",
        f"Publicación DOF {publication}",
    )


#: For each ground its four columns: deed and date on the authority's page, deed and date in the gazette.
COLUMNS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        PRESUMED: _group("presunción", "presuntos"),
        LISTED: _group("definitivos", "definitivos"),
        CLEARED: _group("contribuyentes que desvirtuaron", "desvirtuados"),
        WON: _group("sentencia favorable", "sentencia favorable"),
    }
)

TABLE = Table(
    columns=("No", RFC, NAME, SITUATION, *COLUMNS[PRESUMED], *COLUMNS[CLEARED], *COLUMNS[LISTED], *COLUMNS[WON]),
    min_rows=1,
    max_rows=100_000,
)

COMPETENCE = Competence(
    authority="mx-sat",
    authority_name="Servicio de Administración Tributaria (SAT)",
    category="simulated-invoices",
    statute=Statute(
        code="mx-cff-69b",
        title="Código Fiscal de la Federación",
        article="69-B",
        href="https://www.diputados.gob.mx/LeyesBiblio/pdf/CFF.pdf",
    ),
    finality=Finality.BY_ITS_OWN_LAW.value,
)

MASK = "XXXXXXXXXXXX"  # what the authority itself prints where a court had an identity suppressed
SUPPRESSED_NAME = "Name suppressed by the source"
SUPPRESSED = "identity-suppressed-by-source"
NAMELESS = Finding(code="name-missing", message="no name is left beside the notes", field=NAME, accepted="a name")


class Mx69b:
    """Reads the 69-B list. Not its title lines or Latin-1 original: the table in UTF-8."""

    name: ClassVar[str] = "mx-69b"
    title: ClassVar[str] = "Mexico: taxpayers listed for simulated invoices (CFF article 69-B)"
    source: ClassVar[str] = "mx-69b"
    type_field: ClassVar[str] = RFC
    declared_by: ClassVar[str] = "the length of the tax number: 12 characters an organization's, 13 a person's"
    key_fields: ClassVar[tuple[str, ...]] = (RFC, COLUMNS[PRESUMED][0])
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset({OrganizationKind.COMPANY})
    competences: ClassVar[tuple[Competence, ...]] = (COMPETENCE,)

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row once, in order; an unknown ground aborts the whole import."""
        for row, cells in read_rows(path, TABLE):
            holder, rfc = parse_rfc(cells[RFC])
            if holder is Holder.PERSON:
                yield DroppedRow(row=row, reason="person")
                continue
            situation = _require_ground(path, row, cells)
            name, aliases = parse_name(cells[NAME]) if rfc else (SUPPRESSED_NAME, ())
            stages = _read_stages(cells, situation, as_of) if name else NAMELESS
            if isinstance(stages, Finding):
                yield RejectedRow(row=row, findings=(replace(stages, file=path.name, row=row),))
                continue
            yield _draft(row, rfc, (name, *aliases), stages)


def _require_ground(path: Path, row: int, cells: Cells) -> str:
    situation = cells[SITUATION].strip()
    if situation not in GROUNDS:
        raise ImportAbortedError(
            f"{path.name} row {row} has an unknown ground: {printable('ground', situation) or 'blank'}.",
            accepted=", ".join(GROUNDS),
            to_do="map the ground to the catalogue in the format before importing",
        )
    return situation


def _read_stages(cells: Cells, situation: str, as_of: date) -> tuple[Stage, ...] | Finding:
    """The stages of all four groups, closed by the situation; or the finding that keeps the row out."""
    stages: list[Stage] = []
    for ground, columns in COLUMNS.items():
        acts = parse_acts(*(cells[column] for column in columns))
        if acts is None:
            return Finding(
                code="acts-unreadable",
                message="the deeds and dates of this group of columns cannot be read or paired",
                field=columns[0],
                accepted="NNN-NN-YYYY-NNNNN de fecha D de MES de YYYY, a DD/MM/YYYY for each; several apart by //",
            )
        if not acts and ground in (PRESUMED, situation):
            return Finding(
                code="ground-without-act",
                message="the situation has no deed of its own",
                field=columns[0],
                value=printable("ground", situation),
                accepted="a deed and its publication",
            )
        stages += [_stage(ground, act) for act in acts]
    return _closed(tuple(stages), situation, as_of)


def _stage(ground: str, act: Act) -> Stage:
    """What is against the organization begins with its publication; what is for it, on the day of its deed."""
    status, reason = GROUNDS[ground]
    effective_on = act.decided_on if status is Status.ANNULLED else act.effective_on
    return Stage(status=status, effective_on=effective_on, decided_on=act.decided_on, reason=reason, act=act.number)


def _closed(stages: tuple[Stage, ...], situation: str, as_of: date) -> tuple[Stage, ...] | Finding:
    """The stages in the order of the case, the last being the situation's; who won has won, whatever was re-issued.

    A listing re-issued after a ruling stands again behind it: the groups of columns know no order among them.
    """
    latest = max(stages, key=lambda stage: stage.effective_on)
    if latest.effective_on > as_of:
        return Finding(
            code="date-after-snapshot",
            message="a publication is dated after the snapshot",
            accepted=f"dates up to {as_of.isoformat()}",
        )
    for closing, closed in ((stages[-1], stages), (latest, (*stages, latest))):
        if (closing.status, closing.reason) == GROUNDS[situation]:
            return closed
    return Finding(
        code="ground-contradicted",
        message="a later deed says otherwise than the situation",
        field=SITUATION,
        value=printable("ground", situation),
        accepted="a situation that agrees with the last deed",
    )


def _draft(row: int, rfc: str, names: tuple[str, ...], stages: tuple[Stage, ...]) -> Draft:
    presumption = stages[0]
    first_final = next((stage for stage in stages if stage.status is Status.FINAL), presumption)
    return Draft(
        row=row,
        source_key=(rfc or MASK, presumption.act),
        declared=Declared.FIRM if rfc else Declared.UNKNOWN,
        name=without_notes(names[0]),
        aliases=tuple(map(without_notes, names[1:])),
        country="MX",
        identifiers=(Identifier("mx-rfc", rfc),) if rfc else (),
        case=Case(authority=COMPETENCE.authority, number=presumption.act),
        decision=Decision(
            category=COMPETENCE.category,
            measures=(Measure.FINDING,),
            decided_on=first_final.decided_on,
            finality=Finality.BY_ITS_OWN_LAW,
            statute=COMPETENCE.statute.code,
        ),
        stages=stages,
        concerns=() if rfc else (SUPPRESSED,),
    )
