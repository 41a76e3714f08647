"""While something is held: the rest makes room, what is held stays, and it is all one proposal."""

from dataclasses import replace

import pytest

from vrplanner.core.document import Document
from vrplanner.core.errors import Cancelled
from vrplanner.layout.from_scene import problem_from_scene
from vrplanner.layout.live import adapt_layout
from vrplanner.layout.problem import current_layout
from vrplanner.layout.suggest import suggest_layouts
from vrplanner.layout.validity import check_layout, is_valid


@pytest.fixture(scope="module")
def arranged(living_room):
    return suggest_layouts(living_room, "living", count=1, effort=0.5)[0].preview(living_room)


def dragged(scene, item_id: str, onto: str):
    x, _y, z = scene.item(onto).position
    item = scene.item(item_id)
    return scene.with_entity("items", item_id, replace(item, position=(x, item.position[1], z)))


def validity(scene) -> bool:
    problem = problem_from_scene(scene, "living").problem
    return is_valid(problem, current_layout(problem))


@pytest.mark.parametrize(
    ("held", "onto"), [("armchair_1", "sofa_1"), ("plant_1", "sofa_1"), ("side_table_1", "bookcase_1")]
)
def test_the_rest_makes_room_for_what_is_held(arranged, held, onto):
    scene = dragged(arranged, held, onto)
    assert validity(arranged)
    assert not validity(scene)
    proposal = adapt_layout(scene, "living", held)
    assert proposal is not None
    after = proposal.preview(scene)
    assert after.item(held) == scene.item(held)
    assert held not in {command.item_id for command in proposal.commands}
    problem = problem_from_scene(after, "living").problem
    assert "overlap" not in {finding.rule for finding in check_layout(problem, current_layout(problem)) if finding.hard}
    assert proposal.score > 0
    assert proposal.scores["overlap"] > proposal.before["overlap"]
    document = Document(scene)
    document.execute(proposal.as_command())
    assert document.scene == after
    document.undo()
    assert document.scene == scene


def test_where_nothing_is_in_the_way_nothing_moves(arranged):
    assert adapt_layout(arranged, "living", "plant_1") is None


def test_both_languages_and_giving_up(arranged):
    scene = dragged(arranged, "armchair_1", "sofa_1")
    titles = [adapt_layout(scene, "living", "armchair_1", language=language).title for language in ("en", "zh")]
    assert titles == ["Make room", "腾出位置"]

    def stop(fraction: float, message: str = "", /) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        adapt_layout(scene, "living", "armchair_1", progress=stop)
