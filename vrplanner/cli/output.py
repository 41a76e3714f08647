"""What the command line prints: sentences and progress for people, one JSON object for programs."""

import argparse
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from vrplanner.core.errors import VrPlannerError
from vrplanner.core.progress import Progress as Report

_json_wanted = ContextVar("json_wanted", default=False)
# Names come out of files that strangers made: what would steer a terminal is not handed on to it.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def speak_any_language() -> None:
    """What a terminal or a pipe cannot show becomes "?" instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def file_ending(suffix: str) -> Callable[[str], Path]:
    """For argparse: a path that ends as what will be written there, so that nobody gets a sofa.obj that is none."""

    def path(text: str) -> Path:
        if Path(text).suffix.lower() != suffix:
            raise argparse.ArgumentTypeError(f'"{text}" should end in {suffix}, which is what is written')
        return Path(text)

    return path


def seed(text: str) -> int:
    """For argparse: a number that chance may start from."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from 0 on')
    return int(text)


def want_json(wanted: bool) -> None:
    """Keep standard output free for the one JSON object that ends the run."""
    _json_wanted.set(wanted)


def say(text: str) -> None:
    """A line for a person; silent when JSON was asked for."""
    if not _json_wanted.get():
        print(_STEERING.sub("", text), flush=True)


def print_result(result: dict[str, object]) -> None:
    if _json_wanted.get():
        print_json(result, indent=2)


def print_error(error: VrPlannerError) -> None:
    if _json_wanted.get():
        print_json({"error": error.message, "hint": error.hint}, indent=None)
    print(_STEERING.sub("", f"vrplanner: {error.message}"), file=sys.stderr)
    if error.hint:
        print(_STEERING.sub("", error.hint), file=sys.stderr)


def print_json(plain: dict[str, object], *, indent: int | None) -> None:
    unicode_fits = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(plain, ensure_ascii=not unicode_fits, indent=indent, default=str), flush=True)


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
