"""What does not fit is misuse, and what is compared comes out in one order."""

import duckdb
import pytest

from goodstanding.adapters.batch.comparing import _differing
from goodstanding.adapters.batch.files import connected
from goodstanding.values.errors import MisuseError


def test_memory_that_is_not_enough_is_misuse_and_names_the_option(tmp_path):
    with pytest.raises(MisuseError, match="--memory"), connected("512MB", tmp_path):
        raise duckdb.OutOfMemoryException("planted")


def test_parts_of_the_rules_stand_in_one_order_whatever_the_engine_gives():
    told = [["C-2", "-5", "0"], ["start", "1", "2"], ["C-1", "0", "-5"]]
    standing = (0, "A", None, "")
    found = _differing((1, 1, 0, 0, "", "", *standing, *standing, True, told))
    assert list(found.before.by_rule) == list(found.after.by_rule) == ["C-1", "C-2", "start"]
