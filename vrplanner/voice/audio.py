"""Sound as arrays: float32 samples in -1..1, mono, 16 kHz unless a name says otherwise."""

import io
import wave
from math import gcd
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidFile, InvalidInput, NotFound

Samples = NDArray[np.float32]
RATE = 16_000
LONGEST_S = 600.0
STREAMED_BYTES = 0x7FFF0000  # recorders that do not know the length yet write one near the largest
_FULL_SCALE = {1: 128.0, 2: 32768.0, 4: 2147483648.0}


def read_wav(path: Path) -> Samples:
    """A PCM wave file as mono at 16 kHz. Raises NotFound, InvalidFile."""
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise InvalidFile(f"{path} cannot be read: {error.strerror}.") from error
    return decode_wav(data, name=Path(path).name)


def decode_wav(data: bytes, *, name: str = "This recording") -> Samples:
    """The same from the bytes of a file."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            frames, told = file.readframes(file.getnframes()), file.getnframes() * channels * width
    except (wave.Error, EOFError) as error:
        raise InvalidFile(f"{name} is not a wave file.", hint="Record 16-bit PCM, ending in .wav.") from error
    if len(frames) < told < STREAMED_BYTES:
        raise InvalidFile(f"{name} was cut short.", hint="Record or copy it again.")
    if rate <= 0 or channels <= 0 or len(frames) / (rate * channels * width) > LONGEST_S:
        raise InvalidFile(f"{name} is longer than {LONGEST_S / 60:.0f} minutes.", hint="Cut it into shorter pieces.")
    return resample(_mono(frames, width, channels, name), rate)


def _mono(frames: bytes, width: int, channels: int, name: str) -> Samples:
    if width == 3:
        bytes_of = np.frombuffer(frames, np.uint8).reshape(-1, 3).astype(np.int32)
        values = ((bytes_of[:, 0] << 8) | (bytes_of[:, 1] << 16) | (bytes_of[:, 2] << 24)) / _FULL_SCALE[4]
    elif width == 1:
        values = (np.frombuffer(frames, np.uint8).astype(np.float32) - 128.0) / _FULL_SCALE[1]
    elif width in (2, 4):
        values = np.frombuffer(frames, f"<i{width}").astype(np.float64) / _FULL_SCALE[width]
    else:
        raise InvalidFile(f"{name} has samples of {width} bytes.", hint="Record 16-bit PCM.")
    whole = len(values) // channels * channels
    return values[:whole].reshape(-1, channels).mean(axis=1).astype(np.float32)


def encode_wav(samples: Samples, rate: int = RATE) -> bytes:
    """A 16-bit mono wave file; samples beyond -1..1 are clipped."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767.0).round().astype("<i2").tobytes())
    return buffer.getvalue()


def resample(samples: Samples, rate: int, to_rate: int = RATE) -> Samples:
    """The same sound at another rate, by a polyphase filter."""
    if rate == to_rate or not len(samples):
        return samples.astype(np.float32)
    if not 4_000 <= rate <= 384_000:
        raise InvalidInput(f"A sample rate of {rate} Hz is not usable.", hint="Use 8 to 192 kHz.")
    from scipy.signal import resample_poly

    shared = gcd(rate, to_rate)
    return np.asarray(resample_poly(samples, to_rate // shared, rate // shared), dtype=np.float32)


def level_db(samples: Samples) -> float:
    """The root mean square in dB below full scale; -120 for silence."""
    if not len(samples):
        return -120.0
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return max(20.0 * np.log10(max(rms, 1e-6)), -120.0)
