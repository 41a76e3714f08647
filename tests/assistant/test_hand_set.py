"""The hand-written sentences hold together: valid records, ids that exist, everything covered, nothing trained on."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vrplanner.app.bench.sentences import Sentence, hand_folder, read_hand_set
from vrplanner.assistant import lexicon
from vrplanner.assistant.record import INTENTS, RELATIONS, SLOTS, CommandRecord
from vrplanner.assistant.scene_view import view_of
from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.core.furniture import BY_NAME
from vrplanner.core.scene import Scene
from vrplanner.recipes.command_model import examples
from vrplanner.recipes.spoken_commands import COMMANDS

SENTENCES, SCENES = read_hand_set(hand_folder())
PLAIN = [
    json.loads(line)
    for name in ("en.jsonl", "zh.jsonl")
    for line in (hand_folder() / name).read_text(encoding="utf-8").splitlines()
]
DIRECTIONS = {
    "move": {"left", "right", "forward", "back", "up", "down", "north", "south", "east", "west"},
    "resize": {"larger", "smaller", "wider", "narrower", "taller", "lower", "deeper", "shallower"},
    "light": {"on", "off", "up", "down"},
}
CHOICES = {
    "time": {"morning", "noon", "afternoon", "evening", "night"},
    "target": {"top", "front", "inside", "overview"},
    "format": {"glb", "pdf", "svg", "png", "usdz", "ifc"},
    "currency": {"EUR", "USD", "GBP", "CNY"},
    "size": {"XS", "S", "M", "L", "XL", "XXL"},
    "surface": {"wall", "floor", "ceiling"},
}
RANGES = {
    "width_m": (0.1, 6.0), "depth_m": (0.1, 6.0), "height_m": (0.1, 3.0), "amount_m": (0.02, 3.0),
    "angle_deg": (1, 360), "factor": (0.1, 5.0), "price_max": (10, 100_000),
}  # fmt: skip
SPOTS = {
    "window", "door", *(f"{side} wall" for side in ("north", "south", "east", "west")),
    *(f"{a}-{b} corner" for a in ("north", "south") for b in ("east", "west")),
}  # fmt: skip


def test_every_line_has_its_parts() -> None:
    assert [plain["id"] for plain in PLAIN if not _is_whole(plain)] == []


def _is_whole(plain: dict[str, Any]) -> bool:
    needed, language = {"id", "text", "scene", "expect", "tags"}, plain["id"].split("-")[0]
    return (
        needed <= plain.keys() <= {*needed, "context"}
        and plain.get("context", {}).keys() <= {"selected", "pointed", "last", "pending", "looks"}
        and plain["text"].strip() == plain["text"] != ""
        and len(set(plain["tags"])) == len(plain["tags"]) > 0
        and bool(re.search(r"[\u4e00-\u9fff]", plain["text"])) == (language == "zh")
        and plain["expect"] != []
    )


def test_what_a_line_names_is_there() -> None:
    astray = {sentence.id: _astray(sentence) for sentence in SENTENCES}
    assert {name: what for name, what in astray.items() if what} == {}


def _astray(sentence: Sentence) -> set[str]:
    """Ids and places that the scene does not have."""
    items, context = set(SCENES[sentence.scene].items), sentence.context
    named = {context.selected or "", context.pointed or "", *context.last}
    for record in sentence.expect:
        anchor = record.get("anchor", "")
        named |= {record.get("item_id", ""), *([anchor] if isinstance(anchor, str) else anchor)}
    return named - items - SPOTS - {""}


def test_two_anchors_stand_where_two_are_needed() -> None:
    odd = [
        sentence.id
        for sentence in SENTENCES
        for record in sentence.expect
        if isinstance(record.get("anchor"), list)
        != (record.get("relation") == "between" or (record.intent == "measure" and "item_id" not in record.slots))
    ]
    assert odd == []


def test_slots_hold_known_words_and_plausible_figures() -> None:
    odd = {sentence.id: [*_odd_slots(sentence)] for sentence in SENTENCES}
    assert {name: slots for name, slots in odd.items() if slots} == {}


def _odd_slots(sentence: Sentence) -> Iterator[str]:
    for record in sentence.expect:
        yield from (name for name, value in record.slots.items() if not _is_usual(record.intent, name, value))
        known = record.get("object", "everything") in {*BY_NAME, "everything"}
        if known == ("unknown-class" in sentence.tags):
            yield "object"
        if record.intent in ("none", "clarify") and (record.slots or record.intent not in sentence.tags):
            yield record.intent


def _is_usual(intent: str, name: str, value: Any) -> bool:
    if name in RANGES:
        least, most = RANGES[name]
        return least <= float(value) <= most
    if name in ("color", "material", "style", "garment"):
        return value in lexicon.table(f"{name}s")
    if name == "direction":
        return value in DIRECTIONS[intent]
    return name not in CHOICES or value in CHOICES[name]


def test_something_to_be_done_says_to_what() -> None:
    """An item of the scene by its id alone, a group by its class; what comes in by its class."""
    assert [sentence.id for sentence in SENTENCES if not all(map(_says_to_what, sentence.expect))] == []


def _says_to_what(record: CommandRecord) -> bool:
    slots = record.slots.keys()
    if record.intent == "replace":
        return {"item_id", "object"} <= slots
    if record.intent in ("move", "rotate", "resize", "restyle", "remove", "duplicate", "select", "buy"):
        return ("item_id" in slots) != (record.get("count") == "all" and "object" in slots)
    if record.intent in ("try_on", "take_off", "size_advice"):
        return "garment" in slots and "item_id" not in slots
    return record.intent not in ("place", "search") or "object" in slots


def test_enough_of_each() -> None:
    count = Counter(sentence.language for sentence in SENTENCES)
    assert count["en"] >= 320
    assert count["zh"] >= 170
    tags = Counter(tag for sentence in SENTENCES for tag in sentence.tags)
    assert tags["none"] >= 40
    assert tags["clarify"] >= 30
    assert tags["near-miss"] >= 30
    assert tags["destructive"] >= 40
    assert 0.15 <= tags["hard"] / len(SENTENCES) <= 0.3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_intent_and_relation_is_said(language: str) -> None:
    records = [record for sentence in SENTENCES if sentence.language == language for record in sentence.expect]
    assert {record.intent for record in records} == set(INTENTS)
    said = {record.get("relation") for record in records}
    assert set(RELATIONS) - said == set()
    assert set(SLOTS) == {name for record in records for name in record.slots}


def test_no_line_stands_there_twice() -> None:
    told = Counter((_bare(sentence.text), sentence.scene, sentence.context) for sentence in SENTENCES)
    assert [text for (text, _, _), count in told.items() if count > 1] == []
    assert len({sentence.id for sentence in SENTENCES}) == len(SENTENCES)


def test_what_is_settled_by_context_is_unclear_without() -> None:
    """Of a sentence that stands there twice, the line without context is the one to ask back about."""
    by_text: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in SENTENCES:
        by_text.setdefault((sentence.text, sentence.scene), []).append(sentence)
    pairs = [lines for lines in by_text.values() if len(lines) > 1]
    assert len(pairs) >= 4
    for first, second in pairs:
        assert first.expect[0].intent == "clarify"
        assert second.expect[0].intent != "clarify"


def test_nothing_of_it_is_trained_on() -> None:
    drawn = [*examples(4000, seed=0), *examples(800, seed=1, held=True)]
    taught = {_bare(example.sentence) for example in drawn} | {_bare(text) for _, text in COMMANDS.values()}
    assert len(taught) > 3000
    assert [sentence.text for sentence in SENTENCES if _bare(sentence.text) in taught] == []


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_scenes_are_rooms_one_can_live_in(scene: Scene) -> None:
    (room,) = scene.rooms.values()
    x0, z0, x1, z1 = room.polygon.bounds
    for item in scene.items.values():
        assert item.kind in BY_NAME
        x, z = item.plan_position
        assert x0 <= x <= x1
        assert z0 <= z <= z1
        assert item.position[1] + item.size[1] <= room.height_m
    assert {spot.kind for spot in view_of(scene).spots} >= {"wall", "window", "door", "corner"}


def test_missing_and_damaged_sentences(tmp_path: Path) -> None:
    (tmp_path / "scenes.json").write_text((hand_folder() / "scenes.json").read_text(encoding="utf-8"))
    with pytest.raises(NotFound):
        read_hand_set(tmp_path)
    (tmp_path / "en.jsonl").write_text('{"id": "en-1", "text": "undo"}')
    with pytest.raises(InvalidFile):
        read_hand_set(tmp_path)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text.lower())
