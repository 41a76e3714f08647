"""Wave files in and out, rates and levels."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidFile, NotFound
from vrplanner.voice.audio import RATE, decode_wav, encode_wav, level_db, read_wav, resample


def tone(frequency_hz: float, rate: int, seconds: float = 0.5) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * frequency_hz * np.arange(int(rate * seconds)) / rate)).astype(np.float32)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=500))
def test_a_wave_file_keeps_its_samples(values: list[float]) -> None:
    samples = np.array(values, np.float32)
    assert np.abs(decode_wav(encode_wav(samples)) - samples).max() < 1 / 16000


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_resampling_keeps_the_pitch(rate: int) -> None:
    heard = resample(tone(440, rate), rate)
    assert len(heard) == pytest.approx(RATE / 2, abs=2)
    loudest = np.abs(np.fft.rfft(heard)).argmax() * RATE / len(heard)
    assert loudest == pytest.approx(440, abs=3)


@pytest.mark.parametrize(("width", "dtype"), [(1, np.uint8), (2, "<i2"), (4, "<i4")])
def test_stereo_of_any_width_becomes_mono(width: int, dtype: str) -> None:
    left = tone(300, RATE, 0.1)
    scaled = left * 127 + 128 if width == 1 else left.astype(np.float64) * (2 ** (8 * width - 1) - 1)
    both = np.repeat(scaled.round()[:, None], 2, axis=1).astype(dtype)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(width)
        file.setframerate(RATE)
        file.writeframes(both.tobytes())
    assert decode_wav(buffer.getvalue()) == pytest.approx(left, abs=0.01)


def test_levels() -> None:
    assert level_db(np.zeros(100, np.float32)) == -120
    assert level_db(tone(440, RATE)) == pytest.approx(-9.03, abs=0.1)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"not a wave file at all" * 10, encode_wav(tone(440, RATE))[:30]])
def test_a_damaged_file_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.wav"
    path.write_bytes(data)
    with pytest.raises(InvalidFile):
        read_wav(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_wav(tmp_path / "none.wav")


def test_a_recording_that_was_cut_short_is_not_taken_for_the_whole() -> None:
    whole = encode_wav(tone(440, RATE))
    with pytest.raises(InvalidFile, match="cut short"):
        decode_wav(whole[: len(whole) // 2])


def test_a_recording_of_unknown_length_is_read_to_its_end() -> None:
    streamed = bytearray(encode_wav(tone(440, RATE)))
    streamed[40:44] = b"\xff\xff\xff\xff"
    assert len(decode_wav(bytes(streamed))) == RATE // 2
