"""How long a person waits for the command line."""

import subprocess
import sys

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.core.progress import Progress, silent
from vrplanner.core.resources import assets_dir

HELP = "starting the command line"


def measure(*, progress: Progress = silent) -> list[Figure]:
    main = str(assets_dir().parent / "main.py")
    progress(0.1, "starting")

    def start(*words: str) -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)

    return [
        timed("python alone", lambda: start("-c", "pass"), runs=9),
        timed("main.py --version", lambda: start(main, "--version"), runs=9),
        timed("main.py --help", lambda: start(main, "--help"), runs=9),
    ]
