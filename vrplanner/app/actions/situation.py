"""What an action is given and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from vrplanner.app.replies import Language, thing_name, words
from vrplanner.assistant.context import Context
from vrplanner.assistant.record import CommandRecord
from vrplanner.assistant.references import candidates_of
from vrplanner.assistant.scene_view import view_of
from vrplanner.core.commands.base import Command
from vrplanner.core.errors import CommandRefused, NotFound
from vrplanner.core.geometry import Point2
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.progress import Progress
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

Sides = tuple[float | None, float | None, float | None]
ANY_SIZE: Sides = (None, None, None)


class Makers(Protocol):
    """The features an action may need; `app.services` has them all."""

    def generate(
        self, words: str, *, seed: int = 0, size: Sides = ANY_SIZE, progress: Progress = ...
    ) -> tuple[Item, Model]: ...
    def make_avatar(
        self, measurements: Measurements, build: Any, *, progress: Progress = ...
    ) -> tuple[Avatar, Model]: ...
    def make_garment(
        self, words: str, avatar: Avatar, *, worn: Sequence[tuple[Garment, Model]] = (), progress: Progress = ...
    ) -> tuple[Garment, Model]: ...
    def body(self, measurements: Measurements, build: Any, *, progress: Progress = ...) -> Any: ...
    def search_products(self, words: str, *, language: str = "en", limit: int = 200) -> Any: ...
    def furnish(
        self, scene: Scene, models: ModelStore, room_id: str, *, budget: float, **wish: Any
    ) -> Sequence[Proposal]: ...
    def taste_weights(self) -> Mapping[str, float]: ...
    def choose_layout(self, proposals: Sequence[Proposal], chosen_index: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """Commands to carry out and what to say; or proposals to choose from. `touched` are the items it was about.

    `request` is for the window or the headset to carry out: a view, a file to save.
    """

    reply: str
    commands: tuple[Command, ...] = ()
    touched: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    question: str = ""
    selected: str | None = None
    request: CommandRecord | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One record to be carried out on a scene. `phrase` is how the person described the new thing or garment."""

    record: CommandRecord
    scene: Scene
    models: ModelStore
    context: Context
    language: Language
    makers: Makers
    progress: Progress
    phrase: str = ""
    seed: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        return words(key, self.language, **values)

    @property
    def room(self) -> Room:
        """The room the item is in, else the first one."""
        if not self.scene.rooms:
            raise NotFound(self.say("no_room"), hint="")
        item_id = self.record.get("item_id")
        if item_id in self.scene.items:
            centre = self.scene.items[item_id].footprint.centroid
            for room in self.scene.rooms.values():
                if room.polygon.contains(centre):
                    return room
        return next(iter(self.scene.rooms.values()))

    @property
    def item(self) -> Item:
        item_id = self.record.get("item_id")
        if item_id is None:
            raise NotFound(self.say("which_item"))
        return self.scene.item(item_id)

    def items(self) -> list[Item]:
        """The items a record is about: one, all of a class, or everything."""
        if "item_id" in self.record.slots:
            return [self.item]
        if self.record.get("count") != "all":
            raise NotFound(self.say("which_item"))
        return things_of(self.record, self.scene)

    def name(self, item: Item) -> str:
        return thing_name(item, self.language)

    @property
    def anchors(self) -> tuple[str, ...]:
        anchor = self.record.get("anchor")
        return tuple(anchor) if isinstance(anchor, list) else (anchor,) if anchor else ()

    @property
    def rightwards(self) -> Point2:
        x, z = self.context.looks
        return -z, x

    def refuse(self, key: str, **values: object) -> CommandRefused:
        return CommandRefused(self.say(key, **values))


def things_of(record: CommandRecord, scene: Scene) -> list[Item]:
    """All the things of the class a record with `count` "all" names."""
    noun = record.get("object", "everything")
    if noun == "everything":
        return list(scene.items.values())
    return [scene.items[i] for i in candidates_of(view_of(scene), noun, word=noun)]
