"""A crash at any moment costs nothing but the line it cut short."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.codec import to_plain
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, VrPlannerError
from vrplanner.core.journal import Journal, replay

from .strategies import scenes, single_commands

moves = st.lists(st.one_of(single_commands, st.just("undo"), st.just("redo")), max_size=12)


@given(scene=scenes(), steps=moves, gestures=st.lists(st.sampled_from(["", "drag"]), min_size=12, max_size=12))
def test_replaying_the_journal_gives_the_document(scene: object, steps: list[object], gestures: list[str]) -> None:
    document, stream = Document(scene), io.StringIO()  # type: ignore[arg-type]
    Journal(document, stream)
    for step, gesture in zip(steps, gestures, strict=False):
        try:
            if step in ("undo", "redo"):
                getattr(document, str(step))()
            else:
                document.execute(step, gesture=gesture)  # type: ignore[arg-type]
        except VrPlannerError:
            continue
    again = Document(scene)  # type: ignore[arg-type]
    replay(again, io.StringIO(stream.getvalue()))
    assert json.dumps(to_plain(again.scene)) == json.dumps(to_plain(document.scene))
    assert again.history == document.history


def test_a_last_line_cut_short_is_left_out_and_an_earlier_one_is_not() -> None:
    good = '{"do": "set_camera", "camera": {"id": "c", "name": "c", "position": [0, 1, 2], "target": [0, 0, 0]}}'
    document = Document()
    assert replay(document, [good, good[:40]]) == 1
    assert "c" in document.scene.cameras
    with pytest.raises(InvalidFile, match="Line 1"):
        replay(Document(), [good[:40], good])
