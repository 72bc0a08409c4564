"""Sources and schemes of identifiers are never called alike: what is a source's own word can be told from a number.

A reference is a source's own where its scheme is the name of the source that set it. It identifies nobody elsewhere, so
nothing is proved by it. Judged reference by reference: that some source is called so says nothing of another's.
"""

from collections.abc import Iterable

from goodstanding.intake.drafts import Draft
from goodstanding.intake.identifiers import SOURCES, is_scheme_of_numbers
from goodstanding.ledger.book import is_own_word, reference_of
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.register.views import OrganizationView
from goodstanding.services.ports import Reader
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

_SETS = (Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET)


def require_source_name(reader: Reader, source: str, size: int) -> None:
    """ImportAbortedError where a new source is called like a scheme of identifiers, known or in use."""
    if is_scheme_of_numbers(source) or (source not in SOURCES and is_scheme_in_use(reader, source, size)):
        raise ImportAbortedError(
            "This source is called like a scheme of identifiers.",
            accepted="another name, such as xv-tax-office",
            to_do="give it with --source",
        )


def is_scheme_in_use(reader: Reader, scheme: str, size: int) -> bool:
    """Whether any organization has an identifier of this scheme, but for a source's own words.

    Reads every reference until one is found, so it is not asked for each row.
    """
    for entry in reader.entries_of(_SETS, size):
        reference = reference_of(entry)
        if reference is not None and reference.scheme == scheme and is_identifier(reference, entry):
            return True
    return False


def taken_names(sources: Iterable[str], source: str) -> frozenset[str]:
    """The names of sources that no row of this source may claim for a scheme: its own too, unless its format does so.

    A source that was called like a known scheme before that was refused takes no number from anybody.
    """
    names = {*sources, *SOURCES, source} - ({source} & SOURCES)
    return frozenset(name for name in names if not is_scheme_of_numbers(name))


def check_schemes(draft: Draft, taken: frozenset[str]) -> list[Finding]:
    """A finding where a row claims an identifier of a scheme that is the name of a source."""
    if any(one.scheme in taken for one in draft.identifiers):
        message = "An identifier is of a scheme that is the name of a source."
        return [Finding(code="identifier", message=message, row=draft.row, accepted="another scheme")]
    return []


def is_identifier(reference: Identifier, entry: Entry) -> bool:
    """Whether the reference that an entry sets is more than its source's own word."""
    return not is_own_word(reference, entry) or is_scheme_of_numbers(reference.scheme)


def identifiers_of(view: OrganizationView) -> list[Identifier]:
    """The references of an organization that are no source's own."""
    return [one for one in view.references if one not in view.own_words or is_scheme_of_numbers(one.scheme)]
