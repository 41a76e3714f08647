"""`generate` on the command line."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vrplanner.cli.main import main
from vrplanner.formats.gltf import read_model


def test_writes_a_model_of_the_size_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sofa.glb"
    assert main(["generate", "灰色三人沙发，宽2.1米", "-o", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "sofa"
    assert told["size_m"] == [2.1, 0.85, 0.9]
    model = read_model(path)
    assert model.size == pytest.approx((2.1, 0.85, 0.9), abs=0.001)
    assert any(part.material.color_texture for part in model.parts)


def test_draws_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "stool.png"
    assert main(["generate", "dark blue lacquer stool", "--picture", str(path)]) == 0
    with Image.open(path) as picture:
        assert picture.size == (1000, 800)
        middle = np.asarray(picture.convert("RGB").crop((300, 150, 700, 650)), int)
    blue = (middle[..., 2] > middle[..., 0] + 12) & (middle[..., 2] > middle[..., 1])
    assert blue.mean() > 0.04


def test_tells_what_it_did_not_understand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "oak stool with flumps"]) == 0
    assert "Not understood: flumps" in capsys.readouterr().out


def test_refuses_what_is_no_furniture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.glb"
    assert main(["generate", "a steam engine", "-o", str(path)]) == 2
    assert "steam engine" in capsys.readouterr().err
    assert not path.exists()
