"""What a command did: which entities were what before, and are what now.

A `Change` is all that undo, redo, merging of drags, listeners and the renderer's partial updates need.
"""

from dataclasses import dataclass

from vrplanner.core.scene import Entity, EntityKind, Scene


@dataclass(frozen=True, slots=True)
class EntityChange:
    """One entity before and after; None where it did not or does not exist. `index` is its place in its collection."""

    kind: EntityKind
    id: str
    before: Entity | None
    after: Entity | None
    index: int

    def reversed(self) -> "EntityChange":
        return EntityChange(self.kind, self.id, self.after, self.before, self.index)


@dataclass(frozen=True, slots=True)
class Change:
    """Entity changes in the order they happened."""

    entities: tuple[EntityChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entities)

    def reversed(self) -> "Change":
        return Change(tuple(change.reversed() for change in self.entities[::-1]))

    def then(self, later: "Change") -> "Change":
        """Both as one: an entity that both touch keeps its oldest `before`."""
        if len(self.entities) == len(later.entities) and all(
            (a.kind, a.id) == (b.kind, b.id) for a, b in zip(self.entities, later.entities, strict=True)
        ):
            pairs = zip(self.entities, later.entities, strict=True)
            return Change(tuple(EntityChange(a.kind, a.id, a.before, b.after, a.index) for a, b in pairs))
        return Change(self.entities + later.entities)

    def apply(self, scene: Scene) -> Scene:
        for change in self.entities:
            scene = scene.with_entity(change.kind, change.id, change.after, index=change.index)
        return scene


def changed(scene: Scene, kind: EntityKind, entity_id: str, after: Entity | None) -> EntityChange:
    """The change that makes `entity_id` of this scene into `after` (None: removes it)."""
    collection = scene.of_kind(kind)
    before = collection.get(entity_id)
    index = list(collection).index(entity_id) if before is not None else len(collection)
    return EntityChange(kind, entity_id, before, after, index)
