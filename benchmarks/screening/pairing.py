"""Labelled pairs: each program's best F1 on the same pairs, and how many pairs it weighs in a second.

A pair of one organization is its primary name and one other name. Against each stands the listed name that is likest to
the same other name by token order (rapidfuzz, neither program's own choice) and belongs to somebody else.
"""

import csv
import time
from collections import defaultdict

from rapidfuzz import fuzz, process, utils

from benchmarks.results import Result
from benchmarks.screening import peers
from benchmarks.screening.finding import LISTED
from benchmarks.screening.names import DATA, ENTITIES, Corpus, letters_of, part_of
from benchmarks.screening.rates import best_f1, f1_at, threshold_at
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.bands import Band
from goodstanding.screening.index import WEAK_FROM, Index
from goodstanding.screening.keys import whole_key
from goodstanding.screening.pairs import PairScale
from goodstanding.screening.subjects import Query, Subject

SANCTIONED = DATA / "idb_sanctioned_firms_2025-01.csv"
INELIGIBLE = DATA / "wb_ineligible_orgs_2025-01-07.csv"
Pairs = list[tuple[str, str]]


def measure(index: Index, corpus: Corpus, analyser: Analyser, quick: bool) -> list[Result]:
    """Held-out pairs, then the peers on our candidates, then the banks' lists against each other and homonyms."""
    pairs, same = _labelled(corpus)
    scale = PairScale(analyser)
    scores = [float(scale.evidence(one, other)) for one, other in pairs]
    ours = best_f1(scores, same)
    asked, held = _many(corpus, 20 if quick else 300)
    many = [(one, other) for one in asked for other in held]
    one_by_one, rate = _rates(analyser, asked, held)
    results = [
        Result(measure="best F1, held-out pairs", value=round(ours, 4), unit=f"of {len(pairs)} pairs"),
        Result(measure="F1 at the shipped threshold", value=round(f1_at(scores, same, WEAK_FROM), 4), unit="F1"),
        Result(measure="pairs weighed a second of processor time, reading both names", value=round(rate), unit="1/s"),
        Result(measure="the same, one pair at a time", value=round(one_by_one), unit="1/s"),
    ]
    for program in () if quick else ("logic-v2", "wratio"):
        found, timed = peers.score(program, pairs), peers.score(program, many)
        if found is not None and timed is not None:
            peer, peer_rate = best_f1(found.scores, same), len(many) / timed.seconds
            results += [
                Result(
                    measure=f"best F1, {program}",
                    value=round(peer, 4),
                    unit="F1",
                    peer="ours",
                    ratio=_ratio(peer, ours),
                ),
                Result(measure=f"pairs a second of processor time, {program}", value=round(peer_rate), unit="1/s"),
                Result(measure=f"pairs a second, ours by {program}", value=round(rate / peer_rate, 2), unit="times"),
            ]
    if not quick:
        results += _on_our_candidates(index, corpus)
    return results + _cross_debarred(analyser, corpus) + _homonyms(analyser)


def _many(corpus: Corpus, names: int) -> tuple[list[str], list[str]]:
    """Some other names, and 100 listed ones to weigh each of them with, as a screening does: most are unlike."""
    return [alias for _, alias in corpus.aliases[:names]], list(corpus.listed.values())[:100]


def _rates(analyser: Analyser, asked: list[str], held: list[str]) -> tuple[float, float]:
    """Pairs a second one at a time and in a table, each by a scale that has read nothing; the answers are the same."""
    pairs, scale, started = len(asked) * len(held), PairScale(analyser), time.process_time()
    alone = [[scale.evidence(one, other) for other in held] for one in asked]
    seconds, scale, started = time.process_time() - started, PairScale(analyser), time.process_time()
    together = list(scale.table(asked, held))
    if alone != together:
        raise RuntimeError("the table weighs otherwise than pairs")
    return pairs / seconds, pairs / (time.process_time() - started)


def _labelled(corpus: Corpus) -> tuple[Pairs, list[bool]]:
    organizations, names = list(corpus.listed), list(corpus.listed.values())
    first: dict[str, str] = {}
    for organization, alias in corpus.aliases:
        if part_of(organization) == "test":
            first.setdefault(organization, alias)
    pairs: Pairs = []
    same: list[bool] = []
    for organization, alias in first.items():
        pairs.append((alias, corpus.listed[organization]))
        same.append(True)
        likest = process.extract(alias, names, scorer=fuzz.token_sort_ratio, processor=utils.default_process, limit=2)
        other = next(name for name, _, at in likest if organizations[at] != organization)
        pairs.append((alias, other))
        same.append(False)
    return pairs, same


def _on_our_candidates(index: Index, corpus: Corpus) -> list[Result]:
    """The peers' recall at 1 % false alerts where they weigh the candidates that our retrieval found."""
    asked = [(f"{LISTED}{who}", name) for who, name in corpus.aliases if part_of(who) == "test"][:300]
    asked += [("", name) for name in corpus.clean[:1_000]]
    names = {f"{LISTED}{who}": name for who, name in corpus.listed.items()}
    found = [[who for who in index.candidates(name, most=50) if who in names] for _, name in asked]
    pairs = [(name, names[who]) for (_, name), candidates in zip(asked, found, strict=True) for who in candidates]
    results = []
    for program in ("logic-v2", "wratio"):
        scored = peers.score(program, pairs)
        if scored is not None:
            left = iter(scored.scores)
            evidence = [{who: next(left) for who in candidates} for candidates in found]
            clean = [
                max(one.values(), default=0.0) for (truth, _), one in zip(asked, evidence, strict=True) if not truth
            ]
            at = threshold_at(clean, 0.01)
            true = [one.get(truth, 0.0) > at for (truth, _), one in zip(asked, evidence, strict=True) if truth]
            results.append(
                Result(
                    measure=f"recall at 1 % false alerts, {program} on our candidates",
                    value=round(sum(true) / len(true), 4),
                    unit=f"share of {len(true)} other names",
                )
            )
    return results


def _cross_debarred(analyser: Analyser, corpus: Corpus) -> list[Result]:
    """Firms that one bank debarred because the other had: the same last day, which no other firm of that list has."""
    if not (SANCTIONED.is_file() and INELIGIBLE.is_file()):
        return []
    ends = defaultdict[str, list[str]](list)
    with INELIGIBLE.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            ends[row["to_date"]].append(row["firm_name"])
    with SANCTIONED.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if "WBG" in row["IDB Sanction Source"] + row["Source"]]
    pairs = [(row["Title"], ends[_day(row["To"])][0]) for row in rows if len(ends[_day(row["To"])]) == 1]
    subjects = [
        Subject(organization=f"crowd-{at}", kind="company", names=(name,))
        for at, name in enumerate(corpus.crowd[:50_000])
    ]
    subjects += [Subject(organization=str(at), kind="company", names=(name,)) for at, (_, name) in enumerate(pairs)]
    index = Index.build(subjects, analyser=analyser)
    firsts = [next(iter(index.screen(Query(name=name), limit=1).candidates), None) for name, _ in pairs]
    hits = sum(one is not None and one.subject.organization == str(at) for at, one in enumerate(firsts))
    return [
        Result(
            measure="rank 1, cross-debarments of two banks",
            value=round(hits / len(pairs), 4),
            unit=f"share of {len(pairs)}",
        )
    ]


def _day(text: str) -> str:
    from datetime import datetime

    try:
        return datetime.strptime(text.strip(), "%b %d, %Y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return text


def _homonyms(analyser: Analyser) -> list[Result]:
    """Entities that bear a debarred firm's name, legal form aside, and are others: none may be a match."""
    if not (ENTITIES.is_file() and INELIGIBLE.is_file()):
        return []
    import duckdb

    with INELIGIBLE.open(encoding="utf-8-sig", newline="") as stream:
        firms = {row["firm_name"] for row in csv.DictReader(stream)}
    with SANCTIONED.open(encoding="utf-8-sig", newline="") as stream:
        firms |= {row["Title"] for row in csv.DictReader(stream)}
    debarred = sorted({letters_of(name): name for name in sorted(firms)}.values())
    known = {whole_key(reading.words) for name in debarred for reading in analyser.read(name)[:1]}
    query = "SELECT DISTINCT legal_name FROM read_parquet(?) ORDER BY 1"
    entities = [str(name) for (name,) in duckdb.execute(query, [str(ENTITIES)]).fetchall()]
    homonyms = [
        name for name in entities if any(whole_key(reading.words) in known for reading in analyser.read(name)[:1])
    ]
    index = Index.build(
        [Subject(organization=str(at), kind="company", names=(name,)) for at, name in enumerate(debarred)],
        analyser=analyser,
    )
    bands = [index.screen(Query(name=name)).band for name in homonyms]
    return [
        Result(
            measure="homonyms called a match", value=sum(band is Band.MATCH for band in bands), unit=f"of {len(bands)}"
        ),
        Result(
            measure="homonyms asked about", value=sum(band is not Band.CLEAR for band in bands), unit=f"of {len(bands)}"
        ),
    ]


def _ratio(value: float, peer: float) -> float | None:
    return round(value / peer, 3) if peer else None
