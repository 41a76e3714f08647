"""The way in: makes sure that everything is installed, then runs the command line.

python3 main.py --help
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    bootstrap = runpy.run_path(str(HERE / "packaging" / "bootstrap.py"))
    exit_code = bootstrap["enter"](HERE, sys.argv)
    if exit_code is not None:  # the work was done by another interpreter, or cannot be done at all
        return exit_code
    sys.path.insert(0, str(HERE))
    from vrplanner.cli.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before the command line could take care of it
        sys.exit(130)
