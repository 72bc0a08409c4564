"""The benchmarks by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from benchmarks import log, spine
from benchmarks.results import Result

Benchmark = Callable[[bool], list[Result]]

BENCHMARKS: Mapping[str, Benchmark] = MappingProxyType({"spine": spine.measure, "log": log.measure})
