"""`screening`: all of it, in one run, on the same names."""

import gc
import time

from benchmarks.results import Result
from benchmarks.screening import engines, finding, pairing, scripts, sizes
from benchmarks.screening.finding import Asked
from benchmarks.screening.names import Corpus, load
from benchmarks.screening.rates import interval, threshold_at
from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM, Index

#: Recorded elsewhere on a like set, with the peer's own blocker: it indexes in a database of its own.
RECORDED = "logic-v2 with its own blocker, recorded on a like set"
RECORDED_RECALL = 0.478
RECORDED_QUERIES = 50.0
HELD_OUT = ("test",)
DEVELOPED_ON = ("train", "dev")
#: Pairs of two scripts that the peers are asked too, and names of the crowd beside theirs.
PEER_PAIRS, PEER_CROWD = 100, 400


def measure(quick: bool) -> list[Result]:
    """Recall, false alerts, pairs, scripts, speed and size. The held-out organizations were never looked at before."""
    analyser = load_analyser()
    crowds = (2_000,) if quick else (200_000, 370_000)
    results: list[Result] = []
    for crowd in crowds:
        corpus = load(crowd, 300 if quick else 9_000)
        index = finding.build(corpus, analyser)
        results += _found(index, corpus, analyser, "" if crowd == crowds[0] else f" among {crowd:,} names", quick)
        if crowd == crowds[0]:
            results += pairing.measure(index, corpus, analyser, quick)
            results += engines.measure(index.to_bytes(), corpus.clean[: 100 if quick else 3_000], analyser)
    results += _scripts(analyser, load(500 if quick else 50_000, 1).crowd, quick)
    return results + sizes.measure(analyser, (1_000, 2_000) if quick else (10_000, 100_000, 1_000_000))


def _found(index: Index, corpus: Corpus, analyser: Analyser, among: str, quick: bool) -> list[Result]:
    clean, rate = _timed(index, finding.clean_bidders(index, corpus, analyser, 200 if quick else 6_000))
    held_out = finding.ask_aliases(index, corpus, HELD_OUT)
    developed = finding.ask_aliases(index, corpus, DEVELOPED_ON)
    listed, anyone = [one.listed for one in clean], [one.anyone for one in clean]
    at = threshold_at(listed, 0.01)
    hits = sum(one.true > at for one in held_out)
    low, high = interval(hits, len(held_out))
    figures = {
        f"recall_at_1pct_false_alerts{among}": hits / len(held_out),
        f"recall_at_1pct_false_alerts, lower bound (95 %){among}": low,
        f"recall_at_1pct_false_alerts, upper bound (95 %){among}": high,
        f"recall_at_1pct_false_alerts, developed on{among}": _share([one.true > at for one in developed]),
        f"the same where any name of the crowd is an alert too{among}": _share(
            [one.true > threshold_at(anyone, 0.01) for one in held_out]
        ),
        f"candidate recall at 50{among}": finding.candidates_found(index, held_out) / len(held_out),
        f"false alerts, weak questions and stronger{among}": _share([score >= WEAK_FROM for score in listed]),
        f"false alerts, strong questions{among}": _share([score >= STRONG_FROM for score in listed]),
        f"recall, weak questions and stronger{among}": _share([one.true >= WEAK_FROM for one in held_out]),
        f"recall, strong questions{among}": _share([one.true >= STRONG_FROM for one in held_out]),
    }
    results = [Result(measure=name, value=round(value, 4), unit="share") for name, value in figures.items()]
    results[0] = Result(
        measure=results[0].measure,
        value=results[0].value,
        unit=f"share of {len(held_out)}, {len(clean):,} clean, {corpus.origin}",
        peer=RECORDED,
        ratio=round(results[0].value / RECORDED_RECALL, 3),
    )
    results.append(
        Result(
            measure=f"queries a second of processor time, a whole file{among}",
            value=round(rate, 1),
            unit="1/s",
            peer="logic-v2 with its own blocker, recorded: 50 a second",
            ratio=round(rate / RECORDED_QUERIES, 2),
        )
    )
    return results


def _timed(index: Index, questions: list[tuple[str, str]]) -> tuple[list[Asked], float]:
    """A whole file, and how many names of it are screened in a second of processor time."""
    gc.freeze()  # as the command does
    started = time.process_time()
    asked = finding.ask(index, questions)
    seconds = time.process_time() - started
    gc.unfreeze()
    return asked, len(asked) / seconds


def _scripts(analyser: Analyser, crowd: list[str], quick: bool) -> list[Result]:
    count = 50 if quick else 500
    sets = {
        "Chinese to pinyin, invented": scripts.chinese_pinyin(count),
        "Chinese to English, invented": scripts.chinese_english(count),
        "Chinese to English, a bank's list": scripts.sanctioned_chinese(),
        "Cyrillic to Latin, invented": scripts.cyrillic(),
        "Arabic to Latin, invented": scripts.arabic(),
        "Chinese to English, public bodies": scripts.public_bodies("zh"),
        "Arabic to English, public bodies": scripts.public_bodies("ar"),
        "Russian to English, public bodies": scripts.public_bodies("ru"),
        "Spanish to English, public bodies": scripts.public_bodies("es"),
    }
    results = []
    for name, pairs in sets.items():
        if pairs:
            hits, of = scripts.rank_one(pairs, crowd, analyser)
            results.append(Result(measure=f"rank 1, {name}", value=round(hits / of, 4), unit=f"share of {of}"))
            results += [] if quick else _beside_peers(name, pairs[:PEER_PAIRS], crowd[:PEER_CROWD], analyser)
    return results


def _beside_peers(name: str, pairs: scripts.Pairs, crowd: list[str], analyser: Analyser) -> list[Result]:
    """Ours and the peers' on the same pairs, among fewer names: a peer scores every name of the crowd."""
    hits, of = scripts.rank_one(pairs, crowd, analyser)
    unit = f"share of {of}, among {len(crowd)} more"
    results = [Result(measure=f"rank 1 beside peers, {name}", value=round(hits / of, 4), unit=unit)]
    for program in ("logic-v2", "wratio", "transliterated"):
        found = scripts.rank_one_by(program, pairs, crowd)
        if found is not None:
            measure = f"rank 1 by {program}, {name}"
            results.append(Result(measure=measure, value=round(found[0] / found[1], 4), unit=unit))
    return results


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
