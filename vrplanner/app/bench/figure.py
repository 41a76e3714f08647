"""One measured figure."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`cpu_s` is the processor time of the same work, in all threads of this process; `asked` is the goal, if any."""

    name: str
    value: float
    unit: str
    cpu_s: float | None = None
    asked: str = ""
    note: str = ""


def timed(name: str, work: Callable[[], object], *, runs: int = 5) -> Figure:
    """The median wall time of `runs` runs after one that does not count, and the median processor time."""
    work()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Figure(name, 1000 * statistics.median(walls), "ms", statistics.median(cpus))
