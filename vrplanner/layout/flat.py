"""Several rooms at once: each arranged by itself, and what one cannot hold offered to the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vrplanner.core.commands.base import Macro
from vrplanner.core.commands.items import MoveItem
from vrplanner.core.errors import InvalidInput
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.layout.explain import reasons_of
from vrplanner.layout.from_scene import commands_for, items_in_room, problem_from_scene
from vrplanner.layout.problem import current_layout
from vrplanner.layout.scores import score_of, scores_of
from vrplanner.layout.search import Found, judge, search_layouts
from vrplanner.layout.term_words import Language

WET_KINDS = frozenset({"toilet", "bathtub", "sink", "stove", "kitchen unit", "fridge", "washing machine"})
"""A room with one of these takes no furniture from other rooms."""


def suggest_flat(
    scene: Scene,
    *,
    count: int = 3,
    seed: int = 0,
    effort: float = 1.0,
    keep: float = 0.0,
    taste: Mapping[str, float] | None = None,
    language: Language = "en",
    progress: Progress = silent,
) -> list[Proposal]:
    """Up to `count` arrangements of every furnished room together, each one undo step, best first.

    What does not fit in its room moves to the one with most floor to spare where it fits; what fits nowhere is set down
    outside and named. Raises InvalidInput when no room has anything that may be moved.
    """
    scene_now = scene
    found: dict[str, list[Found]] = {}
    options = {"count": count, "seed": seed, "effort": effort}
    waiting = [room_id for room_id in scene.rooms if _movable(scene, room_id)]
    if not waiting:
        raise InvalidInput("There is nothing to arrange in any room.", hint="Put some furniture in, or release some.")
    share = 1.0 / (len(waiting) + 1)
    for number, room_id in enumerate(waiting):
        reports = part(progress, number * share, (number + 1) * share)
        problem = problem_from_scene(scene_now, room_id, keep=keep, taste=taste).problem
        found[room_id] = search_layouts(problem, **options, progress=reports)  # type: ignore[arg-type]
    scene_now, found = _rehoused(scene_now, found, keep=keep, taste=taste, seed=seed, effort=effort)
    progress(0.98, "Comparing the arrangements")
    return _proposals(scene, scene_now, found, count=count, keep=keep, taste=taste, language=language)


def _movable(scene: Scene, room_id: str) -> bool:
    if not items_in_room(scene, scene.room(room_id)):
        return False
    try:
        return any(not piece.fixed for piece in problem_from_scene(scene, room_id).problem.pieces)
    except InvalidInput:
        return False


def _rehoused(
    scene: Scene,
    found: dict[str, list[Found]],
    *,
    keep: float,
    taste: Mapping[str, float] | None,
    seed: int,
    effort: float,
) -> tuple[Scene, dict[str, list[Found]]]:
    """Try each thing that was left out in the other rooms, the emptiest first."""
    homeless = [
        (piece.id, room_id)
        for room_id, layouts in found.items()
        for piece, here in zip(layouts[0].problem.pieces, layouts[0].layout.present, strict=True)
        if not here
    ] if all(found.values()) else []  # fmt: skip
    for item_id, old_id in homeless:
        for room_id in sorted(scene.rooms, key=lambda other: _fullness(scene, other)):
            if room_id == old_id or _is_wet(scene, room_id):
                continue
            moved = _standing_in(scene, item_id, room_id)
            problem = problem_from_scene(moved, room_id, keep=keep, taste=taste).problem
            layouts = search_layouts(problem, count=3, seed=seed, effort=effort)
            if layouts and layouts[0].layout.present.all():
                scene = moved
                found[room_id] = layouts
                without = problem_from_scene(scene, old_id, keep=keep, taste=taste).problem
                found[old_id] = search_layouts(without, count=3, seed=seed, effort=effort)
                break
    return scene, found


def _fullness(scene: Scene, room_id: str) -> float:
    room = scene.room(room_id)
    return sum(item.footprint.area for item in items_in_room(scene, room)) / room.polygon.area


def _is_wet(scene: Scene, room_id: str) -> bool:
    return any(item.kind in WET_KINDS for item in items_in_room(scene, scene.room(room_id)))


def _standing_in(scene: Scene, item_id: str, room_id: str) -> Scene:
    """The scene with an item in the middle of a room, where the search takes it from."""
    item, middle = scene.item(item_id), scene.room(room_id).polygon.representative_point()
    return scene.with_entity("items", item_id, replace(item, position=(middle.x, item.position[1], middle.y)))


def _proposals(
    scene: Scene,
    rehoused: Scene,
    found: Mapping[str, Sequence[Found]],
    *,
    count: int,
    keep: float,
    taste: Mapping[str, float] | None,
    language: Language,
) -> list[Proposal]:
    """The k-th of every room together; a room with fewer gives its best again."""
    usable = {room_id: layouts for room_id, layouts in found.items() if layouts}
    before = _mean([_scores_now(scene, room_id, keep, taste) for room_id in usable])
    proposals = []
    for k in range(min(count, max(map(len, usable.values()), default=0))):
        commands: list[MoveItem] = []
        reasons: list[str] = []
        after: list[dict[str, float]] = []
        reached = scene
        for room_id, layouts in usable.items():
            each = layouts[min(k, len(layouts) - 1)]
            target = problem_from_scene(rehoused, room_id, keep=keep, taste=taste)
            moves = commands_for(replace(target, scene=reached), each.layout)
            reached = Macro(title="", steps=moves).apply(reached).apply(reached)
            commands += moves
            name = scene.room(room_id).name
            colon = "：" if language == "zh" else ": "
            reasons += [f"{name}{colon}{reason}" for reason in reasons_of(each, language=language)[:3]]
            after.append(scores_of(each))
        scores = _mean(after)
        title = {"en": f"The whole flat, arrangement {k + 1}", "zh": f"全屋布局 {k + 1}"}[language]
        proposals.append(
            Proposal(
                title=title, commands=tuple(commands), reasons=tuple(reasons), scores=scores, before=before,
                score=score_of(scores),
            )
        )  # fmt: skip
    return sorted(proposals, key=lambda proposal: -proposal.score)


def _scores_now(scene: Scene, room_id: str, keep: float, taste: Mapping[str, float] | None) -> dict[str, float]:
    problem = problem_from_scene(scene, room_id, keep=keep, taste=taste).problem
    return scores_of(judge(problem, current_layout(problem)))


def _mean(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for each in scores for name in each)
    values = {name: [each[name] for each in scores if name in each] for name in names}
    return {name: round(sum(found) / len(found), 3) for name, found in values.items()}
