"""`bench`: measure this machine; figures are kept in docs/benchmarks.md."""

import argparse
from dataclasses import asdict
from importlib import import_module

from vrplanner.app.bench.figure import Figure
from vrplanner.cli.output import progress_bar, say
from vrplanner.core.errors import NotFound

HELP = "measure how fast something is on this machine"
NAMES = ("startup", "document", "render", "layout", "assistant")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help=", ".join(NAMES))
    parser.add_argument("part", nargs="*", help="parts of it, such as those of layout; all if none is named")
    parser.add_argument("--quick", action="store_true", help="only see that such a benchmark works, on a few examples")


def run(args: argparse.Namespace) -> dict[str, object]:
    if args.name not in NAMES:
        raise NotFound(f'There is no benchmark called "{args.name}".', hint=f"Known: {', '.join(NAMES)}.")
    bench = import_module(f"vrplanner.app.bench.{args.name}")
    known = getattr(bench, "PARTS", ())
    for part in args.part:
        if part not in known:
            has = f"Its parts: {', '.join(known)}." if known else "It is measured as a whole."
            raise NotFound(f'The benchmark {args.name} has no part called "{part}".', hint=has)
    options = {"parts": tuple(args.part) or known, "quick": args.quick} if known else {}
    with progress_bar(args.name) as progress:
        figures = bench.measure(progress=progress, **options)
    for figure in figures:
        say(_line(figure))
    return {"name": args.name, "figures": [asdict(figure) for figure in figures]}


def _line(figure: Figure) -> str:
    value = f"{figure.value:,.0f}" if abs(figure.value) >= 1000 else f"{figure.value:.3g}"
    cpu = "" if figure.cpu_s is None else f" (processor {1000 * figure.cpu_s:.1f} ms)"
    asked = f" (asked: {figure.asked})" if figure.asked else ""
    note = f"; {figure.note}" if figure.note else ""
    return f"{figure.name}: {value} {figure.unit}".rstrip() + cpu + asked + note
