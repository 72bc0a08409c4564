"""The words of a reply: bound to its act, shown with the listing and not before, forgotten by two officers, judged."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from sample_law import LAW, breaches, everything, played
from sample_office import (
    DOCUMENT,
    NOON,
    Office,
    acting,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
)
from sample_published import AUDITOR
from sample_served import served_entries

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.commitments import SALT_BYTES, open_groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.replies import PublishedReply
from goodstanding.services.appending import append_batch
from goodstanding.services.erasing import take_up_erasures
from goodstanding.services.listings import listed
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import all_files, read_file, take_step
from goodstanding.services.reading import as_of
from goodstanding.services.rebuilding import check_register
from goodstanding.services.redacting import carry_out_redaction, request_redaction
from goodstanding.services.replies import say
from goodstanding.values.errors import MisuseError
from goodstanding.values.withheld import Withheld

WORDS = "Every fee is being repaid, with interest."
REPLIED_ON, LISTED_ON = date(2026, 11, 3), date(2026, 12, 29)
LAWYER = "lawyer-1"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def town_hall(country: Ports, until: date = LISTED_ON) -> Office:
    return played(country, "town_hall", until)


def words_of(ports: Ports) -> Entry:
    (found,) = (one for one in ports.store.entries_of([Kind.REPLY_WORDS], ports.store.head().size))
    return found


def told(ports: Ports, day: date) -> list[PublishedReply]:
    found = list(listed(ports, ports.store, as_of(ports, ports.store, day, None)))
    return [reply for one in found for reply in one.replies if reply.words is not None]


def by_the_single_file(ports: Ports, shown: Sequence[Entry]) -> list[str]:
    """What the rules of the one file say of the entries, as far as they are shown."""
    code: dict[str, Callable[[], object]] = {}
    exec(compile(AUDITOR, "audit.py", "exec"), code)
    rules, found = code["Rules"](), []
    for entry, (seq, _, body, _) in zip(shown, ports.store.stored(0, ports.store.head().size), strict=True):
        envelope = json.loads(body)
        envelope.pop("signature", "")
        found += [f"Entry {seq}: {one}" for one in rules.breaches(seq, envelope, entry.values)]  # type: ignore[attr-defined]
    return found


def test_words_are_an_entry_that_the_act_before_it_commits_to(country: Ports) -> None:
    office = town_hall(country)
    words = words_of(office.ports)
    reply = office.ports.store.entry(words.envelope.linked(Relation.REPLY))
    assert reply is not None
    act = read_step(reply).act
    assert isinstance(act, acts.Replied)
    assert (act.words, act.publish) == (words.envelope.commitments["words"], True)
    assert (reply.seq + 1, reply.envelope.batch) == (words.seq, words.envelope.batch)
    assert (words.envelope.actor, words.envelope.subject) == (reply.envelope.actor, reply.envelope.subject)
    assert "words" not in json.dumps(dict(reply.envelope.commitments)), "which act it is, is not in clear"
    assert words.values == {"words": {"text": WORDS}}


def test_they_are_told_beside_the_listing_as_long_as_it_lasts(country: Ports) -> None:
    office = town_hall(country)
    (reply,) = told(office.ports, LISTED_ON)
    assert (reply.on, reply.words.text, reply.words.entry) == (REPLIED_ON, WORDS, words_of(office.ports).seq)
    assert told(office.ports, date(2026, 12, 28)) == []
    by_number = dict(all_files(office.ports.store, office.ports.store.head().size))[office.number]
    assert by_number == read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size)


def test_they_are_served_with_their_file_and_both_auditors_pass_them(country: Ports) -> None:
    office = town_hall(country)
    number = words_of(office.ports).seq
    for day, is_shown in ((LISTED_ON, True), (date(2026, 12, 28), False)):
        shown = served_entries(office.ports, LAW, day)
        assert bool(shown[number].values) == is_shown
        assert breaches(shown) == []
        assert by_the_single_file(office.ports, shown) == []


def test_what_may_not_stand_in_a_log_is_refused_and_not_repeated(country: Ports) -> None:
    office = town_hall(country, REPLIED_ON)
    size = office.ports.store.head().size
    for text in ("Our clerk, CPF 123.456.789-09, paid.", "Driven \x1b[2J away", "x" * 4_001, ""):
        with pytest.raises(MisuseError) as refused:
            say(text, office.ports.randomness)
        assert not text or text[:12] not in str(refused.value)
        assert "123.456" not in str(refused.value)
    assert office.ports.store.head().size == size


def test_each_time_they_are_committed_to_under_another_salt(country: Ports) -> None:
    """What was forgotten cannot be tried: equal words give another commitment."""
    reply = acts.Replied(document=DOCUMENT, hearing=False, publish=True)
    randomness = town_hall(country, REPLIED_ON).ports.randomness
    assert say(WORDS, randomness).named_by(reply).words != say(WORDS, randomness).named_by(reply).words


def test_two_officers_have_them_forgotten_and_the_act_stays(country: Ports) -> None:
    office = town_hall(country)
    ports, number = office.ports, words_of(office.ports).seq
    backup = copy_of(ports)
    basis = LegalBasis(statute="Data Act", article="art. 17")
    order, _ = request_redaction(ports, [number], basis, acting(ports, "registrar-1"))
    carry_out_redaction(ports, order.request, acting(ports, "case-1"))
    (reply,) = told(ports, LISTED_ON)
    assert (reply.on, reply.document, reply.words.text) == (REPLIED_ON, DOCUMENT, Withheld(number))
    assert not any(WORDS.encode() in (opening or b"") for _, _, _, opening in ports.store.stored(0, 9_999))
    assert check_register(ports, lambda _: None, shipped_competences()).findings == ()
    shown = served_entries(ports, LAW, LISTED_ON)
    assert shown[number].values == {}
    assert breaches(shown) == []
    assert by_the_single_file(ports, shown) == []

    # A database out of a backup from before does not tell them again.
    restored = replace(backup, journal=ports.journal)
    assert told(restored, LISTED_ON) != told(ports, LISTED_ON)
    assert take_up_erasures(restored) == 1
    assert told(restored, LISTED_ON) == told(ports, LISTED_ON)


def test_the_reply_itself_cannot_be_forgotten(country: Ports) -> None:
    ports = town_hall(country).ports
    reply = words_of(ports).envelope.linked(Relation.REPLY)
    with pytest.raises(MisuseError, match="words of replies"):
        request_redaction(ports, [reply], LegalBasis(statute="A", article="1"), acting(ports, "registrar-1"))


# Forgeries: whoever holds the database and the keys goes around the services -------------------------------------


def forged_reply(office: Office, *, publish: bool, words: str | None) -> NewEntry:
    act = acts.Replied(document=DOCUMENT, hearing=False, publish=publish, words=words)
    step = Step(seq=-1, act=act, actor=LAWYER, role=Role.REPRESENTATIVE, authority="", on=REPLIED_ON)
    return signed(office, LAWYER, Kind.PROCEEDING_ACT, print_step(step), (Relation.PROCEEDING, office.number))


def forged_words(office: Office, reply: int, text: str = "Said.", officer: str = LAWYER) -> NewEntry:
    links = ((Relation.PROCEEDING, office.number), (Relation.REPLY, reply))
    made = signed(office, officer, Kind.REPLY_WORDS, {"words": {"text": text}}, *links)
    return replace(made, salts=bytes(SALT_BYTES))


def signed(office: Office, officer: str, kind: Kind, groups: object, *links: tuple[Relation, int]) -> NewEntry:
    subject = office.ports.keyring.digest("proceeding", f"p-{office.number}")
    sign = acting(office.ports, officer).sign
    return NewEntry(kind=kind, groups=groups, actor=officer, sign=sign, subject=subject, links=links)


def committed(text: str = "Said.") -> str:
    return open_groups({"words": {"text": text}}, bytes(SALT_BYTES))[0]["words"]


def other_words(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=True, words=committed()), forged_words(office, size, "Other words.")]


def words_that_the_reply_does_not_name(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=True, words=None), forged_words(office, size)]


def words_of_no_reply(office: Office, size: int) -> list[NewEntry]:
    return [forged_words(office, words_of(office.ports).envelope.linked(Relation.REPLY))]


def words_of_another_act(office: Office, size: int) -> list[NewEntry]:
    step = Step(seq=-1, act=acts.Recused(), actor=LAWYER, role=Role.REPRESENTATIVE, authority="", on=REPLIED_ON)
    act = signed(office, LAWYER, Kind.PROCEEDING_ACT, print_step(step), (Relation.PROCEEDING, office.number))
    return [act, forged_words(office, size)]


def words_that_nobody_chose_to_publish(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=False, words=committed()), forged_words(office, size)]


def words_twice(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=True, words=committed()), *[forged_words(office, size)] * 2]


def words_of_another_officer(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=True, words=committed()), forged_words(office, size, officer="case-1")]


def words_left_out(office: Office, size: int) -> list[NewEntry]:
    return [forged_reply(office, publish=True, words=committed())]


FORGERIES = {
    other_words: "names",
    words_that_the_reply_does_not_name: "names",
    words_of_no_reply: "no reply",
    words_of_another_act: "names",
    words_that_nobody_chose_to_publish: "chosen",
    words_twice: "no reply",
    words_of_another_officer: "officer",
    words_left_out: "",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_both_auditors_find_words_that_are_not_their_reply_s(country: Ports, forgery: Callable) -> None:
    office = town_hall(country, REPLIED_ON)
    ports = office.ports
    clock_of(ports).at = datetime.combine(REPLIED_ON, NOON)
    with ports.store.writing() as writer:
        append_batch(ports, writer, forgery(office, writer.head().size))
    shown = everything(ports)
    found = [one for one in breaches(shown) if "law-reply" in one]
    assert len(found) == 1
    assert FORGERIES[forgery] in found[0]
    (alone,) = (one for one in by_the_single_file(ports, shown) if "words" in one)
    assert FORGERIES[forgery] in alone


def test_words_without_their_reply_are_found_where_either_is_kept_back(country: Ports) -> None:
    ports = town_hall(country).ports
    shown = served_entries(ports, LAW, LISTED_ON)
    words = words_of(ports)
    hidden = {words.envelope.linked(Relation.REPLY)}
    kept = [replace(one, values={}) if one.seq in hidden else one for one in shown]
    assert any("law-reply" in one for one in breaches(kept))
    assert len(by_the_single_file(ports, kept)) == 1


def test_a_text_that_no_service_lets_through_is_of_no_form(country: Ports) -> None:
    ports = town_hall(country).ports
    words = words_of(ports)
    for text in ("turned \u202eround", "x" * 4_001, " "):
        forged = [
            replace(one, values={"words": {"text": text}}) if one.seq == words.seq else one for one in everything(ports)
        ]
        assert [one for one in breaches(forged) if f"Entry {words.seq}: its group words" in one]


def test_no_other_act_takes_words(country: Ports) -> None:
    office = town_hall(country, REPLIED_ON)
    claim = acts.NonReceiptClaimed(paper=acts.Paper.NOTICE, party=office.party(None))
    said, lawyer = say(WORDS, office.ports.randomness), acting(office.ports, LAWYER)
    with pytest.raises(MisuseError, match="belong to a reply"):
        take_step(office.ports, proceeding_law(), office.number, claim, lawyer, said)


def test_a_reply_without_words_takes_none(country: Ports) -> None:
    office = town_hall(country, REPLIED_ON)
    size = office.ports.store.head().size
    act = acts.Replied(document=DOCUMENT, hearing=False, publish=True)
    take_step(office.ports, proceeding_law(), office.number, act, acting(office.ports, LAWYER))
    assert office.ports.store.head().size == size + 2
