"""`window [FILE]`: the desktop program."""

import argparse
import os
import sys
from pathlib import Path

from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, Unavailable

HELP = "open the planner's window, on a project file if one is given"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a .vrplan project")


def has_display() -> bool:
    """Whether a window could be shown here, to somebody."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(args: argparse.Namespace) -> int:
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise Unavailable(
            "There is no display to open a window on.", hint="Set DISPLAY, or use the other verbs (see --help)."
        )
    from vrplanner.app import autosave
    from vrplanner.app.services import Services
    from vrplanner.desktop.run import run_window

    autosave.forget_old()
    services = Services()
    path: Path | None = args.file
    if path is None:
        return run_window(Document(), services, autosaves=autosave)
    if not path.exists():
        raise InvalidFile(f"There is no file {path}.", hint="Check the name.")
    return run_window(services.open(path), services, path=path, autosaves=autosave)
