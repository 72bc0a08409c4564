"""The benchmarks by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from benchmarks import evaluation, log, proceedings, spine, startup
from benchmarks.results import Result
from benchmarks.screening import measuring as screening

Benchmark = Callable[[bool], list[Result]]

BENCHMARKS: Mapping[str, Benchmark] = MappingProxyType(
    {
        "spine": spine.measure,
        "log": log.measure,
        "screening": screening.measure,
        "evaluation": evaluation.measure,
        "proceedings": proceedings.measure,
        "startup": startup.measure,
    }
)
