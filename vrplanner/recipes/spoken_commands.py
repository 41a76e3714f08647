"""Speaks the commands in `assets/speech`: 16 kHz mono wave files for the demonstration and the tests.

Only English: what eSpeak makes of Chinese is too robotic for the recogniser, and no better Chinese voice installs
offline.
"""

from pathlib import Path

import numpy as np

from vrplanner.core.files import write_atomic
from vrplanner.core.progress import Progress, silent
from vrplanner.voice.audio import RATE, encode_wav, resample
from vrplanner.voice.speaker import load_speaker

COMMANDS = {
    "place-sofa": ("en", "Put a green velvet sofa, two metres wide, against the north wall."),
    "move-sofa": ("en", "Move the sofa half a metre to the left."),
    "undo": ("en", "Undo that."),
    "suggest-layout": ("en", "Suggest a layout for the room."),
    "rotate-armchair": ("en", "Please rotate the armchair by ninety degrees clockwise."),
    "paint-walls": ("en", "Paint the walls light blue."),
}
SILENCE_S = 0.25


def make(out: Path, *, progress: Progress = silent) -> None:
    """Write every command to `out`; the same words always give the same file."""
    out.mkdir(parents=True, exist_ok=True)
    pause = np.zeros(int(SILENCE_S * RATE), dtype=np.float32)
    for done, (name, (language, text)) in enumerate(COMMANDS.items()):
        progress(done / len(COMMANDS), name)
        speaker = load_speaker(language)
        spoken = resample(speaker.speak(text), speaker.rate)
        write_atomic(out / f"{name}.wav", encode_wav(np.concatenate([pause, spoken, pause])))
    progress(1.0)
