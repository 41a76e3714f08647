"""What works on this machine, and what to do about what does not. Each check is a function of its own."""

import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from vrplanner import __version__
from vrplanner.app.paths import cache_dir, data_dir
from vrplanner.core.progress import Progress, silent
from vrplanner.core.resources import assets_dir, shaders_dir

Status = Literal["ok", "warning", "missing"]


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    status: Status
    message: str
    hint: str = ""


def examine(*, progress: Progress = silent) -> list[Check]:
    """Every check, in the order to read them. Never raises: a check that fails says so."""
    results = []
    for done, check in enumerate(CHECKS):
        progress(done / len(CHECKS), check.__name__.removeprefix("_"))
        try:
            results.append(check())
        except Exception as error:  # whatever a driver or library throws belongs into the report
            results.append(Check(check.__name__.strip("_"), "missing", f"{type(error).__name__}: {error}"))
    return results


def _program() -> Check:
    system = f"{platform.system()} {platform.release()}"
    return Check("vrplanner", "ok", f"{__version__}, Python {sys.version.split()[0]}, {system}")


def _files() -> Check:
    missing = [str(folder) for folder in (assets_dir(), shaders_dir()) if not folder.is_dir()]
    if missing:
        return Check("program files", "missing", f"not found: {', '.join(missing)}", "Install vrplanner again.")
    return Check("program files", "ok", str(assets_dir().parent))


def _user_folders() -> Check:
    free_gb = shutil.disk_usage(cache_dir()).free / 1e9
    if not os.access(data_dir(), os.W_OK):
        return Check("user folders", "missing", f"{data_dir()} cannot be written", "Give yourself the right to write.")
    status: Status = "ok" if free_gb > 2 else "warning"
    hint = "" if status == "ok" else "Free some space: scans and models need it."
    return Check("user folders", status, f"{data_dir()}, {free_gb:.0f} GB free", hint)


def _drawing() -> Check:
    from vrplanner.render.context import create_headless_context

    context = create_headless_context()
    try:
        name, version = context.info["GL_RENDERER"], context.info["GL_VERSION"]
    finally:
        context.release()
    if "llvmpipe" in name:
        return Check("drawing", "warning", f"{name} (no graphics card is used)", "Install your graphics driver.")
    return Check("drawing", "ok", f"{name}, OpenGL {version}")


def _gpu_computing() -> Check:
    import torch

    if torch.cuda.is_available():
        return Check("computing", "ok", f"{torch.cuda.get_device_name(0)}, torch {torch.__version__}")
    cores = os.cpu_count()
    return Check("computing", "ok", f"processor only ({cores} cores), torch {torch.__version__}")


def _display() -> Check:
    if platform.system() == "Linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Check("display", "warning", "none", "The window needs one; every other verb works without.")
    return Check("display", "ok", "there")


def _headset() -> Check:
    from vrplanner.xr.active import active_runtime

    runtime = active_runtime()
    if runtime is None:
        hint = "Install SteamVR or your headset's program; without one, `xr --simulate` shows what it would."
        return Check("headset", "warning", "no OpenXR runtime is active", hint)
    return Check("headset", "ok", f"OpenXR runtime: {runtime}")


def _speech() -> Check:
    return _package_check("speech recognition", "faster_whisper", "Spoken commands need it.")


def _language_model() -> Check:
    weights = assets_dir() / "models" / "command-model" / "weights.npz"
    if not weights.is_file():
        return Check("language model", "missing", f"{weights} is not there", "Install vrplanner again.")
    return _package_check("language model", "transformers", "Free wording needs it.")


def _scanner() -> Check:
    return _package_check("scanning", "open3d", "Scans need it.")


def _package_check(name: str, package: str, why: str) -> Check:
    if importlib.util.find_spec(package) is None:
        return Check(name, "missing", f"{package} is not installed. {why}", "Run main.py once to install it.")
    return Check(name, "ok", package)


CHECKS: tuple[Callable[[], Check], ...] = (
    _program, _files, _user_folders, _display, _drawing, _gpu_computing, _scanner, _speech, _language_model, _headset,
)  # fmt: skip
