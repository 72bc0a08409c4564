"""Three causes for which a name clears nobody are told apart, and the name stays untold."""

import pytest

from goodstanding.bootstrap.screening import make_index
from goodstanding.screening.index import Index
from goodstanding.screening.members import MOST_MEMBERS
from goodstanding.screening.subjects import Query
from goodstanding.services.unread_names import unread_name


@pytest.fixture(scope="module")
def index() -> Index:
    return make_index(())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("!!!", "bidder-name-empty"),
        ("👍👍", "bidder-name-empty"),
        ("Ltd", "bidder-name-empty"),
        ("Ltd " * 40, "bidder-name-empty"),
        ("GmbH & Co. Ltd", "bidder-name-empty"),
        ("ООО", "bidder-name-empty"),
        ("Quillmarsh " * 31, "bidder-name-long"),
        ("Quill-marsh-" * 20, "bidder-name-long"),
        ("ﷺ" * 40, "bidder-name-long"),
        ("Quillmarsh " + "q" * 61, "bidder-name-cut"),
        (", ".join(f"Q{number} Ltd" for number in range(MOST_MEMBERS + 1)), "bidder-name-cut"),
    ],
)
def test_each_cause_has_its_code(index: Index, name: str, code: str) -> None:
    query = Query(name=name)
    assert not index.screen(query).is_whole
    found = unread_name(7, query, index)
    assert (found.code, found.row, found.field, found.value) == (code, 7, "name", "")
    assert found.accepted
    assert not [word for word in name.split() if len(word) > 4 and word in str(found)]


@pytest.mark.parametrize("name", ["Quillmarsh", "Quillmarsh " + "Works " * 29, "q" * 60])
def test_what_is_read_whole_needs_no_cause(index: Index, name: str) -> None:
    assert index.screen(Query(name=name)).is_whole
