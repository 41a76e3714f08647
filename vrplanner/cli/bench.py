"""`bench`: measure this machine; figures are kept in docs/benchmarks.md."""

import argparse
from dataclasses import asdict
from importlib import import_module

from vrplanner.cli.output import progress_bar, say
from vrplanner.core.errors import NotFound

HELP = "measure how fast something is on this machine"
NAMES = ("startup", "document", "render", "layout")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help=", ".join(NAMES))


def run(args: argparse.Namespace) -> dict[str, object]:
    if args.name not in NAMES:
        raise NotFound(f'There is no benchmark called "{args.name}".', hint=f"Known: {', '.join(NAMES)}.")
    bench = import_module(f"vrplanner.app.bench.{args.name}")
    with progress_bar(args.name) as progress:
        figures = bench.measure(progress=progress)
    for figure in figures:
        cpu = "" if figure.cpu_s is None else f" (processor {1000 * figure.cpu_s:.1f} ms)"
        say(f"{figure.name}: {figure.value:.3g} {figure.unit}{cpu}")
    return {"name": args.name, "figures": [asdict(figure) for figure in figures]}
