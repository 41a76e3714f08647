"""English speech by hibari, an 8 MB neural voice."""

import numpy as np

from vrplanner.core.errors import Unavailable
from vrplanner.voice.audio import Samples


class HibariSpeaker:
    rate = 24_000

    def __init__(self) -> None:
        try:
            from hibari import Hibari
        except ImportError as missing:
            raise Unavailable("The English voice is not installed.", hint="Run: pip install hibari-tts") from missing
        self._voice = Hibari()

    def speak(self, text: str, *, speed: float = 1.0) -> Samples:
        return np.asarray(self._voice(text, speed=speed, seed=0), dtype=np.float32)
