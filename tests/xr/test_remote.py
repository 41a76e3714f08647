"""The packets that move the simulated headset."""

import socket
import struct
import threading

import pytest

from vrplanner.core.errors import Unavailable
from vrplanner.xr.pose import turned
from vrplanner.xr.remote import MAGIC, PACKET_SIZE, ControllerState, Devices, HeadPose, RemoteDriver


def floats(packet: bytes, offset: int, count: int) -> tuple[float, ...]:
    return struct.unpack_from(f"<{count}f", packet, offset)


def test_a_packet_is_what_the_driver_reads() -> None:
    packet = Devices(
        head=HeadPose(position=(1.0, 2.0, 3.0), orientation=turned(0.5)),
        left=ControllerState(position=(4.0, 5.0, 6.0), active=False),
        right=ControllerState(position=(7.0, 8.0, 9.0), trigger=0.75, squeeze=1.0, stick=(-0.5, 0.25), b=True),
    ).pack()
    assert len(packet) == PACKET_SIZE
    assert packet.startswith(MAGIC)
    assert floats(packet, 104, 7) == pytest.approx((*turned(0.5), 1.0, 2.0, 3.0))
    left, right = 136, 256
    assert floats(packet, left, 7) == (0.0, 0.0, 0.0, 1.0, 4.0, 5.0, 6.0)
    assert packet[left + 105] == 0, "the left controller is inactive"
    assert packet[right + 105] == 1
    assert floats(packet, right + 72, 3) == (0.75, 1.0, 1.0)
    assert floats(packet, right + 84, 2) == (-0.5, 0.25)
    assert packet[right + 110] == 1, "b is pressed"


def test_the_driver_waits_for_the_greeting_and_sends() -> None:
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(bytes(PACKET_SIZE))
                received.append(connection.recv(PACKET_SIZE, socket.MSG_WAITALL))

        thread = threading.Thread(target=serve)
        thread.start()
        with RemoteDriver(server.getsockname()[1]) as driver:
            driver.send(Devices())
            thread.join(5)
    assert received == [Devices().pack()]


def test_no_service_is_said_in_words() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Unavailable, match="does not answer"):
        RemoteDriver(port, timeout_s=1.0)
