"""`export`: a project as glTF, plan drawing or picture."""

import argparse
from pathlib import Path

from vrplanner.cli.output import progress_bar, say

HELP = "write a project as .glb (everything), .svg (the plan) or .png (a picture)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .vrplan file")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write; the ending says the format")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.exporting import export
    from vrplanner.formats import vrplan

    with progress_bar("Exporting") as progress:
        export(vrplan.load(args.file), args.output, progress=progress)
    size = args.output.stat().st_size
    say(f"{args.output}: {size / 1000:,.0f} kB")
    return {"output": str(args.output), "bytes": size}
