"""Notice, decision, repair notice and receipt: made from the file, every day a recorded one, nothing stated as fact."""

import re
from dataclasses import replace
from datetime import date, timedelta
from string import Formatter

import pytest
from sample_documents import PLACES, dossier, replied
from sample_proceeding import DIGEST, MODEL, RECORD, Hand, held_back, milder, verdict

from goodstanding.adapters.formats.document_words import load_document_words
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome
from goodstanding.proceedings.conditions import ReportAnswered
from goodstanding.proceedings.consequences import SCOPES, ConsequenceCode
from goodstanding.proceedings.deadlines import Clock, Unit
from goodstanding.proceedings.files import ReplyWords
from goodstanding.proceedings.procedure import EarliestRehabilitation, Factor
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.publication.document_facts import GroundFact
from goodstanding.publication.document_words import Direction, Language, Words
from goodstanding.publication.documents import DocumentKind, document_page, is_draft
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Page, Table, print_text
from goodstanding.values.errors import NotFoundError
from goodstanding.values.withheld import Withheld

WORDS = {language: load_document_words(language) for language in Language}
ENGLISH = WORDS[Language.EN]
#: Words of misconduct, in each language.
_BANNED = {
    Language.EN: r"\b(?:guilty|fraud|corrupt|brib|crime|criminal|offen[cs]e|offender|blacklist|commit|proven)",
    Language.ES: r"\b(?:culpab|fraud|corrup|sobor|delito|delin|criminal|infrac|cometi|lista negra)",
    Language.PT: r"\b(?:culpa|fraud|corrup|subor|crime|crimin|delito|infra[cç]|cometeu|lista negra)",
    Language.FR: r"\b(?:coupab|fraud|corrup|délit|crime|crimin|infraction|commis|liste noire)",
    Language.ZH: "欺诈|腐败|贿|犯罪|罪|违法|违规|失信|黑名单",
    Language.AR: "احتيال|فساد|رشو|جريم|مجرم|مذنب|ارتكب|السوداء",
}
BANNED = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _BANNED.items()}


def made(kind: DocumentKind, hand: Hand, words: Words = ENGLISH, **changes: object) -> Page:
    return document_page(kind, dossier(hand, **changes), words)


def table(page: Page, section: str) -> tuple[tuple[str, ...], ...]:
    found = next(one for one in page.sections if one.id == section)
    block = next(one for one in found.blocks if isinstance(one, Table))
    return tuple(tuple(map(print_text, row)) for row in block.rows)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", DocumentKind)
def test_its_days_are_the_recorded_clocks_and_no_other(kind: DocumentKind, language: Language) -> None:
    hand = PLACES[kind]()
    page = made(kind, hand, WORDS[language])
    running = running_clocks(hand.now.case)
    if not running:
        assert kind is DocumentKind.REPAIR
        return
    rows = table(page, "days")
    assert [row[3] for row in rows] == [one.due_on.isoformat() for one in running]
    assert [row[2] for row in rows] == [WORDS[language].print_day(one.due_on) for one in running]


def test_a_day_that_moves_in_the_file_moves_in_the_document() -> None:
    hand = Hand().open().notify()
    before = table(made(DocumentKind.NOTICE, hand), "days")
    hand.must(acts.ReplyExtended(because=acts.Because.RESPONDENT_ASKED))
    after = table(made(DocumentKind.NOTICE, hand), "days")
    assert before != after
    assert hand.now.case.clock(Clock.REPLY).due_on.isoformat() in {row[3] for row in after}


def test_a_day_that_has_passed_is_not_said_to_run() -> None:
    rows = table(made(DocumentKind.REPAIR, Hand().to_listed()), "days")
    assert {(row[0], row[4]) for row in rows} >= {("Time to reply", "has passed"), ("Time to appeal", "has passed")}
    assert {row[4] for row in table(made(DocumentKind.NOTICE, Hand().open().notify()), "days")} == {"runs"}


def test_before_a_clock_starts_the_length_of_the_rules_is_said_and_no_day() -> None:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.WARNING, consequences=()))
    hand.must(acts.NoticeApproved(document=DIGEST))
    text = f"in days: {MODEL.deadlines[Clock.REPLY].length}."
    assert text in print_html(made(DocumentKind.NOTICE, hand))
    assert text not in print_html(made(DocumentKind.NOTICE, hand.serve(acts.Paper.NOTICE)))
    decided = Hand().open().notify().wait_for_window().decide()
    assert ENGLISH.say("window.appeal") in print_html(made(DocumentKind.DECISION, decided))
    decided.serve(acts.Paper.DECISION)
    assert ENGLISH.say("window.appeal") not in print_html(made(DocumentKind.DECISION, decided))


def test_a_decision_has_a_reason_for_each_factor_in_the_words_of_the_office() -> None:
    rows = table(made(DocumentKind.DECISION, Hand().to_standstill()), "reasons")
    assert rows == tuple((ENGLISH.say(f"factor.{one}"), f"On {one.value}: see the file.") for one in Factor)


def test_a_document_without_its_second_signature_is_a_draft() -> None:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    prepared = acts.NoticePrepared(document=DIGEST, gravest=Outcome.WARNING, consequences=())
    hand.must(prepared)
    assert is_draft(DocumentKind.NOTICE, dossier(hand))
    assert made(DocumentKind.NOTICE, hand).lead[0] == ENGLISH.say("draft")
    hand.must(acts.NoticeApproved(document=DIGEST))
    assert not is_draft(DocumentKind.NOTICE, dossier(hand))
    decided = Hand().open().notify().wait_for_window()
    decided.must(acts.Proposed(verdict=verdict()))
    decided.must(acts.Decided(verdict=verdict()))
    assert made(DocumentKind.DECISION, decided).lead[0] == ENGLISH.say("draft")
    assert ENGLISH.say("draft") not in made(DocumentKind.DECISION, Hand().to_standstill()).lead


@pytest.mark.parametrize("kind", DocumentKind)
def test_nothing_is_made_of_what_the_file_does_not_have(kind: DocumentKind) -> None:
    with pytest.raises(NotFoundError):
        made(kind, Hand().open())


def test_the_repair_notice_names_every_way_and_its_day() -> None:
    hand = Hand().to_listed()
    in_time = hand.now.case.clock(Clock.APPEAL).due_on
    rows = table(made(DocumentKind.REPAIR, hand, today=in_time), "ways")
    assert [row[0] for row in rows] == [
        ENGLISH.say(f"way.{way}") for way in ("end", "rehabilitation", "review", "appeal", "ground", "order")
    ]
    decided = next(step.on for step, _ in hand.now.case.all_of(acts.DecisionApproved))
    assert ENGLISH.print_day(date(2028, 1, 1)) in rows[0][1]
    assert ENGLISH.print_day(decided) in rows[1][1]
    assert ENGLISH.print_day(hand.now.case.clock(Clock.REVIEW).due_on) in rows[2][1]
    assert ENGLISH.print_day(in_time) in rows[3][1]


def test_a_way_whose_last_day_has_passed_is_no_way() -> None:
    hand = Hand().to_standstill()
    last = hand.now.case.this_round().clock(Clock.APPEAL).due_on
    appeal = ENGLISH.say("way.appeal")
    open_on, shut_on = (
        table(made(DocumentKind.REPAIR, hand, today=day), "ways") for day in (last, last + timedelta(days=1))
    )
    assert appeal in [row[0] for row in open_on]
    assert appeal not in [row[0] for row in shut_on]


def test_there_is_no_repair_notice_where_nothing_is_to_be_cleared() -> None:
    hand = Hand().to_listed()
    with pytest.raises(NotFoundError):
        made(DocumentKind.REPAIR, hand, today=date(2028, 1, 1))
    warned = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING))
    with pytest.raises(NotFoundError):
        made(DocumentKind.REPAIR, warned)
    hand.must(acts.CourtRuled(ruling=acts.Ruling.ANNULLED))
    with pytest.raises(NotFoundError):
        made(DocumentKind.REPAIR, hand)


def test_a_receipt_names_what_was_handed_in_with_its_digest() -> None:
    hand = Hand().to_standstill().appeal()
    assert [row[0] for row in table(made(DocumentKind.RECEIPT, hand), "receipt")] == ["Appeal"]
    [row] = table(made(DocumentKind.RECEIPT, replied()), "receipt")
    assert (row[0], row[3]) == ("Reply", DIGEST)


@pytest.mark.parametrize("language", Language)
def test_a_receipt_quotes_the_words_for_the_list_and_says_where_they_were_forgotten(language: Language) -> None:
    hand, words = Hand().open().notify(), WORDS[language]
    assert "words" not in {one.id for one in made(DocumentKind.RECEIPT, replied(), words).sections}
    reply = hand.must(acts.Replied(document=DIGEST, hearing=False, publish=True, words="c" * 64))
    for text, shown in (
        ("Paid <in> full.\n\nبالكامل", ["<p><bdi>Paid &lt;in&gt; full.</bdi></p>", "<p><bdi>بالكامل</bdi></p>"]),
        (Withheld(901), [f"<p>{words.say('withheld')}</p>"]),
    ):
        said = ReplyWords(entry=901, reply=reply.seq, commitment="c" * 64, text=text)
        page = made(DocumentKind.RECEIPT, hand, words, file=replace(hand.now.case, words=(said,)))
        printed = print_html(page)
        assert all(one in printed for one in shown)
        assert words.say("said", day=words.print_day(hand.now.today), entry="901") in printed


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("language", Language)
def test_the_page_is_accessible_and_loads_nothing(kind: DocumentKind, language: Language) -> None:
    page = made(kind, PLACES[kind](), WORDS[language])
    text = print_html(page)
    assert f'<html lang="{language}" dir="{WORDS[language].direction}">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert not re.search(r"<script|<link|<img|src=|url\(", text)
    assert len({one.id for one in page.sections}) == len(page.sections)
    assert '<th scope="col"' in text
    assert '<th scope="row"' in text


def test_what_others_wrote_stays_text() -> None:
    planted = "<script>alert(1)</script>{respondent}"
    hand = Hand().open().notify().wait_for_window()
    reasons = tuple((factor, planted) for factor in Factor)
    hand.decide(verdict(reasons=reasons))
    text = print_html(made(DocumentKind.DECISION, hand, respondent=planted, authority=planted))
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;{respondent}") >= len(Factor) + 2


def test_a_withheld_record_says_so_and_no_more() -> None:
    gone = GroundFact(entry=RECORD, authority="", case="", decided="", statute="", decided_on=None, final_on=None)
    [row] = table(made(DocumentKind.NOTICE, Hand().open().notify(), grounds=(gone,)), "grounds")
    assert row == (str(RECORD), "", "withheld", "withheld", "", "withheld", "")


def test_every_value_has_its_words() -> None:
    keys = set(ENGLISH.messages)
    for part, values in (
        ("clock", Clock), ("factor", Factor), ("outcome", Outcome), ("consequence", ConsequenceCode),
        ("never", ConsequenceCode), ("length", Unit),
        ("from", EarliestRehabilitation), ("title", DocumentKind), ("lead", DocumentKind),
    ):  # fmt: skip
        assert {f"{part}.{value}" for value in values} <= keys
    for code, scope in SCOPES.items():
        assert ENGLISH.say(f"consequence.{code}") == scope.words


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_keys_and_places_of_english(language: Language) -> None:
    words = WORDS[language]
    assert words.language is language
    assert (len(words.months), len(set(words.months)), len(set(words.digits))) == (12, 12, 10)
    assert set(words.messages) == set(ENGLISH.messages)
    for key, text in words.messages.items():
        assert text.strip() == text != "", key
        assert places(text) == places(ENGLISH.messages[key]), key
        if language is not Language.EN and len(text) > 20:
            assert text != ENGLISH.messages[key], key


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_day_of_a_year_is_written_differently() -> None:
    for words in WORDS.values():
        days = {words.print_day(date(2028, 1, 1) + timedelta(days=n)) for n in range(366)}
        assert len(days) == 366


@pytest.mark.parametrize("language", Language)
def test_no_template_states_misconduct_as_a_fact(language: Language) -> None:
    """S39: what a document itself says is about decisions, days and rights."""
    banned = BANNED[language]
    assert [text for text in WORDS[language].messages.values() if banned.search(text)] == []


def test_the_lint_of_words_sees_what_it_must_see() -> None:
    planted = {
        Language.EN: "It committed fraud.",
        Language.ES: "Es culpable de fraude.",
        Language.PT: "É culpada de fraude.",
        Language.FR: "Elle est coupable de fraude.",
        Language.ZH: "该组织有欺诈行为。",
        Language.AR: "ارتكبت المنظمة احتيالا.",
    }
    assert [language for language, text in planted.items() if not BANNED[language].search(text)] == []
    assert set(planted) == set(Language)


def test_each_language_writes_a_day_in_its_own_way() -> None:
    written = {language: words.print_day(date(2026, 3, 14)) for language, words in WORDS.items()}
    assert written == {
        Language.EN: "14 March 2026",
        Language.ES: "14 de marzo de 2026",
        Language.PT: "14 de março de 2026",
        Language.FR: "14 mars 2026",
        Language.ZH: "2026年3月14日",
        Language.AR: "١٤ مارس ٢٠٢٦",
    }
    first = {language: words.print_day(date(2028, 10, 1)) for language, words in WORDS.items()}
    assert (first[Language.FR], first[Language.PT]) == ("1er octobre 2028", "1.º de outubro de 2028")
    assert (first[Language.ES], first[Language.ZH]) == ("1 de octubre de 2028", "2028年10月1日")


def test_a_right_to_left_sentence_isolates_its_values() -> None:
    rtl = [language for language, words in WORDS.items() if words.direction is Direction.RTL]
    assert rtl == [Language.AR]
    assert "\u2068p-12\u2069" in WORDS[Language.AR].say("title.notice", file="p-12")
    assert ENGLISH.say("title.notice", file="p-12") == "Notice in proceeding p-12"


def test_a_provisional_measure_says_what_it_concerns_and_whether_it_is_in_force() -> None:
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="The advance falls due tomorrow."))
    waits = print_html(made(DocumentKind.PROVISIONAL, hand))
    assert is_draft(DocumentKind.PROVISIONAL, dossier(hand))
    assert ENGLISH.say("measure.waits") in waits
    hand.sign()
    page = made(DocumentKind.PROVISIONAL, hand)
    for text in ("XV-TENDER-1", "The advance falls due tomorrow.", ENGLISH.say("measure.runs"), "Tribunal of Valdora"):
        assert text in print_html(page)
    assert {row[0] for row in table(page, "days")} >= {ENGLISH.say("clock.provisional-cap")}
    over = made(DocumentKind.PROVISIONAL, hand.pass_days(20))
    assert ENGLISH.say("measure.over") in print_html(over)


@pytest.mark.parametrize("language", Language)
def test_conditions_stand_in_every_document_that_they_bear_on(language: Language) -> None:
    words, due = WORDS[language], date(2026, 7, 1)
    hand = Hand().open().notify().wait_for_window().decide(held_back(due, date(2026, 9, 1))).serve(acts.Paper.DECISION)
    held = print_html(made(DocumentKind.DECISION, hand, words))
    assert words.say("held-back", day=words.print_day(date(2028, 1, 1))) in held
    assert words.say("until", day=words.print_day(date(2028, 1, 1))) not in held
    assert "Report number 2." in held
    hand.report(2)
    rows = table(made(DocumentKind.REPAIR, hand, words), "conditions")
    assert [row[3] for row in rows] == [words.say("state.open"), words.say("state.reported")]
    hand.must(ReportAnswered(fulfilled=(2,), reason="Seen."))
    repair = made(DocumentKind.REPAIR, hand, words)
    assert table(repair, "ways")[0][0] == words.say("way.conditions")
    assert [row[3] for row in table(repair, "conditions")] == [words.say("state.open"), words.say("state.fulfilled")]
    assert table(made(DocumentKind.RECEIPT, hand, words), "receipt")[-1][0] == words.say("handed.report")
    hand.on(date(2026, 7, 2)).notify_breach(1)
    notice = made(DocumentKind.NOTICE, hand, words)
    assert words.say("breach") in print_html(notice)
    assert [row[1] for row in table(notice, "breach")] == ["Report number 1."]
    assert words.say("breach") not in print_html(made(DocumentKind.NOTICE, Hand().open().notify(), words))
    with pytest.raises(NotFoundError):
        made(DocumentKind.REPAIR, hand, words)
