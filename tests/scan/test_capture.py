"""Captures on disk: each layout is found out and said, guesses can be overruled, and damage is named."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound
from vrplanner.scan.capture import CaptureSettings, open_capture
from vrplanner.scan.frames import Intrinsics
from vrplanner.scan.fusion import fuse

Writer = Callable[[Path, np.ndarray], None]


@pytest.fixture
def seven_scenes(tmp_path: Path, frames, write_picture: Writer) -> Path:
    for index, (color, depth, pose) in enumerate(frames):
        write_picture(tmp_path / f"frame-{index:06d}.color.jpg", color)
        write_picture(tmp_path / f"frame-{index:06d}.depth.png", depth)
        np.savetxt(tmp_path / f"frame-{index:06d}.pose.txt", pose)
    np.savetxt(tmp_path / "camera-intrinsics.txt", [[30, 0, 16], [0, 31, 12], [0, 0, 1]])
    return tmp_path


@pytest.fixture
def tum(tmp_path: Path, frames, write_picture: Writer) -> Path:
    rows: dict[str, list[str]] = {"rgb": [], "depth": [], "groundtruth": ["# timestamp tx ty tz qx qy qz qw"]}
    for index, (color, depth, pose) in enumerate(frames):
        write_picture(tmp_path / f"rgb/{index}.png", color)
        write_picture(tmp_path / f"depth/{index}.png", depth * 5)
        rows["rgb"].append(f"{index + 0.011:.4f} rgb/{index}.png")
        rows["depth"].append(f"{index:.4f} depth/{index}.png")
        rows["groundtruth"].append(f"{index + 0.004:.4f} {pose[0, 3]} 0 0 0 0 0 1")
    for name, lines in rows.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def open3d_folder(tmp_path: Path, frames, write_picture: Writer) -> Path:
    blocks = []
    for index, (color, depth, pose) in enumerate(frames):
        write_picture(tmp_path / f"color/{index:05d}.jpg", color)
        write_picture(tmp_path / f"depth/{index:05d}.png", depth)
        blocks.append(f"{index} {index} {index + 1}\n" + "\n".join(" ".join(map(str, row)) for row in pose))
    (tmp_path / "trajectory.log").write_text("\n".join(blocks) + "\n", encoding="utf-8")
    camera = '{"width": 32, "height": 24, "intrinsic_matrix": [30, 0, 0, 0, 31, 0, 16, 12, 1]}'
    (tmp_path / "camera.json").write_text(camera, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("layout", ["seven_scenes", "tum", "open3d_folder"])
def test_every_layout_gives_the_same_frames(layout: str, request: pytest.FixtureRequest) -> None:
    capture = open_capture(request.getfixturevalue(layout))
    assert len(capture) == 3
    frame = capture.frame(2)
    assert frame.depth_m[5, 5] == pytest.approx(2.02, abs=1e-3)
    assert frame.depth_m[0, 0] == 0
    assert frame.world_from_camera[0, 3] == pytest.approx(0.2)
    assert frame.color.shape == (24, 32, 3)
    assert any("Looks like" in note for note in capture.detected)


def test_the_camera_file_is_read(seven_scenes: Path, open3d_folder: Path) -> None:
    for folder in (seven_scenes, open3d_folder):
        k = open_capture(folder).intrinsics
        assert (k.fx, k.fy, k.cx, k.cy) == (30, 31, 16, 12)


def test_an_assumed_camera_is_admitted(seven_scenes: Path) -> None:
    (seven_scenes / "camera-intrinsics.txt").unlink()
    assert any("assumed" in note for note in open_capture(seven_scenes).detected)


def test_the_person_overrules_the_guesses(seven_scenes: Path) -> None:
    camera = Intrinsics(width=64, height=48, fx=60, fy=60, cx=32, cy=24)
    settings = CaptureSettings(depth_unit_m=0.0005, intrinsics=camera, every=2)
    capture = open_capture(seven_scenes, settings=settings)
    frame = capture.frame(1)
    assert len(capture) == 2
    assert frame.depth_m[5, 5] == pytest.approx(1.01, abs=1e-3)
    assert frame.intrinsics.fx == pytest.approx(30), "the camera is scaled to the picture's size"
    assert any("as you asked" in note for note in capture.detected)


def test_colour_is_brought_to_the_size_of_depth(seven_scenes: Path, write_picture: Writer) -> None:
    write_picture(seven_scenes / "frame-000000.color.jpg", np.zeros((48, 64, 3), np.uint8))
    assert open_capture(seven_scenes).frame(0).color.shape == (24, 32, 3)


def test_without_poses_it_says_what_to_do(seven_scenes: Path) -> None:
    for pose in seven_scenes.glob("*.pose.txt"):
        pose.unlink()
    with pytest.raises(InvalidFile, match="no camera poses") as refusal:
        open_capture(seven_scenes)
    assert "COLMAP" in refusal.value.hint


def test_frames_without_tracking_are_left_out_and_told(seven_scenes: Path) -> None:
    np.savetxt(seven_scenes / "frame-000001.pose.txt", np.full((4, 4), -np.inf))
    capture = open_capture(seven_scenes)
    assert len(capture) == 2
    assert any("tracking was lost" in note for note in capture.detected)


def test_a_damaged_picture_is_named(seven_scenes: Path) -> None:
    capture = open_capture(seven_scenes)
    (seven_scenes / "frame-000000.depth.png").write_bytes(b"\x89PNG nothing")
    with pytest.raises(InvalidFile, match=r"frame-000000\.depth\.png"):
        capture.frame(0)


def test_a_missing_picture_is_named(seven_scenes: Path) -> None:
    capture = open_capture(seven_scenes)
    (seven_scenes / "frame-000002.color.jpg").unlink()
    with pytest.raises(InvalidFile, match=r"frame-000002\.color\.jpg is missing"):
        capture.frame(2)


def test_a_picture_of_eight_bits_is_no_depth(seven_scenes: Path, write_picture: Writer) -> None:
    write_picture(seven_scenes / "frame-000000.depth.png", np.zeros((24, 32, 3), np.uint8))
    with pytest.raises(InvalidFile, match="not a depth picture"):
        open_capture(seven_scenes).frame(0)


def test_a_wrong_depth_unit_is_refused(tum: Path) -> None:
    with pytest.raises(InvalidFile, match="which no room is"):
        open_capture(tum, settings=CaptureSettings(depth_unit_m=0.01))


def test_a_trajectory_of_another_length_is_refused(open3d_folder: Path) -> None:
    log = open3d_folder / "trajectory.log"
    log.write_text("\n".join(log.read_text(encoding="utf-8").splitlines()[:10]), encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"3 frames, but trajectory\.log has 2 poses"):
        open_capture(open3d_folder)


def test_pictures_without_a_pose_near_their_time_are_refused(tum: Path) -> None:
    (tum / "groundtruth.txt").write_text("99.0 0 0 0 0 0 0 1\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"within 0\.03 s"):
        open_capture(tum)


def test_what_is_no_capture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_capture(tmp_path / "nowhere")
    with pytest.raises(InvalidFile, match="holds no capture"):
        open_capture(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(InvalidFile, match="is a file"):
        open_capture(tmp_path / "file")


def test_an_impossible_step_is_refused(seven_scenes: Path) -> None:
    with pytest.raises(InvalidInput):
        open_capture(seven_scenes, settings=CaptureSettings(every=0))


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("folder", "frames", "kind"),
    [
        ("redkitchen_step10", 88, "seven_scenes"),
        ("redkitchen_dense_0000_0059", 60, "seven_scenes"),
        ("open3d_livingroom_5", 5, "open3d_log"),
    ],
)
def test_real_captures_open(shared_data: Path, folder: str, frames: int, kind: str) -> None:
    capture = open_capture(shared_data / "rgbd" / folder)
    assert (len(capture), capture.format) == (frames, kind)
    depth = capture.frame(frames - 1).depth_m
    assert 0.5 < np.median(depth[depth > 0]) < 4


@pytest.mark.parametrize("unit_m", [0.0, -1.0, float("nan"), float("inf")])
def test_an_impossible_depth_unit_is_refused_and_not_replaced_by_the_usual_one(
    seven_scenes: Path, unit_m: float
) -> None:
    with pytest.raises(InvalidInput, match="depth step"):
        open_capture(seven_scenes, settings=CaptureSettings(depth_unit_m=unit_m))


@pytest.mark.parametrize("matrix", ["0 0 0 0 0 0 0 0 1", "nan 0 nan 0 nan nan 0 0 1", "-30 0 16 0 31 12 0 0 1"])
def test_an_impossible_camera_is_refused(seven_scenes: Path, matrix: str) -> None:
    (seven_scenes / "camera-intrinsics.txt").write_text(matrix, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"camera of .* is not possible"):
        open_capture(seven_scenes)


def test_a_frame_far_from_the_others_is_left_out_and_said(seven_scenes: Path) -> None:
    pose = np.eye(4)
    pose[:3, 3] = 1e12
    np.savetxt(seven_scenes / "frame-000002.pose.txt", pose)
    capture = open_capture(seven_scenes)
    assert len(capture) == 2
    assert any("1 frame(s) left out" in note for note in capture.detected)


def test_a_picture_that_would_fill_the_memory_is_refused(seven_scenes: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 16, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")
    (seven_scenes / "frame-000000.depth.png").write_bytes(bomb)
    with pytest.raises(InvalidFile, match="cannot be read"):
        open_capture(seven_scenes).frame(0)


def test_words_in_a_trajectory_or_association_are_named(tum: Path) -> None:
    (tum / "associations.txt").write_text("0 rgb/0.png x depth/0.png\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"associations\.txt"):
        open_capture(tum)
    (tum / "associations.txt").unlink()
    (tum / "groundtruth.txt").write_text("0 a b c d e f g\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"groundtruth\.txt"):
        open_capture(tum)


@pytest.mark.parametrize("camera", ["[" * 100_000, "[]", '{"width": 1e999}'])
def test_a_hostile_camera_file_is_passed_over(open3d_folder: Path, camera: str) -> None:
    (open3d_folder / "camera.json").write_text(camera, encoding="utf-8")
    assert any("assumed" in note for note in open_capture(open3d_folder).detected)


def test_a_trajectory_that_is_no_text_is_named(open3d_folder: Path) -> None:
    (open3d_folder / "trajectory.log").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidFile, match=r"trajectory\.log"):
        open_capture(open3d_folder)


@pytest.mark.parametrize("depth_mm", [0, 60_000])
def test_pictures_without_depth_add_up_to_no_surface(seven_scenes: Path, write_picture: Writer, depth_mm: int) -> None:
    for path in seven_scenes.glob("*.depth.png"):
        write_picture(path, np.full((24, 32), depth_mm, np.uint16))
    with pytest.raises(InvalidFile, match=r"add up to a surface|no room is"):
        fuse(open_capture(seven_scenes))
