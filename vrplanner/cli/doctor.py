"""`doctor`: what works here, and what to do about what does not."""

import argparse
from dataclasses import asdict

from vrplanner.cli.output import progress_bar, say

HELP = "say what works on this machine, and what to do about what does not"
MARKS = {"ok": "✓", "warning": "!", "missing": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.doctor import examine

    with progress_bar("Examining") as progress:
        checks = examine(progress=progress)
    for check in checks:
        say(f"{MARKS[check.status]} {check.name}: {check.message}")
        if check.hint:
            say(f"    {check.hint}")
    return {"checks": [asdict(check) for check in checks]}
