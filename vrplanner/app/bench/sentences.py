"""The hand-written sentences of `tests/assistant/hand`, and when an answer to one counts as right.

What the notes on records leave open is not counted against an answer: how a question is worded, `on` or `against` a
wall, which synonym of a colour. `README.md` beside the sentences lists all of it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vrplanner.assistant import lexicon
from vrplanner.assistant.context import Context
from vrplanner.assistant.record import DESTRUCTIVE, CommandRecord, record_from_plain
from vrplanner.assistant.scenes_file import context_from_plain, read_scenes
from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.core.resources import assets_dir
from vrplanner.core.scene import Scene

LANGUAGES = ("en", "zh")
MAY_ASK_BACK = frozenset({"absent", "impossible"})
"""Tags of sentences about things that are not there: "none" and asking back are both right."""
_WORDLESS = frozenset({"ask", "help", "none", "clarify", "accept", "reject", "cancel", "save", "redo"})
_METRES_CLOSE, _SHARE_CLOSE = 0.005, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, the scene it is said in, and the records it means."""

    id: str
    language: str
    text: str
    scene: str
    context: Context
    expect: tuple[CommandRecord, ...]
    tags: frozenset[str]


def hand_folder() -> Path:
    return assets_dir().parent / "tests" / "assistant" / "hand"


def read_hand_set(folder: Path) -> tuple[list[Sentence], dict[str, Scene]]:
    """All sentences, English first, and the scenes they name. Raises NotFound, InvalidFile."""
    scenes = read_scenes(folder / "scenes.json")
    return [sentence for language in LANGUAGES for sentence in _read(folder / f"{language}.jsonl", language)], scenes


def _read(path: Path, language: str) -> list[Sentence]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", hint="The sentences come with a checkout of the source.") from None
    try:
        return [_sentence(json.loads(line), language) for line in lines]
    except (KeyError, ValueError) as wrong:
        raise InvalidFile(f"{path.name} has a line that is not complete: {wrong!r}.") from wrong


def _sentence(plain: Mapping[str, Any], language: str) -> Sentence:
    return Sentence(
        id=plain["id"], language=language, text=plain["text"], scene=plain["scene"],
        context=context_from_plain(plain.get("context")),
        expect=tuple(record_from_plain(record) for record in plain["expect"]), tags=frozenset(plain["tags"]),
    )  # fmt: skip


def intents_right(sentence: Sentence, answer: Sequence[CommandRecord]) -> bool:
    """The same intents in the same order."""
    given = _intents(answer)
    return given == _intents(sentence.expect) or (given == ("clarify",) and bool(sentence.tags & MAY_ASK_BACK))


def exactly_right(sentence: Sentence, answer: Sequence[CommandRecord]) -> bool:
    """The same records with the same slots."""
    if not intents_right(sentence, answer):
        return False
    asked, given = _spread(sentence.expect), _spread(answer)
    if sentence.tags & MAY_ASK_BACK:
        return True
    return len(asked) == len(given) and all(map(_same, asked, given))


def unasked(sentence: Sentence, answer: Sequence[CommandRecord]) -> list[CommandRecord]:
    """The removals and purchases of an answer that go beyond what the sentence asks for."""
    asked = [_settled(record) for record in sentence.expect if record.intent in DESTRUCTIVE]
    harmful = [_settled(record) for record in answer if record.intent in DESTRUCTIVE]
    return [record for record in harmful if not any(_within(record, other) for other in asked)]


def _within(record: CommandRecord, asked: CommandRecord) -> bool:
    """One of two that were ordered is within the order; all instead of one is not."""
    count, most = record.get("count", 1), asked.get("count", 1)
    fewer = count == most or (count == 1 and isinstance(most, int))
    return fewer and _same(record.with_slots(count=None), asked.with_slots(count=None))


def _intents(records: Sequence[CommandRecord]) -> tuple[str, ...]:
    return tuple(record.intent for record in _spread(records))


def _spread(records: Sequence[CommandRecord]) -> list[CommandRecord]:
    """Undoing three steps is three records or one that counts."""
    spread: list[CommandRecord] = []
    for record in records:
        count = record.get("count", 1)
        if record.intent in ("undo", "redo") and isinstance(count, int):
            spread += [CommandRecord(record.intent)] * count
        else:
            spread.append(_settled(record))
    return spread


def _settled(record: CommandRecord) -> CommandRecord:
    """A record without what can be said in two ways."""
    if record.intent in _WORDLESS:
        return CommandRecord(record.intent)
    slots = dict(record.slots)
    for name, table in (("color", "colors"), ("material", "materials"), ("style", "styles"), ("garment", "garments")):
        if name in slots:
            slots[name] = lexicon.words(table).get(slots[name].lower(), slots[name].lower())
    if "object" in slots:
        slots["object"] = lexicon.nouns().get(slots["object"].lower(), slots["object"].lower())
    _settle_all(record.intent, slots)
    _settle_place(record.intent, slots)
    return CommandRecord(record.intent, slots)


def _settle_all(intent: str, slots: dict[str, Any]) -> None:
    if slots.get("count") == 1:
        del slots["count"]
    whole = {"light": ("lamp", None), "arrange": ("everything", None)}.get(intent)
    if whole and slots.get("object") in whole and slots.get("count", "all") == "all":
        slots.pop("object", None)
        slots.pop("count", None)


def _settle_place(intent: str, slots: dict[str, Any]) -> None:
    anchor, relation = slots.get("anchor"), slots.get("relation")
    if isinstance(anchor, list):
        slots["anchor"] = sorted(anchor)
    elif relation == "on" and str(anchor).endswith("wall"):
        slots["relation"] = "against"
    elif (relation, anchor) in (("in_center", "center"), ("in_corner", "corner")):
        del slots["anchor"]
    elif intent == "teleport" and relation == "next_to":
        del slots["relation"]


def _same(one: CommandRecord, other: CommandRecord) -> bool:
    if one.intent != other.intent or one.slots.keys() != other.slots.keys():
        return False
    return all(_close(value, other.slots[name]) for name, value in one.slots.items())


def _close(one: Any, other: Any) -> bool:
    if type(one) in (int, float) and type(other) in (int, float):
        return math.isclose(one, other, rel_tol=_SHARE_CLOSE, abs_tol=_METRES_CLOSE)
    return bool(one == other)
