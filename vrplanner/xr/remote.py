"""Moves the head and the hands of the simulated headset, through the TCP driver of Monado called `remote`.

The packet is that of Monado 25 (`src/xrt/drivers/remote/r_interface.h`): 376 bytes, little-endian, magic "mndrmt3".
"""

import socket
import struct
from dataclasses import dataclass, field
from types import TracebackType

from vrplanner.core.errors import Unavailable
from vrplanner.core.geometry import Vec3
from vrplanner.xr.pose import IDENTITY, Pose, Quaternion

MAGIC = b"mndrmt3\0"
PACKET_SIZE = 376
_HEAD = struct.Struct("<44x4x44x4x4f3f?3x")
_CONTROLLER = struct.Struct("<4f3f3f3f5f3f2f1f2f13?3x")
EYE_HEIGHT_M = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPose:
    """The middle between the eyes, in the stage's frame."""

    position: Vec3 = (0.0, EYE_HEIGHT_M, 0.0)
    orientation: Quaternion = IDENTITY

    @classmethod
    def at(cls, pose: Pose) -> "HeadPose":
        return cls(position=pose.position, orientation=pose.orientation)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllerState:
    """One controller with its buttons. `trigger` and `squeeze` are 0..1, `stick` is (right, forward), -1..1."""

    position: Vec3
    orientation: Quaternion = IDENTITY
    active: bool = True
    trigger: float = 0.0
    squeeze: float = 0.0
    stick: tuple[float, float] = (0.0, 0.0)
    a: bool = False
    b: bool = False
    system: bool = False
    finger_curls: tuple[float, float, float, float, float] = (0.0, 0.0, 0.0, 0.0, 0.0)
    hand_tracking: bool = False

    def pack(self) -> bytes:
        """Velocities stay zero: the poses are scripted, not thrown."""
        pulled, gripped = self.trigger >= 0.5, self.squeeze
        still = (0.0,) * 6
        trackpad = (0.0, 0.0, 0.0)
        touched = self.stick != (0.0, 0.0)
        buttons = (
            self.hand_tracking, self.active, self.system, self.system, self.a, self.a, self.b, self.b,
            pulled, self.trigger > 0, False, touched, False,
        )  # fmt: skip
        return _CONTROLLER.pack(
            *self.orientation, *self.position, *still, *self.finger_curls,
            self.trigger, gripped, gripped, *self.stick, *trackpad, *buttons,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """The whole simulated headset at one moment."""

    head: HeadPose = field(default_factory=HeadPose)
    left: ControllerState = field(default_factory=lambda: ControllerState(position=(-0.2, 1.3, -0.3)))
    right: ControllerState = field(default_factory=lambda: ControllerState(position=(0.2, 1.3, -0.3)))

    def pack(self) -> bytes:
        """The packet that sets all of it."""
        head = _HEAD.pack(*self.head.orientation, *self.head.position, False)
        return MAGIC + head + self.left.pack() + self.right.pack()


class RemoteDriver:
    """A connection to the simulated headset. State survives it: send `Devices()` to start from a known one."""

    def __init__(self, port: int, *, timeout_s: float = 5.0) -> None:
        try:
            self._socket = socket.create_connection(("127.0.0.1", port), timeout=timeout_s)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._greeting = self._receive(PACKET_SIZE)
        except OSError as error:
            raise Unavailable(
                f"The simulated headset does not answer on port {port} ({error}).", hint="Start it again."
            ) from error

    def send(self, devices: Devices) -> None:
        """Seen by the program at its next sync of actions."""
        try:
            self._socket.sendall(devices.pack())
        except OSError as error:
            raise Unavailable(f"The simulated headset is gone ({error}).", hint="Start it again.") from error

    def close(self) -> None:
        self._socket.close()

    def _receive(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            chunk = self._socket.recv(count - len(received))
            if not chunk:
                raise ConnectionError("it closed the connection")
            received += chunk
        return received  # without the magic: the service greets with its state, whose header it never fills in

    def __enter__(self) -> "RemoteDriver":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
