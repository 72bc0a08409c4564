"""What was taken back and is served again is found, by the auditor of the package and by the single file."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from sample_published import Publishing, single_file
from sample_register import PASSPHRASE, Line

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.services.acting import Acting
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.redacting import carry_out_redaction, request_redaction
from goodstanding.values.findings import Severity

FINAL = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))
OTHER = Line(key="b", name="Lowmark Works 2 Ltd", identifiers=("xv-reg:C0000000138",))
DAY = date(2024, 7, 1)


@dataclass(slots=True, kw_only=True)
class Kept(Publishing):
    """With what was open before anything was erased."""

    opened: dict[int, bytes | None] = field(default_factory=dict)


@pytest.fixture
def publishing(ports, importing, tmp_path):
    """A record that was corrected, one that was erased, a row in question; and what was open of all of it."""
    made = Kept(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(FINAL, OTHER, Line(key="q", verdict="hold"))
    importing(replace(FINAL, public_money="T-1"), OTHER, as_of="2024-07-01")
    made.opened = {seq: opening for seq, _, _, opening in ports.store.stored(0, 99)}
    acting = []
    for officer in ("registrar-1", "registrar-2"):
        add_officer(ports, officer, PASSPHRASE)
        acting.append(Acting(officer=officer, sign=signer_of(ports, officer, PASSPHRASE)))
    erased = places(made, Kind.RECORD_ENTERED)[1], places(made, Kind.ORGANIZATION_OPENED)[1]
    order, _ = request_redaction(ports, erased, LegalBasis(statute="Data Act", article="art. 17"), acting[0])
    carry_out_redaction(ports, order.request, acting[1])
    made(on=DAY)
    assert made.codes() == []
    assert [one.code for one in made.audit(law=False).findings] == ["key-not-given"]
    assert single_file(made, tmp_path / "honest") == 0
    return made


def places(publishing, kind):
    return [entry.seq for entry in publishing.ports.store.entries_of([kind], 99)]


def put_back(publishing, seq):
    """Serve what was open of an entry once, as a line of its file."""
    lines = dict(line.split(b" ", 1) for line in publishing.files.files["openings/000"].splitlines())
    lines[b"%d" % seq] = publishing.opened[seq]
    printed = b"".join(b"%s %s\n" % one for one in sorted(lines.items(), key=lambda one: int(one[0])))
    publishing.files.files["openings/000"] = printed


PUT_BACK = {
    "an erased record": (Kind.RECORD_ENTERED, 1, "were erased"),
    "an erased organization": (Kind.ORGANIZATION_OPENED, 1, "were erased"),
    "a part that was corrected": (Kind.RECORD_ENTERED, 0, "a correction replaced"),
    "a row in question": (Kind.ROW_QUARANTINED, 0, "row in question"),
}


@pytest.mark.parametrize("case", PUT_BACK)
@pytest.mark.parametrize("law", [False, True])
def test_what_is_put_back_is_found_by_both(publishing, tmp_path, case, law):
    kind, number, message = PUT_BACK[case]
    seq = places(publishing, kind)[number]
    put_back(publishing, seq)
    (found,) = [one for one in publishing.audit(law=law).findings if one.code == "opening-taken-back"]
    assert found.message.startswith(f"Entry {seq}: ")
    assert message in found.message
    assert "Lowmark" not in found.message
    assert single_file(publishing, tmp_path / "p") == 1


def test_what_is_published_again_takes_it_away(publishing, tmp_path):
    for kind, number, _ in PUT_BACK.values():
        put_back(publishing, places(publishing, kind)[number])
    publishing(on=DAY)
    assert publishing.codes() == []
    assert single_file(publishing, tmp_path / "p") == 0


MANIFEST = {
    "too few redactions": (b'"redactions":1', b'"redactions":0'),
    "too many redactions": (b'"redactions":1', b'"redactions":2'),
    "redactions that are no number": (b'"redactions":1', b'"redactions":"1"'),
    "no day": (b'"published_on":"2024-07-01",', b""),
    "a day that is none": (b"2024-07-01", b"2024-07-32"),
    "a day in another form": (b"2024-07-01", b"20240701"),
    "a day that is no text": (b'"2024-07-01"', b"20240701"),
    "another format": (b'"format":1', b'"format":2'),
}


@pytest.mark.parametrize("case", MANIFEST)
def test_what_the_manifest_says_is_checked_by_both(publishing, tmp_path, case):
    was, now = MANIFEST[case]
    manifest = publishing.files.files["manifest.json"]
    publishing.files.files["manifest.json"] = manifest.replace(was, now)
    assert publishing.files.files["manifest.json"] != manifest
    (found,) = [one for one in publishing.audit(law=False).findings if one.code != "key-not-given"]
    assert (found.code, found.severity) == ("manifest-differs", Severity.ERROR)
    assert single_file(publishing, tmp_path / "p") == 1


def test_a_manifest_that_is_missing_is_found_by_both(publishing, tmp_path):
    del publishing.files.files["manifest.json"]
    assert publishing.codes() == ["manifest-differs"]
    assert single_file(publishing, tmp_path / "p") == 1


def test_a_manifest_of_a_publication_under_way_is_told_and_no_failure(publishing, importing, tmp_path):
    """It stands before its checkpoint: its count may be of what comes."""
    earlier = publishing.files.files["checkpoint"]
    importing(replace(FINAL, key="c"), as_of="2024-07-02")
    publishing(on=DAY)
    publishing.files.files["checkpoint"] = earlier
    assert {one.severity for one in publishing.audit(law=False).findings} == {Severity.WARNING}
    assert single_file(publishing, tmp_path / "p") == 0


def test_the_day_of_the_files_is_told(publishing):
    assert publishing.audit().published_on == "2024-07-01"


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2026, 1, 1)])
def test_what_is_served_before_or_beyond_its_time_is_found_with_the_law(publishing, tmp_path, day):
    """Before the decision was final, and when its period of display is over: openings of another day, put back."""
    served = publishing.files.files["openings/000"]
    record = places(publishing, Kind.RECORD_ENTERED)[0]
    publishing(on=day)
    assert publishing.codes() == []
    publishing.files.files["openings/000"] = served
    found = [one for one in publishing.audit().findings if one.code == "opening-not-displayed"]
    assert any(one.message.startswith(f"Entry {record}: ") for one in found)
    assert "Lowmark" not in " ".join(map(str, found))
    assert set(publishing.codes()) == {"opening-not-displayed"}
    # Which period is whose, the catalogue says: who has none cannot tell.
    assert [one.code for one in publishing.audit(law=False).findings] == ["key-not-given"]
    assert single_file(publishing, tmp_path / "p") == 0


def test_a_manifest_that_names_a_day_on_which_less_may_be_shown_gives_it_away(publishing):
    manifest = publishing.files.files["manifest.json"]
    publishing.files.files["manifest.json"] = manifest.replace(b"2024-07-01", b"2026-01-01")
    assert set(publishing.codes()) == {"opening-not-displayed"}
