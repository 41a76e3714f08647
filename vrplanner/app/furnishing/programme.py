"""What a room of a kind is furnished with: slots to be filled, read from `assets/furnishing/rooms.toml`."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from vrplanner.core.errors import InvalidInput
from vrplanner.core.resources import assets_dir

Need = Literal["must", "should", "nice"]
NEEDS: tuple[Need, ...] = ("must", "should", "nice")
MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Pieces of one make that a room has a use for.

    `kinds` are classes, the first one preferred. `value` is 1..3 among slots of the same need. `width_m` is how wide it
    should be (low, high), `least_depth_m` how deep at least; what is described by a word of `unlike` is not meant.
    `partner` is the slot it makes no sense without; `on` the class it stands on, "window" or
    "wall", and "" for what stands on the floor.
    """

    name: str
    kinds: tuple[str, ...]
    need: Need
    value: int
    count: int = 1
    width_m: tuple[float, float] | None = None
    least_depth_m: float = 0.0
    unlike: tuple[str, ...] = ()
    partner: str = ""
    on: str = ""

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts what matters most first."""
        return NEEDS.index(self.need), -self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKind:
    """A kind of room: its English name, the Chinese one, what people call it, and for how many it usually is."""

    name: str
    zh: str
    names: tuple[str, ...]
    people: int
    slots: tuple[Mapping[str, object], ...]


@cache
def room_kinds() -> Mapping[str, RoomKind]:
    """The kinds of rooms that can be furnished, by English name."""
    path = assets_dir() / "furnishing" / "rooms.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = (
        RoomKind(
            name=entry["kind"],
            zh=entry["zh"],
            names=tuple(entry["names"]),
            people=entry["people"],
            slots=tuple(entry["slot"]),
        )
        for entry in table["room"]
    )
    return {kind.name: kind for kind in kinds}


def programme(kind: str, *, area_m2: float, people: int | None = None) -> tuple[Slot, ...]:
    """The slots of a room of this kind and size for so many people (None: the usual number), what matters most first.

    Raises InvalidInput for an unknown kind, or a number of people that is none.
    """
    room = _known(kind)
    people = room.people if people is None else people
    if not 1 <= people <= MOST_PEOPLE:
        raise InvalidInput(f"A {room.name} for {people} people cannot be planned.", hint=f"Give 1 to {MOST_PEOPLE}.")
    slots = [_slot(entry, area_m2=area_m2, people=people) for entry in room.slots if _applies(entry, area_m2)]
    there = {slot.name for slot in slots}
    return tuple(sorted((s for s in slots if not s.partner or s.partner in there), key=lambda slot: slot.rank))


def missing(slots: Sequence[Slot], standing: Iterable[str]) -> tuple[Slot, ...]:
    """The slots that what already stands in the room (class names) does not fill; a half filled one asks for the rest.

    Each piece counts once, for the slot that matters most; a slot is dropped where its partner is neither there nor
    asked for.
    """
    left = Counter(standing)
    there = {slot.name for slot in slots}
    open_slots = []
    for slot in slots:
        needed = slot.count
        for kind in slot.kinds:
            taken = min(left[kind], needed)
            left[kind] -= taken
            needed -= taken
        if needed and (not slot.partner or slot.partner in there):
            open_slots.append(replace(slot, count=needed))
    return tuple(open_slots)


def kind_of_room(name: str, standing: Iterable[str] = ()) -> str:
    """The kind that a room's name (English or Chinese) says, else that the classes standing in it say.

    Raises InvalidInput naming the kinds where neither does.
    """
    found = _named(name) or _furnished(Counter(standing))
    if found is None:
        raise InvalidInput(
            f'What kind of room "{name}" is cannot be told from its name or from what stands in it.',
            hint=f"Say which: {', '.join(room_kinds())}.",
        )
    return found


def kind_in_words(text: str) -> str | None:
    """The kind of room that a sentence names in English or Chinese, None if it names none."""
    return _named(text)


def read_kind(words: str) -> str:
    """The kind a person names: its English or Chinese name or one of its other names. Raises InvalidInput."""
    exact = words.strip().lower()
    for kind in room_kinds().values():
        if exact in (kind.name, kind.zh, *kind.names):
            return kind.name
    return _known(exact).name


def _known(kind: str) -> RoomKind:
    if kind not in room_kinds():
        raise InvalidInput(f'"{kind}" is no kind of room known here.', hint=f"Known: {', '.join(room_kinds())}.")
    return room_kinds()[kind]


def _named(name: str) -> str | None:
    """The longest name found counts; a living room and a dining room in one name are one of each."""
    text = _plain(name)
    matches = [
        (len(word), kind.name)
        for kind in room_kinds().values()
        for word in kind.names
        if (re.search(rf"\b{re.escape(_plain(word))}\b", text) if word.isascii() else word in text)
    ]
    found = {kind for _, kind in matches}
    if {"living room", "dining room"} <= found:
        return "living-dining"
    return max(matches)[1] if matches else None


def _plain(name: str) -> str:
    return re.sub(r"[\s/&+_-]+", " ", name.lower().replace("’", "'"))


def _furnished(standing: Counter[str]) -> str | None:
    beds, seats, table = standing["bed"], standing["sofa"], standing["dining table"]
    if standing["crib"]:
        return "children's room"
    if beds:
        return "studio" if table and (seats or standing["armchair"]) else "bedroom"
    if seats or standing["tv stand"] or standing["coffee table"]:
        return "living-dining" if table else "living room"
    if table:
        return "dining room"
    if standing["desk"]:
        return "home office"
    return "bedroom" if standing["wardrobe"] or standing["nightstand"] else None


def _applies(entry: Mapping[str, object], area_m2: float) -> bool:
    return area_m2 >= _number(entry.get("from_m2", 0.0))


def _slot(entry: Mapping[str, object], *, area_m2: float, people: int) -> Slot:
    wanted = max(_number(entry.get("count", 1)), _number(entry.get("per_person", 0)) * people)
    most = _number(entry.get("most", wanted))
    width_m = None
    for width in _tables(entry.get("width", [])):
        if people >= _number(width.get("people", 0)) and area_m2 >= _number(width.get("from_m2", 0.0)):
            low, high = _list(width["m"])
            width_m = (_number(low), _number(high))
    need = entry["need"]
    if need not in NEEDS:
        raise InvalidInput(f"A slot of rooms.toml is {need!r}.", hint=f"It must be one of {', '.join(NEEDS)}.")
    return Slot(
        name=str(entry["name"]),
        kinds=tuple(str(kind) for kind in _list(entry["kinds"])),
        need=need,
        value=int(_number(entry["value"])),
        count=int(min(wanted, most)),
        width_m=width_m,
        least_depth_m=_number(entry.get("least_depth_m", 0.0)),
        unlike=tuple(str(word) for word in _list(entry.get("not", []))),
        partner=str(entry.get("with", "")),
        on=str(entry.get("on", "")),
    )


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise InvalidInput(f"{value!r} in rooms.toml should be a number.")


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise InvalidInput(f"{value!r} in rooms.toml should be a list.")


def _tables(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in _list(value) if isinstance(entry, dict)]
