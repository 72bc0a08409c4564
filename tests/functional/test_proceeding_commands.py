"""A proceeding as officers conduct it on the command line, and that nobody else sees anything of it (S30)."""

import re
import shutil
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from pypdf import PdfReader
from sample_commands import Answer, Run

from goodstanding.adapters.clock import SystemClock
from goodstanding.proceedings import machine
from goodstanding.proceedings.permissions import PERMITTED

PASSPHRASE = "an invented passphrase"
COMPANY, AFFILIATE = "xv-reg:C7538265567", "xv-reg:C7543501627"
OFFICE, TRIBUNAL, COURT = "xv-integrity-office", "xv-review-tribunal", "xv-administrative-court"
AUTHORITIES = f"""authorities:
  - {{code: xv-ministry-of-finance, name: Ministry of Finance of Valdora, functions: []}}
  - {{code: {OFFICE}, name: Integrity Office of Valdora, below: xv-ministry-of-finance, functions: [integrity-office]}}
  - {{code: xv-securities-regulator, name: Securities Regulator of Valdora, functions: [recording]}}
  - {{code: {TRIBUNAL}, name: Review Tribunal of Valdora, functions: [appeal-body]}}
  - {{code: {COURT}, name: Administrative Court of Valdora, functions: [court]}}
"""
VERDICT = """outcome: listing
until: 2028-10-01
consequences: [tender-exclusion]
reasons:
  gravity: Two years of accounts.
  time-elapsed: Less than a year since the decision.
  intent: As the regulator found.
  amount: Tens of billions.
  cooperation: None.
  size: Large.
  employees: Contracts that run go on.
"""
MANDATES = (
    ("case-1", "case-officer", OFFICE),
    ("decider-1", "deciding-officer", OFFICE),
    ("second-1", "second-signatory", OFFICE),
    ("assessor-1", "rehabilitation-assessor", OFFICE),
    ("keeper-1", "register-keeper", OFFICE),
    ("guard-1", "safeguards-officer", OFFICE),
    ("judge-1", "appeal-body", TRIBUNAL),
    ("court-1", "court", COURT),
)


class Desk:
    """Runs commands in the register on a day that the test sets."""

    def __init__(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run, self.folder = run, folder
        monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat(f"{self.day}T{self.hour}:00:00+00:00"))
        self.day, self.hour = "2026-10-01", "09"

    def __call__(self, *arguments: object, code: int = 0) -> Answer:
        answer = self.run(*arguments, "--data", self.folder / "register")
        assert answer.code == code, (arguments, answer.out, answer.err)
        return answer

    def json(self, *arguments: object) -> object:
        return self(*arguments, "--json").json()


@pytest.fixture
def desk(run: Run, demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    found = Desk(run, tmp_path, monkeypatch)
    shutil.copytree(demo_made, tmp_path / "register")
    for name, text in (("authorities.yaml", AUTHORITIES), ("verdict.yaml", VERDICT), ("paper.txt", "A paper.\n")):
        (tmp_path / name).write_text(text, "utf-8")
    return found


def enroll(desk: Desk, was: str = "", becomes: str = "") -> None:
    """What the demo has not enrolled yet: a regulator, two offices, another edition of the rules."""
    for officer, role, authority in MANDATES:
        if officer in ("keeper-1", "guard-1"):
            desk("officer", "add", officer)
            desk("mandate", "give", officer, role, "--authority", authority, "--as", "registrar-1")
    desk("authority", "add", "authorities.yaml", "--as", "registrar-1")
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    assert was in model
    second = model.replace("edition: 1", "edition: 2").replace(was, becomes)
    (desk.folder / "second.yaml").write_text(second, "utf-8")
    number = desk.json("procedure", "enroll", "second.yaml", "--as", "author-1")["procedure"]
    desk("procedure", "enroll", "second.yaml", "--as", "approver-1", code=1)
    desk("procedure", "approve", number, "--as", "author-1", code=2)
    desk("procedure", "approve", number, "--as", "approver-1")
    desk("mandate", "give", "lawyer-1", "representative", "--organization", COMPANY, "--as", "registrar-1")


def open_file(desk: Desk, *more: str, code: int = 0) -> Answer:
    found = desk.json("grounds", "--effective", "2026-10-01")["grounds"]
    name = "Quoldesk Property Holdings PLC"
    entry = next(one["records"][0] for one in found if one["name"] == name and "false accounts" in one["title"])
    return desk(
        "proceeding", "open", COMPANY, "--category", "false-accounts", "--record", entry, "--authority", OFFICE,
        "--procedure", "xv-model", "--as", "case-1", "--json", *more, code=code,
    )  # fmt: skip


def others(desk: Desk, *asked: object) -> list[dict[str, object]]:
    """The list without the company that the demo itself has listed."""
    return [one for one in desk.json("list", *asked)["list"] if one["name"] != "Hamurvul Paving LLC"]


WORDS = "We restated the accounts.\n\n<b>Nobody</b> asked for them."
#: Everything that answers anybody about anybody, without the size and root of the log.
SURFACES = (
    ("evaluate",),
    ("explain", COMPANY),
    ("history", COMPANY),
    ("back", COMPANY),
    ("grounds",),
    ("list",),
    ("changes",),
    ("consequences", COMPANY),
    ("quarantine", "list"),
    ("competence", "list"),
    ("mandate", "list"),
    ("authority", "list"),
    ("procedure", "list"),
    ("coverage", "show"),
    ("cases", "--authority", "xv-securities-regulator"),
    ("screen", "--identifier", COMPANY, "--purpose", "tender"),
    ("screen", "--name", "Quoldesk Property Holdings", "--purpose", "credit"),
    ("proceeding", "figures"),
    ("proceeding", "figures", "--effective", "2028-01-01"),
    ("list", "--effective", "2028-01-01"),
)


def surfaces(desk: Desk) -> list[str]:
    data = ("--data", desk.folder / "register")
    answers = [desk.run(*asked, *form, *data) for asked in SURFACES for form in ((), ("--json",))]
    assert all(answer.out for answer in answers), [answer.err for answer in answers if not answer.out]
    exported = desk.folder / "screening-list"
    desk("screen", "export", exported)
    told = [answer.out for answer in answers]
    told += [(exported / name).read_text("utf-8") for name in ("subjects.jsonl", "changes.jsonl")]
    shutil.rmtree(exported)
    return [re.sub(r"\b\d{3}\b|[0-9a-f]{64}", "#", text) for text in told]


def openings(desk: Desk, name: str) -> list[bytes]:
    """What the published log opens, but for its batches and its own key."""
    return [line for line in published(desk, name).splitlines() if b'"batch"' not in line and b'"log_key"' not in line]


def test_a_register_is_view_only_before_rules_are_approved(desk: Desk) -> None:
    data = ("--data", desk.folder / "new")
    for command in (("init",), ("officer", "add", "case-1")):
        assert desk.run(*command, *data).code == 0
    asked = ("--category", "false-accounts", "--record", 1, "--authority", OFFICE, "--procedure", "xv-model")
    refused = desk.run("proceeding", "open", COMPANY, *asked, "--as", "case-1", *data)
    assert refused.code == 2
    assert "view-only" in refused.err


def reply_in_words(desk: Desk, file: str) -> None:
    """A reply whose words are to stand beside the listing; what may not stand there is refused and not repeated."""
    asked = ("proceeding", "reply", file, "--document", "paper.txt", "--as", "lawyer-1", "--hearing", "--words")
    for words in ("Ask CPF 123.456.789-09.", "A bell \x07 rings.", "A sign \U0001f9ff.", ""):
        (desk.folder / "said.txt").write_text(words, "utf-8")
        refused = desk(*asked, "said.txt", "--publish", code=2)
        assert refused.out == ""
        assert not any(word in refused.err for word in ("Ask", "123.456", "rings", "\U0001f9ff"))
    (desk.folder / "said.txt").write_text(WORDS + "\n", "utf-8")
    assert "Integrity Proceedings Act, art. 13" in desk(*asked, "said.txt", code=1).err
    desk(*asked, "said.txt", "--publish")
    (reply,) = desk.json("proceeding", "show", file, "--as", "case-1")["replies"]
    assert reply["words"]["text"] == WORDS
    assert "> We restated the accounts." in desk("proceeding", "show", file, "--as", "lawyer-1").out


def published(desk: Desk, name: str) -> bytes:
    """What a copy of the register serves of its entries; both auditors pass it, the rules included."""
    data, public = desk.folder / name, desk.folder / f"{name}-public"
    shutil.copytree(desk.folder / "register", data)
    for command in (("log", "keys", "new"), ("log", "publish", public, "--not-restored")):
        assert desk.run(*command, "--data", data).code == 0
    audited = desk.run("log", "audit", public, "--law")
    assert audited.code == 0, audited.err
    alone = [sys.executable, "-I", "-", str(public)]
    done = subprocess.run(alone, input=desk.run("log", "auditor").out, capture_output=True, text=True, timeout=300)
    # The day of this test may be ahead of the clock that the file looks at.
    assert [one for one in done.stderr.splitlines()[1:] if "later than now" not in one] == []
    served = b"".join(path.read_bytes() for path in (public / "openings").rglob("*") if path.is_file())
    shutil.rmtree(data)
    shutil.rmtree(public)
    return served


def forget_words(desk: Desk, reply: dict[str, object]) -> None:
    """Two officers erase the words: day and digest stay on every surface, and no byte of the words is left."""
    assert reply["words"]["text"] == WORDS
    number = reply["words"]["entry"]
    assert b"We restated" in published(desk, "before")
    law = ("--statute", "Data Act", "--article", "art. 17")
    asked = desk.json("log", "redact", number, *law, "--as", "registrar-1")
    desk("log", "redact", "--carry-out", asked["redaction"], "--as", "case-1")
    gone = reply | {"words": {"entry": number, "text": f"withheld({number})"}}
    (listed,) = others(desk)
    assert listed["replies"] == desk.json("consequences", COMPANY)["replies"] == [gone]
    for told in (desk("list").out, desk("consequences", COMPANY).out):
        assert f"withheld({number})" in told
        assert str(reply["document"]) in told
        assert "We restated" not in told
    assert b"We restated" not in published(desk, "after")
    held = [path.name for path in desk.folder.rglob("*") if path.is_file() and b"We restated" in path.read_bytes()]
    assert held == ["said.txt"]
    assert desk("rebuild", "--check").code == 0


def test_a_proceeding_from_the_file_to_the_list_and_off_it(desk: Desk) -> None:
    enroll(desk)
    before, opened = surfaces(desk), openings(desk, "closed")
    assert opened
    file = open_file(desk).json()["file"]
    case, second = ("--as", "case-1"), ("--as", "second-1")
    desk("proceeding", "release", file, "--index", "paper.txt", *case)
    desk("proceeding", "notice", file, "--document", "paper.txt", "--consequence", "tender-exclusion", *case)
    refused = desk("proceeding", "approve", file, *case, code=1)
    assert "Integrity Proceedings Act, art. 4" in refused.err
    desk("proceeding", "approve", file, *second)
    desk("proceeding", "serve", file, "--paper", "notice", "--channel", "by-hand", *case)
    received = ("--receipt", "paper.txt", "--on", "2026-10-01", *case)
    answer = desk("proceeding", "receive", file, "--paper", "notice", *received, "--json").json()
    assert answer["due"] == {"reply": "2026-11-02", "decision": "2026-12-14"}
    reply_in_words(desk, file)
    assert surfaces(desk) == before
    answer = desk.json("proceeding", "deadlines", "--to", "2026-12-31", *case)
    due = answer.pop("due")
    assert (answer["first"], answer["last"], answer["effective"]) == ("2026-10-01", "2026-12-31", "2026-10-01")
    assert [one["clock"] for one in due] == ["reply", "decision"]
    assert desk.json("proceeding", "deadlines", "--to", "2026-12-31", "--as", "registrar-1") == {**answer, "due": []}
    for officer in ("judge-1", "court-1", "lawyer-1"):
        assert desk.json("proceeding", "deadlines", "--to", "2026-12-31", "--as", officer)["due"] == due
    events = desk("proceeding", "calendar", "--to", "2026-12-31", "--as", "judge-1").out
    assert "DTSTART;VALUE=DATE:20261214" in events
    assert "Quoldesk" not in events
    unknown = desk("proceeding", "show", file, "--as", "registrar-1", code=2).err
    assert unknown == desk("proceeding", "show", "p-1", "--as", "registrar-1", code=2).err
    made = desk.json("proceeding", "document", file, "notice", "--output", "notice.html", *case)
    assert {(one["clock"], one["due_on"]) for one in made["due"]} == {(one["clock"], one["due_on"]) for one in due}
    page = (desk.folder / "notice.html").read_text("utf-8")
    assert "Accounting Act, art. 57" in page, "the law by its name and article, as an explanation has it"
    assert all(f"<bdi>{one['due_on']}</bdi>" in page for one in due)
    assert "Quoldesk" in page
    assert unknown == desk("proceeding", "document", file, "notice", "--as", "registrar-1", code=2).err
    assert "Reply" in desk("proceeding", "document", file, "receipt", "--as", "lawyer-1").out
    desk("proceeding", "document", file, "decision", *case, code=2)
    desk("proceeding", "document", file, "notice", "--output", "notice.txt", *case, code=2)
    for name in ("once.pdf", "again.pdf"):
        desk("proceeding", "document", file, "notice", "--language", "ar", "--output", name, *case)
    assert (desk.folder / "once.pdf").read_bytes() == (desk.folder / "again.pdf").read_bytes()
    document = PdfReader(desk.folder / "once.pdf")
    assert document.metadata.creation_date.date().isoformat() == "2026-10-01"
    assert "Quoldesk" in "".join(sheet.extract_text() for sheet in document.pages)
    assert (surfaces(desk), openings(desk, "opened")) == (before, opened)

    desk.day = "2026-11-10"
    desk("proceeding", "propose", file, "--verdict", "verdict.yaml", *case, code=1)
    desk("proceeding", "hear", file, "--minutes", "paper.txt", "--as", "decider-1")
    desk("proceeding", "propose", file, "--verdict", "verdict.yaml", *case)
    desk("proceeding", "decide", file, "--verdict", "verdict.yaml", "--as", "decider-1")
    desk("proceeding", "approve", file, *second)
    desk("proceeding", "serve", file, "--paper", "decision", "--channel", "by-hand", *case)
    desk("proceeding", "receive", file, "--paper", "decision", "--receipt", "paper.txt", "--on", "2026-11-10", *case)
    # A decision in its standstill shows nowhere, not even for a date ahead.
    assert others(desk, "--effective", "2027-06-01") == []

    desk.day = "2026-12-11"
    (listed,) = others(desk)
    assert (listed["since"], listed["until"], listed["proceeding"]) == ("2026-12-11", "2028-10-01", file)
    (effect,) = desk.json("consequences", COMPANY)["consequences"]
    assert (effect["code"], effect["law"]) == ("tender-exclusion", "Integrity Proceedings Act, art. 19(1)(a)")
    assert effect["exceptions"] == []
    (reply,) = listed["replies"]
    assert (reply["on"], reply["document"]) == ("2026-10-01", sha256(b"A paper.\n").hexdigest())
    assert desk.json("consequences", COMPANY)["replies"] == [reply]
    for told in (desk("list").out, desk("consequences", COMPANY).out):
        assert reply["document"] in told
        assert "lawyer-1" not in told
        assert "> We restated the accounts." in told
        assert "> <b>Nobody</b> asked for them." in told
    forget_words(desk, reply)
    excepted = ("--consequence", "tender-exclusion", "--public-money", "XV-CONTRACT-7", "--reason", "No other firm.")
    desk("proceeding", "except", file, *excepted, *case, code=1)
    named = ("--reason", "Mr Nobody, CPF 529.982.247-25, signed it.")
    refused = desk("proceeding", "except", file, *excepted[:-2], *named, "--as", "decider-1", code=2)
    assert ("personal number" in refused.err, "529" in refused.err) == (True, False)
    desk("proceeding", "except", file, *excepted, "--until", "2027-07-01", "--as", "decider-1")
    assert desk.json("consequences", COMPANY)["consequences"][0]["exceptions"] == []
    desk("proceeding", "approve", file, *second)
    (exempted,) = desk.json("consequences", COMPANY)["consequences"][0]["exceptions"]
    assert (exempted["public_money"], exempted["reason"]) == ("XV-CONTRACT-7", "No other firm.")
    assert (exempted["law"], exempted["until"]) == ("Integrity Proceedings Act, art. 19(5)", "2027-07-01")
    assert "XV-CONTRACT-7" in desk("consequences", COMPANY).out
    assert "XV-CONTRACT-7" in desk("list").out
    assert "XV-CONTRACT-7" not in desk("consequences", COMPANY, "--effective", "2027-07-01").out
    (on_list,) = others(desk)
    assert on_list["consequences"][0]["exceptions"] == [exempted]
    assert "Quoldesk" in desk("list").out
    assert "Quoldesk" not in desk("list", "--effective", "2026-12-10").out
    desk("proceeding", "rehabilitate", file, "--evidence", "paper.txt", "--as", "lawyer-1")
    desk("proceeding", "rehabilitate", file, "--complete", "--grant", "--as", "assessor-1", code=2)
    desk("proceeding", "rehabilitate", file, "--complete", "--as", "assessor-1")
    promised = ("--condition", "2027-03-01 Have the accounts audited.")
    desk("proceeding", "rehabilitate", file, "--grant", "--reason", "Restated.", *promised, "--as", "assessor-1")
    desk("proceeding", "approve", file, *second)
    assert others(desk) == []
    shown = desk.json("proceeding", "show", file, "--as", "lawyer-1")
    condition = {"number": 1, "text": "Have the accounts audited.", "due_on": "2027-03-01", "state": "open"}
    assert (shown["stage"], shown["conditions"]) == ("monitored", [condition])
    due = desk.json("proceeding", "deadlines", "--to", "2028-01-01", *case)["due"]
    assert {(one["clock"], one["due_on"]) for one in due} >= {("condition", "2027-03-01"), ("review", "2027-11-10")}
    assert "review" in desk("proceeding", "calendar", "--to", "2028-01-01", *case).out
    broken = ("--document", "paper.txt", "--breach", "1", "--consequence", "tender-exclusion")
    assert "art. 28" in desk("proceeding", "notice", file, *broken, *case, code=1).err
    paper = ("--evidence", "paper.txt")
    desk("proceeding", "report", file, "--condition", "2", *paper, "--as", "lawyer-1", code=1)
    desk("proceeding", "report", file, "--condition", "1", *paper, "--as", "lawyer-1")
    assert "reported" in desk("proceeding", "show", file, "--as", "lawyer-1").out
    desk("proceeding", "review", file, "--cause", "acquittal", *paper, *case)
    desk("proceeding", "answer", file, "--reason", "Not yet seen.", "--as", "assessor-1")
    desk("proceeding", "rehabilitate", file, "--refuse", "--reason", "Of another firm.", "--as", "assessor-1")
    desk("proceeding", "approve", file, *second)
    desk("proceeding", "report", file, "--condition", "1", *paper, "--as", "lawyer-1")
    desk("proceeding", "answer", file, "--fulfilled", "1", "--reason", "Seen.", "--as", "assessor-1")
    assert others(desk, "--effective", "2026-12-10") == []
    shown = desk.json("proceeding", "show", file, "--as", "lawyer-1")
    assert shown["stage"] == "lifted"
    assert desk("rebuild", "--check").code == 0
    check_whole_file(desk, file, shown["steps"])


def check_whole_file(desk: Desk, file: str, steps: list[dict[str, object]]) -> None:
    """One archive of it, checked without the register; and what is not one is refused."""
    lawyer = ("--as", "lawyer-1")
    assert "log head --sign" in desk("proceeding", "export", file, "whole.zip", *lawyer, code=2).err
    key = desk("log", "keys", "new").out.split()[0]
    desk("log", "head", "--sign", "--not-restored")
    (desk.folder / "papers").mkdir()
    for name, text in (("reply.txt", "A paper.\n"), ("letter.txt", "Not of this file.\n")):
        (desk.folder / "papers" / name).write_text(text, "utf-8")
    asked = ("--papers", "papers", "--language", "zh", "--language", "en", *lawyer)
    written = desk.json("proceeding", "export", file, "whole.zip", *asked)
    desk("proceeding", "export", file, "again.zip", *asked)
    assert (desk.folder / "whole.zip").read_bytes() == (desk.folder / "again.zip").read_bytes()
    assert {"index.json", "index.note", "documents/decision.zh.pdf", "documents/receipt.en.html"} < set(
        written["files"]
    )
    found = desk.run("proceeding", "verify-file", "whole.zip", "--key", key, "--json").json()
    assert found["acts"] == [step["entry"] for step in steps]
    assert (found["file"], found["signed_by"], len(found["papers"]), found["missing"]) == (file, "lawyer-1", 1, [])
    assert [one["received_on"] for one in found["deliveries"]] == ["2026-10-01", "2026-11-10"]
    assert "each in the log and signed" in desk.run("proceeding", "verify-file", "whole.zip", "--key", key).out
    data = (desk.folder / "whole.zip").read_bytes()
    for forged in (data[:-9], data + b"x", data.replace(b"Quoldesk", b"Quoldusk"), b"", b"PK\x05\x06" + bytes(18)):
        (desk.folder / "forged.zip").write_bytes(forged)
        assert desk.run("proceeding", "verify-file", "forged.zip", "--key", key).code == 1
    other = desk.run("proceeding", "verify-file", "whole.zip", "--size", 3, "--root", "0" * 64)
    assert other.code == 1
    assert desk.run("proceeding", "verify-file", "whole.zip").code == 2
    desk("proceeding", "export", file, "whole.tar", *lawyer, code=2)
    desk("proceeding", "export", file, "other.zip", "--as", "registrar-1", code=2)


def test_every_right_and_remedy_has_its_command(desk: Desk) -> None:
    enroll(desk)
    file = open_file(desk).json()["file"]
    case, lawyer, judge = ("--as", "case-1"), ("--as", "lawyer-1"), ("--as", "judge-1")
    money = ("--public-money", "XV-TENDER-2026-0001", "--threat", "The award is tomorrow.")
    desk("proceeding", "provisional", file, *money, "--as", "decider-1")
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "release", file, "--index", "paper.txt", *case)
    desk("proceeding", "notice", file, "--document", "paper.txt", "--consequence", "tender-exclusion", *case)
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "approve", file, "--as", "second-1", code=2)
    by_portal = ("proceeding", "serve", file, "--paper", "notice", "--channel", "portal", *case)
    assert "agreed to it before" in desk(*by_portal, "--proof", "paper.txt", code=1).err
    assert "proves that it was sent" in desk(*by_portal, "--consent", "paper.txt", code=1).err
    desk(*by_portal, "--proof", "paper.txt", "--consent", "paper.txt")
    desk.day = "2026-10-15"
    desk("proceeding", "claim", file, "--paper", "notice", *lawyer)
    desk("proceeding", "serve", file, "--paper", "notice", "--channel", "by-hand", "--party", COMPANY, *case)
    desk("proceeding", "receive", file, "--paper", "notice", "--receipt", "paper.txt", "--on", "2026-10-15", *case)
    desk("proceeding", "extend", file, "--because", "respondent-asked", *case)
    desk("proceeding", "stay", file, *judge)
    desk("proceeding", "stay", file, "--end", *judge)
    desk.day = "2026-12-20"
    for command, officer in (("propose", "case-1"), ("decide", "decider-1")):
        desk("proceeding", command, file, "--verdict", "verdict.yaml", "--as", officer)
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "serve", file, "--paper", "decision", "--channel", "by-hand", *case)
    desk("proceeding", "receive", file, "--paper", "decision", "--receipt", "paper.txt", "--on", "2026-12-20", *case)
    desk("proceeding", "appeal", file, *lawyer)
    desk("proceeding", "admit", file, *judge)
    desk("proceeding", "rule", file, "--ruling", "varied", "--until", "2028-01-01", *judge)
    desk.day = "2027-02-20"
    assert [one["until"] for one in others(desk)] == ["2028-01-01"]
    desk("proceeding", "order", file, "--document", "paper.txt", *lawyer)
    assert others(desk) == []
    desk("proceeding", "verify", file, "--forged", "--answer", "paper.txt", "--as", "keeper-1")
    assert others(desk) == []
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "stop", file, "--reason", "The name is another's.", "--as", "guard-1")
    desk("proceeding", "stop", file, "--release", "--as", "guard-1")
    desk("proceeding", "recuse", file, "--as", "decider-1")
    assert len(others(desk)) == 1
    desk("proceeding", "rule", file, "--ruling", "annulled", "--court", "--as", "court-1")
    assert others(desk) == []


def propose(desk: Desk, was: str = "", becomes: str = "") -> tuple[str, ...]:
    """A file up to its proposal; the command that decides it."""
    enroll(desk, was, becomes)
    file = open_file(desk).json()["file"]
    case = ("--as", "case-1")
    desk("proceeding", "release", file, "--index", "paper.txt", *case)
    desk("proceeding", "notice", file, "--document", "paper.txt", "--consequence", "tender-exclusion", *case)
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "serve", file, "--paper", "notice", "--channel", "by-hand", *case)
    desk("proceeding", "receive", file, "--paper", "notice", "--receipt", "paper.txt", "--on", "2026-10-01", *case)
    desk.day = "2026-11-10"
    desk("proceeding", "propose", file, "--verdict", "verdict.yaml", *case)
    return "proceeding", "decide", file, "--verdict", "verdict.yaml", "--as", "decider-1"


def listed_file(desk: Desk, was: str = "", becomes: str = "") -> str:
    """A file behind which the company is on the list."""
    decide = propose(desk, was, becomes)
    file, case = decide[2], ("--as", "case-1")
    desk(*decide)
    desk("proceeding", "approve", file, "--as", "second-1")
    desk("proceeding", "serve", file, "--paper", "decision", "--channel", "by-hand", *case)
    desk("proceeding", "receive", file, "--paper", "decision", "--receipt", "paper.txt", "--on", "2026-11-10", *case)
    desk.day = "2026-12-14"
    return file


def put_right(desk: Desk, day: str) -> int:
    """The authority's list, with 4,830 where it had 48.3 billion; the number of the correction."""
    lines = files("goodstanding").joinpath("data", "demo", "securities_regulator.csv").read_text("utf-8").splitlines()
    (row,) = (line for line in lines if COMPANY in line and ",false-accounts," in line)
    corrected = row.replace("48300000000.00", "4830.00")
    (desk.folder / "corrected.csv").write_text(f"{lines[0]}\n{corrected}\n", "utf-8")
    size = desk.json("log", "head")["recorded"]["size"]
    desk("import", "csv", "corrected.csv", "--source", "xv-securities-regulator", "--partial", "--as-of", day)
    return int(size)


def test_nothing_is_decided_on_a_record_that_was_corrected_so_that_it_can_ground_nothing(desk: Desk) -> None:
    """The authority had entered far too much: so small a case is no ground, by the closed list of the rules."""
    decide = propose(desk)
    put_right(desk, "2026-11-09")
    refused = desk(*decide, code=1).err
    assert "as it reads now it can ground no listing" in refused
    assert "Integrity Proceedings Act, art. 7" in refused


def test_a_listing_ends_on_the_day_on_which_a_correction_leaves_it_no_ground(desk: Desk) -> None:
    """Two officers of the authority that recorded stand under it; before the second signature nothing changes."""
    file, case = listed_file(desk), ("--as", "case-1")
    for officer, role in (("clerk-1", "deciding-officer"), ("clerk-2", "second-signatory")):
        desk("officer", "add", officer)
        desk("mandate", "give", officer, role, "--authority", "xv-securities-regulator", "--as", "registrar-1")
    (listed,) = others(desk)
    screened = ("screen", "--identifier", COMPANY, "--purpose", "tender")
    assert file in desk.run(*screened, "--receipt", "receipt.json", "--data", desk.folder / "register").out
    request = ("--document", "paper.txt", "--procedure", "xv-model", "--as", "lawyer-1")
    (record,) = listed["records"]
    number = desk.json("correction", "request", COMPANY, record, *request)["request"]
    for act in ("acknowledge", "forward"):
        desk("correction", act, number, "--as", "keeper-1")
    fix = put_right(desk, "2026-12-14")
    desk("correction", "grant", number, "--by", fix, "--as", "clerk-1")
    desk.day = "2026-12-15"
    assert len(others(desk)) == 1
    desk("correction", "approve", number, "--as", "clerk-2")
    assert others(desk) == []
    assert [one["until"] for one in others(desk, "--effective", "2026-12-14")] == ["2028-10-01"]
    assert desk.json("consequences", COMPANY)["consequences"] == []
    told = [one for one in desk.json("changes")["changes"] if one["proceeding"] == file]
    assert [(one["on"], one["change"], one["was_wrong"]) for one in told] == [
        ("2026-12-11", "listed", False),
        ("2026-12-15", "ground-fallen", True),
    ]
    assert file not in desk.run(*screened, "--data", desk.folder / "register").out
    assert "ground-fallen" in desk("receipt", "check", "receipt.json", "--json", code=1).out
    assert desk.json("proceeding", "show", file, *case)["stage"] == "ground-fallen"
    assert desk("rebuild", "--check").code == 0
    assert published(desk, "fallen")


def test_a_party_asks_within_its_file_for_the_correction_of_what_it_rests_on(desk: Desk) -> None:
    enroll(desk)
    file = open_file(desk).json()["file"]
    (opening,) = desk.json("proceeding", "show", file, "--as", "lawyer-1")["steps"]
    (record,) = opening["what"]["records"]
    asked = ("proceeding", "correct", file, "--document", "paper.txt")
    by_lawyer, other = (*asked, "--as", "lawyer-1"), 0 if record else 1
    # Whoever has no mandate in the file is told what is told of a file that is not there.
    unknown = desk("proceeding", "correct", "p-1", "--document", "paper.txt", "--as", "registrar-1", code=2).err
    for more in ((), ("--record", record), ("--record", other)):
        assert desk(*asked, *more, "--as", "registrar-1", code=2).err == unknown
    assert "rests on no such record" in desk(*by_lawyer, "--record", other, code=2).err
    refused = desk(*asked, "--as", "case-1", code=1).err
    assert "Integrity Proceedings Act, art. 4" in refused
    desk(*by_lawyer, "--party", AFFILIATE, code=2)
    told = desk(*by_lawyer)
    assert desk(*asked, "--as", "case-1", code=1).err == refused, "a pending request is no business of who may not ask"
    assert "To be acknowledged by 2026-10-02, decided by 2026-10-16." in told.out
    (found,) = desk.json("correction", "list", "--as", "lawyer-1")["requests"]
    number = found["request"]
    assert (found["record"], found["stage"], found["decide_by"]) == (record, "received", "2026-10-16")
    assert f"What follows is under `goodstanding correction`, by the number {number}." in told.out
    (pending,) = desk.json("proceeding", "show", file, "--as", "case-1")["corrections"]
    assert pending == found | {"carries_file": True, "if_missed": "listing-suspended"}
    desk.day = "2026-10-17"
    shown = " ".join(desk("proceeding", "show", file, "--as", "lawyer-1").out.split())
    assert (
        f"Request {number} was to be decided by 2026-10-16: until it is decided, a listing by this file is susp"
        in shown
    )
    desk.day = "2026-10-16"
    shown = " ".join(desk("proceeding", "show", file, "--as", "lawyer-1").out.split())
    assert (
        f"If request {number} is not decided by 2026-10-16, a listing by this file is suspended from the next" in shown
    )
    assert "a request stops no clock of it" in shown
    # It is the one request: neither command makes a second one.
    assert "not decided yet" in desk(*by_lawyer, "--record", record, code=1).err
    request = ("correction", "request", COMPANY, record, "--document", "paper.txt", "--procedure", "xv-model")
    assert "not decided yet" in desk(*request, "--as", "lawyer-1", code=1).err
    assert "the organization asked for a correction" in desk("explain", COMPANY).out
    for act in ("acknowledge", "forward"):
        desk("correction", act, number, "--as", "keeper-1")
    desk("officer", "add", "clerk-1")
    clerk = ("clerk-1", "deciding-officer", "--authority", "xv-securities-regulator")
    desk("mandate", "give", *clerk, "--as", "registrar-1")
    desk("correction", "refuse", number, "--document", "paper.txt", "--as", "clerk-1")
    again = desk.json(*by_lawyer)
    assert (again["act"], again["stage"], again["record"]) == ("requested", "received", record)
    # The file goes on as it was.
    assert len(desk.json("proceeding", "show", file, "--as", "case-1")["steps"]) == 1


def test_nothing_is_decided_while_the_only_tribunal_stands_below_the_ministry(desk: Desk) -> None:
    """S38: it was independent when the file was opened."""
    decide = propose(desk)
    (desk.folder / "moved.yaml").write_text(
        f"authorities: [{{code: {TRIBUNAL}, name: Tribunal, below: xv-ministry-of-finance, functions: [appeal-body]}}]",
        "utf-8",
    )
    desk("authority", "add", "moved.yaml", "--as", "registrar-1")
    refused = desk(*decide, code=1).err
    assert "No appeal body outside the hierarchy" in refused
    assert "Integrity Proceedings Act, art. 3" in refused
    desk("authority", "add", "authorities.yaml", "--as", "registrar-1")
    desk(*decide)


def test_two_parties_appeal_each_for_itself(desk: Desk) -> None:
    """The first one is not heard when the time is over; the other is decided, and then a court frees the affiliate."""
    enroll(desk)
    desk("officer", "add", "lawyer-2")
    desk("mandate", "give", "lawyer-2", "representative", "--organization", AFFILIATE, "--as", "registrar-1")
    file = open_file(desk, "--affiliate", AFFILIATE).json()["file"]
    case, judge = ("--as", "case-1"), ("--as", "judge-1")
    served = ("--channel", "by-hand", *case)
    desk("proceeding", "release", file, "--index", "paper.txt", *case)
    desk("proceeding", "notice", file, "--document", "paper.txt", "--consequence", "tender-exclusion", *case)
    desk("proceeding", "approve", file, "--as", "second-1")
    for paper, day in (("notice", "2026-10-01"), ("decision", "2026-11-10")):
        desk.day = day
        if paper == "decision":
            for command, officer in (("propose", "case-1"), ("decide", "decider-1")):
                desk("proceeding", command, file, "--verdict", "verdict.yaml", "--as", officer)
            desk("proceeding", "approve", file, "--as", "second-1")
        for party in (COMPANY, AFFILIATE):
            desk("proceeding", "serve", file, "--paper", paper, "--party", party, *served)
            receipt = ("--receipt", "paper.txt", "--on", day, *case)
            desk("proceeding", "receive", file, "--paper", paper, "--party", party, *receipt)
    assert "several parties" in desk("proceeding", "appeal", file, "--as", "lawyer-2", code=2).err
    desk("proceeding", "appeal", file, "--party", COMPANY, "--as", "lawyer-2", code=1)
    desk("proceeding", "appeal", file, "--party", AFFILIATE, "--as", "lawyer-2")
    desk("proceeding", "appeal", file, "--party", COMPANY, "--as", "lawyer-1")
    assert "appeal of its own" in desk("proceeding", "document", file, "decision", "--as", "lawyer-2").out
    assert "Several appeals wait" in desk("proceeding", "admit", file, "--refuse", *judge, code=2).err
    desk.day = "2026-12-20"
    desk("proceeding", "admit", file, "--party", AFFILIATE, "--refuse", *judge)
    assert others(desk) == []
    desk("proceeding", "rule", file, "--ruling", "upheld", *judge)
    assert {one["name"] for one in others(desk)} > {"Quoldesk Property Holdings PLC"}
    court = ("--court", "--as", "court-1")
    desk("proceeding", "rule", file, "--ruling", "annulled", "--alone", "--party", AFFILIATE, *court)
    assert [one["name"] for one in others(desk)] == ["Quoldesk Property Holdings PLC"]
    assert "No such appeal" in desk("proceeding", "rule", file, "--ruling", "upheld", *judge, code=2).err


def test_what_is_enrolled_can_be_read_and_ended(desk: Desk) -> None:
    enroll(desk)
    assert {one["code"] for one in desk.json("authority", "list")["authorities"]} >= {OFFICE, TRIBUNAL, COURT}
    found = [(one["id"], one["edition"], one["approved"]) for one in desk.json("procedure", "list")["procedures"]]
    assert found == [("xv-model", 1, True), ("xv-model", 2, True)]
    held = desk.json("mandate", "list")["mandates"]
    assert {one["officer"] for one in held} == {officer for officer, _, _ in MANDATES}
    assert "lawyer-1" not in desk("mandate", "list").out
    number = next(one["mandate"] for one in held if one["officer"] == "case-1")
    desk("mandate", "give", "registrar-1", "case-officer", "--authority", OFFICE, "--as", "registrar-1", code=2)
    desk("mandate", "end", number, "--on", "2026-09-30", "--as", "registrar-1", code=2)
    desk("mandate", "end", number, "--as", "registrar-1")
    desk.day = "2026-10-02"
    assert "no mandate in force" in open_file(desk, code=1).err
    desk("mandate", "end", number, "--as", "registrar-1", code=1)
    desk("mandate", "end", 999_999, "--as", "registrar-1", code=2)
    desk("procedure", "enroll", "uk_like", "--as", "author-1", code=2)


def test_rules_that_say_what_no_act_does_are_refused_with_their_line(desk: Desk) -> None:
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    before, reply = model.split("  reply:\n    anchor: received\n")
    text = f"{before}  reply:\n    anchor: sent\n{reply}"
    (desk.folder / "mine.yaml").write_text(text, "utf-8")
    said = desk.run("procedure", "check", "mine.yaml")
    assert said.code == 1
    line = text[: text.index("anchor: sent\n    first_day: excluded\n    length: 30")].count("\n") + 1
    assert f"mine.yaml:{line}" in said.out + said.err
    assert "procedure-without-effect" in said.out + said.err
    desk("procedure", "enroll", "mine.yaml", "--as", "author-1", code=2)


def test_a_check_ends_with_its_subjects_and_says_where_a_file_is_no_rules(desk: Desk) -> None:
    said = desk.run("procedure", "check", "uk_like", "model")
    assert said.code == 1
    found = desk.run("procedure", "check", "uk_like", "--json").json()[0]
    assert len(said.err.splitlines()) == len(found["findings"]) == sum(found["by_subject"].values())
    subjects = ", ".join(f"{name}: {count}" for name, count in found["by_subject"].items())
    assert " ".join(said.out.split()) == (
        f"By subject: {subjects}. uk_like: undercuts the floors: {len(found['findings'])} findings. "
        "model: keeps every floor."
    )
    assert "way out: " in subjects
    (desk.folder / "mine.yaml").write_text("id: mine\nhearing: sometimes\n", "utf-8")
    said = desk.run("procedure", "check", "mine.yaml")
    assert (said.code, said.out.count("\n")) == (1, 1)
    assert said.out.startswith("mine.yaml: could not be read as procedural rules: ")
    answer = desk.run("procedure", "check", "mine.yaml", "--json").json()[0]
    assert (answer["is_read"], found["is_read"]) == (False, True)
    assert desk.run("procedure", "check", "nowhere.yaml").code == 2


def test_rules_say_how_long_what_was_decided_is_displayed_and_no_other_time_passes(desk: Desk) -> None:
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    for told, code in (("P4Y", "floor-display"), ("P2Y", "procedure-without-effect")):
        (desk.folder / "mine.yaml").write_text(model.replace("serious: P36M", f"serious: {told}"), "utf-8")
        (found,) = desk.run("procedure", "check", "mine.yaml", "--json").json()[0]["findings"]
        assert (found["code"], found["field"]) == (code, "display.periods.serious")
        desk("procedure", "enroll", "mine.yaml", "--as", "author-1", code=2)
    shown = desk.run("procedure", "show", "model", "--event", "2028-02-29", "--json").json()["display"]
    assert shown["periods"]["general"] == {"period": "P1Y", "gone_on": "2029-02-28"}
    assert shown["periods"]["ended-listing"] == {"period": "P0D", "gone_on": "2028-02-29"}
    assert (shown["grounds_with_listing"], shown["article"]) == (True, "Integrity Proceedings Act, art. 29")
    said = desk.run("procedure", "show", "model").out
    assert "How long what was decided is displayed (Integrity Proceedings Act, art. 29)" in said
    assert "as long as the listing" in said


def test_rules_show_the_stages_of_a_file_and_where_it_stands_is_one_of_them(desk: Desk) -> None:
    enroll(desk)
    file = open_file(desk).json()["file"]
    stages = desk.run("procedure", "show", "model", "--json").json()["stages"]
    shown = desk.json("proceeding", "show", file, "--as", "case-1")
    assert {"file-released", "closed"} <= set(stages[shown["stage"]]["steps"])
    released = desk.json("proceeding", "release", file, "--index", "paper.txt", "--as", "case-1")
    assert released["stage"] == shown["stage"] == "opened"
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    (desk.folder / "mine.yaml").write_text(model.replace("  closed: [case-officer, deciding-officer]\n", ""), "utf-8")
    fewer = desk.run("procedure", "show", "mine.yaml", "--json").json()["stages"]
    assert {name: {*one["steps"], "closed"} for name, one in fewer.items() if "closed" in stages[name]["steps"]} == {
        name: set(one["steps"]) for name, one in stages.items() if "closed" in one["steps"]
    }
    assert "No file gets to: closed." in desk.run("procedure", "show", "mine.yaml").out
    assert "Where a file can stand, and what can be done there" in desk.run("procedure", "show", "model").out


def test_rules_say_who_takes_each_step_and_nobody_else_does(desk: Desk) -> None:
    enroll(desk)
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    both, taken = "closed: [case-officer, deciding-officer]", "decision-approved: [second-signatory]"
    assert (both in model, taken in model) == (True, True)
    beyond = model.replace(both, "closed: [case-officer, court]")
    (desk.folder / "mine.yaml").write_text(beyond, "utf-8")
    (found,) = desk.run("procedure", "check", "mine.yaml", "--json").json()[0]["findings"]
    line = beyond[: beyond.index("closed: [")].count("\n") + 1
    assert (found["code"], found["line"], found["field"]) == ("floor-role", line, "steps.closed")
    (desk.folder / "mine.yaml").write_text(model.replace(taken, ""), "utf-8")
    said = desk("procedure", "enroll", "mine.yaml", "--as", "author-1", code=2)
    assert "Nobody may take: decision-approved." in said.err

    narrow = model.replace("edition: 1", "edition: 3").replace(both, "closed: [deciding-officer]")
    (desk.folder / "narrow.yaml").write_text(narrow, "utf-8")
    assert desk.run("procedure", "check", "narrow.yaml").code == 0
    assert desk.run("procedure", "show", "narrow.yaml", "--json").json()["steps"]["closed"] == ["deciding-officer"]
    assert "Who may take each step (Integrity Proceedings Act, art. 4)" in desk.run("procedure", "show", "model").out
    number = desk.json("procedure", "enroll", "narrow.yaml", "--as", "author-1")["procedure"]
    desk("procedure", "approve", number, "--as", "approver-1")
    file = open_file(desk).json()["file"]
    closed = ("proceeding", "close", file, "--because", "settled")
    assert "Integrity Proceedings Act, art. 4" in desk(*closed, "--as", "case-1", code=1).err
    assert desk(*closed, "--as", "decider-1", "--json").json()["stage"] == "closed"


def test_an_act_by_whom_the_rules_do_not_give_it_to_is_found_in_what_is_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else of the act is right: a register of another's making let the case officer review."""
    both, one = (f"review-opened: [{roles}]" for roles in ("case-officer, rehabilitation-assessor", "case-officer"))
    file = listed_file(desk, both, one.replace("case-officer", "rehabilitation-assessor"))
    assert published(desk, "lawful")
    review = ("proceeding", "review", file, "--cause", "yearly")
    assert "Integrity Proceedings Act, art. 4" in desk(*review, "--as", "case-1", code=1).err
    with monkeypatch.context() as patched:
        patched.setattr(machine, "roles_of", lambda _, kind: PERMITTED[kind])
        desk(*review, "--as", "case-1")
    for command in (("log", "keys", "new"), ("log", "publish", desk.folder / "public", "--not-restored")):
        desk(*command)
    audited = desk.run("log", "audit", desk.folder / "public", "--law")
    assert audited.code == 1
    (found,) = (line for line in (audited.out + audited.err).splitlines() if "law-" in line)
    assert "law-proceeding" in found
    assert "the officer has no mandate in force for this act in this file" in found


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("zone: Etc/UTC", "zone: Mars/Olympus", "procedure-calendar"),
        ("code: xv,", "code: zz,", "procedure-calendar"),
        ("category: collusion", "category: foreign-listing", "procedure-not-a-ground"),
        ("category: collusion", "category: gossip", "procedure-not-a-ground"),
    ],
)
def test_rules_that_name_what_is_not_there_are_found_with_their_line(
    desk: Desk, was: str, becomes: str, code: str
) -> None:
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    (desk.folder / "mine.yaml").write_text(model.replace(was, becomes), "utf-8")
    said = desk.run("procedure", "check", "mine.yaml", "--json")
    (found,) = said.json()[0]["findings"]
    assert (said.code, found["code"], found["file"]) == (1, code, "mine.yaml")
    assert found["line"] > 1
    if code == "procedure-calendar":
        desk("procedure", "enroll", "mine.yaml", "--as", "author-1", code=2)


def test_days_nobody_named_are_those_of_the_rules_zone(desk: Desk) -> None:
    """Half past midnight in Tonga, where the rules are, it is noon of the day before in UTC."""
    enroll(desk)
    model = files("goodstanding").joinpath("data", "procedures", "model.yaml").read_text("utf-8")
    tongan = model.replace("edition: 1", "edition: 3").replace("Etc/UTC", "Pacific/Tongatapu")
    (desk.folder / "third.yaml").write_text(tongan, "utf-8")
    number = desk.json("procedure", "enroll", "third.yaml", "--as", "author-1")["procedure"]
    desk("procedure", "approve", number, "--as", "approver-1")

    def given() -> dict[str, object]:
        mandate = ("mandate", "give", "case-1", "case-officer", "--authority", COURT, "--as", "registrar-1")
        found = desk.json(*mandate)["mandate"]
        return next(one for one in desk.json("mandate", "list")["mandates"] if one["mandate"] == found)

    desk.day, desk.hour = "2026-10-20", "12"
    # The rules that count in UTC are approved too: what is given now shall hold under both.
    assert given()["from_on"] == "2026-10-20"
    assert desk.json("mandate", "end", given()["mandate"], "--as", "registrar-1")["until"] == "2026-10-21"
    (desk.folder / "list.csv").write_bytes(files("goodstanding").joinpath("data", "demo", "courts.csv").read_bytes())
    desk("import", "csv", "list.csv", "--source", "xv-courts", "--as-of", "2026-10-23", code=2)
    desk("import", "csv", "list.csv", "--source", "xv-courts", code=1)  # one row of it is rejected
    public = desk.folder / "public"
    exported = desk.json("screen", "export", public)
    sources = {one["source"]: one["as_of"] for one in exported["list"]["sources"]}
    assert sources["xv-courts"] == "2026-10-21"
    assert exported["list"]["effective"] == "2026-10-21"
    assert exported["list"]["zones"] == ["Etc/UTC", "Pacific/Tongatapu"]
    asked = desk.run("screen", "--name", "Nobody of this name", "--purpose", "tender", "--list", public, "--json")
    assert asked.json()["asked"]["on"] == "2026-10-21"


def test_a_file_in_another_encoding_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    latin, register = tmp_path / "latin.yaml", tmp_path / "register"
    latin.write_bytes("name: Compañía".encode("latin-1"))
    assert run("init", "--data", register).code == 0
    for asked in (("authority", "add", latin), ("competence", "add", latin)):
        refused = run(*asked, "--as", "registrar-1", "--data", register)
        assert (refused.code, "not UTF-8" in refused.err, "internal error" in refused.err) == (2, True, False), refused
    period = ("--from", "2025-01-01", "--to", "2025-12-31", "--as", "registrar-1", "--data", register)
    refused = run("coverage", "publish", "xv-tax-office", "tax-and-social-debt", latin, *period)
    assert (refused.code, "save it as UTF-8" in refused.err) == (2, True), refused
