"""The log file, and the crash file that a person can send us."""

import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from vrplanner import __version__
from vrplanner.app.paths import log_dir


def start_logging() -> None:
    """Log to `vrplanner.log` in the user's log folder, three files of 1 MB at most; nowhere if it cannot be written."""
    logging.raiseExceptions = False  # a log that cannot be written must not print a traceback over the person's work
    root = logging.getLogger()
    if not any(isinstance(handler, RotatingFileHandler | logging.NullHandler) for handler in root.handlers):
        try:
            path = log_dir() / "vrplanner.log"
        except OSError:
            root.addHandler(logging.NullHandler())
            return
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
        logging.getLogger("vrplanner").setLevel(logging.INFO)


def write_crash_file(error: BaseException) -> Path:
    """Keep an unexpected error with what a developer needs to understand it; nothing of the user's documents."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path = log_dir() / f"crash-{stamp}.txt"
    lines = [f"vrplanner {__version__}", f"Python {sys.version}", platform.platform(), ""]
    path.write_text("\n".join(lines) + "".join(traceback.format_exception(error)), encoding="utf-8")
    return path
