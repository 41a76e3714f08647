"""Placing, moving and changing the things in a room."""

from dataclasses import dataclass, replace

from vrplanner.core.change import Change, changed
from vrplanner.core.commands.base import Command, register
from vrplanner.core.errors import CommandRefused
from vrplanner.core.geometry import Vec3
from vrplanner.core.item import Item
from vrplanner.core.scene import Scene


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceItem(Command):
    """Put a new item into the scene."""

    item: Item

    def apply(self, scene: Scene) -> Change:
        if any(entity.id == self.item.id for entity in scene.entities()):
            raise CommandRefused(f'There is already something called "{self.item.id}".')
        _check_size(self.item.size)
        return Change((changed(scene, "items", self.item.id, self.item),))

    def label(self, scene: Scene) -> str:
        return f"Place {self.item.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem(Command):
    """Stand an item somewhere else; what is None stays as it is."""

    item_id: str
    position: Vec3 | None = None
    yaw_rad: float | None = None

    def apply(self, scene: Scene) -> Change:
        item = scene.item(self.item_id)
        if item.fixed:
            raise CommandRefused(f"{item.name} is fixed in its place.", hint="Release it first.")
        position = item.position if self.position is None else self.position
        yaw_rad = item.yaw_rad if self.yaw_rad is None else self.yaw_rad
        return Change((changed(scene, "items", item.id, replace(item, position=position, yaw_rad=yaw_rad)),))

    def label(self, scene: Scene) -> str:
        return f"{'Turn' if self.position is None else 'Move'} {scene.item(self.item_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class ResizeItem(Command):
    """Make an item `size` = (width, height, depth), metres."""

    item_id: str
    size: Vec3

    def apply(self, scene: Scene) -> Change:
        _check_size(self.size)
        return Change((changed(scene, "items", self.item_id, replace(scene.item(self.item_id), size=self.size)),))

    def label(self, scene: Scene) -> str:
        return f"Resize {scene.item(self.item_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RestyleItem(Command):
    """Change how an item looks: its colour, material and the model that shows them; what is None stays."""

    item_id: str
    color: str | None = None
    material: str | None = None
    model: str | None = None

    def apply(self, scene: Scene) -> Change:
        item = scene.item(self.item_id)
        color = item.color if self.color is None else self.color
        material = item.material if self.material is None else self.material
        restyled = replace(item, color=color, material=material, model=self.model or item.model)
        return Change((changed(scene, "items", item.id, restyled),))

    def label(self, scene: Scene) -> str:
        return f"Restyle {scene.item(self.item_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceItem(Command):
    """Put `item` where `item_id` stands; the new one keeps the old id, place, facing and relations."""

    item_id: str
    item: Item

    def apply(self, scene: Scene) -> Change:
        old = scene.item(self.item_id)
        _check_size(self.item.size)
        new = replace(self.item, id=old.id, position=old.position, yaw_rad=old.yaw_rad)
        return Change((changed(scene, "items", old.id, new),))

    def label(self, scene: Scene) -> str:
        return f"Replace {scene.item(self.item_id).name} by {self.item.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RenameItem(Command):
    """Give an item another name to show."""

    item_id: str
    new_name: str

    def apply(self, scene: Scene) -> Change:
        item = scene.item(self.item_id)
        return Change((changed(scene, "items", item.id, replace(item, name=self.new_name)),))

    def label(self, scene: Scene) -> str:
        return f"Rename {scene.item(self.item_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class FixItem(Command):
    """Fix an item in its place, or release it."""

    item_id: str
    fixed: bool = True

    def apply(self, scene: Scene) -> Change:
        item = scene.item(self.item_id)
        return Change((changed(scene, "items", item.id, replace(item, fixed=self.fixed)),))

    def label(self, scene: Scene) -> str:
        return f"{'Fix' if self.fixed else 'Release'} {scene.item(self.item_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveItem(Command):
    """Take an item out of the scene, and with it the relations it stands in."""

    item_id: str

    def apply(self, scene: Scene) -> Change:
        item = scene.item(self.item_id)
        # Last one first: brought back in turn, each then finds its old place.
        forgotten = (changed(scene, "relations", relation.id, None) for relation in scene.relations_of(item.id)[::-1])
        return Change((*forgotten, changed(scene, "items", item.id, None)))

    def label(self, scene: Scene) -> str:
        return f"Remove {scene.item(self.item_id).name}"


def _check_size(size: Vec3) -> None:
    if min(size) <= 0 or max(size) > 50:
        shown = " × ".join(f"{metres:.2f}" for metres in size)
        raise CommandRefused(
            f"A size of {shown} m cannot be right.", hint="Each side must be above 0 and at most 50 m."
        )
