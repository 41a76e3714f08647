"""Avatars and what they wear."""

from dataclasses import dataclass, replace

from vrplanner.core.change import Change, changed
from vrplanner.core.commands.base import Command, register
from vrplanner.core.errors import CommandRefused
from vrplanner.core.geometry import Vec3
from vrplanner.core.person import Avatar, Garment
from vrplanner.core.scene import Scene


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetAvatar(Command):
    """Add an avatar, or replace the one of the same id."""

    avatar: Avatar

    def apply(self, scene: Scene) -> Change:
        for garment_id in self.avatar.wearing:
            scene.garment(garment_id)
        return Change((changed(scene, "avatars", self.avatar.id, self.avatar),))

    def label(self, scene: Scene) -> str:
        return f"{'Change' if self.avatar.id in scene.avatars else 'Add'} {self.avatar.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAvatar(Command):
    """Stand an avatar somewhere else; what is None stays as it is."""

    avatar_id: str
    position: Vec3 | None = None
    yaw_rad: float | None = None

    def apply(self, scene: Scene) -> Change:
        avatar = scene.avatar(self.avatar_id)
        position = avatar.position if self.position is None else self.position
        yaw_rad = avatar.yaw_rad if self.yaw_rad is None else self.yaw_rad
        return Change((changed(scene, "avatars", avatar.id, replace(avatar, position=position, yaw_rad=yaw_rad)),))

    def label(self, scene: Scene) -> str:
        return f"Move {scene.avatar(self.avatar_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAvatar(Command):
    """Take an avatar out of the scene; its garments stay in the wardrobe."""

    avatar_id: str

    def apply(self, scene: Scene) -> Change:
        return Change((changed(scene, "avatars", scene.avatar(self.avatar_id).id, None),))

    def label(self, scene: Scene) -> str:
        return f"Remove {scene.avatar(self.avatar_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetGarment(Command):
    """Put a garment into the wardrobe, or replace the one of the same id."""

    garment: Garment

    def apply(self, scene: Scene) -> Change:
        return Change((changed(scene, "garments", self.garment.id, self.garment),))

    def label(self, scene: Scene) -> str:
        return f"{'Change' if self.garment.id in scene.garments else 'Add'} {self.garment.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveGarment(Command):
    """Throw a garment out of the wardrobe; whoever wears it takes it off."""

    garment_id: str

    def apply(self, scene: Scene) -> Change:
        garment = scene.garment(self.garment_id)
        wearers = (avatar for avatar in scene.avatars.values() if garment.id in avatar.wearing)
        taken_off = tuple(changed(scene, "avatars", wearer.id, _without(wearer, garment.id)) for wearer in wearers)
        return Change((*taken_off, changed(scene, "garments", garment.id, None)))

    def label(self, scene: Scene) -> str:
        return f"Throw out {scene.garment(self.garment_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class WearGarment(Command):
    """Put a garment of the wardrobe on an avatar, over what it wears."""

    avatar_id: str
    garment_id: str

    def apply(self, scene: Scene) -> Change:
        avatar, garment = scene.avatar(self.avatar_id), scene.garment(self.garment_id)
        if garment.id in avatar.wearing:
            raise CommandRefused(f"{avatar.name} already wears {garment.name}.")
        dressed = replace(avatar, wearing=(*avatar.wearing, garment.id))
        return Change((changed(scene, "avatars", avatar.id, dressed),))

    def label(self, scene: Scene) -> str:
        return f"Put on {scene.garment(self.garment_id).name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOffGarment(Command):
    """Take a garment off an avatar."""

    avatar_id: str
    garment_id: str

    def apply(self, scene: Scene) -> Change:
        avatar, garment = scene.avatar(self.avatar_id), scene.garment(self.garment_id)
        if garment.id not in avatar.wearing:
            raise CommandRefused(f"{avatar.name} does not wear {garment.name}.")
        return Change((changed(scene, "avatars", avatar.id, _without(avatar, garment.id)),))

    def label(self, scene: Scene) -> str:
        return f"Take off {scene.garment(self.garment_id).name}"


def _without(avatar: Avatar, garment_id: str) -> Avatar:
    return replace(avatar, wearing=tuple(worn for worn in avatar.wearing if worn != garment_id))
