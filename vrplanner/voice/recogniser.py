"""Speech to text: what a recogniser promises, and how one is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from vrplanner.core.errors import NotFound
from vrplanner.voice.audio import Samples

DEFAULT = "faster-whisper"


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard: `text` is "" where nobody spoke; `confidence` is 0..1."""

    text: str
    language: str
    confidence: float


class Recogniser(Protocol):
    """Turns one utterance into text. Not to be called from two threads at once."""

    def transcribe(self, samples: Samples, *, language: str | None = None, hints: Sequence[str] = ()) -> Transcript:
        """`samples` is mono at 16 kHz. `language` ("en", "zh") saves the guessing; `hints` are names it may hear."""
        ...


@cache
def load_recogniser(name: str | None = None) -> Recogniser:
    """A recogniser by name, loaded once; plug-ins register theirs as an entry point of `vrplanner.recognisers`.

    Raises NotFound for a name nobody registered and Unavailable where its model is missing.
    """
    wanted = name or DEFAULT
    if wanted == DEFAULT:
        from vrplanner.voice.engines.faster_whisper import FasterWhisper

        return FasterWhisper()
    for entry in entry_points(group="vrplanner.recognisers"):
        if entry.name == wanted:
            made: Recogniser = entry.load()()
            return made
    raise NotFound(f'There is no speech recogniser called "{wanted}".', hint=f"Known here: {DEFAULT}.")
