"""What the batch engine does not compile yet is refused aloud, never computed wrongly."""

from dataclasses import replace

import pytest

from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.register.authorities import AuthorityLevel
from goodstanding.rulebook.model import Band, Concurrence, Stop
from goodstanding.rulebook.provisions import STOPS
from goodstanding.standing.tabulation import tabulate
from goodstanding.values.errors import MisuseError

BOOK = load_sample(SAMPLES[0])
FIRST = BOOK.provisions[0]
PARTS = {
    "bands": {"match": replace(FIRST.match, amount=Band(at_least=1))},
    "levels": {"match": replace(FIRST.match, levels=frozenset({AuthorityLevel.OTHER}))},
    "concurrence": {"concurrence": Concurrence.WORST_ONLY},
    "stops_on": {"stops_on": STOPS | {Stop.EXPIRED}},
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_compiled_is_named(part):
    changed = replace(BOOK, provisions=(replace(FIRST, **PARTS[part]), *BOOK.provisions[1:]))
    with pytest.raises(MisuseError, match=part):
        tabulate(changed)
    assert tabulate(BOOK).cells
