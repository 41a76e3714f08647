"""The demonstration, run as a person runs it, and killed as a person kills it."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from vrplanner.formats import vrplan
from vrplanner.formats.gltf import read_model

REPOSITORY = Path(__file__).resolve().parents[2]
IN_CI = os.environ.get("CI", "").lower() == "true"
pytestmark = pytest.mark.weights


def start(out: Path, home: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "VRPLANNER_HOME": str(home)}
    environment.pop("DISPLAY", None)
    command = [sys.executable, str(REPOSITORY / "main.py"), "demo", "--out", str(out), "--json"]
    # Whoever started the tests in the background had Ctrl-C ignored, and a process hands that on to its children;
    # with a handler of our own set while it starts, the child begins as in a terminal.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    finally:
        signal.signal(signal.SIGINT, inherited)


def assert_whole(folder: Path) -> None:
    """Every file there is complete; nothing temporary is taken for a result."""
    from PIL import Image

    for path in folder.rglob("*"):
        if path.name.startswith("."):
            assert path.suffix == ".part"  # a kill leaves at most the temporary file that was being written
        elif path.suffix == ".png":
            with Image.open(path) as picture:
                picture.load()
        elif path.suffix == ".vrplan":
            vrplan.load(path)
        elif path.suffix == ".glb":
            read_model(path)
        elif path.suffix in (".svg", ".html"):
            assert path.read_text(encoding="utf-8").rstrip().endswith(("</svg>", "</html>"))


def test_the_whole_way(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with start(out, tmp_path / "home") as process:
        printed, complaints = process.communicate(timeout=400)
    assert process.returncode == 0, complaints[-3000:]
    result = json.loads(printed)
    stages = {stage["title"]: stage for stage in result["stages"]}
    assert list(stages) == ["Scan", "Speak", "Generate", "Arrange", "Wear", "See", "Keep"]
    assert stages["Scan"]["walls"] == 4
    assert stages["Scan"]["openings"] >= 2
    assert stages["Scan"]["items"] >= 5
    assert len(stages["Arrange"]["scores"]) == 3
    if IN_CI:  # where the simulated runtime must be there, the eyes must have come through it
        assert stages["See"]["stereo"] == "openxr"
    assert_whole(out)
    for name in ("demo.vrplan", "demo.glb", "demo.svg", "report.html", "5-wear.png"):
        assert (out / name).exists()
    scene = vrplan.load(out / "demo.vrplan").scene
    sofas = [item for item in scene.items.values() if item.kind == "sofa"]
    assert any(item.size[0] == pytest.approx(2.0) and item.model for item in sofas)
    assert any(item.kind == "bookcase" for item in scene.items.values())
    assert [avatar.wearing for avatar in scene.avatars.values()] == [tuple(scene.garments)]
    with zipfile.ZipFile(out / "demo.vrplan") as project:
        assert "thumbnail.png" in project.namelist()


@pytest.mark.skipif(os.name == "nt", reason="kills with signals")
@pytest.mark.parametrize(("how", "after_files"), [(signal.SIGKILL, 2), (signal.SIGINT, 1)])
def test_stopping_it_leaves_no_damaged_file(tmp_path: Path, how: signal.Signals, after_files: int) -> None:
    out = tmp_path / "out"
    with start(out, tmp_path / "home") as process:
        until = time.monotonic() + 200
        while process.poll() is None and time.monotonic() < until:
            if out.exists() and len(list(out.glob("[!.]*"))) >= after_files:
                break
            time.sleep(0.05)
        process.send_signal(how)
        _, complaints = process.communicate(timeout=60)
    assert_whole(out)
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "Traceback" not in complaints
        assert not list(out.rglob("*.part"))
