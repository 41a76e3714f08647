"""What the command line prints: sentences and progress for people, one JSON object for programs."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from vrplanner.core.errors import VrPlannerError
from vrplanner.core.progress import Progress as Report

_json_wanted = ContextVar("json_wanted", default=False)


def want_json(wanted: bool) -> None:
    """Keep standard output free for the one JSON object that ends the run."""
    _json_wanted.set(wanted)


def say(text: str) -> None:
    """A line for a person; silent when JSON was asked for."""
    if not _json_wanted.get():
        print(text, flush=True)


def print_result(result: dict[str, object]) -> None:
    if _json_wanted.get():
        print(json.dumps(result, ensure_ascii=False, indent=2, default=str))


def print_error(error: VrPlannerError) -> None:
    if _json_wanted.get():
        print(json.dumps({"error": error.message, "hint": error.hint}, ensure_ascii=False))
    print(f"vrplanner: {error.message}", file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)


@contextmanager
def progress_bar(title: str) -> Iterator[Report]:
    """A bar on a terminal; in a log a line at the start and one at the end of each stage would be noise, so nothing."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task(title, total=1.0, note="")

        def report(fraction: float, message: str = "", /) -> None:
            bars.update(bar, completed=fraction, note=message)

        yield report
