"""Rooms, furniture made or fetched for them, and people."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.commands.people import SetAvatar, SetGarment, WearGarment
from vrplanner.core.commands.rooms import SetOpening, SetRoom
from vrplanner.core.drawn import worn_models
from vrplanner.core.free_floor import free_spot
from vrplanner.core.geometry import Point2
from vrplanner.core.model import Model
from vrplanner.core.person import Avatar, Garment
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.room import OpeningKind, Room
from vrplanner.desktop import ask
from vrplanner.desktop.dialogs import AvatarDialog, NewRoomDialog, OpeningDialog
from vrplanner.desktop.furnish_dialog import FurnishDialog
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.services_protocol import Scanned, Services

if TYPE_CHECKING:
    from vrplanner.desktop.layout_lab import LayoutLab
    from vrplanner.desktop.window import MainWindow


class RoomActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.session = window.session
        self.furnishing: FurnishDialog | None = None
        self.lab: LayoutLab | None = None

    def new_room(self) -> None:
        dialog = NewRoomDialog(self.window, self.window.units)
        if not self.window.run_dialog(dialog):
            return
        scene = self.session.scene
        east = max((room.polygon.bounds[2] for room in scene.rooms.values()), default=0.0)
        room = dialog.room(scene.fresh_id("room"), west_m=east + 0.3 if scene.rooms else 0.0)
        self.session.execute(SetRoom(room=room))

    def scan(self) -> None:
        path = ask.open_folder(self.window, tr("The folder of a capture"), self.window.files.folder)
        if path is not None:
            self.scan_folder(path)

    def scan_folder(self, path: Path) -> None:
        self.session.background.start(
            tr("Scan {name}", name=path.name), self.session.services.scan, path, then=self._scanned, lane="scan"
        )

    def _scanned(self, scanned: Scanned) -> None:
        scene, models = self.session.scene, self.session.document.models
        digest = models.add(scanned.mesh) if scanned.mesh is not None else None
        room = replace(scanned.room, id=scene.fresh_id("room"), scan_model=digest)
        steps: list[Command] = [SetRoom(room=room)]
        for item in scanned.items:
            item_id = scene.fresh_id(item.kind.replace(" ", "_") or "item")
            placed = PlaceItem(item=replace(item, id=item_id))
            scene = placed.apply(scene).apply(scene)
            steps.append(placed)
        if self.session.execute(Macro(title=tr("Scanned room"), steps=tuple(steps))):
            found = tr("{walls} walls, {things} things", walls=len(room.walls), things=len(scanned.items))
            self.window.notice.tell(tr("The room is here: {found}", found=found))
            self.window.views.fit()

    def add_door(self) -> None:
        self._add_opening("door")

    def add_window(self) -> None:
        self._add_opening("window")

    def _add_opening(self, kind: OpeningKind) -> None:
        room = self._chosen_room()
        if room is None:
            self.window.notice.tell(tr("There is no room yet."), tr("Draw or scan one first."), level="warning")
            return
        dialog = OpeningDialog(self.window, room, kind, self.window.units)
        if self.window.run_dialog(dialog):
            taken = {opening.id for wall in room.walls for opening in wall.openings}
            number = next(n for n in range(1, 1000) if f"{kind}_{n}" not in taken)
            wall_id, opening = dialog.opening(f"{kind}_{number}")
            self.session.execute(SetOpening(room_id=room.id, wall_id=wall_id, opening=opening))

    def _chosen_room(self) -> Room | None:
        """The room whose page is shown; a preview of it is not yet the room."""
        shown = self.window.properties.room_page.room
        return self.session.scene.rooms.get(shown.id) if shown is not None else None

    def suggest_layouts(self) -> None:
        self.window.show_dock("layouts")
        self.window.layouts.ask()

    def furnish(self) -> None:
        """Ask what is wanted, in a dialog beside the window."""
        if not self.session.scene.rooms:
            self.window.notice.tell(tr("There is no room yet."), tr("Draw or scan one first."), level="warning")
            return
        if self.furnishing is None:
            room = self._chosen_room()
            self.furnishing = FurnishDialog(
                self.window, self.session, self.window.tokens, self.window.units,
                room_id=room.id if room is not None else self.window.layouts.options.room_id,
            )  # fmt: skip
            self.furnishing.finished.connect(lambda _: setattr(self, "furnishing", None))
            self.window.settings_changed.connect(self.furnishing.close)
        self.furnishing.show()
        self.furnishing.raise_()
        self.furnishing.activateWindow()

    def layout_lab(self) -> None:
        """What happens inside one search, for who tunes it or wants to know."""
        from vrplanner.desktop.layout_lab import LayoutLab

        self.lab = LayoutLab(self.window, self.session, self.window.tokens, room_id=self.window.layouts.options.room_id)
        self.lab.show()

    # Furniture

    def place_product(self, product_id: str, at: Point2 | None = None) -> None:
        self.session.background.start(
            tr("Place furniture"),
            self.session.services.make_product,
            product_id,
            then=lambda made: self.window.files.place(made, at),
            lane="generate",
        )

    def generate(self, words: str) -> None:
        self.session.background.start(
            tr("Make {words}", words=words),
            self.session.services.generate,
            words,
            then=self.window.files.place,
            lane="generate",
        )


class PeopleActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.session = window.session

    def add_avatar(self) -> None:
        dialog = AvatarDialog(self.window, self.window.units)
        if self.window.run_dialog(dialog):
            measurements, build = dialog.measurements()
            self.session.background.start(
                tr("Make a person"),
                self.session.services.make_avatar,
                measurements,
                build,
                then=self._add,
                lane="people",
            )

    def _add(self, made: tuple[Avatar, Model]) -> None:
        avatar, model = made
        scene = self.session.scene
        digest = self.session.document.models.add(model)
        x, z = self._free_spot()
        avatar_id = scene.fresh_id("avatar")
        name = tr("Person") if not scene.avatars else f"{tr('Person')} {avatar_id.rsplit('_', 1)[-1]}"
        avatar = replace(avatar, id=avatar_id, name=name, model=digest, position=(x, 0.0, z))
        if self.session.execute(SetAvatar(avatar=avatar)):
            self.session.select(avatar.id)

    def _free_spot(self) -> Point2:
        scene = self.session.scene
        room = max(scene.rooms.values(), key=lambda room: room.polygon.area, default=None)
        return free_spot(scene, room)[0] if room is not None else (0.0, 0.0)

    def make_garment(self, avatar_id: str, words: str) -> None:
        avatar = self.session.scene.avatars.get(avatar_id)
        if avatar is None:
            return
        self.session.background.start(
            tr("Make {words}", words=words),
            self.session.services.make_garment,
            words,
            avatar,
            worn=worn_models(self.session.scene, self.session.document.models, avatar),
            then=lambda made: self._wear(avatar_id, made),
            lane="people",
        )

    def _wear(self, avatar_id: str, made: tuple[Garment, Model]) -> None:
        garment, model = made
        digest = self.session.document.models.add(model)
        garment = replace(garment, id=self.session.scene.fresh_id("garment"), model=digest)
        steps = (SetGarment(garment=garment), WearGarment(avatar_id=avatar_id, garment_id=garment.id))
        self.session.execute(Macro(title=f"Put on {garment.name}", steps=steps))

    def change_measurements(self, avatar_id: str) -> None:
        """Make the person's double anew, and what they wear to fit it."""
        avatar = self.session.scene.avatars.get(avatar_id)
        if avatar is None:
            return
        dialog = AvatarDialog(self.window, self.window.units, avatar=avatar)
        if not self.window.run_dialog(dialog):
            return
        measurements, build = dialog.measurements()
        if (measurements, build) == (avatar.measurements, avatar.build):
            return
        worn = worn_models(self.session.scene, self.session.document.models, avatar)
        self.session.background.start(
            tr("Make a person"),
            remake,
            self.session.services,
            replace(avatar, measurements=measurements, build=build),
            [garment for garment, _ in worn],
            then=lambda made: self._replace(avatar_id, *made),
            lane="people",
        )

    def _replace(self, avatar_id: str, body: tuple[Avatar, Model], clothes: Sequence[tuple[Garment, Model]]) -> None:
        scene, models = self.session.scene, self.session.document.models
        current = scene.avatars.get(avatar_id)
        if current is None:  # removed meanwhile
            return
        made, model = body
        steps: list[Command] = [
            SetGarment(garment=replace(garment, model=models.add(draped)))
            for garment, draped in clothes
            if garment.id in scene.garments
        ]
        changed = replace(current, measurements=made.measurements, build=made.build, model=models.add(model))
        steps.append(SetAvatar(avatar=changed))
        self.session.execute(Macro(title=f"Change {current.name}", steps=tuple(steps)))


def remake(
    services: Services, avatar: Avatar, garments: Sequence[Garment], *, progress: Progress = silent
) -> tuple[tuple[Avatar, Model], list[tuple[Garment, Model]]]:
    """A body of the avatar's measurements, and each of its garments (in the order worn) cut anew for it; for a job."""
    share = 1 / (len(garments) + 1)
    body = services.make_avatar(avatar.measurements, avatar.build, progress=part(progress, 0.0, share))
    fitted: list[tuple[Garment, Model]] = []
    for i, garment in enumerate(garments, start=1):
        words = garment.description or garment.name
        made, model = services.make_garment(
            words, body[0], worn=fitted, progress=part(progress, i * share, (i + 1) * share)
        )
        fitted.append((replace(made, id=garment.id, name=garment.name), model))
    return body, fitted
