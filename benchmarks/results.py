"""A measured figure beside what it is compared with, and the machine that it was measured on."""

import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure. `peer` is another program or the target of an issue; `ratio` is value over the peer's value."""

    measure: str
    value: float
    unit: str
    peer: str | None = None
    ratio: float | None = None


def against_target(measure: str, value: float, unit: str, target: float) -> Result:
    """A figure that should stay below a target: a ratio of at most 1 keeps the promise."""
    return Result(
        measure=measure,
        value=round(value, 3),
        unit=unit,
        peer=f"target: at most {target:g} {unit}",
        ratio=round(value / target, 3),
    )


def at_least(measure: str, value: float, unit: str, target: float) -> Result:
    """A figure that should stay above a target: a ratio of at least 1 keeps the promise."""
    return Result(
        measure=measure,
        value=round(value, 3),
        unit=unit,
        peer=f"target: at least {target:g} {unit}",
        ratio=round(value / target, 3),
    )


def beside(measure: str, value: float, unit: str, peer: str, other: float) -> Result:
    """A figure beside another program's, taken in the same run."""
    return Result(
        measure=measure,
        value=round(value, 3),
        unit=unit,
        peer=f"{peer}: {other:,.4g} {unit}",
        ratio=round(value / other, 3),
    )


def describe_machine() -> dict[str, Any]:
    """What a reader needs to compare figures; nothing that names the machine."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def as_json(results: list[Result], machine: dict[str, Any]) -> dict[str, Any]:
    """The one shape of every benchmark's output."""
    return {"results": [asdict(result) for result in results], "machine": machine}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
