"""`furnish`: choose and place products of the catalogue for a sum of money."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.cli.output import progress_bar, say, seed
from vrplanner.cli.project import chosen, room_id_of, save_unless_changed, state_of
from vrplanner.core.errors import InvalidInput

if TYPE_CHECKING:
    from vrplanner.core.item import Item
    from vrplanner.core.proposal import Proposal

HELP = "furnish a room from the catalogue for a sum of money"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .vrplan file")
    parser.add_argument("--budget", type=float, required=True, help="what everything may cost together")
    parser.add_argument("--currency", default="EUR", metavar="CODE", help="currency of the budget (EUR)")
    parser.add_argument("--rate", type=float, help="how much of the catalogue's currency one unit of it is")
    parser.add_argument("--style", help="scandinavian, modern, mid-century, industrial, classic, japandi, boho, …")
    parser.add_argument("--kind", help="kind of room: bedroom, living room, … (told from its name and furniture)")
    parser.add_argument("--people", type=int, help="for how many (the usual number for the kind)")
    parser.add_argument("--room", help="id of the room (the only one, if there is one)")
    parser.add_argument("--count", type=int, default=3, help="how many proposals (3)")
    parser.add_argument("--seed", type=seed, default=0, help="the same number gives the same proposals (0)")
    parser.add_argument("--effort", type=float, default=1.0, help="how long to search, as a multiple of the usual (1)")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of names and reasons (en)")
    parser.add_argument("--apply", type=int, metavar="N", help="carry out proposal N and save the project")
    parser.add_argument("-o", "--output", type=Path, help="the project to write (with --apply)")


def run(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.app.services import Services
    from vrplanner.formats import vrplan

    if not 0.1 <= args.effort <= 100:
        raise InvalidInput(f"An effort of {args.effort} is out of range.", hint="Give 0.1 to 100.")
    if args.output and args.apply is None:
        raise InvalidInput("There is nothing to write.", hint="Say with --apply which proposal to carry out.")
    target = args.output or args.file
    before = state_of(target)
    document = vrplan.load(args.file)
    room_id = room_id_of(document.scene, args.room)
    with progress_bar("Furnishing") as progress:
        proposals = Services().furnish(
            document.scene, document.models, room_id, budget=args.budget, currency=args.currency, rate=args.rate,
            style=args.style, kind=args.kind, people=args.people, count=args.count, seed=args.seed,
            effort=args.effort, language=args.language, progress=progress,
        )  # fmt: skip
    for number, proposal in enumerate(proposals, 1):
        say(f"{number}. {proposal.title} ({proposal.score:.0%})")
        for reason in proposal.reasons:
            say(f"   {reason}")
    result: dict[str, object] = {"room": room_id, "proposals": [_plain(proposal) for proposal in proposals]}
    if args.apply is not None:
        document.execute(chosen(proposals, args.apply).as_command())
        save_unless_changed(target, document, before)
        say(f"Proposal {args.apply} carried out: {target}")
        result["output"] = str(target)
    return result


def _plain(proposal: "Proposal") -> dict[str, object]:
    from vrplanner.core.commands.items import PlaceItem

    items = [command.item for command in proposal.commands if isinstance(command, PlaceItem)]
    return {
        "title": proposal.title,
        "score": proposal.score,
        "terms": dict(proposal.scores),
        "why": list(proposal.reasons),
        "price": sum(item.price or 0.0 for item in items),
        "currency": items[0].currency if items else "",
        "pieces": [_piece(item) for item in items],
    }


def _piece(item: "Item") -> Mapping[str, object]:
    from vrplanner.core.money import is_guide

    return {
        "id": item.id,
        "product": item.product,
        "kind": item.kind,
        "name": item.name,
        "price": item.price,
        "currency": item.currency,
        "guide_price": is_guide(item),
        "size_m": list(item.size),
        "position_m": list(item.position),
        "yaw_rad": item.yaw_rad,
    }
