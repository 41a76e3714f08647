"""Whisper base through CTranslate2 on the CPU in 8-bit."""

from collections.abc import Sequence

import numpy as np

from vrplanner.core.errors import Unavailable
from vrplanner.voice.activity import utterances
from vrplanner.voice.audio import RATE, Samples, level_db
from vrplanner.voice.engines.whisper_weights import whisper_folder
from vrplanner.voice.recogniser import Transcript

QUIETEST_DB = -65.0
"""Below this there is nothing to hear, and Whisper would invent words."""
SHORTEST_S = 0.25
_PROMPTS = {
    "en": "Furniture commands for a room. ",
    "zh": "以下是普通话的家具布置指令。",
}
_LEAST_CONFIDENCE = 0.3


class FasterWhisper:
    """Hears English and Chinese."""

    def __init__(self, *, threads: int = 2) -> None:
        try:
            from faster_whisper import WhisperModel
        except ImportError as missing:
            raise Unavailable(
                "Speech recognition is not installed.", hint="Run: pip install faster-whisper"
            ) from missing
        self._model = WhisperModel(
            str(whisper_folder()), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    def transcribe(self, samples: Samples, *, language: str | None = None, hints: Sequence[str] = ()) -> Transcript:
        if len(samples) < SHORTEST_S * RATE or level_db(samples) < QUIETEST_DB or not self._anyone_speaks(samples):
            return Transcript("", language or "", 0.0)
        language = language or self._language(samples)
        prompt = _PROMPTS.get(language, "") + ", ".join(hints)
        segments, _ = self._model.transcribe(
            samples, language=language, initial_prompt=prompt, beam_size=2, temperature=0.0,
            condition_on_previous_text=False, without_timestamps=True, no_speech_threshold=0.6, log_prob_threshold=-1.0,
        )  # fmt: skip
        heard = list(segments)
        text = "".join(segment.text for segment in heard).strip()
        if not text or min(segment.no_speech_prob for segment in heard) > 0.8:
            return Transcript("", language, 0.0)
        confidence = float(np.exp(np.mean([segment.avg_logprob for segment in heard])))
        if confidence < _LEAST_CONFIDENCE or _plain(text) in _plain(prompt):
            return Transcript("", language, confidence)  # in noise Whisper repeats its prompt
        return Transcript(_simplified(text) if language == "zh" else text, language, confidence)

    @staticmethod
    def _anyone_speaks(samples: Samples) -> bool:
        try:
            return bool(utterances(samples))
        except Unavailable:
            return True

    def _language(self, samples: Samples) -> str:
        """The likelier of the two languages there is a grammar for."""
        _, _, shares = self._model.detect_language(samples)
        by_name = dict(shares)
        return "zh" if by_name.get("zh", 0.0) > by_name.get("en", 0.0) else "en"


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _simplified(text: str) -> str:
    """Whisper answers in either script; the grammar reads the simplified one."""
    try:
        from opencc import OpenCC
    except ImportError:
        return text
    return str(OpenCC("t2s").convert(text))
