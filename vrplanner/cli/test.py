"""`test`: every test there is, the way continuous integration runs them."""

import argparse
import subprocess
import sys
from pathlib import Path

HELP = "run every test (words after -- go to pytest)"
REPOSITORY = Path(__file__).resolve().parent.parent.parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="handed to pytest, for example: tests/core -k undo")


def run(args: argparse.Namespace) -> int:
    words = [word for word in args.words if word != "--"]
    return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=REPOSITORY)
