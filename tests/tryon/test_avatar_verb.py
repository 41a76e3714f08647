"""The avatar verb, run as a person runs it."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vrplanner.cli.main import main
from vrplanner.formats.gltf import read_model

FIGURES = ["--height", "1.70", "--chest", "0.92", "--waist", "0.76", "--hip", "0.98", "--build", "female"]


def test_a_dressed_avatar_as_glb_and_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glb, picture = tmp_path / "anna.glb", tmp_path / "anna.png"
    words = ["--wear", "a red summer dress", "-o", str(glb), "--picture", str(picture), "--json"]
    assert main(["avatar", *FIGURES, *words]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["achieved"]["waist_m"] == pytest.approx(0.76, abs=0.005)
    assert result["wearing"][0] | {"ease_m": None} == {
        "name": "red cotton dress", "kind": "dress", "size": "M", "ease_m": None,
    }  # fmt: skip
    model = read_model(glb)
    assert model.triangle_count == result["triangles"]
    assert model.size[1] == pytest.approx(1.72, abs=0.05)
    pixels = np.asarray(Image.open(picture).convert("RGB"), float)
    height, width, _ = pixels.shape
    red, green, blue = pixels[int(0.55 * height), int(0.45 * width) : int(0.55 * width)].mean(axis=0)
    assert red > 1.8 * max(green, blue)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--height", "170"], "metres"),
        (["--height", "1.7", "--wear", "a banana"], "banana"),
        (["--height", "1.7", "--waist", "1.5", "--hip", "0.7"], "together"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    words: list[str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nobody.glb"
    assert main(["avatar", *words, "-o", str(target)]) == 2
    assert complaint in capsys.readouterr().err
    assert not target.exists()
