"""A headset without a runtime: the same interface, drawn offscreen, moved by a script, and the same every time."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from vrplanner.xr.backend import HANDS, Eye, Frame, HandInput, HandName
from vrplanner.xr.input import pressed
from vrplanner.xr.pose import Fov, Pose
from vrplanner.xr.remote import ControllerState, Devices
from vrplanner.xr.session import RuntimeLost, SessionMachine, SessionState

if TYPE_CHECKING:
    import moderngl

FRAME_RATE_HZ = 72.0
EYE_DISTANCE_M = 0.063
HALF_WIDTH_RAD, HALF_HEIGHT_RAD = math.radians(45), math.radians(45)
_WAY_IN = (
    SessionState.IDLE,
    SessionState.READY,
    SessionState.SYNCHRONIZED,
    SessionState.VISIBLE,
    SessionState.FOCUSED,
)
_WAY_OUT = (
    SessionState.VISIBLE,
    SessionState.SYNCHRONIZED,
    SessionState.STOPPING,
    SessionState.IDLE,
    SessionState.EXITING,
)


class FakeBackend:
    """Frames come as fast as they are drawn, but their times are `FRAME_RATE_HZ` apart, whatever the machine does.

    `devices` is the headset's pose and its buttons, to be set between frames.
    """

    name = "fake"
    runtime_name = "no runtime (drawn offscreen)"

    def __init__(self, *, eye_size: tuple[int, int] = (640, 640)) -> None:
        from vrplanner.render.context import create_headless_context
        from vrplanner.render.gpu_objects import Owned

        self.eye_size = eye_size
        self.devices = Devices()
        self.rumbles: list[tuple[int, HandName, float]] = []
        self.machine = SessionMachine()
        self.ctx: moderngl.Context = create_headless_context()
        self._owned = Owned()
        self._eyes = [self._target() for _ in HANDS]
        self._coming = list(_WAY_IN)
        self._held: dict[tuple[HandName, str], bool] = {}
        self._number = 0
        self._stage: Literal["between", "begun"] = "between"
        self._closed = False

    @property
    def running(self) -> bool:
        return self.machine.running

    def poll(self) -> Iterator[SessionState]:
        while self._coming:
            state = self._coming.pop(0)
            self.machine.enter(state)
            yield state

    def request_exit(self) -> None:
        for _ in self.poll():  # what is under way comes first
            pass
        self._coming = [state for state in _WAY_OUT if state is not self.machine.state]

    def lose_focus(self) -> None:
        """As when a system menu opens."""
        self._coming.append(SessionState.VISIBLE)

    def regain_focus(self) -> None:
        self._coming.append(SessionState.FOCUSED)

    def lose_runtime(self) -> None:
        """As when the runtime crashes: the next `poll` raises RuntimeLost."""
        self._coming = [SessionState.LOSS_PENDING]

    @contextmanager
    def frame(self) -> Iterator[Frame]:
        if not self.machine.running:
            raise RuntimeLost("The session is not running.")
        assert self._stage == "between", "a frame was begun within a frame"
        self._stage = "begun"
        self._number += 1
        try:
            yield self._look()
        finally:
            self._stage = "between"

    def _look(self) -> Frame:
        head = Pose(self.devices.head.position, self.devices.head.orientation)
        fov = Fov(-HALF_WIDTH_RAD, HALF_WIDTH_RAD, HALF_HEIGHT_RAD, -HALF_HEIGHT_RAD)
        eyes = tuple(
            Eye(Pose(head.point((side * EYE_DISTANCE_M / 2, 0.0, 0.0)), head.orientation), fov) for side in (-1, 1)
        )
        focused = self.machine.focused
        if not focused:
            self._held.clear()
        states = {"left": self.devices.left, "right": self.devices.right}
        return Frame(
            number=self._number,
            time_s=self._number / FRAME_RATE_HZ,
            should_render=self.machine.state in {SessionState.VISIBLE, SessionState.FOCUSED},
            head=head,
            eyes=eyes,
            hands={hand: self._hand(hand, states[hand]) if focused else HandInput() for hand in HANDS},
        )

    def _hand(self, hand: HandName, state: ControllerState) -> HandInput:
        if not state.active:
            return HandInput()
        pose = Pose(state.position, state.orientation)
        select = self._button(hand, "select", state.trigger)
        grab = self._button(hand, "grab", state.squeeze)
        return HandInput(aim=pose, grip=pose, select=select, grab=grab, menu=state.b, stick=state.stick)

    def _button(self, hand: HandName, name: str, value: float) -> bool:
        self._held[hand, name] = pressed(value, self._held.get((hand, name), False))
        return self._held[hand, name]

    @contextmanager
    def eye_target(self, index: int) -> Iterator["moderngl.Framebuffer"]:
        assert self._stage == "begun", "an eye is drawn inside a frame only"
        yield self._eyes[index]

    def rumble(self, hand: HandName, *, strength: float = 0.5, duration_s: float = 0.05) -> None:
        self.rumbles.append((self._number, hand, strength))

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._owned.release()
            self.ctx.gc()
            self.ctx.release()

    def _target(self) -> "moderngl.Framebuffer":
        color = self._owned.keep(self.ctx.texture(self.eye_size, 4))
        depth = self._owned.keep(self.ctx.depth_renderbuffer(self.eye_size))
        return self._owned.keep(self.ctx.framebuffer([color], depth))
