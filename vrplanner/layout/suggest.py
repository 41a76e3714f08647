"""Suggestions for one room of the document: proposals to look at, compare and accept."""

from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene
from vrplanner.layout.explain import Language, reasons_of, score_of, scores_of, titles_of
from vrplanner.layout.from_scene import RoomProblem, commands_for, problem_from_scene
from vrplanner.layout.search import Found, search_layouts

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
    language: Language = "en",
    progress: Progress = silent,
) -> list[Proposal]:
    """Up to `count` arrangements of a room's furniture that clearly differ, best first; fewer when there are no more.

    Every proposal works: nothing overlaps or leaves the room, doors open, everything can be walked to. What a room
    cannot hold is set down outside it and named first among the reasons; an empty list means that not even one piece
    can be placed. Fixed items, kitchen and bath stay; what stands on something travels with it. Same scene, seed and
    effort, same result. Raises NotFound for an unknown room, InvalidInput when there is nothing to arrange.
    """
    room_problem = problem_from_scene(scene, room_id)
    found = search_layouts(
        room_problem.problem, count=count, seed=seed, effort=effort, progress=part(progress, 0.0, 0.98)
    )
    titles = titles_of(room_problem.problem, found, language=language)
    proposals = [_proposal(room_problem, *pair, language) for pair in zip(found, titles, strict=True)]
    progress(1.0, "Done")
    return sorted(proposals, key=lambda proposal: -proposal.score)


def _proposal(room_problem: RoomProblem, found: Found, title: str, language: Language) -> Proposal:
    problem = room_problem.problem
    scores = scores_of(problem, found)
    reasons = reasons_of(problem, found, language=language)
    if not found.layout.present.all():
        reasons = (reasons[0], _OUTSIDE[language], *reasons[1:])
    return Proposal(
        title=title,
        commands=commands_for(room_problem, found.layout),
        reasons=reasons,
        scores=scores,
        score=score_of(scores),
    )
