"""The program in a real OpenXR session, against Monado, with head and hands moved by script."""

import json
import math
import shutil
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vrplanner.core.errors import Unavailable
from vrplanner.xr.runtime import Simulator, SimulatorService
from vrplanner.xr.simulate import run_python, run_simulated

pytestmark = [pytest.mark.xr_runtime, pytest.mark.timeout(150)]

SCENARIOS = Path(__file__).with_name("scenarios.py")
WAY_IN = ["IDLE", "READY", "SYNCHRONIZED", "VISIBLE", "FOCUSED"]
WAY_OUT = ["VISIBLE", "SYNCHRONIZED", "STOPPING", "IDLE", "EXITING"]
HALF_FOV_RAD = math.radians(42.5)  # of Monado's remote headset
EYE_DISTANCE_M = 0.063


def play(name: str, folder: Path, simulator: SimulatorService, **extra: str) -> dict:
    done = run_python([SCENARIOS, name, folder], simulator, timeout_s=60, extra=extra)
    assert done.returncode == 0, done.stderr[-2000:]
    return {**json.loads(done.stdout[done.stdout.index("{") :]), "log": done.stdout + done.stderr}


def pixels(path: Path | str) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture, float)


def red_centre(path: Path) -> tuple[float, float]:
    """The middle of what is red, pixels."""
    picture = pixels(path)
    weight = np.clip(picture[..., 0] - 1.5 * picture[..., 1:].max(axis=2), 0, None)
    assert weight.sum() > 0, f"no red panel in {path.name}"
    rows, columns = np.indices(weight.shape)
    return float((columns * weight).sum() / weight.sum()), float((rows * weight).sum() / weight.sum())


def pixels_per_radian_m(path: Path) -> float:
    """Focal length in pixels."""
    return pixels(path).shape[1] / 2 / math.tan(HALF_FOV_RAD)


def test_both_eyes_see_true_depth_and_a_moved_head_moves_the_picture(simulator, tmp_path) -> None:
    result = play("stereo", tmp_path, simulator)
    assert result["states"] == WAY_IN + WAY_OUT
    assert result["frames"] == 8
    left, right, moved_left, moved_right = (Path(path) for path in result["captures"])
    assert pixels(left).std() > 5, "the room is drawn"
    focal_px = pixels_per_radian_m(left)
    disparity_px = red_centre(left)[0] - red_centre(right)[0]
    assert disparity_px == pytest.approx(focal_px * EYE_DISTANCE_M / 1.5, abs=0.4)
    moved_px = red_centre(left)[0] - red_centre(moved_left)[0]
    assert moved_px == pytest.approx(focal_px * 0.2 / 1.5, abs=0.6)
    assert red_centre(moved_left)[0] - red_centre(moved_right)[0] == pytest.approx(disparity_px, abs=0.4)
    assert red_centre(left)[1] == pytest.approx(red_centre(right)[1], abs=0.3), "eyes are level"
    assert red_centre(left)[1] == pytest.approx(pixels(left).shape[0] / 2 - 0.5, abs=0.6), "and the panel is ahead"


def test_point_pick_grab_move_and_release_is_one_undo_step(simulator, tmp_path) -> None:
    result = play("grab", tmp_path, simulator)
    assert result["history"] == result["steps"] == ["Move Crate"]
    assert result["told"] == ["execute", "undo"], "the document heard of it once"
    assert result["moved"] == pytest.approx([0.8, 0.0, -1.2], abs=0.02), "it stands where the ray went"
    assert result["restored"], "undo gives the identical scene"
    pictures = [pixels(path) for path in result["captures"] if "left" in path]
    pointed, picked, held, put_down = pictures
    blue = [np.argwhere((p[..., 2] > 1.4 * p[..., 0]) & (p[..., 2] > 60)).mean(axis=0)[1] for p in pictures]
    assert abs(blue[0] - blue[1]) < 3, "picking moves nothing"
    assert blue[2] > blue[1] + 8, "what is held is seen to move"
    assert blue[3] > blue[2] + 8, "and stays where it was put"
    assert np.abs(pointed - put_down).max() > 50
    assert picked.shape == held.shape
    # Played with the loader's core validation layer on, which prints a line for each misuse of the API.
    assert "Core Validation Layer is initialized" in result["log"]
    complaints = [line for line in result["log"].splitlines() if "VALID_ERROR" in line or "VALID_WARNING" in line]
    assert not complaints


def test_another_program_takes_the_focus_and_gives_it_back(simulator, tmp_path) -> None:
    other: dict = {}

    def play_other() -> None:
        deadline_s = time.monotonic() + 30
        while not (tmp_path / "holding").exists() and time.monotonic() < deadline_s:
            time.sleep(0.05)
        other.update(play("other", tmp_path, simulator))

    thread = threading.Thread(target=play_other)
    thread.start()
    result = play("focus", tmp_path, simulator)
    thread.join(60)
    assert other["frames"] == 6
    states = result["states"]
    assert states[:5] == WAY_IN
    between = states[5 : -len(WAY_OUT)]
    assert between == ["VISIBLE", "SYNCHRONIZED", "VISIBLE", "FOCUSED"], "neither seen nor heard for a while"
    assert result["back"] >= 3
    assert result["history"] == [], "what was in hand was let go where it stood"


def test_a_lost_runtime_is_said_clearly_and_a_new_session_works(simulator, tmp_path) -> None:
    result = play("lost", tmp_path, simulator)
    assert "went away" in result["message"]
    assert "Start the runtime again" in result["hint"]
    assert result["intact"]
    assert result["states"][:5] == WAY_IN
    assert result["frames"] == 4


@pytest.mark.window
def test_a_context_of_the_x_server_does_as_well(simulator, tmp_path) -> None:
    if not shutil.which("Xvfb"):
        pytest.skip("no Xvfb")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            result = play("glx", tmp_path, simulator, DISPLAY=f":{server.stdout.readline().strip()}")
        finally:
            server.terminate()
    assert result["states"][:5] == WAY_IN
    assert all(pixels(path).std() > 5 for path in result["captures"])


def test_a_runtime_that_does_not_answer_is_said_clearly(simulator, tmp_path) -> None:
    result = play("unanswered", tmp_path, simulator)
    assert result["kind"] == "Unavailable"
    assert "does not answer" in result["message"]


def test_the_verb_shows_a_saved_room_in_the_simulated_headset(simulator, tmp_path, document) -> None:
    from vrplanner.formats import vrplan

    plan = tmp_path / "room.vrplan"
    vrplan.save(plan, document)
    report = run_simulated(plan, frames=5, capture_dir=tmp_path / "eyes")
    assert report.runtime.startswith("Monado")
    assert report.frames == 5
    assert [path.name for path in report.captures] == ["left.png", "right.png"]
    left, right = (pixels(path) for path in report.captures)
    assert left.shape == (report.eye_size[1], report.eye_size[0], 3)
    assert np.abs(left - right).mean() > 0.5, "two eyes see two pictures"


def test_a_missing_plan_is_an_error_of_the_inner_process_in_plain_words(simulator, tmp_path) -> None:
    from vrplanner.core.errors import VrPlannerError

    with pytest.raises(VrPlannerError, match=r"gone\.vrplan"):
        run_simulated(tmp_path / "gone.vrplan", frames=2)


def test_a_service_ends_with_its_context_even_when_it_hangs(simulator) -> None:
    import os
    import signal

    with SimulatorService() as service:
        process = service._process
        os.kill(process.pid, signal.SIGSTOP)
        folder = service.folder
    assert process.poll() is not None
    assert not folder.exists()


def test_a_service_that_does_not_start_shows_the_end_of_its_log(tmp_path) -> None:
    broken = tmp_path / "service"
    broken.write_text("#!/bin/sh\necho no graphics here >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    service = SimulatorService(Simulator(broken), timeout_s=5)
    with pytest.raises(Unavailable, match="no graphics here"):
        service.start()
    service.close()
