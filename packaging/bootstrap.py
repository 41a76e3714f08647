"""Installs what vrplanner needs into `.venv` beside `main.py`, once, and runs it there.

Standard library only, Python 3.11 or newer, the same on Linux, macOS and Windows. When everything is there this costs
one hash of the lock files and one exec. Whatever stopped an earlier set-up, the next start goes on from there.
"""

from __future__ import annotations  # an older Python must get as far as the sentence that refuses it

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Debian package: why. Wheels bring everything else.
RUN_LIBRARIES = {
    "libegl1": "drawing without a display",
    "libgl1": "drawing in a window",
    "libegl-mesa0": "drawing without a graphics card",
    "libgl1-mesa-dri": "drawing without a graphics card",
    "libusb-1.0-0": "Open3D, depth cameras",
    "libgomp1": "Open3D, several cores",
    "libx11-6": "Open3D",
    "libxcb-cursor0": "the window",
    "libxcb-icccm4": "the window",
    "libxcb-image0": "the window",
    "libxcb-keysyms1": "the window",
    "libxcb-randr0": "the window",
    "libxcb-render-util0": "the window",
    "libxcb-shape0": "the window",
    "libxcb-xinerama0": "the window",
    "libxkbcommon-x11-0": "the window, keyboard",
    "libdbus-1-3": "the window",
    "libfontconfig1": "the window, fonts",
}
TEST_LIBRARIES = {"xvfb": "tests of the window without a display"}


def enter(here: Path, argv: list[str]) -> int | None:
    """Make sure the environment is complete for this verb, then go on inside it.

    Gives None when this very interpreter is the right one and may go on, else the exit code of the one that did the
    work. On Linux and macOS the process is replaced, so nothing is returned at all.
    """
    try:
        return _enter(here, argv)
    except KeyboardInterrupt:
        _say("\nvrplanner: stopped. The next start goes on from here.")
        return 130


def _enter(here: Path, argv: list[str]) -> int | None:
    for_tests = argv[1:2] == ["test"]  # the verb, not a file of that name
    venv = here / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run_lock, test_lock = (here / "packaging" / f"requirements{kind}.lock" for kind in ("", "-test"))
    stamps = {venv / "vrplanner-run.stamp": _fingerprint([run_lock])}
    if for_tests:
        stamps[venv / "vrplanner-test.stamp"] = _fingerprint([run_lock, test_lock])
    if not _is_complete(python, stamps):
        locks = [run_lock, test_lock] if for_tests else [run_lock]
        with _one_at_a_time(run_lock):
            problem = "" if _is_complete(python, stamps) else _set_up(here, venv, python, locks, for_tests=for_tests)
            if problem:
                _say(f"vrplanner: {problem}")
                return 3
            for stamp, wanted in stamps.items():
                stamp.write_text(wanted)
    if Path(sys.prefix).resolve() == venv.resolve():
        return None
    command = [str(python), str(here / "main.py"), *argv[1:]]
    if os.name == "nt":  # exec would return to the shell before the child ends
        return subprocess.call(command)
    os.execv(command[0], command)
    return None


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # standard output belongs to the verb


def _is_complete(python: Path, stamps: dict[Path, str]) -> bool:
    try:
        return python.exists() and all(stamp.read_bytes() == wanted.encode() for stamp, wanted in stamps.items())
    except OSError:
        return False


@contextlib.contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    """Make a second start wait until the first has set up; the system frees the lock however that one ends."""
    with lock.open("rb") as file:
        with contextlib.suppress(ImportError, OSError):  # Windows has no such lock
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fingerprint(locks: list[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in [Path(__file__), *locks]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _set_up(here: Path, venv: Path, python: Path, locks: list[Path], *, for_tests: bool) -> str:
    """Install what is missing; gives the reason in a sentence if that cannot be done."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file alone may meet an older one
        return f"this is Python {sys.version.split()[0]}; 3.11 or newer is needed. Install it and run this again."
    problem = _cannot_write(venv)
    if problem:
        return problem
    libraries = RUN_LIBRARIES | (TEST_LIBRARIES if for_tests else {})
    problem = _install_libraries(libraries)
    if problem:
        return problem
    if not _has_pip(python):
        _say(f"vrplanner: making {venv}")
        outer = getattr(sys, "_base_executable", sys.executable)  # clearing must not remove the one that runs
        if subprocess.call([outer, "-m", "venv", "--clear", str(venv)]) != 0:
            return "a virtual environment could not be made (see above). On Debian/Ubuntu: apt-get install python3-venv"
    _drop_half_installed(venv)
    _say("vrplanner: installing Python packages (once; some minutes, several GB)")
    requirements = [word for lock in locks for word in ("-r", str(lock))]
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off", "-q"]
    if subprocess.call([*pip, *requirements]) != 0:
        return (
            "not all packages could be installed (see above). Check the connection and free disk space; run it again."
        )
    # What would otherwise make the first use slow; a failure here only means that the first use is slow.
    subprocess.call([str(python), "-m", "vrplanner.app.warm_up"], cwd=here)
    if for_tests:
        return _install_xr_runtime(here, python)
    return ""


def _cannot_write(venv: Path) -> str:
    """Why nothing can be installed there, in a sentence; nothing when it can."""
    probe = venv / "vrplanner-probe"
    try:
        venv.mkdir(exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return f"{venv} cannot be written ({error.strerror}). Copy the project to a folder of yours and start it there."
    return ""


def _has_pip(python: Path) -> bool:
    """Whether there is an environment that can be installed into; an interrupted start may have left half of one."""
    command = [str(python), "-m", "pip", "--version"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _drop_half_installed(venv: Path) -> None:
    """Forget packages whose installation was cut short: pip would take them for complete.

    pip writes INSTALLER and then RECORD when every file of a package is in its place.
    """
    for info in [*venv.glob("lib/python*/site-packages/*.dist-info"), *venv.glob("Lib/site-packages/*.dist-info")]:
        if not ((info / "INSTALLER").exists() and (info / "RECORD").exists()):
            shutil.rmtree(info, ignore_errors=True)


def _install_libraries(libraries: dict[str, str]) -> str:
    """System libraries by Debian's package manager; elsewhere the wheels and the system bring them."""
    if not shutil.which("dpkg-query"):
        return ""
    missing = [name for name in libraries if not _is_installed(name)]
    if not missing:
        return ""
    _say("vrplanner: these system packages are missing:")
    for name in missing:
        _say(f"  {name}: {libraries[name]}")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        return f"please run this once, then start again:\n  sudo {' '.join(install)}"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL)
    if subprocess.call(install, env=quiet, stdout=subprocess.DEVNULL) != 0:
        return f"this failed (see above); mend it and start again:\n  {' '.join(install)}"
    return ""


def _is_installed(package: str) -> bool:
    # Debian 13 renamed some libraries with a t64 ending when its time_t grew; they provide the old name.
    for name in (package, f"{package}t64"):
        query = ["dpkg-query", "-W", "-f=${Status}", name]
        answer = subprocess.run(query, capture_output=True, text=True, check=False)
        if answer.stdout.strip() == "install ok installed":
            return True
    return False


def _install_xr_runtime(here: Path, python: Path) -> str:
    if subprocess.call([str(python), str(here / "packaging" / "xr_runtime.py")]) != 0 and os.environ.get("CI"):
        return "the simulated OpenXR runtime could not be set up (see above)."
    return ""
