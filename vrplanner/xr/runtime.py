"""The simulated OpenXR runtime: where it is, and one private service of it that starts and surely ends.

`packaging/xr_runtime.py` installs it. The service is Monado with a compositor that shows nothing (20 frames a second,
320 × 240 an eye) and the `remote` driver, whose head and hands `vrplanner.xr.remote` moves.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from vrplanner.core.errors import Unavailable

LAYOUT_VERSION = 1
STARTED = "service has started"
NATIVE_MANIFESTS = (
    Path("/usr/share/openxr/1/openxr_monado.json"),
    Path("/usr/local/share/openxr/1/openxr_monado.json"),
)
HOW_TO_GET_IT = "Get it with: python3 packaging/xr_runtime.py (or run with --fake, which needs no runtime)."


@dataclass(frozen=True, slots=True)
class Simulator:
    """An installed simulated runtime. Programs that use it must be started through `wrapper`, if there is one."""

    service: Path
    wrapper: Path | None = None
    manifest: Path | None = None

    def command(self, *words: str | Path) -> list[str]:
        """How to start a program, given by its full path, so that it can load this runtime."""
        return [*([str(self.wrapper)] if self.wrapper else []), *map(str, words)]

    @property
    def environment(self) -> dict[str, str]:
        return {"XR_RUNTIME_JSON": str(self.manifest)} if self.manifest else {}


def simulator_folder() -> Path:
    """Where `packaging/xr_runtime.py` unpacks the runtime on systems that package none."""
    named = os.environ.get("VRPLANNER_XR_RUNTIME_DIR")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else cache / "vrplanner" / "xr-runtime"


def find_simulator() -> Simulator | None:
    """The simulated runtime of this machine: the unpacked one, else the system's own, else None."""
    try:
        described = json.loads((simulator_folder() / "runtime.json").read_text(encoding="utf-8"))
        if described["version"] == LAYOUT_VERSION and Path(described["wrapper"]).is_file():
            return Simulator(Path(described["service"]), wrapper=Path(described["wrapper"]))
    except (OSError, ValueError, KeyError):
        pass
    service = shutil.which("monado-service")
    manifest = next((path for path in NATIVE_MANIFESTS if path.is_file()), None)
    return Simulator(Path(service), manifest=manifest) if service and manifest else None


def require_simulator() -> Simulator:
    """The same, or Unavailable with what to do."""
    simulator = find_simulator()
    if simulator is None:
        raise Unavailable("The simulated headset is not installed.", hint=HOW_TO_GET_IT)
    return simulator


class SimulatorService:
    """A running service with a port, a run-time folder and a log of its own. Use it as a context manager.

    `environment` is what a client needs to reach it, `port` is where `RemoteDriver` connects.
    """

    def __init__(self, simulator: Simulator | None = None, *, timeout_s: float = 20.0) -> None:
        self.simulator = simulator or require_simulator()
        self.timeout_s = timeout_s
        # Short, because a socket's path may have 107 characters; private, because other clients are not wanted.
        self.folder = Path(tempfile.mkdtemp(prefix="vrplanner-xr-"))
        self.log = self.folder / "service.log"
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._killer: weakref.finalize[..., SimulatorService] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **self.simulator.environment,
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "VRPLANNER_XR_REMOTE_PORT": str(self.port),
        }

    def start(self) -> None:
        """Returns when the service answers. Raises Unavailable with the end of its log when it does not."""
        self.stop()
        for attempt in range(3):
            self._launch()
            if self._wait_until_started():
                return
            log_tail = "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-6:])
            self.stop()
            if attempt == 2 or "bind" not in log_tail.lower():  # someone else may have taken the port meanwhile
                raise Unavailable("The simulated headset's service does not start.", hint=f"Its log ends:\n{log_tail}")

    def stop(self) -> None:
        """End the service: politely, then by force. Does nothing when it does not run."""
        if self._killer is not None:
            self._killer()
        self._process = self._killer = None

    def kill(self) -> None:
        """As if it had crashed."""
        if self._process is not None:
            self._process.kill()
        self.stop()

    def close(self) -> None:
        self.stop()
        self._finalizer()

    def _launch(self) -> None:
        self.port = _free_port()
        config = self.folder / "config" / "monado" / "config_v0.json"
        config.parent.mkdir(parents=True, exist_ok=True)
        remote = {"version": 0, "port": self.port, "view_count": 2}
        config.write_text(json.dumps({"active": "remote", "remote": remote}), encoding="utf-8")
        run_folder = self.folder / "run"
        shutil.rmtree(run_folder, ignore_errors=True)  # a killed service leaves its socket behind
        run_folder.mkdir(mode=0o700)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self.simulator.command(self.simulator.service),
                env=_service_environment(os.environ, self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._killer = weakref.finalize(self, _end, self._process)

    def _wait_until_started(self) -> bool:
        deadline_s = time.monotonic() + self.timeout_s
        while time.monotonic() < deadline_s:
            if STARTED in self.log.read_text(encoding="utf-8", errors="replace"):
                return True
            if self._process is None or self._process.poll() is not None:
                return False
            time.sleep(0.05)
        return False

    def __enter__(self) -> "SimulatorService":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _service_environment(base: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The compositor that needs no display, on a machine that may have one."""
    kept = {name: value for name, value in base.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return {**kept, **own, "XRT_COMPOSITOR_NULL": "1", "XRT_NO_STDIN": "1", "P_OVERRIDE_ACTIVE_CONFIG": "remote"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end(process: subprocess.Popen[bytes], *, patience_s: float = 3.0) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
