"""Runs in the peers' environment, not in ours: pairs on standard input, scores and seconds on standard output."""

import json
import sys
import time
from collections.abc import Callable
from functools import cache


def logic_v2() -> Callable[[str, str], float]:
    from followthemoney import EntityProxy  # type: ignore[import-not-found]
    from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]
    from nomenklatura.matching.types import ScoringConfig  # type: ignore[import-not-found]

    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    known: dict[str, EntityProxy] = {}

    def entity(name: str) -> EntityProxy:
        if name not in known:
            # It remembers names by their entity's id: every entity needs one of its own.
            known[name] = EntityProxy.from_dict(
                {"id": f"id-{len(known)}", "schema": "Organization", "properties": {"name": [name]}}
            )
        return known[name]

    return lambda one, other: float(algorithm.compare(entity(one), entity(other), config).score)


def wratio() -> Callable[[str, str], float]:
    from rapidfuzz import fuzz, utils

    return lambda one, other: fuzz.WRatio(one, other, processor=utils.default_process) / 100


def transliterated() -> Callable[[str, str], float]:
    """Both names in Latin letters by ICU, their words sorted."""
    from normality import ascii_text  # type: ignore[import-not-found]
    from rapidfuzz import fuzz, utils

    @cache
    def latin(name: str) -> str:
        return ascii_text(name) or ""

    return lambda one, other: fuzz.token_sort_ratio(latin(one), latin(other), processor=utils.default_process) / 100


def main() -> None:
    scorer = {"logic-v2": logic_v2, "wratio": wratio, "transliterated": transliterated}[sys.argv[1]]()
    pairs = json.load(sys.stdin)
    scorer("warm", "up")
    started = time.process_time()
    scores = [scorer(one, other) for one, other in pairs]
    json.dump({"scores": scores, "seconds": time.process_time() - started}, sys.stdout)


if __name__ == "__main__":
    main()
