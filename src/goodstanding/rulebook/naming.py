"""What parts are called: ids that can be typed and never run, titles that name nothing forbidden and judge nobody."""

import re
from collections import Counter
from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.catalogue_checks import states_misconduct
from goodstanding.register.forbidden import check_forbidden
from goodstanding.rulebook.model import Rulebook, Scale
from goodstanding.rulebook.reporting import cited, reported, titled
from goodstanding.values.characters import is_readable, is_visible
from goodstanding.values.findings import Finding

#: A rulebook is asked for by `ID:EDITION`.
_BOOK = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
#: What no spreadsheet runs and every engine takes as it is.
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}\+?")
#: Where a law stands: nothing that runs.
_ADDRESS = re.compile(r"https?://[!#-;=?-~]+")
LAST_EDITION = 999_999_999
#: What answers and findings call the keys of a rulebook, the lines of a scale, and why a grade is missing or moved.
RESERVED = frozenset({
    *Rulebook.__slots__, *Scale.__slots__, "laws", "fades",
    "record", "cap", "in_force", "too-little-evidence", "other-kind", "not-in-force", "withheld",
})  # fmt: skip


def check_ids(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Ids are in their form, and unique over all parts: answers name them without saying of which part.

    A grade's code and the rulebook's id count too, since translations share one namespace.
    """
    if _BOOK.fullmatch(rulebook.id) is None:
        accepted = "up to 64 small letters, digits and hyphens, such as xv-companies"
        yield reported("rulebook-id", "The rulebook's id is not in its form.", "id", accepted=accepted)
    if not 1 <= rulebook.edition <= LAST_EDITION:
        accepted = f"a whole number from 1 to {LAST_EDITION:,}"
        yield reported("rulebook-id", "This is no number of an edition.", "edition", accepted=accepted)
    parts = [id_ for id_, _ in titled(rulebook)]
    ids = Counter([rulebook.id, *dict.fromkeys(grade.code for grade in rulebook.grades), *parts])
    for id_ in ids:
        if id_ in RESERVED:
            yield reported("rulebook-id-reserved", "Answers use this word for something else.", id_)
    for id_ in (one for one in ids if one != rulebook.id):
        if _PART.fullmatch(id_) is None:
            accepted = "up to 32 letters, digits, hyphens, dots, slashes and underscores, such as C-1"
            yield reported("rulebook-id", "An id or a code is not in its form.", id_, accepted=accepted)
    for repeated in (id_ for id_, times in ids.items() if times > 1):
        yield reported("rulebook-id-repeated", "Two parts of the rulebook have this id.", repeated)


def check_words(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """No id and no title names a forbidden input, in any disguise that is known (S5), or judges anybody (S39).

    The words are known in some languages (see `check_wording`); in others nothing is found.
    """
    titles = [
        (rulebook.id, rulebook.title),
        *((grade.code, grade.title) for grade in rulebook.grades),
        *titled(rulebook),
    ]
    for where, text in ((id_, text) for id_, title in titles for text in (id_, title)):
        for found in check_forbidden(text, catalogue.forbidden_words):
            yield reported(found.code, found.message, where, accepted=found.accepted)
    for where, title in titles:
        yield from check_wording(title, where)


def check_wording(title: str, where: str) -> Iterator[Finding]:
    """A title says something, in characters that a reader sees, and states no misconduct as a fact (S39).

    Verdicts are known in English only, by a list of words; a title in another language is checked for its characters.
    """
    if not is_readable(title):
        accepted = "letters or digits, and no control character or mark of direction"
        yield reported("rulebook-title", "This is no title that a reader could see.", where, accepted=accepted)
    if states_misconduct(title):
        message = "This states misconduct as a fact; say what was decided."
        yield reported("rulebook-wording", message, where)


def check_sources(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Laws, the authority and the country are told in visible characters, and a law stands where a browser reads it."""
    for where, text in (("jurisdiction", rulebook.jurisdiction), ("authority", rulebook.authority)):
        if not is_readable(text):
            yield reported("rulebook-title", "This is no name that a reader could see.", where)
    for where, cites in cited(rulebook):
        if not all(is_visible(text) for cite in cites for text in (cite.title, cite.article)):
            yield reported("rulebook-title", "Its law is told in characters that nobody sees.", where)
        if any(cite.href and _ADDRESS.fullmatch(cite.href) is None for cite in cites):
            accepted = "an address that begins with https:// or http://, or nothing"
            yield reported("rulebook-href", "This is not where a law stands.", where, accepted=accepted)
