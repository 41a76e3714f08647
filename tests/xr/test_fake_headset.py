"""The whole frame loop without a runtime: the same every time, and what goes wrong on purpose."""

import ctypes
import ctypes.util
import json
import math
import sys

import numpy as np
import pytest
from PIL import Image

from vrplanner.cli.main import main
from vrplanner.render.settings import RenderSettings
from vrplanner.xr.fake_backend import FakeBackend
from vrplanner.xr.locomotion import Rig
from vrplanner.xr.pose import looking, turned
from vrplanner.xr.remote import ControllerState, Devices, HeadPose
from vrplanner.xr.run import run
from vrplanner.xr.scripts import look_around
from vrplanner.xr.session import RuntimeLost

HIDDEN = ControllerState(position=(0.0, -5.0, 0.0), active=False)
RIG = Rig((2.5, 0.0, 1.0), math.pi)  # at the television, facing the sofa (+z)
TABLE = "coffee_table_1"


@pytest.fixture
def headset():
    return FakeBackend(eye_size=(160, 120))


def right_hand(target_x: float, target_z: float, **buttons) -> Devices:
    """Points at a place on the coffee table's height, given in the stage's frame (ahead is -z)."""
    aim = looking((0.2, 1.3, -0.1), (target_x, 0.42, target_z))
    hand = ControllerState(position=aim.position, orientation=aim.orientation, **buttons)
    return Devices(head=HeadPose(), left=HIDDEN, right=hand)


def test_two_runs_give_the_same_pictures(document, tmp_path) -> None:
    captures = []
    for name in ("first", "second"):
        report = run(
            document, frames=3, capture_dir=tmp_path / name, backend=FakeBackend(eye_size=(96, 80)), script=look_around
        )
        captures.append([path.read_bytes() for path in report.captures])
    assert captures[0] == captures[1]
    assert captures[0][0] != captures[0][1], "two eyes see two pictures"


def test_grab_move_release_through_the_frame_loop(document, headset) -> None:
    before = document.scene

    def script(frame: int) -> Devices:
        x = 0.0 if frame < 4 else -0.6
        return right_hand(x, -1.3, squeeze=1.0 if 2 <= frame <= 6 else 0.0)

    report = run(document, frames=8, backend=headset, script=script, rig=RIG)
    assert report.steps == ("Move Coffee table",)
    assert document.scene.items[TABLE].position == pytest.approx((3.1, 0.0, 2.3), abs=1e-6)
    assert any(strength > 0.5 for _, hand, strength in headset.rumbles if hand == "right")
    document.undo()
    assert document.scene == before


def test_a_visit_begins_at_the_same_place_wherever_the_person_stands(document, tmp_path) -> None:
    captures = []
    for at, yaw in (((0.0, 1.6, 0.0), 0.0), ((1.3, 1.6, -0.7), 1.1)):
        head = HeadPose(position=at, orientation=turned(yaw))
        devices = Devices(head=head, left=HIDDEN, right=HIDDEN)
        folder = tmp_path / f"{yaw}"
        run(
            document,
            frames=2,
            capture_dir=folder,
            backend=FakeBackend(eye_size=(96, 80)),
            script=lambda frame, d=devices: d,
        )
        captures.append(pixels(folder / "left.png"))
    assert np.abs(captures[0] - captures[1]).mean() < 1.0


def test_commands_go_where_the_window_wants_them(document, headset) -> None:
    handed_over = []
    run(
        document,
        frames=6,
        backend=headset,
        script=lambda frame: right_hand(0.0 if frame < 3 else -0.5, -1.3, squeeze=1.0 if 2 <= frame <= 4 else 0.0),
        submit=lambda command, gesture: handed_over.append((command, gesture)),
        rig=RIG,
    )
    ((command, gesture),) = handed_over
    assert command.item_id == TABLE
    assert gesture
    assert document.history == ([], []), "the frame loop itself never writes to the document"


def test_focus_lost_with_something_in_hand_moves_nothing(document, headset) -> None:
    def script(frame: int) -> Devices:
        if frame == 5:
            headset.lose_focus()
        return right_hand(0.0 if frame < 3 else -0.6, -1.3, squeeze=1.0 if frame >= 2 else 0.0)

    report = run(document, frames=10, backend=headset, script=script, rig=RIG)
    assert report.steps == ()
    assert report.states[4:6] == ("FOCUSED", "VISIBLE")


def test_a_lost_runtime_leaves_the_document_and_the_gpu_clean(document, headset) -> None:
    before = document.scene

    def script(frame: int) -> Devices:
        if frame == 4:
            headset.lose_runtime()
        return right_hand(0.0, -1.3, squeeze=1.0 if frame >= 2 else 0.0)

    with pytest.raises(RuntimeLost, match="shutting down"):
        run(document, frames=10, backend=headset, script=script, rig=RIG)
    assert document.scene is before
    again = run(document, frames=2, backend=FakeBackend(eye_size=(96, 80)))
    assert again.frames == 2


def test_an_error_inside_a_frame_still_ends_the_frame(document, headset) -> None:
    def script(frame: int) -> Devices:
        if frame == 2:
            raise KeyboardInterrupt
        return Devices()

    with pytest.raises(KeyboardInterrupt):
        run(document, frames=5, backend=headset, script=script)
    list(headset.poll())
    with pytest.raises(ZeroDivisionError), headset.frame():
        raise ZeroDivisionError
    with headset.frame() as frame:
        assert frame.number >= 2


def test_the_blink_of_a_turn_darkens_the_picture(document, headset, tmp_path) -> None:
    def script(frame: int) -> Devices:
        hand = ControllerState(position=(0.2, 1.3, -0.3), stick=(1.0 if frame >= 3 else 0.0, 0.0))
        return Devices(left=HIDDEN, right=hand)

    run(document, frames=30, capture_dir=tmp_path, capture_frames=(2, 3, 30), backend=headset, script=script, rig=RIG)
    before, blinking, after = (brightness(tmp_path / f"frame_{n:04}_left.png") for n in (2, 3, 30))
    assert blinking < 0.2 * before
    assert after > 0.5 * before


class Counting(FakeBackend):
    """Counts what OpenGL holds before a visit and after it."""

    def __init__(self) -> None:
        super().__init__(eye_size=(96, 80))
        self.before, self.after = live_objects(), None
        self.error = ""

    def close(self) -> None:
        if self.after is None:
            self.ctx.detect_framebuffer(0).use()
            self.ctx.gc()
            self.after, self.error = live_objects(), self.ctx.error
        super().close()


def live_objects() -> dict[str, int]:
    """How many buffers, textures … the current context has, asked of OpenGL itself."""
    gl = ctypes.CDLL(ctypes.util.find_library("GL") or "libGL.so.1")
    kinds = ("Buffer", "Texture", "Framebuffer", "Renderbuffer", "VertexArray")
    return {kind: sum(1 for name in range(1, 3000) if getattr(gl, f"glIs{kind}")(name)) for kind in kinds}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux' libGL")
@pytest.mark.parametrize("lost", [False, True])
def test_a_visit_leaves_nothing_on_the_gpu(document, tmp_path, lost: bool) -> None:
    headset = Counting()

    def script(frame: int) -> Devices:
        if lost and frame == 3:
            headset.lose_runtime()
        return look_around(frame)

    settings = RenderSettings(samples=4, shadow_pixels=256, soft_shadow_pixels=64)
    try:
        run(document, frames=4, capture_dir=tmp_path, backend=headset, script=script, settings=settings)
    except RuntimeLost:
        assert lost
    assert headset.after == headset.before
    assert headset.before["Framebuffer"] >= 2
    assert headset.error == "GL_NO_ERROR"


def brightness(path) -> float:
    return float(pixels(path).mean())


def pixels(path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture, float)


def test_the_verb_without_any_runtime(tmp_path, capsys, document) -> None:
    from vrplanner.formats import vrplan

    plan = tmp_path / "room.vrplan"
    vrplan.save(plan, document)
    assert main(["xr", str(plan), "--fake", "--frames", "2", "--capture", str(tmp_path / "eyes"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["backend"] == "fake"
    assert result["frames"] == 2
    assert [path.name for path in sorted((tmp_path / "eyes").iterdir())] == ["left.png", "right.png"]


def test_the_verb_says_what_is_wrong(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("VRPLANNER_XR_RUNTIME_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["xr", "--simulate"]) == 3
    assert "packaging/xr_runtime.py" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["xr", "--fake", "--frames", "0"])
