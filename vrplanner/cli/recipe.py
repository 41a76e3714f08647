"""`recipe`: make one of the shipped assets again."""

import argparse
from importlib import import_module
from pathlib import Path

from vrplanner.cli.output import progress_bar, say
from vrplanner.core.errors import NotFound
from vrplanner.core.resources import assets_dir

HELP = "make a shipped asset again, from its seed"
RECIPES = {
    "room_capture": "captures/living-room",
    "furniture_classifier": "models",
    "body_pack": "body",
    "spoken_commands": "speech",
    "command_model": "models",
    "sample_project": "samples",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help=", ".join(RECIPES))
    parser.add_argument("-o", "--output", type=Path, help="another folder than the one in assets/")


def run(args: argparse.Namespace) -> dict[str, object]:
    if args.name not in RECIPES:
        raise NotFound(f'There is no recipe called "{args.name}".', hint=f"Known: {', '.join(RECIPES)}.")
    out = args.output or assets_dir() / RECIPES[args.name]
    recipe = import_module(f"vrplanner.recipes.{args.name}")
    with progress_bar(args.name) as progress:
        recipe.make(out, progress=progress)
    say(f"made {out}")
    return {"output": str(out)}
