"""The law that applies: what the register has adopted, or a rulebook that somebody looks at instead."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.bootstrap.law import check_rulebook_file, load_law
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.editions import Texts, law_in_force, proposal_named
from goodstanding.services.ports import Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law
from goodstanding.standing.movement import as_if_in_force
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.findings import Severity

if TYPE_CHECKING:
    from goodstanding.standing.cases import Case

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*:[0-9]{1,9}")


def texts() -> Texts:
    """How the texts of a proposal are read."""
    return Texts(rulebook=_read_text, cases=_read_cases, tests=_print_cases)


def law_of(reader: Reader, at: AsOf, asked: str | None = None) -> Law:
    """The law as of the recorded size; with `asked` that one rulebook for everybody, unofficially."""
    base = load_law()
    if asked is None:
        return law_in_force(base, reader, at.head.size, texts())
    rulebook = as_if_in_force(read_rulebook_named(reader, at.head.size, asked), at.effective)
    return Law(catalogue=base.catalogue, rulebooks=dict.fromkeys(base.rulebooks, rulebook))


def is_proposal_name(asked: str) -> bool:
    """Whether this is `ID:EDITION`, and no file has that name."""
    return _NAME.fullmatch(asked) is not None and not Path(asked).exists()


def read_rulebook_named(reader: Reader, size: int, asked: str) -> Rulebook:
    """A sound rulebook by `ID:EDITION` as proposed in this register, by file, or by the name of a sample."""
    if is_proposal_name(asked):
        return _read_text(proposal_named(reader, asked, size).text)
    return read_sound_file(asked)


def read_sound_file(asked: str) -> Rulebook:
    """A rulebook by file or by the name of a sample; MisuseError where it has errors."""
    rulebook, findings = check_rulebook_file(asked)
    if rulebook is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise MisuseError("The rulebook has errors.", to_do="see them with `goodstanding rulebook check`")
    return rulebook


def read_tests(asked: str, file: Path | None) -> str:
    """The text of a rulebook's tests: of `file`, else of the file beside it."""
    from goodstanding.adapters.formats.rulebook_files import read_tests_text

    return read_tests_text(asked, file)


@lru_cache(maxsize=64)
def _read_text(text: str) -> Rulebook:
    from goodstanding.adapters.formats.reviving import revive

    try:
        return revive(Rulebook, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise VerificationError("The text of a proposal is not a rulebook of this version's language.") from error


def _read_cases(text: str) -> "tuple[Case, ...]":
    from goodstanding.adapters.formats.rulebook_cases import read_cases

    return read_cases(text, "tests of the proposal")


def _print_cases(text: str) -> str:
    from goodstanding.adapters.formats.rulebook_cases import print_cases

    return print_cases(text)
