"""`vrplanner xr`: step into the room."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.cli.output import progress_bar, say

if TYPE_CHECKING:
    from vrplanner.core.document import Document
    from vrplanner.xr.report import XrReport

HELP = "show a room in the headset, or in a simulated one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.vrplan", help="the room; without it a sample room")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--simulate", action="store_true", help="start a simulated headset (Monado; Linux)")
    how.add_argument("--fake", action="store_true", help="draw what a headset would show, without any runtime")
    parser.add_argument("--frames", type=_count, metavar="N", help="stop after N frames (simulated: 30)")
    parser.add_argument("--capture", type=Path, metavar="DIR", help="write what both eyes saw last as PNG")


def run(args: argparse.Namespace) -> dict[str, object]:
    nobody = args.simulate or args.fake or args.capture
    frames = args.frames or (30 if nobody else None)
    report = _simulated(args, frames) if args.simulate else _here(args, frames)
    width, height = report.eye_size
    frames_told = "1 frame" if report.frames == 1 else f"{report.frames} frames"
    say(f"{report.runtime}: {frames_told} of {width} × {height} an eye")
    say(f"States: {' → '.join(report.states)}")
    pace = f", {report.frame_ms:.0f} ms from one to the next" if report.frames > 1 else ""
    say(f"{report.draw_ms:.0f} ms to draw a frame{pace}")
    for step in report.steps:
        say(f"Done: {step}")
    for path in report.captures:
        say(f"Written: {path}")
    return report.to_plain()


def _simulated(args: argparse.Namespace, frames: int | None) -> "XrReport":
    from vrplanner.xr.simulate import run_simulated

    return run_simulated(args.file, frames=frames or 30, capture_dir=args.capture)


def _here(args: argparse.Namespace, frames: int | None) -> "XrReport":
    from vrplanner.xr.run import run as run_session
    from vrplanner.xr.scripts import look_around
    from vrplanner.xr.simulate import inside_simulator

    script = look_around if args.fake or inside_simulator() else None
    with progress_bar("In the headset") as progress:
        return run_session(
            _document(args.file),
            frames=frames,
            capture_dir=args.capture,
            backend="fake" if args.fake else "openxr",
            script=script,
            progress=progress,
        )


def _document(path: Path | None) -> "Document":
    from vrplanner.core.resources import assets_dir
    from vrplanner.formats import vrplan

    return vrplan.load(path or assets_dir() / "samples" / "living-room.vrplan")


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("give a number of frames above zero")
    return count
