"""`demo`: the whole way once, with the real subsystems."""

import argparse
from pathlib import Path

from vrplanner.cli.output import progress_bar, say
from vrplanner.cli.window import has_display

HELP = "scan, speak, generate, arrange, wear, see and keep: the whole way once, with the shipped capture"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR", help="where files go (demo-out)")
    parser.add_argument("--no-window", action="store_true", help="do not open the window at the end")


def run(args: argparse.Namespace) -> dict[str, object] | int:
    from vrplanner.app.demo.run import run_demo
    from vrplanner.app.demo.stage import Done

    def tell(done: Done) -> None:
        say(f"\n{done.title} ({done.seconds:.1f} s)")
        for line in done.told.lines:
            say(f"  {line}")
        for row in done.told.table:
            say("  " + " | ".join(row))
        for path in done.told.files:
            say(f"  → {path}")

    out = args.out.resolve()
    out.mkdir(parents=True, exist_ok=True)  # a place that cannot be written should be said now, not after the scan
    demo, stages = run_demo(out, announce=progress_bar, tell=tell)
    total = sum(stage.seconds for stage in stages)
    say(f"\nDone in {total:.0f} s. Everything is in {out}; open report.html there.")
    if not (args.no_window or args.json) and has_display():
        from vrplanner.app import autosave
        from vrplanner.desktop.run import run_window

        return run_window(demo.document, demo.services, path=out / "demo.vrplan", autosaves=autosave)
    return {
        "out": str(out),
        "seconds": total,
        "stages": [{"title": s.title, "seconds": s.seconds, **s.told.figures} for s in stages],
    }
