"""Compiling scalar code with numba: compiled once a machine, kept in the user's cache folder.

The folder is named by the content of every kernel module, because numba itself only looks at the file a function is
in and would go on running old code after a change in one it calls.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import platformdirs

F = TypeVar("F", bound=Callable[..., Any])
_KERNEL_MODULES = ("kernels", "tables", "shapes", "terms", "relations", "reach", "moves", "anneal")


def _cache_folder() -> Path:
    digest = hashlib.sha256(numba.__version__.encode())
    for name in _KERNEL_MODULES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    name = f"kernels-{digest.hexdigest()[:16]}"
    folder = Path(platformdirs.user_cache_dir("vrplanner", appauthor=False)) / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError:
        return Path(tempfile.gettempdir()) / f"vrplanner-{name}"
    return folder


_FOLDER = str(_cache_folder())


def kernel(function: F) -> F:
    """Compile for the processor at first call. No Python objects inside, no lock held while it runs.

    Without numba's reference counting, which costs time in every call: such a function makes no arrays.
    """
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = _FOLDER
    try:
        compiled: F = numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function)
    finally:
        numba.config.CACHE_DIR = before
    return compiled
