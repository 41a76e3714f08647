"""Suggestions for one room of the document: proposals to look at, compare and accept."""

from collections.abc import Iterable, Mapping

from vrplanner.core.errors import InvalidInput
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.layout.explain import reasons_of, titles_of
from vrplanner.layout.from_scene import RoomProblem, commands_for, problem_from_scene
from vrplanner.layout.problem import current_layout
from vrplanner.layout.scores import score_of, scores_of
from vrplanner.layout.search import Found, judge, search_layouts
from vrplanner.layout.term_words import Language

_OUTSIDE = {
    "en": "What does not fit is set down outside, on the south side.",
    "zh": "放不下的家具暂放在房间外的南侧。",
}


def suggest_layouts(
    scene: Scene,
    room_id: str,
    *,
    count: int = 3,
    seed: int = 0,
    effort: float = 1.0,
    time_s: float | None = None,
    keep: float = 0.0,
    only: Iterable[str] = (),
    taste: Mapping[str, float] | None = None,
    language: Language = "en",
    progress: Progress = silent,
) -> list[Proposal]:
    """Up to `count` arrangements of a room's furniture that clearly differ, best first; fewer when there are no more.

    Every proposal works: nothing overlaps or leaves the room, doors open, everything can be walked to. What a room
    cannot hold is set down outside it and named first among the reasons; an empty list means that not even one piece
    can be placed. Fixed items, kitchen and bath stay; what stands on something travels with it. `keep` (0..1) says how
    much it matters that things stay where they are; with `only`, nothing but the items of these ids moves; `taste`
    multiplies the weights of terms. Same scene, seed and effort, same result; `time_s` as in `search_layouts`. Raises
    NotFound for an unknown room or item, InvalidInput when there is nothing to arrange.
    """
    movable = frozenset(scene.item(item_id).id for item_id in only)
    room_problem = problem_from_scene(scene, room_id, only=movable, keep=keep, taste=taste or {})
    if movable and not movable.intersection(piece.id for piece in room_problem.problem.pieces):
        raise InvalidInput("None of these things stands in that room by itself.", hint="Choose others.")
    found = search_layouts(
        room_problem.problem, count=count, seed=seed, effort=effort, time_s=time_s, progress=part(progress, 0.0, 0.98)
    )
    return proposals_of(room_problem, found, language)


def proposals_of(room_problem: RoomProblem, found: list[Found], language: Language) -> list[Proposal]:
    """Layouts as proposals to the document, best first."""
    now = judge(room_problem.problem, current_layout(room_problem.problem))
    before = scores_of(now)
    titles = titles_of(found, language=language)
    proposals = []
    for each, title in zip(found, titles, strict=True):
        scores = scores_of(each)
        reasons = reasons_of(each, before=now, language=language)
        if not each.layout.present.all():
            reasons = (reasons[0], _OUTSIDE[language], *reasons[1:])
        proposals.append(
            Proposal(
                title=title,
                commands=commands_for(room_problem, each.layout),
                reasons=reasons,
                scores=scores,
                before=before,
                score=score_of(scores),
            )
        )
    return sorted(proposals, key=lambda proposal: -proposal.score)
