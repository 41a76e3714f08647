"""The headset beside a window: two threads on one document."""

import queue
import threading

from vrplanner.core.errors import Unavailable
from vrplanner.xr.background import HeadsetVisit
from vrplanner.xr.fake_backend import FakeBackend
from vrplanner.xr.locomotion import starting_rig
from vrplanner.xr.pose import Pose, conjugate, looking, multiply, rotate
from vrplanner.xr.remote import ControllerState, Devices

TABLE = "coffee_table_1"


class Scripted(FakeBackend):
    """Takes the coffee table, drags it a little and lets it go, over and over."""

    def __init__(self, scene) -> None:
        super().__init__(eye_size=(64, 48))
        self._rig, self._item = starting_rig(scene).pose, scene.items[TABLE]

    def _look(self):
        step = self._number % 12
        x, y, z = self._item.position
        target = (x - (0.3 if step > 5 else 0.0), y + self._item.size[1], z)
        home = conjugate(self._rig.orientation)
        hand = rotate(self._rig.orientation, (0.1, 1.4, -0.2))
        hand = tuple(a + b for a, b in zip(hand, self._rig.position, strict=True))
        aim = looking(hand, target)
        local = Pose((0.1, 1.4, -0.2), multiply(home, aim.orientation))
        right = ControllerState(position=local.position, orientation=local.orientation, squeeze=float(2 <= step <= 8))
        self.devices = Devices(left=ControllerState(position=(0, -5, 0), active=False), right=right)
        return super()._look()


def test_commands_come_to_the_windows_thread_and_the_visit_follows_the_document(document) -> None:
    commands: queue.Queue = queue.Queue()
    ended: queue.Queue = queue.Queue()
    visit = HeadsetVisit(
        document,
        submit=lambda command, gesture: commands.put((threading.current_thread().name, command, gesture)),
        ended=lambda report, error: ended.put((report, error)),
        backend=lambda: Scripted(document.scene),
    )
    visit.start()
    thread, command, gesture = commands.get(timeout=60)
    assert thread == "headset"
    assert command.item_id == TABLE
    document.execute(command, gesture=gesture)
    assert visit.running
    assert visit.stop(timeout_s=60)
    report, error = ended.get(timeout=1)
    assert error is None
    assert report.states[-1] == "EXITING"
    document.undo()
    assert document.history[0] == []


def test_what_goes_wrong_reaches_the_window_as_an_error(document) -> None:
    def no_headset():
        raise Unavailable("No headset is connected.")

    ended: queue.Queue = queue.Queue()
    visit = HeadsetVisit(
        document, submit=print, ended=lambda report, error: ended.put((report, error)), backend=no_headset
    )
    visit.start()
    report, error = ended.get(timeout=10)
    assert report is None
    assert error.message == "No headset is connected."
    assert visit.stop()
