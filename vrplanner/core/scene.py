"""The whole document at one moment, as an immutable value.

A change makes a new `Scene` that shares every untouched entity with the old one, so renderers, workers and undo hold
scenes by plain reference and never lock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from vrplanner.core.camera import Camera
from vrplanner.core.errors import NotFound
from vrplanner.core.item import Item
from vrplanner.core.person import Avatar, Garment
from vrplanner.core.relation import Relation
from vrplanner.core.room import Room

E = TypeVar("E")
Entity = Room | Item | Avatar | Garment | Camera | Relation
EntityKind = Literal["rooms", "items", "avatars", "garments", "cameras", "relations"]
ENTITY_TYPES: Mapping[EntityKind, type[Entity]] = MappingProxyType(
    {"rooms": Room, "items": Item, "avatars": Avatar, "garments": Garment, "cameras": Camera, "relations": Relation}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Every entity by id, in the order they were added. Treat the mappings as read-only."""

    rooms: Mapping[str, Room] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    avatars: Mapping[str, Avatar] = field(default_factory=dict)
    garments: Mapping[str, Garment] = field(default_factory=dict)
    cameras: Mapping[str, Camera] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    name: str = "Untitled"
    extra: Mapping[str, object] = field(default_factory=dict)

    def of_kind(self, kind: EntityKind) -> Mapping[str, Entity]:
        collection: Mapping[str, Entity] = getattr(self, kind)
        return collection

    def entities(self) -> Iterator[Entity]:
        for kind in ENTITY_TYPES:
            yield from self.of_kind(kind).values()

    def with_entity(self, kind: EntityKind, entity_id: str, entity: Entity | None, *, index: int = -1) -> "Scene":
        """The scene with this entity replaced in its place, put in at `index` (-1: at the end), or (None) taken out."""
        collection = dict(self.of_kind(kind))
        if entity is None:
            collection.pop(entity_id, None)
        elif entity_id in collection or index < 0:
            collection[entity_id] = entity
        else:
            pairs = list(collection.items())
            pairs.insert(index, (entity_id, entity))
            collection = dict(pairs)
        changes: dict[str, Any] = {kind: collection}
        return replace(self, **changes)

    def item(self, item_id: str) -> Item:
        return _found(self.items, item_id, "item")

    def room(self, room_id: str) -> Room:
        return _found(self.rooms, room_id, "room")

    def avatar(self, avatar_id: str) -> Avatar:
        return _found(self.avatars, avatar_id, "avatar")

    def garment(self, garment_id: str) -> Garment:
        return _found(self.garments, garment_id, "garment")

    def camera(self, camera_id: str) -> Camera:
        return _found(self.cameras, camera_id, "camera")

    def relation(self, relation_id: str) -> Relation:
        return _found(self.relations, relation_id, "relation")

    def relations_of(self, item_id: str) -> list[Relation]:
        """Every relation that is about this item, from either side."""
        return [relation for relation in self.relations.values() if relation.names(item_id)]

    def fresh_id(self, stem: str) -> str:
        """`stem_1`, or the first number that nothing in the scene uses yet."""
        taken = {entity.id for entity in self.entities()}
        return next(name for n in count(1) if (name := f"{stem}_{n}") not in taken)

    def model_digests(self) -> set[str]:
        """The digests of all models that something in the scene is drawn with."""
        drawn: list[Item | Avatar | Garment] = [*self.items.values(), *self.avatars.values(), *self.garments.values()]
        digests = {entity.model for entity in drawn} | {room.scan_model for room in self.rooms.values()}
        return {digest for digest in digests if digest}


def _found(collection: Mapping[str, E], entity_id: str, noun: str) -> E:
    try:
        return collection[entity_id]
    except KeyError:
        known = ", ".join(list(collection)[:8]) or "none"
        raise NotFound(f'There is no {noun} called "{entity_id}".', hint=f"Known here: {known}.") from None
