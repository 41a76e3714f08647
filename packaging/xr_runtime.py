"""Make the simulated OpenXR runtime (Monado on Mesa's software renderers) available on this machine.

    python packaging/xr_runtime.py [--check]

Uses the standard library only and is run by path, before the program's own environment need exist. Where the system
packages Monado 25 or later they are installed (as root) or named (otherwise). Debian 12 has none: there the packages of
the next release are unpacked, without installing anything, into a folder of their own
(`$VRPLANNER_XR_RUNTIME_DIR`, usually `~/.cache/vrplanner/xr-runtime`), with a script `with-runtime` that runs a program
under that release's own dynamic linker. Loading those libraries into the system's older C library would fail.

Exit codes: 0 there, 1 something went wrong, 3 not to be had on this system (the message says what to do).
"""

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LAYOUT_VERSION = 1
OLDEST_MONADO = 25
NATIVE_PACKAGES = ("monado-service", "libopenxr1-monado", "mesa-vulkan-drivers", "libegl1", "libgl1")
PREFIX_SUITES = {"bookworm": "trixie"}
PREFIX_PACKAGES = (
    *NATIVE_PACKAGES, "monado-cli", "libgl1-mesa-dri", "libegl-mesa0", "libglx-mesa0", "libopengl0",
)  # fmt: skip
LINKERS = {"amd64": "ld-linux-x86-64.so.2", "arm64": "ld-linux-aarch64.so.1"}
OTHER_SYSTEMS = {
    "Windows": "Install SteamVR or the Meta Quest Link app and make it the active OpenXR runtime in its settings. The "
    "simulated headset needs Linux (WSL 2 with Debian does).",
    "Darwin": "macOS has no OpenXR runtime of its own. Build Monado (https://monado.freedesktop.org) and point "
    "XR_RUNTIME_JSON at its manifest, or run with --fake.",
}


class Failed(Exception):
    """Something that should have worked did not."""


class NotHere(Exception):
    """This system cannot have the runtime without the person's help."""


@dataclass(frozen=True)
class Source:
    """One package source of the machine, as apt knows it."""

    uris: tuple[str, ...]
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""


@dataclass(frozen=True)
class Layout:
    """Where things are in a finished runtime folder."""

    folder: Path
    triplet: str
    linker: str = ""
    libraries: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "libraries", self.folder / "root" / "usr" / "lib" / self.triplet)

    @property
    def wrapper(self) -> Path:
        return self.folder / "with-runtime"

    @property
    def description(self) -> Path:
        return self.folder / "runtime.json"

    def manifest(self, name: str) -> Path:
        return self.folder / "manifests" / f"{name}.json"


def runtime_folder() -> Path:
    """Where the unpacked runtime lives."""
    named = os.environ.get("VRPLANNER_XR_RUNTIME_DIR")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else cache / "vrplanner" / "xr-runtime"


def is_complete(folder: Path) -> bool:
    """Whether a runtime of this layout was unpacked there to its end; the description is written last of all."""
    try:
        described = json.loads((folder / "runtime.json").read_text(encoding="utf-8"))
        return described["version"] == LAYOUT_VERSION and Path(described["wrapper"]).is_file()
    except (OSError, ValueError, KeyError):
        return False


def has_native() -> bool:
    """Whether the system's own Monado is installed and new enough; one that somebody built is taken as it is."""
    major = _installed_major("monado-service")
    return bool(shutil.which("monado-service")) and (major == 0 or major >= OLDEST_MONADO)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the simulated OpenXR runtime available.")
    parser.add_argument("--check", action="store_true", help="only say whether it is there (exit code 0) or not (3)")
    arguments = parser.parse_args()
    try:
        if is_complete(runtime_folder()) or (platform.system() == "Linux" and has_native()):
            print(f"The simulated OpenXR runtime is there: {_where()}")
            return 0
        if arguments.check:
            raise NotHere(f"The simulated OpenXR runtime is not there. Run: {sys.executable} {__file__}")
        provide()
    except NotHere as error:
        print(error, file=sys.stderr)
        return 3
    except (Failed, OSError, subprocess.SubprocessError) as error:
        print(f"The simulated OpenXR runtime could not be set up: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing half-made was left behind.", file=sys.stderr)
        return 130
    return 0


def provide() -> None:
    """Get the runtime in the way this system allows."""
    if platform.system() != "Linux":
        raise NotHere(OTHER_SYSTEMS.get(platform.system(), "The simulated OpenXR runtime needs Linux."))
    if not shutil.which("apt-get"):
        raise NotHere("This Linux has no apt. Install Monado 25 or later with its own package manager or from source.")
    release = platform.freedesktop_os_release()
    if _candidate_major("monado-service") >= OLDEST_MONADO:
        _install_native()
    elif release.get("VERSION_CODENAME") in PREFIX_SUITES:
        _unpack_prefix(release["VERSION_CODENAME"])
    else:
        raise NotHere(
            f"{release.get('PRETTY_NAME', 'This system')} packages no Monado {OLDEST_MONADO} or later. "
            "Build it from source, use Debian 13, or run with --fake."
        )


def _where() -> str:
    return str(runtime_folder()) if is_complete(runtime_folder()) else "the system's own monado-service"


# --- the system's own packages ---


def _install_native() -> None:
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *NATIVE_PACKAGES]
    if os.geteuid() != 0:
        raise NotHere(f"The simulated OpenXR runtime needs system packages. Run: sudo {shlex.join(command)}")
    print("Installing Monado and Mesa's software renderers…", flush=True)
    _run(command, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _candidate_major(package: str) -> int:
    shown = _output(["apt-cache", "policy", package])
    found = re.search(r"Candidate: (?:\d+:)?(\d+)", shown)
    return int(found[1]) if found else 0


def _installed_major(package: str) -> int:
    """0 when dpkg does not know it: someone's own build, of which nothing can be told but that it is there."""
    found = re.match(r"(?:\d+:)?(\d+)", _output(["dpkg-query", "--show", "--showformat=${Version}", package]))
    return int(found[1]) if found else 0


# --- the next release's packages in a folder of their own ---


def _unpack_prefix(codename: str) -> None:
    folder = runtime_folder()
    architecture = _output(["dpkg", "--print-architecture"]).strip()
    if architecture not in LINKERS:
        raise NotHere(f"The simulated OpenXR runtime is not packaged for {architecture}. Run with --fake.")
    triplet = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[architecture]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_name(folder.name + ".lock")):
        if is_complete(folder):
            return
        for left_behind in folder.parent.glob(folder.name + ".*-building"):  # by a process that was killed
            shutil.rmtree(left_behind, ignore_errors=True)
        started_s = time.monotonic()
        print(f"Unpacking Monado and its libraries (about 600 MB, once) into {folder}", flush=True)
        with tempfile.TemporaryDirectory(prefix=folder.name + ".", suffix="-building", dir=folder.parent) as temporary:
            building = Path(temporary) / "building"
            archives = _download(Path(temporary) / "apt", codename, PREFIX_SUITES[codename])
            _extract(archives, building / "root")
            _finish(building, Layout(folder, triplet, LINKERS[architecture]), archives)
            if folder.exists():
                shutil.rmtree(folder)
            building.rename(folder)
        print(f"Done in {time.monotonic() - started_s:.0f} s.", flush=True)


def _download(state: Path, codename: str, suite: str) -> list[Path]:
    """The package files of everything needed, fetched with the machine's own mirror, proxy and keys."""
    for name in ("lists/partial", "cache/archives/partial"):
        (state / name).mkdir(parents=True)
    (state / "status").touch()
    sources = state / "sources.list"
    sources.write_text(_source_lines(codename, suite), encoding="utf-8")
    options = {
        "Dir::State": state, "Dir::State::Lists": state / "lists", "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache", "Dir::Etc::SourceList": sources, "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null", "Dir::Etc::PreferencesParts": "/dev/null",
        "APT::Install-Recommends": "false", "APT::Default-Release": "", "APT::Sandbox::User": "root",
        "Debug::NoLocking": "true", "Acquire::Retries": "3", "Acquire::Languages": "none",
    }  # fmt: skip
    apt = ["apt-get", "--quiet=2", *(f"--option={name}={value}" for name, value in options.items())]
    # A system cleans or post-processes after apt by hooks that mean its own state, not ours.
    config = state / "apt.conf"
    config.write_text("#clear DPkg::Post-Invoke;\n#clear APT::Update::Post-Invoke;\n", encoding="utf-8")
    environment = {**os.environ, "APT_CONFIG": str(config), "DEBIAN_FRONTEND": "noninteractive"}
    print(f"  reading the package lists of {suite}…", flush=True)
    _run([*apt, "update"], environment)
    print("  downloading…", flush=True)
    _run([*apt, "install", "--yes", "--download-only", *PREFIX_PACKAGES], environment)
    archives = sorted((state / "cache" / "archives").glob("*.deb"))
    if not archives:
        raise Failed("apt fetched no packages.")
    return archives


def _extract(archives: list[Path], root: Path) -> None:
    root.mkdir(parents=True)
    for done, archive in enumerate(archives, start=1):
        _run(["dpkg", "-x", str(archive), str(root)])
        archive.unlink()
        if done % 25 == 0 or done == len(archives):
            print(f"  unpacked {done} of {len(archives)} packages", flush=True)


def _finish(building: Path, final: Layout, archives: list[Path]) -> None:
    """Links, manifests, wrapper and, last, the description; every path in them is that of the final place."""
    libraries = building / "root" / "usr" / "lib" / final.triplet
    for name in ("libGL", "libGLX", "libEGL", "libOpenGL"):
        # PyOpenGL asks for the unversioned names; without them it would load the system's copies beside ours.
        versioned = sorted(path for path in libraries.glob(f"{name}.so.*") if path.name.count(".") == 2)
        if not versioned:
            raise Failed(f"the packages hold no {name}.")
        link = libraries / f"{name}.so"
        link.unlink(missing_ok=True)
        link.symlink_to(versioned[-1].name)
    (building / "manifests").mkdir()
    for name, manifest in _manifests(final.libraries).items():
        (building / "manifests" / f"{name}.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    wrapper = building / final.wrapper.name
    wrapper.write_text(_wrapper_script(final), encoding="utf-8")
    wrapper.chmod(0o755)
    service = final.folder / "root" / "usr" / "bin" / "monado-service"
    _run([str(building / "root" / "usr" / "lib" / final.triplet / final.linker), "--version"])
    described = {
        "version": LAYOUT_VERSION, "wrapper": str(final.wrapper), "service": str(service),
        "packages": [archive.stem for archive in archives],
    }  # fmt: skip
    (building / final.description.name).write_text(json.dumps(described, indent=2), encoding="utf-8")


def _manifests(libraries: Path) -> dict[str, dict[str, object]]:
    return {
        "vulkan": {
            "file_format_version": "1.0.1",
            "ICD": {"library_path": str(libraries / "libvulkan_lvp.so"), "api_version": "1.4.305"},
        },
        "egl": {"file_format_version": "1.0.0", "ICD": {"library_path": str(libraries / "libEGL_mesa.so.0")}},
        "openxr": {"file_format_version": "1.0.0", "runtime": {"library_path": str(libraries / "libopenxr_monado.so")}},
    }


def _wrapper_script(layout: Layout) -> str:
    libraries = layout.libraries
    paths = [libraries, libraries.parent, *(libraries / name for name in ("blas", "lapack", "pulseaudio"))]
    environment = {
        "VK_DRIVER_FILES": layout.manifest("vulkan"),
        "VK_LOADER_LAYERS_DISABLE": "~implicit~",
        "__EGL_VENDOR_LIBRARY_FILENAMES": layout.manifest("egl"),
        "XR_RUNTIME_JSON": layout.manifest("openxr"),
        "LIBGL_DRIVERS_PATH": libraries / "dri",
        "GBM_BACKENDS_PATH": libraries / "gbm",
    }
    exports = "\n".join(f"export {name}={shlex.quote(str(value))}" for name, value in environment.items())
    search = shlex.quote(":".join(map(str, paths)))
    return (
        "#!/bin/sh\n"
        "# Runs a program (its full path, then its arguments) under this runtime's own dynamic linker.\n"
        f"{exports}\n"
        f'exec {shlex.quote(str(libraries / layout.linker))} --library-path {search} --argv0 "$1" "$@"\n'
    )


# --- apt's sources ---


def _source_lines(codename: str, suite: str) -> str:
    """The machine's own source of its release, with the suite changed, in sources.list form."""
    sources = [source for source in _machine_sources() if codename in source.suites]
    if not sources:
        raise NotHere(f"None of this machine's package sources is for {codename}; add one to /etc/apt/sources.list.")
    lines = []
    for source in sources:
        option = f"[signed-by={source.signed_by}] " if source.signed_by else ""
        lines += [f"deb {option}{uri} {suite} {' '.join(source.components)}" for uri in source.uris]
    return "\n".join(lines) + "\n"


def _machine_sources() -> Iterator[Source]:
    folder = Path("/etc/apt")
    lists = [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.list"))]
    for path in lists:
        if path.is_file():
            yield from _one_line_sources(path.read_text(encoding="utf-8"))
    for path in sorted((folder / "sources.list.d").glob("*.sources")):
        yield from _deb822_sources(path.read_text(encoding="utf-8"))


def _one_line_sources(text: str) -> Iterator[Source]:
    for line in text.splitlines():
        found = re.match(r"deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)", line.strip())
        if found:
            options = dict(pair.split("=", 1) for pair in (found[1] or "").split() if "=" in pair)
            yield Source((found[2],), (found[3],), tuple(found[4].split()), options.get("signed-by", ""))


def _deb822_sources(text: str) -> Iterator[Source]:
    for stanza in re.split(r"\n\s*\n", text):
        kept = "\n".join(line for line in stanza.splitlines() if not line.startswith("#"))
        pairs = re.findall(r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", kept, flags=re.MULTILINE)
        fields = {name.lower(): value.split() for name, value in pairs}
        if "deb" in fields.get("types", []) and fields.get("enabled", ["yes"]) != ["no"]:
            signed_by = fields.get("signed-by", [])
            keyring = signed_by[0] if len(signed_by) == 1 and signed_by[0].startswith("/") else ""
            yield Source(
                tuple(fields.get("uris", [])),
                tuple(fields.get("suites", [])),
                tuple(fields.get("components", [])),
                keyring,
            )


# --- running things ---


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Wait until no other process is making the same folder."""
    import fcntl  # not there on Windows, where none of this runs

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise Failed(f"{command[0]} {command[-1]} ended with {done.returncode}.\n{tail}")


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
