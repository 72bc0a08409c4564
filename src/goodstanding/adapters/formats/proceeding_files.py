"""What a proceeding reads of files: authorities, and verdicts with a reason on every factor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.proceedings.acts import Outcome, Verdict
from goodstanding.proceedings.authorities import EnrolledAuthority, Function
from goodstanding.proceedings.conditions import Condition
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.procedure import Factor
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class _AuthorityForm:
    code: str
    name: str
    functions: frozenset[Function]
    below: str = ""
    reference: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _AuthoritiesForm:
    authorities: tuple[_AuthorityForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _VerdictForm:
    outcome: Outcome
    reasons: Mapping[Factor, str]
    until: date | None = None
    consequences: tuple[ConsequenceCode, ...] = ()
    conditions: tuple[Condition, ...] = ()


def read_authorities(text: str, name: str) -> list[EnrolledAuthority]:
    """The authorities of a file, in its order; every misfit a finding with its line, in one YamlError."""
    form = validate(read_yaml(text, name), _AuthoritiesForm)
    return [
        EnrolledAuthority(
            code=one.code,
            name=one.name,
            parent=one.below,
            functions=one.functions,
            reference=str(one.reference or ""),
        )
        for one in form.authorities
    ]


def read_words(data: bytes) -> str:
    """The text of a file in UTF-8: lines end in LF, and the blanks around it are gone."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MisuseError("This is no plain text.", accepted="a file in UTF-8") from None
    return text.replace("\r\n", "\n").strip()


def read_verdict(text: str, name: str) -> Verdict:
    """The verdict of a file. Whether the rules carry it is the machine's question."""
    form = validate(read_yaml(text, name), _VerdictForm)
    return Verdict(
        outcome=form.outcome,
        until=form.until,
        consequences=form.consequences,
        conditions=form.conditions,
        reasons=tuple(sorted(form.reasons.items())),
    )
