"""Whom a number without a name can clear: it is compared with those alone that have one of its scheme."""

import re

from goodstanding.screening.index import Index
from goodstanding.screening.numbers import is_key, strong_identifiers
from goodstanding.services.bidders import Enquiry, number_alone
from goodstanding.values.findings import Finding

#: Of a name that has one of these something is read.
_READ = re.compile("[A-Za-z0-9]")


class NumbersAlone:
    """Asks a list's index who has a number of which scheme; remembers what it found."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._all_have: dict[frozenset[str], bool] = {}

    def clear(self, enquiry: Enquiry) -> bool:
        """Whether nobody of the list was left uncompared: by some name, or since all have such a number.

        A name of which nothing is read is none, and neither is a number without a check digit: a slip of the hand gives
        one that nobody has.
        """
        if any(_READ.search(query.name) or self._index.read(query) for query in enquiry.queries):
            return True
        schemes = _schemes(enquiry)
        if schemes not in self._all_have:
            self._all_have[schemes] = self._do_all_have(schemes)
        return self._all_have[schemes]

    def why_not(self, enquiry: Enquiry) -> Finding:
        """Why such a number clears nobody."""
        return number_alone(enquiry.row, is_key=bool(_schemes(enquiry)))

    def _do_all_have(self, schemes: frozenset[str]) -> bool:
        held = (subject for segment, _ in self._index.parts() for subject in segment.subjects())
        return all(any(one.scheme in schemes for one in subject.identifiers) for subject in held)


def _schemes(enquiry: Enquiry) -> frozenset[str]:
    """Of the numbers by which somebody can be cleared."""
    return frozenset(one.scheme for one in strong_identifiers(enquiry.queries[0].identifiers) if is_key(one))
