"""What is done to the selection, and taking steps back."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from vrplanner.core.commands.items import FixItem, PlaceItem, RemoveItem, RestyleItem
from vrplanner.core.commands.people import RemoveAvatar
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.person import Avatar
from vrplanner.desktop.i18n import tr, tr_step
from vrplanner.desktop.nudge import turn_command
from vrplanner.desktop.recolor import recolored
from vrplanner.desktop.snapping import is_blocked

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow

QUARTER_RAD = math.pi / 2


class EditActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.session = window.session

    def undo(self) -> None:
        done, _ = self.session.document.history
        if done:
            self.session.undo()
            self.window.say_status(tr("Undone: {step}", step=tr_step(done[-1])))

    def redo(self) -> None:
        _, undone = self.session.document.history
        if undone:
            self.session.redo()
            self.window.say_status(tr("Done again: {step}", step=tr_step(undone[0])))

    def remove(self) -> None:
        thing = self.session.selected
        if isinstance(thing, Item):
            self.session.execute(RemoveItem(item_id=thing.id))
        elif isinstance(thing, Avatar):
            self.session.execute(RemoveAvatar(avatar_id=thing.id))

    def duplicate(self) -> None:
        """A copy beside the original: on its right, left, front or back, whichever is free."""
        item = self.session.selected_item
        if item is None:
            return
        scene = self.session.scene
        copy = replace(item, id=scene.fresh_id(item.kind.replace(" ", "_") or "item"), fixed=False)
        c, s = math.cos(item.yaw_rad), math.sin(item.yaw_rad)
        across, ahead = item.size[0] + 0.05, item.size[2] + 0.05
        x, y, z = item.position
        tries = [
            replace(copy, position=(x + c * dx + s * dz, y, z - s * dx + c * dz))
            for dx, dz in ((across, 0), (-across, 0), (0, ahead), (0, -ahead))
        ]
        free = [tried for tried in tries if not is_blocked(scene, tried)]
        chosen = (free or tries)[0]
        if self.session.execute(PlaceItem(item=chosen)):
            self.session.select(chosen.id)

    def turn_left(self) -> None:
        self._turn(QUARTER_RAD)

    def turn_right(self) -> None:
        self._turn(-QUARTER_RAD)

    def _turn(self, by_rad: float) -> None:
        thing = self.session.selected
        if thing is not None:
            self.session.execute(turn_command(thing, by_rad))

    def toggle_fixed(self) -> None:
        item = self.session.selected_item
        if item is not None:
            self.session.execute(FixItem(item_id=item.id, fixed=not item.fixed))

    def adapt(self, adapting: bool) -> None:
        """Whether the rest makes room for what is dragged."""
        self.session.adapting.switch(adapting)

    def deselect(self) -> None:
        self.session.select("")

    def restyle(self, item_id: str, color: str) -> None:
        """Another colour, for the model too if there is one, which takes a moment."""
        item = self.session.scene.items.get(item_id)
        if item is None:
            return
        if item.model is None:
            self.session.execute(RestyleItem(item_id=item_id, color=color))
            return

        def done(model: Model) -> None:
            digest = self.session.document.models.add(model)
            self.session.execute(RestyleItem(item_id=item_id, color=color, model=digest))

        self.session.background.start(
            tr("Recolour {name}", name=item.name),
            recolored,
            self.session.document.models.get(item.model),
            color,
            then=done,
            lane="generate",
        )
