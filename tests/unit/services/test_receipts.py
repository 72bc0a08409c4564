"""Two keys of idempotency: the submitter's own, and the source's (settled 6). Here the first."""

import pytest
from sample_register import Importing, Line

from goodstanding.services.ports import Ports
from goodstanding.values.errors import ConflictError

A, B, C = Line(key="a"), Line(key="b"), Line(key="c")


def test_the_same_key_and_body_give_the_same_receipt_and_change_nothing(importing: Importing, ports: Ports) -> None:
    first = importing(A, B, submission="s-1")
    importing(A, B, C)
    head = ports.store.head()
    again = importing(A, B, submission="s-1")
    assert (again.counts(), again.head) == (first.counts(), first.head)
    assert first.counts()["new"] == 2
    assert ports.store.head() == head


@pytest.mark.parametrize("change", [{"as_of": "2024-06-02"}, {"partial": True}, {"lines": (C,)}])
def test_the_same_key_with_another_body_is_a_conflict(
    importing: Importing, ports: Ports, change: dict[str, object]
) -> None:
    importing(A, submission="s-1")
    head = ports.store.head()
    lines = change.pop("lines", (A,))
    with pytest.raises(ConflictError, match="submission key"):
        importing(*lines, submission="s-1", **change)  # type: ignore[misc,arg-type]  # its own keywords
    assert ports.store.head() == head


def test_a_key_of_another_source_is_another_key(importing: Importing) -> None:
    importing(A, submission="s-1")
    assert importing(C, submission="s-1", source="xv-other").counts()["new"] == 1


def test_another_key_for_the_same_file_is_another_receipt(importing: Importing) -> None:
    first = importing(A, submission="s-1")
    second = importing(A, submission="s-2")
    assert second.head.size == first.head.size + 1
    assert second.counts()["unchanged"] == 1


def test_without_a_key_a_repeated_file_gives_the_head_of_its_first_import(importing: Importing, ports: Ports) -> None:
    first = importing(A)
    importing(B, partial=True)
    before = ports.store.head()
    again = importing(A, partial=False)
    assert again.counts()["vanished"] == 1, "the full list lacks what the extract had brought"
    repeated = importing(B, A, partial=True)
    assert repeated.counts()["reappeared"] == 1
    assert first.head.size < before.size < ports.store.head().size
    assert importing(B, partial=True).head == before
