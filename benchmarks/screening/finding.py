"""End to end: listed organizations among a crowd of names, asked for by their other names and by clean bidders.

A clean bidder is one whose words, legal form aside, are no name of the index: whoever bears the same name is rightly
asked about. A false alert is a clean bidder for whom a listed organization is named; the crowd is told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.screening.names import Corpus, part_of
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.answer import Answer
from goodstanding.screening.index import Index
from goodstanding.screening.keys import whole_key
from goodstanding.screening.subjects import Query, Subject

LISTED = "listed-"
_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question and what came of it; `truth` is the id of who was meant, "" of a clean bidder."""

    name: str
    truth: str
    candidates: dict[str, str]
    evidence: dict[str, int]
    true: int
    listed: int
    anyone: int


def build(corpus: Corpus, analyser: Analyser) -> Index:
    """Primary names alone: the other names are what is asked for."""
    subjects = [
        Subject(organization=f"{LISTED}{organization}", kind="company", names=(name,))
        for organization, name in corpus.listed.items()
    ]
    subjects += [
        Subject(organization=f"crowd-{place}", kind="company", names=(name,)) for place, name in enumerate(corpus.crowd)
    ]
    return Index.build(subjects, analyser=analyser)


def ask_aliases(index: Index, corpus: Corpus, parts: Iterable[str]) -> list[Asked]:
    """One other name of each listed organization of these parts that has one."""
    first: dict[str, str] = {}
    for organization, alias in corpus.aliases:
        if part_of(organization) in parts:
            first.setdefault(organization, alias)
    return ask(index, [(alias, f"{LISTED}{organization}") for organization, alias in first.items()])


def clean_bidders(index: Index, corpus: Corpus, analyser: Analyser, most: int) -> list[tuple[str, str]]:
    """Bidders that no name of the index has the words of, to be asked about."""
    known = {int(key) for segment, _ in index.parts() for key in segment.arrays["name_keys"].tolist()}
    clean = (
        name for name in corpus.clean if not any(whole_key(reading.words) in known for reading in analyser.read(name))
    )
    return [(name, "") for name, _ in zip(clean, range(most), strict=False)]


def ask(index: Index, questions: list[tuple[str, str]]) -> list[Asked]:
    """Each name, and who is meant by it, as a file of bidders."""
    answers = index.screen_all((Query(name=name) for name, _ in questions), limit=_LIMIT)
    return [_asked(name, truth, answer) for (name, truth), answer in zip(questions, answers, strict=True)]


def candidates_found(index: Index, asked: list[Asked]) -> int:
    """Of how many questions the one who was meant is among the first 50 candidates of the retrieval."""
    return sum(one.truth in index.candidates(one.name, most=_LIMIT) for one in asked)


def _asked(name: str, truth: str, answer: Answer) -> Asked:
    evidence = {one.subject.organization: one.evidence for one in answer.candidates}
    return Asked(
        name=name,
        truth=truth,
        candidates={one.subject.organization: one.name for one in answer.candidates},
        evidence=evidence,
        true=evidence.get(truth, 0),
        listed=max((score for who, score in evidence.items() if who.startswith(LISTED)), default=0),
        anyone=max(evidence.values(), default=0),
    )
