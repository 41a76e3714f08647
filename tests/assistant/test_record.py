"""The command record: what it accepts, what it refuses, and its JSON form."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.assistant.record import INTENTS, RELATIONS, CommandRecord, record_from_plain
from vrplanner.core.errors import InvalidInput

SLOTS = st.fixed_dictionaries(
    {},
    optional={
        "item_id": st.text(min_size=1, max_size=8),
        "color": st.sampled_from(["green", "red"]),
        "width_m": st.floats(0, 100),
        "relation": st.sampled_from(RELATIONS),
        "count": st.integers(1, 100) | st.just("all"),
        "anchor": st.just("north wall") | st.just(["bed_1", "window"]),
        "clockwise": st.booleans(),
        "angle_deg": st.floats(-360, 360),
        "surface": st.sampled_from(["wall", "floor", "ceiling"]),
    },
)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(INTENTS), SLOTS)
def test_a_record_survives_its_json_form(intent: str, slots: dict[str, object]) -> None:
    record = CommandRecord(intent, slots)
    assert record_from_plain(json.loads(json.dumps(record.to_plain()))) == record


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("explode", {}),
        ("move", {"amount_m": -1}),
        ("move", {"amount_m": "far"}),
        ("place", {"relation": "near"}),
        ("place", {"count": 0}),
        ("place", {"count": True}),
        ("rotate", {"clockwise": "yes"}),
        ("paint", {"surface": "roof"}),
        ("move", {"speed": 3}),
        ("move", {"anchor": []}),
        ("place", {"object": ""}),
        ("rotate", {"angle_deg": float("nan")}),
    ],
)
def test_what_is_no_record_is_refused(intent: str, slots: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        CommandRecord(intent, slots)
