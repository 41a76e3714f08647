"""Which OpenXR runtime this machine would use, found as the loader finds it, without loading anything.

Source: OpenXR Loader Specification, "Active Runtime Location" (Khronos).
"""

import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

REGISTRY_KEY = r"SOFTWARE\Khronos\OpenXR\1"


def active_runtime() -> str | None:
    """The active runtime's name, or the path of its manifest if that has none; None when there is no runtime."""
    for manifest in _manifests():
        try:
            runtime = json.loads(manifest.read_text(encoding="utf-8"))["runtime"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        name = runtime.get("name") if isinstance(runtime, dict) else None
        return str(name or manifest)
    return None


def _manifests() -> Iterator[Path]:
    """Where the loader looks, in its order."""
    chosen = os.environ.get("XR_RUNTIME_JSON")
    if chosen:
        yield Path(chosen)
        return
    if platform.system() == "Windows":
        yield from _registered()
        return
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    system = [Path(folder) for folder in (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")]
    for folder in [home, *system, Path("/etc"), Path("/usr/local/etc"), Path("/usr/share"), Path("/usr/local/share")]:
        yield folder / "openxr" / "1" / "active_runtime.json"


def _registered() -> Iterator[Path]:
    """Windows' registry. Written after the specification; has not been run on Windows yet."""
    import winreg  # type: ignore[import-not-found, unused-ignore]

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:  # type: ignore[attr-defined, unused-ignore]
            value, _ = winreg.QueryValueEx(key, "ActiveRuntime")  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return
    yield Path(value)
