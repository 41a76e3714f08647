"""The shipped recordings through voice activity, recognition and the grammar; silence and noise give nothing."""

from pathlib import Path

import numpy as np
import pytest

from vrplanner.assistant.interpreter import Interpreter
from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.core.item import Item
from vrplanner.core.resources import assets_dir
from vrplanner.core.scene import Scene
from vrplanner.recipes.spoken_commands import COMMANDS
from vrplanner.voice.activity import utterances
from vrplanner.voice.audio import RATE, read_wav
from vrplanner.voice.engines import whisper_weights
from vrplanner.voice.recogniser import Recogniser, load_recogniser

SPEECH = assets_dir() / "speech"
MEANT = {
    "place-sofa": (
        "place",
        {
            "object": "sofa",
            "color": "green",
            "material": "velvet",
            "width_m": 2,
            "relation": "against",
            "anchor": "north wall",
        },
    ),
    "move-sofa": ("move", {"item_id": "sofa_1", "direction": "left", "amount_m": 0.5}),
    "undo": ("undo", {}),
    "suggest-layout": ("arrange", {}),
    "rotate-armchair": ("rotate", {"item_id": "armchair_1", "angle_deg": 90, "clockwise": True}),
    "paint-walls": ("paint", {"surface": "wall", "color": "light blue"}),
}


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


@pytest.fixture
def scene() -> Scene:
    kinds = ("sofa", "armchair")
    items = {
        f"{kind}_1": Item(id=f"{kind}_1", kind=kind, name=kind, position=(n, 0, 0), size=(1, 1, 1))
        for n, kind in enumerate(kinds)
    }
    return Scene(items=items)


def test_every_command_is_shipped_and_small() -> None:
    files = {path.stem: path for path in SPEECH.glob("*.wav")}
    assert set(files) == set(COMMANDS) == set(MEANT)
    assert all(path.stat().st_size < 200_000 for path in files.values())


@pytest.mark.weights
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_spoken_command_is_understood(name: str, recogniser: Recogniser, scene: Scene) -> None:
    heard = recogniser.transcribe(read_wav(SPEECH / f"{name}.wav"), hints=["sofa", "armchair"])
    assert heard.language == "en"
    found = Interpreter(engine=lambda: None).interpret(heard.text, scene)
    intent, slots = MEANT[name]
    assert [record.to_plain() for record in found.records] == [{"intent": intent, "slots": slots}], heard.text


@pytest.mark.weights
def test_in_room_noise_it_is_still_heard(recogniser: Recogniser, scene: Scene) -> None:
    samples = read_wav(SPEECH / "move-sofa.wav")
    power = float(np.sqrt(np.mean(samples**2)))
    noise = np.random.default_rng(0).normal(0, power * 10 ** (-15 / 20), len(samples)).astype(np.float32)
    found = Interpreter(engine=lambda: None).interpret(recogniser.transcribe(samples + noise).text, scene)
    assert found.records[0].intent == "move"


@pytest.mark.weights
def test_silence_noise_and_a_click_say_nothing(recogniser: Recogniser) -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, 3 * RATE).astype(np.float32)
    for samples in (np.zeros(2 * RATE, np.float32), noise, np.ones(100, np.float32), np.zeros(0, np.float32)):
        assert recogniser.transcribe(samples).text == ""


def test_where_somebody_speaks() -> None:
    speech = read_wav(SPEECH / "undo.wav")
    pause = np.zeros(2 * RATE, np.float32)
    found = utterances(np.concatenate([pause, speech, pause, speech]))
    assert len(found) == 2
    assert found[0].start_s == pytest.approx(2.25, abs=0.3)
    assert len(found[0].of(np.zeros(10 * RATE))) < len(speech) + RATE
    assert utterances(pause) == []


def test_an_unknown_recogniser() -> None:
    with pytest.raises(NotFound):
        load_recogniser("telepathy")


@pytest.mark.weights
def test_damaged_weights_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_weights, "SHA256", "0" * 64)
    with pytest.raises(InvalidFile, match="damaged"):
        whisper_weights.whisper_folder(tmp_path)
    assert [path.name for path in (tmp_path / "whisper-base").iterdir()] == []
