"""Runs the stages one after another and writes the report."""

import time
from collections.abc import Callable
from pathlib import Path

from vrplanner.app.demo.furnishing import arrange, wear
from vrplanner.app.demo.page import report_page
from vrplanner.app.demo.scanning import scan
from vrplanner.app.demo.showing import keep, see
from vrplanner.app.demo.stage import Announce, Demo, Done, Stage
from vrplanner.app.demo.talking import generate, speak

STAGES = (
    Stage("Scan", scan),
    Stage("Speak", speak),
    Stage("Generate", generate),
    Stage("Arrange", arrange),
    Stage("Wear", wear),
    Stage("See", see),
    Stage("Keep", keep),
)


def run_demo(out: Path, *, announce: Announce, tell: Callable[[Done], None]) -> tuple[Demo, list[Done]]:
    """Every stage on a new document; files go to `out`, `report.html` last.

    Each file is there whole or not at all, so stopping at any moment leaves nothing damaged. Raises what a stage
    raises: a demonstration that hides a failure would not be one.
    """
    demo = Demo(out=out)
    done: list[Done] = []
    for stage in STAGES:
        wall, cpu = time.perf_counter(), time.process_time()
        with announce(stage.title) as progress:
            told = stage.act(demo, progress)
        done.append(Done(stage.title, time.perf_counter() - wall, time.process_time() - cpu, told))
        tell(done[-1])
    demo.write("report.html", report_page(done, out))
    return demo, done
