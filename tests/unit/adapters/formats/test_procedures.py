"""Procedural rules as files: the golden tests of every sample's clocks, findings with their line, strict form."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodstanding.adapters.calendars import load_calendar
from goodstanding.adapters.formats.procedures import (
    SAMPLES,
    check_procedure_file,
    load_sample,
    read_clock_cases,
    read_display_cases,
    read_procedure_file,
)
from goodstanding.adapters.formats.yaml_reading import YamlError
from goodstanding.bootstrap.proceedings import procedure_samples
from goodstanding.proceedings.clock_cases import check_clock, check_displayed
from goodstanding.proceedings.deadlines import Clock, EndsOn, Read, Span, Unit, due_on
from goodstanding.proceedings.digests import SAID_LATER, canonical_text, procedure_digest, read_canonical
from goodstanding.proceedings.step_floors import STEP_FLOORS
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError, VerificationError

CASES = [(name, case) for name in SAMPLES for case in read_clock_cases(name)]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case.name}" for name, case in CASES])
def test_a_clock_ends_on_its_golden_day(name, case):
    procedure = load_sample(name)
    assert list(check_clock(case, procedure, load_calendar(procedure.calendar))) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_clock_is_tested_and_every_length_matters(name):
    procedure = load_sample(name)
    calendar, cases = load_calendar(procedure.calendar), read_clock_cases(name)
    assert {case.clock for case in cases} == set(procedure.deadlines)
    for clock, deadline in procedure.deadlines.items():
        longer = replace(deadline, length=deadline.length + 7)
        changed = replace(procedure, deadlines={**procedure.deadlines, clock: longer})
        assert [1 for case in cases if case.clock is clock for _ in check_clock(case, changed, calendar)], clock


@pytest.mark.parametrize("name", SAMPLES)
def test_every_display_is_tested_and_every_length_matters(name):
    procedure, cases = load_sample(name), read_display_cases(name)
    told = procedure.display.periods
    assert {case.displayed for case in cases} == set(told)
    assert [one for case in cases for one in check_displayed(case, procedure)] == []
    for what, period in told.items():
        other = Period() if period is None else replace(period, days=period.days + 1)
        changed = replace(procedure, display=replace(procedure.display, periods={**told, what: other}))
        assert [1 for case in cases if case.displayed is what for _ in check_displayed(case, changed)], what


def hard_days(case, procedure, calendar) -> set[str]:
    """Which of the hard days of a calendar a golden case is about."""
    deadline = procedure.deadlines[case.clock]
    bare = due_on(replace(deadline, ends_on=EndsOn.ANY_DAY), case.event_on, calendar, extended=case.extended)
    days = [case.event_on + timedelta(days=n) for n in range((case.due_on - case.event_on).days + 1)]
    closed = [day for day in days[1:] if day.weekday() < 5 and not calendar.is_working(day)]
    zone = ZoneInfo(procedure.calendar.zone)
    begins, ends = (datetime.combine(day, time(12), zone).utcoffset() for day in (case.event_on, case.due_on))
    europe = (days[0].month, days[-1].month) in ((2, 3), (3, 3), (10, 10), (10, 11))
    last_days = [day for day in (case.event_on, case.due_on) if (day + timedelta(days=1)).day == 1]
    found = {
        "a weekend": bare.weekday() >= 5 or (deadline.unit is Unit.WORKING_DAY and case.event_on.weekday() >= 5),
        "a holiday": bool(closed) if deadline.unit is Unit.WORKING_DAY else bare in closed,
        "a leap day": any((day.month, day.day) == (2, 29) for day in days),
        "a night on which clocks change": bool(case.ends_at) and (begins != ends or (zone.key == "Etc/UTC" and europe)),
        "the end of a month": bool(last_days),
    }
    return {name for name, is_so in found.items() if is_so}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_golden_days_are_the_hard_ones(name):
    procedure = load_sample(name)
    calendar = load_calendar(procedure.calendar)
    found = [hard_days(case, procedure, calendar) for case in read_clock_cases(name)]
    assert set().union(*found) == {
        "a weekend", "a holiday", "a leap day", "a night on which clocks change", "the end of a month"
    }  # fmt: skip


def test_a_golden_day_pauses_and_prolongs_only_what_the_rules_let():
    case, procedure = read_clock_cases("model")[0], load_sample("model")
    calendar, long = load_calendar(procedure.calendar), (Span(first=case.event_on, last=case.due_on),)
    preview = next(one for one in read_clock_cases("model") if one.clock is Clock.PREVIEW)
    for changes in ({"extended": 3}, {"stood_still": long}):
        assert not [*check_clock(replace(preview, **changes), procedure, calendar)]
    assert [*check_clock(replace(case, extended=1), procedure, calendar)]


def test_a_wrong_expectation_is_found():
    case, procedure = read_clock_cases("uk_like")[0], load_sample("uk_like")
    calendar = load_calendar(procedure.calendar)
    wrong = replace(case, due_on=case.due_on + timedelta(days=1), ends_at="2026-03-11T00:00:00Z")
    assert [one.code for one in check_clock(wrong, procedure, calendar)] == ["clock-day", "clock-instant"]
    absent = replace(case, clock=next(iter(set(load_sample("model").deadlines) - set(procedure.deadlines))))
    assert [one.code for one in check_clock(absent, procedure, calendar)] == ["clock-unknown"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_says_that_it_is_none_and_how_its_sources_were_read(name):
    procedure = load_sample(name)
    assert procedure.sample
    read = {cites.read for deadline in procedure.deadlines.values() for cites in deadline.cites}
    assert (Read.INVENTED in read) == (name == "model")


def test_a_finding_points_at_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (tmp_path / "mine.yaml", _text("model").replace("deciders: 2", "deciders: 1"))
    text[0].write_text(text[1])
    _, findings = check_procedure_file("mine.yaml")
    (found,) = findings
    assert (found.code, found.file) == ("floor-four-eyes", "mine.yaml")
    assert found.line == text[1][: text[1].index("deciders: 1")].count("\n") + 1


def test_a_file_of_another_form_is_refused_with_findings(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(_text("model").replace("hearing: on-request", "hearing: sometimes\nextra: 1"))
    procedure, findings = check_procedure_file(str(path))
    assert procedure is None
    assert {finding.code for finding in findings} == {"value-refused", "key-unknown"}
    with pytest.raises(YamlError):
        read_procedure_file(str(path))
    with pytest.raises(MisuseError, match="There is no file"):
        read_procedure_file(str(tmp_path / "nowhere.yaml"))


@pytest.mark.parametrize(
    ("was", "becomes", "code", "where"),
    [
        ("  decided: [deciding-officer]\n", "", "floor-step", "steps:"),
        ("decided: [deciding-officer]", "decided: [case-officer, deciding-officer]", "floor-role", "decided: [case"),
        ("stay-ordered: [appeal-body, court]", "stay-ordered: [court]", "floor-step", "stay-ordered: [court]"),
        ("closed: [", "finished: [", "procedure-without-effect", "finished: ["),
        ("closed: [case-officer", "closed: [clerk", "value-refused", "closed: [clerk"),
    ],
)
def test_what_is_wrong_with_a_step_is_found_at_its_line(tmp_path, was, becomes, code, where):
    path, text = tmp_path / "mine.yaml", _text("model")
    assert was in text
    text = text.replace(was, becomes)
    path.write_text(text)
    (found,) = check_procedure_file(str(path))[1]
    assert (found.code, found.line) == (code, text[: text.index(where)].count("\n") + 1)


@pytest.mark.parametrize(("key", "behind"), [("steps", "\ndeadlines:\n"), ("display", "\n# The closed test")])
def test_a_file_says_who_takes_each_step_and_how_long_what_is_displayed_and_an_empty_word_is_no_answer(
    tmp_path, key, behind
):
    path, text = tmp_path / "mine.yaml", _text("model")
    before, rest = text[: text.index(f"\n{key}:\n")], text[text.index(behind) :]
    for told in ("", f"\n{key}: null\n"):
        path.write_text(before + told + rest)
        (found,) = check_procedure_file(str(path))[1]
        assert (found.code, found.field) == ("key-missing", key)
        with pytest.raises(YamlError):
            read_procedure_file(str(path))


@pytest.mark.parametrize(
    ("key", "digest"),
    [
        ("steps", "f466a3975ced08acd32c6b1cb7685c445e2b7f5e2c5a197006735a796a6587d1"),
        ("display", "4dd2f35078ee8589e8b9d2811fcc40f89bc1324973ecd8e33adb5da9e22fe665"),
    ],
)
def test_rules_from_before_they_said_something_keep_their_text_and_digest(key, digest):
    """What published logs hold: of the model law of edition 1 as it was then, without this and all that came later."""
    later = SAID_LATER[SAID_LATER.index(key) :]
    before = replace(load_sample("model"), **dict.fromkeys(later))
    assert procedure_digest(before) == digest
    assert read_canonical(canonical_text(before)) == before
    for text in (canonical_text(load_sample("model")), canonical_text(before)):
        assert canonical_text(read_canonical(text)) == text
    with pytest.raises(VerificationError):
        read_canonical(canonical_text(before).replace('"terms"', f'"{key}":null,"terms"'))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_tells_its_steps_in_the_order_of_a_proceeding(name):
    told = list(load_sample(name).steps)
    assert told == [one for one in STEP_FLOORS if one in told]


def test_tests_beside_a_file_are_its_own(tmp_path):
    (tmp_path / "mine.yaml").write_text(_text("uk_like"))
    (tmp_path / "mine.test.yaml").write_text(
        "clocks:\n  - {name: One, clock: appeal, event_on: 2026-01-02, due_on: 2026-01-31}\n"
    )
    assert [case.name for case in read_clock_cases(str(tmp_path / "mine.yaml"))] == ["One"]


def test_the_digest_is_of_the_rules_and_not_of_the_words_around_them(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("# A comment.\n" + _text("model"))
    assert procedure_digest(read_procedure_file(str(path))) == procedure_digest(load_sample("model"))
    path.write_text(_text("model").replace("length: 60", "length: 59"))
    assert procedure_digest(read_procedure_file(str(path))) != procedure_digest(load_sample("model"))


def test_the_command_line_knows_every_sample():
    assert procedure_samples() == SAMPLES


def _text(name: str) -> str:
    from importlib.resources import files

    return files("goodstanding").joinpath("data", "procedures", f"{name}.yaml").read_text("utf-8")
