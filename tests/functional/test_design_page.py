"""The page of design tells the truth: its entry is the very bytes, its query the very text, its kinds all there are."""

import hashlib
import hmac
import json
import re
from datetime import date
from pathlib import Path

import pytest
from sample_subjects import organization_of

from goodstanding.adapters.formats.template import Template, template_text
from goodstanding.adapters.store import statements
from goodstanding.intake.drafts import Draft
from goodstanding.ledger.commitments import MOST_GROUPS, open_groups, parse_opening
from goodstanding.ledger.entries import MOST_BYTES, Kind, Relation, parse_envelope, print_envelope
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.writing import ACT_PREFIX, SealedEntry, seal
from goodstanding.services.appending import Snapshot
from goodstanding.services.import_plan import key_rows, plan_rows
from goodstanding.services.import_rows import accept
from goodstanding.services.plans import Plan

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
SECRET, SALTS = bytes(range(32)), bytes(range(80))


def block(language: str, number: int) -> bytes:
    """A block of the page in one line, as the bytes are."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found[number].replace("\n", "").encode()


OPENING, ENVELOPE = block("json", 0), block("json", 1)
TRIPLE, LEAF = block("text", 0), block("text", 1).decode()


@pytest.fixture
def sealed(tmp_path: Path) -> SealedEntry:
    """Entry 8, out of the template's first row, by the functions that an import uses."""

    def digest(purpose: str, text: str) -> str:
        return hmac.digest(SECRET, f"{purpose}\n{text}".encode(), "sha256")[:16].hex()

    path = tmp_path / "decisions.csv"
    path.write_text(template_text(), encoding="utf-8")
    form, as_of = Template("xv-audit-court"), date(2023, 12, 31)
    draft = next(form.read(path, as_of))
    assert isinstance(draft, Draft)
    row = accept(form, draft, organization_of(draft, draft.identifiers[0]), digest)
    file_digest = hashlib.sha256(path.read_bytes()).hexdigest()
    plan = Plan(start=7, snapshot=Snapshot(source=form.source, digest=file_digest, as_of=as_of, partial=False))
    plan_rows(plan, key_rows([row], digest, {}), {}, {}, {}, digest)
    return seal(plan.entries[1], seq=8, batch=7, salts=SALTS)


def test_the_bytes_are_those_of_the_row(sealed: SealedEntry) -> None:
    assert (sealed.opening, sealed.body, sealed.leaf.hex()) == (OPENING, ENVELOPE, LEAF)


def test_the_bytes_follow_from_each_other() -> None:
    envelope = parse_envelope(ENVELOPE)
    values = parse_opening(OPENING, envelope.commitments)
    commitments, opening = open_groups(values, SALTS)
    assert (commitments, opening) == (envelope.commitments, OPENING)
    assert hashlib.sha256(TRIPLE).hexdigest() == envelope.commitments["case"]
    assert print_envelope(envelope) == ENVELOPE
    assert hash_leaf(ENVELOPE).hex() == LEAF


def test_the_lengths_and_bounds_are_as_said() -> None:
    assert f"{len(OPENING)} bytes" in PAGE
    assert f"{len(ENVELOPE)} bytes" in PAGE
    assert f"{MOST_BYTES:,} bytes" in PAGE
    assert f"at most {MOST_GROUPS} groups" in PAGE
    assert ACT_PREFIX.decode().strip() in PAGE


def test_an_erased_group_leaves_the_others_open() -> None:
    commitments = parse_envelope(ENVELOPE).commitments
    kept = [triple for triple in json.loads(OPENING) if triple[1] != "party"]
    without = json.dumps(kept, separators=(",", ":"), sort_keys=True).encode()
    assert set(parse_opening(without, commitments)) == set(commitments) - {"party"}


def test_the_query_is_the_one_that_is_run() -> None:
    (printed,) = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert " ".join(printed.split()) == statements.ENTRIES_ABOUT


def test_every_kind_and_relation_stands_in_the_table() -> None:
    kinds = re.findall(r"^\| `([a-z-]+)` \|.*\|.*\|.*\|$", PAGE, re.MULTILINE)
    assert [kind for kind in kinds if kind in set(Kind)] == list(Kind)
    assert [relation for relation in Relation if f"`{relation}` |" not in PAGE] == []
