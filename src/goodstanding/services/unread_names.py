"""Why a name clears nobody: nothing in it can be compared, it is too long, or it is not read to its end.

Each cause has its code, and says what is accepted; the name itself is never told (S40).
"""

import re

from goodstanding.screening.analyser import LONGEST_NAME, MOST_WORDS
from goodstanding.screening.index import Index
from goodstanding.screening.members import MOST_MEMBERS
from goodstanding.screening.signs import VOWEL_SIGNS, legible
from goodstanding.screening.subjects import Query
from goodstanding.values.findings import Finding

_WORD = re.compile(rf"[\w{VOWEL_SIGNS}]+")
#: What stands for all legal forms in a reading, and says nothing of whose name it is.
_FORMS = ("Limited", "Company")
_NOBODY = "nobody is cleared by it"
_ROWS = "each member of a consortium in a row of its own"


def unread_name(row: int, query: Query, index: Index) -> Finding:
    """The finding about a name that was not compared whole."""
    words = _words(query.name, index)
    if words <= {word for form in _FORMS for word in _words(form, index)}:
        message = f"Nothing of this name can be compared, beside signs and legal forms: {_NOBODY}."
        return _finding("bidder-name-empty", row, message, "a name with a word of its own")
    if is_too_long(query.name):
        return too_long(row)
    message = (
        f"This name is not read to its end, since a word of it is too long or its members are too many: {_NOBODY}."
    )
    accepted = f"words parted by blanks, and at most {MOST_MEMBERS} members, or {_ROWS}"
    return _finding("bidder-name-cut", row, message, accepted)


def is_too_long(name: str) -> bool:
    """Whether a name has more words or signs than are compared."""
    text = legible(name)
    return len(text) > LONGEST_NAME or len(_WORD.findall(text)) > MOST_WORDS


def too_long(row: int) -> Finding:
    """The finding about a name that is longer than names are."""
    message = f"This name is longer than what is compared: {_NOBODY}."
    accepted = f"at most {LONGEST_NAME} characters and {MOST_WORDS} words; {_ROWS}"
    return _finding("bidder-name-long", row, message, accepted)


def _words(name: str, index: Index) -> set[str]:
    return {word for reading in index.read(Query(name=name)) for word in reading.words}


def _finding(code: str, row: int, message: str, accepted: str) -> Finding:
    return Finding(code=code, message=message, row=row, field="name", accepted=accepted)
