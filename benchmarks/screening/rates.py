"""Rates and what is uncertain about them."""

from collections.abc import Sequence
from math import sqrt


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval of 95 %."""
    if not of:
        return 0.0, 1.0
    z, rate = 1.96, hits / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    width = z / (1 + z * z / of) * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return max(0.0, middle - width), min(1.0, middle + width)


def threshold_at(alerts: Sequence[float], rate: float) -> float:
    """The score that no more than this share of clean bidders exceeds."""
    ranked = sorted(alerts, reverse=True)
    return ranked[min(int(rate * len(ranked)), len(ranked) - 1)]


def best_f1(scores: Sequence[float], same: Sequence[bool]) -> float:
    """The best harmonic mean of precision and recall over all thresholds."""
    ranked = sorted(zip(scores, same, strict=True), reverse=True)
    total, found, best = sum(same), 0, 0.0
    for place, (score, is_same) in enumerate(ranked, start=1):
        found += is_same
        if place == len(ranked) or ranked[place][0] < score:
            best = max(best, 2 * found / (place + total))
    return best


def f1_at(scores: Sequence[float], same: Sequence[bool], threshold: float) -> float:
    """The harmonic mean of precision and recall at one threshold."""
    found = sum(score >= threshold and is_same for score, is_same in zip(scores, same, strict=True))
    alerted = sum(score >= threshold for score in scores)
    return 2 * found / (alerted + sum(same)) if alerted else 0.0
