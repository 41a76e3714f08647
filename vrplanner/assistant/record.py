"""The command record: one validated form for what words mean, shared by the grammar, the model and other tools."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vrplanner.core.errors import InvalidInput

INTENTS = (
    "place", "move", "rotate", "resize", "restyle", "replace", "remove", "duplicate", "select", "search", "buy",
    "arrange", "accept", "reject", "undo", "redo", "try_on", "take_off", "size_advice", "measure", "view", "teleport",
    "light", "paint", "save", "export", "ask", "help", "cancel", "clarify", "none",
)  # fmt: skip
RELATIONS = (
    "next_to", "left_of", "right_of", "in_front_of", "behind", "between", "under", "on", "against", "in_corner",
    "in_center", "facing",
)  # fmt: skip
DESTRUCTIVE = frozenset({"remove", "buy"})
"""Intents that need a person's yes whenever the words did not name exactly one thing."""

_TEXT = {
    "object", "item_id", "color", "material", "style", "size", "direction", "currency", "garment", "time",
    "target", "question", "format",
}  # fmt: skip
_METRES = {"width_m", "depth_m", "height_m", "amount_m"}
_NUMBERS = {"angle_deg", "factor", "price_max"}
_CHOICES = {"relation": RELATIONS, "surface": ("wall", "floor", "ceiling")}
SLOTS = (
    "object", "item_id", "count", "color", "material", "style", "size", "width_m", "depth_m", "height_m", "relation",
    "anchor", "direction", "amount_m", "angle_deg", "factor", "clockwise", "price_max", "currency", "garment", "time",
    "surface", "target", "question", "format",
)  # fmt: skip
"""Every slot, in the order records are written in."""


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """An intent with its slots. Lengths are metres, angles degrees; `anchor` of "between" is a list of two."""

    intent: str
    slots: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.intent not in INTENTS:
            raise InvalidInput(f'"{self.intent}" is not something that can be asked for.')
        for name, value in self.slots.items():
            _check(name, value)
        object.__setattr__(self, "slots", {name: self.slots[name] for name in SLOTS if name in self.slots})

    def get(self, name: str, default: Any = None) -> Any:
        return self.slots.get(name, default)

    def with_slots(self, **changes: Any) -> "CommandRecord":
        """The record with these slots set; None takes a slot out."""
        slots = {**self.slots, **changes}
        return CommandRecord(self.intent, {name: value for name, value in slots.items() if value is not None})

    def to_plain(self) -> dict[str, Any]:
        return {"intent": self.intent, "slots": dict(self.slots)}


def record_from_plain(plain: object) -> CommandRecord:
    """The reverse of `to_plain`. Raises InvalidInput for what is not a record."""
    if not isinstance(plain, dict) or not isinstance(plain.get("intent"), str):
        raise InvalidInput('A command record must be an object with an "intent".')
    slots = plain.get("slots", {})
    if not isinstance(slots, dict):
        raise InvalidInput('The "slots" of a command record must be an object.')
    return CommandRecord(plain["intent"], slots)


def records_to_plain(records: Iterable[CommandRecord]) -> list[dict[str, Any]]:
    return [record.to_plain() for record in records]


def _check(name: str, value: Any) -> None:
    if name in _TEXT:
        good = isinstance(value, str) and value != ""
    elif name in _METRES:
        good = _is_number(value) and 0 <= value <= 100
    elif name in _NUMBERS:
        good = _is_number(value)
    elif name in _CHOICES:
        good = value in _CHOICES[name]
    elif name == "count":
        good = value == "all" or (isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 100)
    elif name == "clockwise":
        good = isinstance(value, bool)
    elif name == "anchor":
        parts = value if isinstance(value, list) else [value]
        good = bool(parts) and all(isinstance(part, str) and part for part in parts)
    else:
        raise InvalidInput(f'"{name}" is not a slot of a command record.')
    if not good:
        raise InvalidInput(f"{value!r} cannot be the {name} of a command.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
