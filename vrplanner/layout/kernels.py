"""Compiling scalar code with numba: compiled once a machine, kept in the user's cache folder.

The folder is named by the content of every kernel module, because numba itself only looks at the file a function is
in and would go on running old code after a change in one it calls.
"""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numba
import platformdirs

F = TypeVar("F", bound=Callable[..., Any])
_KERNEL_MODULES = (
    "kernels",
    "columns",
    "tables",
    "room_tables",
    "bit_rows",
    "shapes",
    "terms",
    "relations",
    "reach",
    "moves",
    "anneal",
    "cuda_kernel",
)


def _cache_folder() -> Path:
    digest = hashlib.sha256(numba.__version__.encode())
    for name in _KERNEL_MODULES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    name = f"kernels-{digest.hexdigest()[:16]}"
    folder = Path(platformdirs.user_cache_dir("vrplanner", appauthor=False)) / name
    try:
        if not folder.is_dir():
            for outdated in folder.parent.glob("kernels-*"):
                shutil.rmtree(outdated, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError:
        # A folder of our own each time: compiled code must not come from where others can write.
        return Path(tempfile.mkdtemp(prefix="vrplanner-kernels-"))
    return folder


_FOLDER = str(_cache_folder())


def kernel(function: F) -> F:
    """Compile for the processor at first call. No Python objects inside, no lock held while it runs.

    Without numba's reference counting, which costs time in every call: such a function makes no arrays.
    """
    return _compiled(function, cache=True)


def inner_kernel(function: F) -> F:
    """The same for one that only other kernels call: what Python would need to call it is not compiled, and it is
    not kept by itself, since whoever calls it keeps a copy. Both together take half off the time to compile.
    """
    return _compiled(function, cache=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def card_kernel(function: F) -> Any:
    """Compile for an NVIDIA graphics card at first launch. Needs numba-cuda; call only where that is installed."""
    from numba import cuda

    with _our_folder():
        return cuda.jit(cache=True)(function)


def _compiled(function: F, **options: bool) -> F:
    with _our_folder():
        compiled: F = numba.njit(nogil=True, error_model="numpy", _nrt=False, **options)(function)
    return compiled


@contextlib.contextmanager
def _our_folder() -> Iterator[None]:
    """Numba asks for the folder when a function is decorated."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = _FOLDER
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before
