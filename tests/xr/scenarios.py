"""What the tests play in the simulated headset, each in a process of its own that can load the runtime.

    python scenarios.py NAME FOLDER

prints one JSON object. Run by `test_simulated_headset.py`.
"""

import json
import os
import sys
import time
from pathlib import Path

from vrplanner.core.codec import to_plain
from vrplanner.core.document import Document
from vrplanner.core.item import Item
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.xr import gl_binding
from vrplanner.xr.locomotion import Rig
from vrplanner.xr.openxr_backend import VALIDATION_LAYER
from vrplanner.xr.pose import looking
from vrplanner.xr.remote import ControllerState, Devices, HeadPose
from vrplanner.xr.run import run
from vrplanner.xr.runtime import SimulatorService
from vrplanner.xr.session import RuntimeLost

HIDDEN = ControllerState(position=(0.0, -5.0, 0.0), active=False)
CRATE = "crate_1"
PANEL_DISTANCE_M = 1.5


def stereo(folder: Path) -> dict[str, object]:
    """A red panel straight ahead, seen from the middle and then from 20 cm further right."""
    panel = Item(
        id="panel", kind="picture", name="Panel", position=(0.0, 1.5, -PANEL_DISTANCE_M - 0.01), size=(0.2, 0.2, 0.02),
        color="#ff0000",
    )  # fmt: skip

    def script(frame: int) -> Devices:
        return Devices(head=HeadPose(position=(0.2 if frame > 4 else 0.0, 1.6, 0.0)), left=HIDDEN, right=HIDDEN)

    report = run(_room(panel), frames=8, capture_dir=folder, capture_frames=(4, 8), script=script, rig=Rig())
    return report.to_plain()


def grab(folder: Path) -> dict[str, object]:
    """Pick a crate with the trigger, take it with the grip, put it down elsewhere, then undo."""
    document = _room(_crate())
    start, goal = (0.0, 0.4, -1.5), (0.8, 0.4, -1.2)

    def script(frame: int) -> Devices:
        share = max(0.0, min(1.0, (frame - 10) / 10))
        target = tuple(a + (b - a) * share for a, b in zip(start, goal, strict=True))
        aim = looking((0.2, 1.3, -0.2), (target[0], target[1], target[2]))
        buttons = {"trigger": 1.0 if 4 <= frame <= 6 else 0.0, "squeeze": 1.0 if 9 <= frame <= 22 else 0.0}
        right = ControllerState(position=aim.position, orientation=aim.orientation, **buttons)
        return Devices(left=HIDDEN, right=right)

    before = to_plain(document.scene)
    told: list[str] = []
    document.command_listeners.append(lambda verb, command, gesture: told.append(verb))
    report = run(
        document, frames=26, capture_dir=folder, capture_frames=(2, 7, 16, 26), script=script, rig=Rig(),
        layers=(VALIDATION_LAYER,),
    )  # fmt: skip
    history = document.history[0]
    moved = document.scene.items[CRATE].position
    document.undo()
    restored = to_plain(document.scene) == before
    return {**report.to_plain(), "history": history, "told": told, "moved": moved, "restored": restored}


def focus(folder: Path) -> dict[str, object]:
    """Hold a crate while another program takes the headset, until the focus has been back for some frames."""
    document = _room(_crate())
    aim = looking((0.2, 1.3, -0.2), (0.0, 0.4, -1.5))
    back: list[int] = []

    def script(frame: int) -> Devices:  # asked only while the session has the focus
        if frame == 10:
            (folder / "holding").touch()
        if (folder / "other_is_gone").exists():
            back.append(frame)
        right = ControllerState(position=aim.position, orientation=aim.orientation, squeeze=1.0 if frame > 4 else 0.0)
        return Devices(left=HIDDEN, right=right)

    deadline_s = time.monotonic() + 40
    report = run(document, script=script, stop=lambda: len(back) >= 3 or time.monotonic() > deadline_s, rig=Rig())
    return {**report.to_plain(), "history": document.history[0], "back": len(back)}


def other(folder: Path) -> dict[str, object]:
    """The other program."""
    try:
        return run(_room(), frames=6, rig=Rig()).to_plain()
    finally:
        (folder / "other_is_gone").touch()


def lost(folder: Path) -> dict[str, object]:
    """The service is killed in mid-frame, with a crate in hand; then it is started again, and so is the session."""
    document = _room(_crate())
    before = document.scene
    aim = looking((0.2, 1.3, -0.2), (0.0, 0.4, -1.5))
    result: dict[str, object] = {}
    with SimulatorService() as service:
        os.environ.update(service.environment)

        def script(frame: int) -> Devices:
            if frame == 6:
                service.kill()
            squeeze = 1.0 if frame > 2 else 0.0
            right = ControllerState(position=aim.position, orientation=aim.orientation, squeeze=squeeze)
            return Devices(left=HIDDEN, right=right)

        try:
            run(document, frames=30, script=script, rig=Rig())
        except RuntimeLost as error:
            result |= {"message": error.message, "hint": error.hint}
        result["intact"] = document.scene is before
        service.start()
        os.environ.update(service.environment)
        again = run(document, frames=4, rig=Rig())
        return {**result, "states": list(again.states), "frames": again.frames}


def glx(folder: Path) -> dict[str, object]:
    """As with a runtime that cannot share pictures with EGL: the context is one of the X server."""
    gl_binding.EGL_EXTENSION = "XR_NOT_THERE"
    return run(_room(_crate()), frames=3, capture_dir=folder, rig=Rig()).to_plain()


def unanswered(folder: Path) -> dict[str, object]:
    """A runtime is installed, but its service does not run."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        run(_room(), frames=2)
    except Exception as error:
        return {"kind": type(error).__name__, "message": str(error)}
    return {}


def _room(*items: Item) -> Document:
    room = room_from_corners("room_1", [(-3.0, -3.0), (3.0, -3.0), (3.0, 3.0), (-3.0, 3.0)])
    return Document(Scene(rooms={room.id: room}, items={item.id: item for item in items}))


def _crate() -> Item:
    return Item(
        id=CRATE, kind="coffee table", name="Crate", position=(0.0, 0.0, -1.5), size=(0.5, 0.4, 0.5), color="#2f6fd0"
    )


SCENARIOS = {play.__name__: play for play in (stereo, grab, focus, other, lost, glx, unanswered)}

if __name__ == "__main__":
    _, name, where = sys.argv
    sys.stdout.write(json.dumps(SCENARIOS[name](Path(where))))
