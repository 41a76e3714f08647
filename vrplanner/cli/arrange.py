"""`arrange`: suggest where the furniture of a room goes, and put it there if asked to."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vrplanner.cli.output import progress_bar, say, seed
from vrplanner.cli.project import chosen, room_id_of, save_unless_changed, state_of
from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.core.files import place_to_write

if TYPE_CHECKING:
    from vrplanner.core.progress import Progress
    from vrplanner.core.proposal import Proposal
    from vrplanner.core.scene import Scene
    from vrplanner.layout.problem import Layout, Problem

T = TypeVar("T")
HELP = "suggest where the furniture of a room goes"
EVERY_ROOM = "all"
MOST = 12
LARGEST_BYTES = 50_000_000
NOTHING_FITS = "Nothing could be placed so that doors open and everything can be reached."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .vrplan file, or a room in the neutral format (.json)")
    parser.add_argument("--room", help="id of the room (the only one, if there is one), or all")
    parser.add_argument("--count", "--suggestions", type=int, default=3, help="how many suggestions (3)")
    parser.add_argument("--seed", type=seed, default=0, help="the same number gives the same suggestions (0)")
    parser.add_argument("--effort", type=float, default=1.0, help="how long to search, as a multiple of the usual (1)")
    parser.add_argument("--time", type=float, metavar="SECONDS", help="search for about so long instead")
    parser.add_argument("--keep", type=float, default=0.0, metavar="0..1", help="how much should stay where it is (0)")
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="move nothing else; may be repeated")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of the reasons (en)")
    parser.add_argument("--apply", type=int, metavar="N", help="carry out suggestion N and save the project")
    parser.add_argument("-o", "--output", type=Path, help="the project or layout JSON to write")
    parser.add_argument("--picture", type=Path, help="draw the suggestions seen from above into this PNG")


def run(args: argparse.Namespace) -> dict[str, object]:
    if not 1 <= args.count <= MOST:
        raise InvalidInput(f"{args.count} suggestions cannot be made.", hint=f"Ask for 1 to {MOST}.")
    if not 0.1 <= args.effort <= 100:
        raise InvalidInput(f"An effort of {args.effort} is out of range.", hint="Give 0.1 to 100.")
    if args.time is not None and not 0.05 <= args.time <= 3600:
        raise InvalidInput(f"{args.time} seconds cannot be searched.", hint="Give 0.05 to 3600.")
    if not 0 <= args.keep <= 1:
        raise InvalidInput(f"--keep {args.keep} is out of range.", hint="Give 0 (free) to 1 (change little).")
    if args.output:
        place_to_write(args.output)  # better told now than after the search
    if args.file.suffix.lower() == ".json":
        return _arrange_neutral(args)
    return _arrange_project(args)


def _arrange_project(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.formats import vrplan

    target = args.output or args.file
    before = state_of(target)
    document = vrplan.load(args.file)
    whole_flat = args.room == EVERY_ROOM
    room_ids = list(document.scene.rooms) if whole_flat else [room_id_of(document.scene, args.room)]
    with progress_bar("Arranging") as progress:
        if whole_flat:
            proposals = _suggest_flat(document.scene, args, progress)
        else:
            proposals = _suggest(document.scene, room_ids[0], args, progress)
    for number, proposal in enumerate(proposals, 1):
        _tell(number, proposal.title, proposal.score, proposal.reasons)
    if not proposals:
        say(NOTHING_FITS)
    if args.picture:
        _draw_proposals(document.scene, room_ids, proposals, args.picture)
    room = EVERY_ROOM if whole_flat else room_ids[0]
    result: dict[str, object] = {"room": room, "suggestions": [_plain(proposal) for proposal in proposals]}
    if args.apply is not None:
        document.execute(chosen(proposals, args.apply).as_command())
        save_unless_changed(target, document, before)
        say(f"Suggestion {args.apply} carried out: {target}")
        result["output"] = str(target)
    return result


def _suggest(scene: "Scene", room_id: str, args: argparse.Namespace, progress: "Progress") -> "Sequence[Proposal]":
    from vrplanner.layout.suggest import suggest_layouts

    return suggest_layouts(
        scene, room_id, count=args.count, seed=args.seed, effort=args.effort, time_s=args.time, keep=args.keep,
        only=args.only, language=args.language, progress=progress,
    )  # fmt: skip


def _suggest_flat(scene: "Scene", args: argparse.Namespace, progress: "Progress") -> "Sequence[Proposal]":
    from vrplanner.layout.flat import suggest_flat

    if args.time is not None or args.only:
        raise InvalidInput("--time and --only are for one room.", hint="Name a room with --room.")
    return suggest_flat(
        scene, count=args.count, seed=args.seed, effort=args.effort, keep=args.keep, language=args.language,
        progress=progress,
    )  # fmt: skip


def _arrange_neutral(args: argparse.Namespace) -> dict[str, object]:
    from vrplanner.core.files import read_file, write_atomic
    from vrplanner.layout.explain import reasons_of, titles_of
    from vrplanner.layout.neutral import layout_to_plain, read_room, suggestions_to_plain
    from vrplanner.layout.problem import current_layout
    from vrplanner.layout.scores import score_of, scores_of
    from vrplanner.layout.search import judge, search_layouts
    from vrplanner.layout.wishes import asked_for

    read_file(args.file, limit_bytes=LARGEST_BYTES)  # says best why a file cannot be read
    try:
        problem = asked_for(read_room(args.file), keep=args.keep, only=frozenset(args.only))
    except RecursionError:
        raise InvalidFile(f"{args.file.name} cannot be read as a room.", hint="It is nested without end.") from None
    with progress_bar("Arranging") as progress:
        found = search_layouts(
            problem, count=args.count, seed=args.seed, effort=args.effort, time_s=args.time, progress=progress
        )
    if not found:
        say(NOTHING_FITS)
    now = judge(problem, current_layout(problem))
    suggestions = []
    for number, (each, title) in enumerate(zip(found, titles_of(found, language=args.language), strict=True), 1):
        scores = scores_of(each)
        reasons = reasons_of(each, before=now, language=args.language)
        suggestions.append({"layout": each.layout, "score": score_of(scores), "scores": scores, "reasons": reasons})
        _tell(number, title, score_of(scores), reasons)
    if args.picture:
        _save_pictures([(problem, each.layout, "") for each in found], args.picture)
    result: dict[str, object] = {**suggestions_to_plain(problem, suggestions), "before": scores_of(now)}
    if args.apply is not None:
        result = layout_to_plain(problem, chosen(found, args.apply).layout)
    if args.output:
        write_atomic(args.output, json.dumps(result, ensure_ascii=False, indent=1).encode())
        say(f"{args.output}")
    return result


def _tell(number: int, title: str, score: float, reasons: Sequence[str]) -> None:
    say(f"{number}. {title} ({score:.0%})")
    for reason in reasons:
        say(f"   {reason}")


def _plain(proposal: "Proposal") -> dict[str, object]:
    from vrplanner.core.commands.base import command_to_plain

    return {
        "title": proposal.title,
        "score": proposal.score,
        "terms": dict(proposal.scores),
        "before": dict(proposal.before),
        "why": list(proposal.reasons),
        "commands": [command_to_plain(command) for command in proposal.commands],
    }


def _draw_proposals(scene: "Scene", room_ids: Sequence[str], proposals: "Sequence[Proposal]", path: Path) -> None:
    from vrplanner.layout.from_scene import items_in_room, problem_from_scene
    from vrplanner.layout.problem import current_layout

    drawn = []
    for proposal in proposals:
        after = proposal.preview(scene)
        for room_id in room_ids:
            if items_in_room(after, after.room(room_id)):
                problem = problem_from_scene(after, room_id).problem
                drawn.append((problem, current_layout(problem), proposal.title if len(room_ids) == 1 else problem.id))
    _save_pictures(drawn, path)


def _save_pictures(drawn: "Sequence[tuple[Problem, Layout, str]]", path: Path) -> None:
    import io

    from vrplanner.core.files import write_atomic
    from vrplanner.layout.picture import draw_layout, side_by_side

    data = io.BytesIO()
    side_by_side([draw_layout(problem, layout, title=title) for problem, layout, title in drawn]).save(data, "PNG")
    write_atomic(path, data.getvalue())
    say(f"{path}")
