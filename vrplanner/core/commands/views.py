"""Saved points of view."""

from dataclasses import dataclass

from vrplanner.core.camera import Camera
from vrplanner.core.change import Change, changed
from vrplanner.core.commands.base import Command, register
from vrplanner.core.errors import CommandRefused
from vrplanner.core.scene import Scene


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SetCamera(Command):
    """Save a point of view, or replace the one of the same id."""

    camera: Camera

    def apply(self, scene: Scene) -> Change:
        if self.camera.position == self.camera.target:
            raise CommandRefused("A camera cannot look at the point where it stands.")
        return Change((changed(scene, "cameras", self.camera.id, self.camera),))

    def label(self, scene: Scene) -> str:
        return f"Save view {self.camera.name}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCamera(Command):
    """Forget a saved point of view."""

    camera_id: str

    def apply(self, scene: Scene) -> Change:
        return Change((changed(scene, "cameras", scene.camera(self.camera_id).id, None),))

    def label(self, scene: Scene) -> str:
        return f"Remove view {scene.camera(self.camera_id).name}"
