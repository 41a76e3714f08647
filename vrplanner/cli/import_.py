"""`import`: a model file into a project."""

import argparse
from dataclasses import replace
from pathlib import Path

from vrplanner.cli.output import file_ending, progress_bar, say
from vrplanner.cli.project import save_unless_changed, state_of
from vrplanner.core.errors import InvalidInput

FURTHEST_M = 1000
HELP = "bring a .glb or .gltf model into a project file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help="a .glb or .gltf file")
    parser.add_argument(
        "-o", "--output", type=file_ending(".vrplan"), required=True, help="the .vrplan file to add it to, or to make"
    )
    parser.add_argument("--kind", help="what it is (chair, sofa, …); else its name is asked")
    parser.add_argument("--at", type=float, nargs=2, default=(0.0, 0.0), metavar=("X", "Z"), help="where, metres")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.importing import import_model
    from vrplanner.core.commands.items import PlaceItem
    from vrplanner.core.document import Document
    from vrplanner.formats import vrplan

    if not all(abs(metres) <= FURTHEST_M for metres in args.at):
        raise InvalidInput(
            "That place cannot be used.", hint=f"Give two numbers between -{FURTHEST_M} and {FURTHEST_M}."
        )
    with progress_bar("Importing") as progress:
        imported = import_model(args.model, kind=args.kind)
        progress(0.5, imported.item.name)
        before = state_of(args.output)
        document = vrplan.load(args.output) if args.output.exists() else Document()
        item_id = document.scene.fresh_id(imported.item.kind.replace(" ", "_"))
        x, z = args.at
        document.models.add(imported.model)
        document.execute(PlaceItem(item=replace(imported.item, id=item_id, position=(x, 0.0, z))))
        save_unless_changed(args.output, document, before)
    shown = " × ".join(f"{side:.2f}" for side in imported.item.size)
    say(f"{item_id}: {imported.item.name}, {shown} m, {imported.model.triangle_count:,} triangles")
    if imported.doubt:
        say(imported.doubt)
    return {"item": item_id, "size_m": list(imported.item.size), "doubt": imported.doubt, "output": str(args.output)}
