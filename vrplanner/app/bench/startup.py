"""How long a person waits for the command line."""

import os
import subprocess
import sys
from pathlib import Path

from vrplanner.app.bench.figure import Figure, timed
from vrplanner.core.progress import Progress, silent
from vrplanner.core.resources import assets_dir

HELP = "starting the command line"


def measure(*, progress: Progress = silent) -> list[Figure]:
    main = str(assets_dir().parent / "main.py")
    progress(0.1, "starting")

    def start(*words: str, python: str = sys.executable) -> None:
        subprocess.run([python, *words], check=True, capture_output=True)

    inside = (
        "import sys; sys.path.insert(0, sys.argv[1]); from vrplanner.cli.main import main; main(['doctor', '--help'])"
    )
    alone = timed("the same without set-up's check", lambda: start("-c", inside, str(Path(main).parent)), runs=9)
    # As a person starts it: with the system's Python, which hands over to the one in the environment.
    system = os.path.realpath(sys.executable)
    whole = timed("main.py doctor --help", lambda: start(main, "doctor", "--help", python=system), runs=9)
    return [
        timed("python alone", lambda: start("-c", "pass"), runs=9),
        whole,
        alone,
        Figure("set-up's check", whole.value - alone.value, "ms"),
        timed("main.py --help", lambda: start(main, "--help"), runs=9),
    ]
