"""Where vrplanner keeps what belongs to the user of this machine. VRPLANNER_HOME moves all of it (tests use that)."""

import os
from pathlib import Path

from platformdirs import PlatformDirs


def _folder(kind: str) -> Path:
    home = os.environ.get("VRPLANNER_HOME")
    folder = (
        Path(home) / kind if home else Path(getattr(PlatformDirs("vrplanner", appauthor=False), f"user_{kind}_dir"))
    )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def config_dir() -> Path:
    return _folder("config")


def cache_dir() -> Path:
    return _folder("cache")


def data_dir() -> Path:
    return _folder("data")


def log_dir() -> Path:
    return _folder("log")
