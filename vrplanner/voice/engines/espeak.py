"""Chinese speech by eSpeak NG from pinyin: robotic, but local. Given characters it would speak the tone numbers."""

import shutil
import subprocess

from vrplanner.core.errors import Unavailable
from vrplanner.voice.audio import RATE, Samples, decode_wav


class EspeakSpeaker:
    rate = RATE

    def __init__(self) -> None:
        self._program = shutil.which("espeak-ng")
        if self._program is None:
            raise Unavailable("The Chinese voice is not installed.", hint="Install the package espeak-ng.")

    def speak(self, text: str) -> Samples:
        command = [str(self._program), "-v", "cmn-latn-pinyin", "-s", "140", "--stdout", _pinyin(text)]
        made = subprocess.run(command, capture_output=True, check=False, timeout=30)
        if made.returncode:
            raise Unavailable("The Chinese voice does not work.", hint=made.stderr.decode(errors="replace")[:200])
        return decode_wav(_with_length(made.stdout), name="eSpeak's answer")


def _pinyin(text: str) -> str:
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as missing:
        raise Unavailable("Chinese speech needs pypinyin.", hint="Run: pip install pypinyin") from missing
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))


def _with_length(data: bytes) -> bytes:
    """eSpeak streams, so its header claims an endless file; put in how long it is."""
    if len(data) < 44 or data[36:40] != b"data":
        return data
    body = len(data) - 44
    return data[:4] + (body + 36).to_bytes(4, "little") + data[8:40] + body.to_bytes(4, "little") + data[44:]
