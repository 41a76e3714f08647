"""Where the files that ship with the program are: at the top of a checkout, or in a wheel under `vrplanner/_data`."""

from functools import cache
from pathlib import Path


@cache
def _data_dir() -> Path:
    package = Path(__file__).resolve().parent.parent
    return package / "_data" if (package / "_data").is_dir() else package.parent


def assets_dir() -> Path:
    return _data_dir() / "assets"


def shaders_dir() -> Path:
    return _data_dir() / "shaders"
