"""Text to speech: what a speaker promises, and which one speaks a language."""

from functools import cache
from typing import Protocol

from vrplanner.core.errors import NotFound
from vrplanner.voice.audio import Samples


class Speaker(Protocol):
    rate: int
    """Samples a second of what `speak` gives."""

    def speak(self, text: str) -> Samples:
        """The sound of a text, mono in -1..1; the same text always sounds the same."""
        ...


@cache
def load_speaker(language: str = "en") -> Speaker:
    """A speaker of a language, loaded once. Raises NotFound, and Unavailable where its parts are missing."""
    if language == "en":
        from vrplanner.voice.engines.hibari import HibariSpeaker

        return HibariSpeaker()
    if language == "zh":
        from vrplanner.voice.engines.espeak import EspeakSpeaker

        return EspeakSpeaker()
    raise NotFound(f'No voice speaks "{language}".', hint="Voices here: en, zh.")
