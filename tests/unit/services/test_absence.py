"""Who is not on a committed list is proved by two neighbours; who is, is not; and what does not fit is refused.

Nobody is listed by this register yet, so the list is planted behind the one function that answers who is.
"""

import json
from dataclasses import replace
from datetime import date

import pytest
from sample_published import ALONE, LAW, Publishing, run_alone, single_file
from sample_register import FIRST_DAY, Importing, Line
from sample_trees import verify_ed25519

from goodstanding.ledger.absence import (
    Epoch,
    ListedLine,
    parse_absence,
    parse_list,
    print_absence,
    print_list,
    root_of_list,
    verify_absence,
)
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.policies import Policy
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.absence import (
    commit_list,
    committed_lists,
    list_again,
    listed_views,
    prove_absent,
)
from goodstanding.services.appending import append_batch
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys
from goodstanding.services.proving import verify_signed_file
from goodstanding.services.publishing import publish
from goodstanding.services.reading import all_views, as_of
from goodstanding.services.source_names import identifiers_of
from goodstanding.values.errors import ConflictError, MisuseError, NotFoundError, VerificationError
from goodstanding.values.findings import Severity
from goodstanding.values.identifiers import Identifier

CODES = [f"C{number:010}" for number in (137, 138, 200, 300, 301)]
UNNAMED = "Lowmark Works 9 Ltd"


@pytest.fixture
def listed():
    """The codes of those who are listed: a test may change it."""
    return set(CODES)


@pytest.fixture
def made(ports, importing: Importing, listed):
    """Six organizations, one without an identifier, and whoever `listed` names on the list, in no order."""
    publishing = Publishing(ports=ports)
    enroll_first_key(ports, publishing.keys, None)
    lines = [
        Line(key=f"k{i}", name=f"Lowmark Works {i} Ltd", identifiers=(f"xv-reg:{c}",)) for i, c in enumerate(CODES)
    ]
    importing(*lines, Line(key="none", name=UNNAMED))

    def listed_at(reader, at):
        views = [view for view in all_views(reader, at) if listed]
        return [one for one in reversed(views) if one.names[0] == UNNAMED or listed & {r.code for r in one.references}]

    return publishing, listed_at


def show(publishing, listed_at, on=FIRST_DAY):
    return publish(
        publishing.ports,
        publishing.keys,
        publishing.files,
        LAW,
        on,
        passphrases=lambda _: [""],
        progress=lambda _: None,
        elsewhere=ALONE,
        listed=listed_at,
    )


def prove(publishing, listed_at, code, scheme="xv-reg", seq=None):
    with publishing.ports.store.reading() as reader:
        proof = prove_absent(
            publishing.ports, reader, listed_at, Identifier(scheme, code), seq, publishing.keys.signed()
        )
    return print_absence(proof)


def verify(publishing, data, code, scheme="xv-reg"):
    key = enrolled_keys(publishing.ports.store, 9_999)[-1].key

    def prove_entry(file):
        found = verify_signed_file(file, Policy(logs={key: ""}), verify_ed25519)
        return found.index, found.entry

    return verify_absence(parse_absence(data), Identifier(scheme, code), prove_entry)


@pytest.fixture
def committed(made):
    publishing, listed_at = made
    commit_list(publishing.ports, listed_at, FIRST_DAY)
    show(publishing, listed_at)
    return made


ABSENT = ["C0000000000", "C0000000139", "C0000000199", "C0000000302", "Z", "C0000000137X"]


@pytest.mark.parametrize("code", ABSENT)
def test_who_is_not_listed_is_proved_not_to_be(committed, code):
    publishing, listed_at = committed
    epoch = verify(publishing, prove(publishing, listed_at, code), code)
    assert (epoch.effective, epoch.count, epoch.excluded) == (FIRST_DAY.isoformat(), len(CODES), 1)
    assert epoch.size < publishing.ports.store.head().size


SCHEMES = ["aa-reg", "xv-rega", "zz-reg"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_scheme_stands_elsewhere(made, importing, scheme):
    publishing, listed_at = made
    importing(*(Line(key=one, name="Highmark Works Ltd", identifiers=(f"{one}:1",)) for one in SCHEMES), partial=True)
    commit_list(publishing.ports, listed_at, FIRST_DAY)
    show(publishing, listed_at)
    verify(publishing, prove(publishing, listed_at, CODES[0], scheme), CODES[0], scheme)


@pytest.mark.parametrize("scheme", ["xi-lei", "foo", "xv-list"])
def test_of_a_scheme_that_nobody_has_nothing_is_proved(committed, scheme):
    """Who was never known by such a number is on no list by it: the source's own words are no such scheme either."""
    publishing, listed_at = committed
    with pytest.raises(NotFoundError, match="would say nothing"):
        prove(publishing, listed_at, "529900T8BM49AURSDO55", scheme)


def test_without_an_entry_it_is_proved_by_the_list_of_the_newest_date(committed):
    """An older date that was committed later is not taken by itself."""
    publishing, listed_at = committed
    commit_list(publishing.ports, listed_at, date(2024, 5, 1))
    old, _ = committed_lists(publishing.ports.store, 9_999)[-1]
    show(publishing, listed_at)
    assert verify(publishing, prove(publishing, listed_at, "X"), "X").effective == FIRST_DAY.isoformat()
    assert verify(publishing, prove(publishing, listed_at, "X", seq=old), "X").effective == "2024-05-01"


def test_a_source_that_is_called_like_a_scheme_takes_nobody_off_the_list(made, importing, monkeypatch):
    """As it stands in registers from before such a name was refused: others keep their numbers, and auditors see it."""
    publishing, listed_at = made
    monkeypatch.setattr("goodstanding.services.importing.require_source_name", lambda *_: None)
    odd = Line(key="odd", name="Highmark Works 1 Ltd", identifiers=("xv-reg:C0000000234",))
    importing(odd, source="xv-reg", partial=True)
    epoch, _ = commit_list(publishing.ports, listed_at, FIRST_DAY)
    assert (epoch.count, epoch.excluded) == (len(CODES), 1)
    show(publishing, listed_at)
    with pytest.raises(ConflictError, match="on the list"):
        prove(publishing, listed_at, CODES[0])
    report = importing(replace(odd, key="more", identifiers=("xv-reg:C0000000331",)), partial=True)
    assert report.counts()["kept"] == 1


def test_whom_only_a_source_calls_so_has_no_identifier(made):
    publishing, _ = made
    with publishing.ports.store.reading() as reader:
        views = {view.names[0]: view for view in all_views(reader, as_of(publishing.ports, reader, None, None))}
    (word,) = views[UNNAMED].references
    assert (word.scheme, identifiers_of(views[UNNAMED])) == ("xv-list", [])
    assert len(identifiers_of(views["Lowmark Works 0 Ltd"])) == 1


def test_a_word_of_one_source_that_another_takes_for_a_number_is_one(made):
    ports = made[0].ports
    view = next(iter(all_views(ports.store, as_of(ports, ports.store, None, None))))
    word, number = Identifier("xv-list", "a-1"), Identifier("xv-reg", CODES[0])
    both = replace(view, references=(word, number), own_words=frozenset({word, number}))
    assert identifiers_of(both) == [number]
    assert identifiers_of(replace(both, own_words=frozenset())) == [word, number]


@pytest.mark.parametrize("code", CODES)
def test_who_is_listed_is_not_proved_absent(committed, code):
    publishing, listed_at = committed
    with pytest.raises(ConflictError, match="on the list"):
        prove(publishing, listed_at, code)
    for absent in ABSENT:
        with pytest.raises(VerificationError):
            verify(publishing, prove(publishing, listed_at, absent), code)


def test_the_honest_empty_list(made):
    publishing, _ = made
    ports = publishing.ports

    def nobody(reader, at):
        return ()

    epoch, _ = commit_list(ports, nobody, None)
    assert (epoch.count, epoch.root, epoch.excluded) == (0, EMPTY_ROOT, 0)
    show(publishing, nobody)
    assert verify(publishing, prove(publishing, nobody, "X"), "X") == epoch
    assert [publishing.files.files[path] for path in publishing.files.names("listed")] == [b""]
    assert codes(publishing) == []


def test_in_a_register_nobody_is_listed_yet(ports):
    with ports.store.reading() as reader:
        assert list(listed_views(ports, reader, as_of(ports, reader, None, None))) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: proof.pop("left"),
        lambda proof: proof.pop("right"),
        lambda proof: proof["left"].update(index=0),
        lambda proof: proof["right"].update(index=3),
        lambda proof: proof["right"]["hashes"].pop(),
        lambda proof: proof["left"]["line"].__setitem__(0, "0" * 32),
        lambda proof: proof["left"]["line"][2].update(code="C0000000001"),
        lambda proof: proof.update(left=proof["right"]),
        lambda proof: proof["opening"][0][2].update(count=4),
        lambda proof: proof["opening"][0][2].update(effective="2024-06-02"),
        lambda proof: proof.update(opening=[]),
        lambda proof: proof.update(entry=""),
        lambda proof: proof.update(entry=proof["entry"].replace("index ", "index 1")),
        lambda proof: proof.update(format="goodstanding-absence/2"),
        lambda proof: proof.update(more=1),
        lambda proof: proof["left"]["line"].append(1),
        lambda proof: proof["left"].update(hashes="none"),
        lambda proof: proof["left"].update(index=-1),
        lambda proof: proof["left"].update(line=["0" * 32, "listed", {"scheme": "", "code": ""}]),
    ],
)
def test_a_proof_that_was_changed_is_refused(committed, change):
    publishing, listed_at = committed
    data = prove(publishing, listed_at, "C0000000139")
    proof = json.loads(data)
    assert {"left", "right"} <= set(proof)
    change(proof)
    with pytest.raises(VerificationError):
        verify(publishing, json.dumps(proof, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(),
               "C0000000139")  # fmt: skip


def test_neighbours_that_are_not_adjacent_hide_who_stands_between(committed):
    """Both lines are good, and between them stands the one who is said to be absent."""
    publishing, listed_at = committed
    low = json.loads(prove(publishing, listed_at, "C0000000000"))
    high = json.loads(prove(publishing, listed_at, "C0000000199"))
    assert high["right"]["index"] == 2
    low["left"], low["right"] = low["right"], high["right"]
    data = json.dumps(low, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(VerificationError, match="adjacent"):
        verify(publishing, data, CODES[1])


def test_an_entry_that_commits_no_list_proves_nothing(committed):
    publishing, listed_at = committed
    from goodstanding.services.proving import print_entry_proof, prove_entry

    with publishing.ports.store.reading() as reader:
        other = print_entry_proof(prove_entry(reader, 0, None, publishing.keys.signed())).decode()
        opening = next(reader.stored(0, 1))[3]
    proof = replace(parse_absence(prove(publishing, listed_at, "X")), entry=other, opening=opening)
    with pytest.raises(VerificationError, match="commits no list"):
        verify(publishing, print_absence(proof), "X")


def test_a_list_is_had_again_after_any_later_entries(committed, listed, importing):
    publishing, listed_at = committed
    seq = committed_lists(publishing.ports.store, 9_999)[-1][0]
    was = list_again(publishing.ports, publishing.ports.store, listed_at, seq)
    importing(Line(key="later", name="Lowmark Works 8 Ltd", identifiers=("xv-reg:C0000000210",)), as_of="2024-06-01",
              partial=True)  # fmt: skip
    assert list_again(publishing.ports, publishing.ports.store, listed_at, seq) == was
    assert verify(publishing, prove(publishing, listed_at, "X", seq=seq), "X") == was.epoch


def test_salts_differ_by_list_and_identifier(committed):
    publishing, listed_at = committed
    commit_list(publishing.ports, listed_at, FIRST_DAY)
    lists = [seq for seq, _ in committed_lists(publishing.ports.store, 9_999)]
    again = [list_again(publishing.ports, publishing.ports.store, listed_at, seq) for seq in lists]
    salts = [line.salt for one in again for line in one.lines]
    assert len(set(salts)) == len(salts) == 2 * len(CODES)
    assert again[0].epoch.root != again[1].epoch.root


def codes(publishing):
    """What an audit finds, but that whoever is listed here has no file: who is listed is handed in."""
    return [code for code in publishing.codes() if code != "law-listing"]


def test_who_is_listed_without_a_published_file_is_found(committed):
    publishing, _ = committed
    found = [one for one in publishing.audit().findings if one.code == "law-listing"]
    assert [one.message.split()[0] for one in found] == [str(len(CODES))]
    assert not any(code in found[0].message for code in CODES)


def test_the_list_is_published_while_it_is_current_and_the_auditors_check_it(committed, listed, tmp_path):
    publishing, listed_at = committed
    (path,) = publishing.files.names("listed")
    lines = publishing.files.files[path].splitlines(keepends=True)
    assert [json.loads(line)[2]["code"] for line in lines] == CODES
    assert codes(publishing) == []
    for changed in (
        lines[::-1],
        lines[1:],
        [*lines, lines[-1]],
        [lines[0].replace(b"137", b"136"), *lines[1:]],
        [b"[]\n", *lines[1:]],
        [lines[0][:-1]],
    ):
        publishing.files.files[path] = b"".join(changed)
        assert codes(publishing) == ["list-differs"]
    assert single_file(publishing, tmp_path / "changed") == 1
    publishing.files.files[path] = b"".join(lines)
    assert single_file(publishing, tmp_path / "whole") == 0
    listed.discard(CODES[0])
    show(publishing, listed_at)
    assert list(publishing.files.names("listed")) == []
    assert codes(publishing) == ["list-not-served"]
    assert all(one.severity is Severity.WARNING for one in publishing.audit().findings)
    assert single_file(publishing, tmp_path / "gone") == 0
    assert "was not checked" in run_alone(tmp_path / "gone").stderr


def test_a_list_that_the_manifest_names_and_nobody_serves_is_a_failure(committed, tmp_path):
    publishing, _ = committed
    (path,) = publishing.files.names("listed")
    kept = publishing.files.files.pop(path)
    assert codes(publishing) == ["list-differs"]
    assert single_file(publishing, tmp_path / "gone") == 1
    publishing.files.files["listed/0"] = kept
    assert codes(publishing) == ["list-differs"]
    manifest = publishing.files.files["manifest.json"]
    named = b'"listed":' + path.removeprefix("listed/").encode()
    publishing.files.files["manifest.json"] = manifest.replace(named, b'"listed":0')
    assert codes(publishing) == ["list-differs"]
    assert single_file(publishing, tmp_path / "other") == 1


def test_what_cannot_be_committed_or_proved_is_said(made, importing):
    publishing, listed_at = made
    with pytest.raises(NotFoundError, match="absent commit"):
        prove(publishing, listed_at, "X")
    with pytest.raises(MisuseError, match="today"):
        commit_list(publishing.ports, listed_at, date(2024, 6, 2))
    commit_list(publishing.ports, listed_at, date(2024, 5, 1))
    with pytest.raises(NotFoundError, match="commits no list"):
        prove(publishing, listed_at, "X", seq=0)


def test_a_list_that_cannot_be_had_again_is_not_proved_by(committed, listed):
    publishing, listed_at = committed
    listed.discard(CODES[0])
    with pytest.raises(VerificationError, match="erased since"):
        prove(publishing, listed_at, "X")


def test_an_operator_s_list_out_of_order_is_seen(ports):
    """What an operator commits who wants to hide somebody between two lines: the auditor sees the order."""
    publishing = Publishing(ports=ports)
    enroll_first_key(ports, publishing.keys, None)
    lines = [ListedLine(identifier=Identifier("xv-reg", code), salt="0" * 32) for code in ("B", "A")]
    epoch = Epoch(effective="2024-06-01", size=4, count=2, root=root_of_list(lines), excluded=0)
    from goodstanding.ledger.absence import print_epoch

    with ports.store.writing() as writer:
        head = append_batch(ports, writer, [NewEntry(kind=Kind.LIST_COMMITTED, groups=print_epoch(epoch))])
    show(publishing, None)
    publishing.files.files[f"listed/{head.size - 2}"] = print_list(lines)
    assert codes(publishing) == ["list-differs"]
    with pytest.raises(VerificationError, match="order"):
        parse_list(print_list(lines))
