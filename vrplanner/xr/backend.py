"""What a headset is to the rest of the program, whichever runtime, or none, is behind it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from vrplanner.xr.pose import Fov, Pose
from vrplanner.xr.session import SessionState

if TYPE_CHECKING:
    import moderngl

HandName = Literal["left", "right"]
HANDS: tuple[HandName, HandName] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Eye:
    """One eye at the time a frame will be seen, in the stage's frame (origin on the floor)."""

    pose: Pose
    fov: Fov


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInput:
    """One hand. `aim` is where it points, `grip` where its palm is (stage frame); None while it is not tracked.

    `stick` is (right, forward), -1..1. Buttons are states, not presses.
    """

    aim: Pose | None = None
    grip: Pose | None = None
    select: bool = False
    grab: bool = False
    menu: bool = False
    stick: tuple[float, float] = (0.0, 0.0)


IDLE_HAND = HandInput()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What one frame is drawn from. `time_s` is when it will be seen, on the runtime's clock."""

    number: int
    time_s: float
    should_render: bool
    head: Pose | None = None
    eyes: tuple[Eye, ...] = ()
    hands: dict[HandName, HandInput] = field(default_factory=dict)


class Backend(Protocol):
    """A headset. Every call is made on the one thread that owns the GL context."""

    name: str
    runtime_name: str
    eye_size: tuple[int, int]
    ctx: "moderngl.Context"

    def poll(self) -> Iterator[SessionState]:
        """Take what the runtime has to tell, answer it (begin, end), and give the states entered, in order."""
        ...

    @property
    def running(self) -> bool:
        """Whether frames are to be made."""
        ...

    def frame(self) -> AbstractContextManager[Frame]:
        """Wait for the runtime, then begin a frame; leaving the block ends it, whatever happened inside."""
        ...

    def eye_target(self, index: int) -> AbstractContextManager["moderngl.Framebuffer"]:
        """The picture of one eye, to be drawn (and read) inside the block. Only inside `frame()`."""
        ...

    def rumble(self, hand: HandName, *, strength: float = 0.5, duration_s: float = 0.05) -> None:
        """Let a controller be felt; nothing happens where there is none."""
        ...

    def request_exit(self) -> None:
        """Ask for the end of the session; the states that follow lead to EXITING."""
        ...

    def close(self) -> None:
        """Give everything back. May be called after the runtime was lost, and twice."""
        ...
