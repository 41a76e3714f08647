"""Runs the program in the simulated headset: starts the service, then a second interpreter that can load the runtime.

On Debian 12 the runtime needs a newer C library than the system's, so the client runs under the runtime's own dynamic
linker; every child of it that needs the runtime must be started the same way.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import vrplanner
from vrplanner.core.errors import Unavailable, VrPlannerError
from vrplanner.xr.report import XrReport
from vrplanner.xr.runtime import SimulatorService

INSIDE = "VRPLANNER_XR_REMOTE_PORT"
_COMMAND_LINE = "import sys; from vrplanner.cli.main import main; sys.exit(main())"


def inside_simulator() -> bool:
    """Whether this process was started by `run_python`, so that a session here reaches the simulated headset."""
    return INSIDE in os.environ


def remote_port() -> int | None:
    """Where the simulated headset can be moved, None outside of one."""
    return int(os.environ[INSIDE]) if inside_simulator() else None


def run_python(
    words: Sequence[str | Path],
    service: SimulatorService,
    *,
    timeout_s: float = 120.0,
    extra: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """This interpreter with these arguments and `extra` variables, as a client of a running service."""
    checkout = str(Path(vrplanner.__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, (checkout, os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "PYTHONPATH": paths, **service.environment}
    environment.pop("DISPLAY", None)  # nothing may open a window on a screen that somebody is working at
    environment.update(extra or {})
    try:
        return subprocess.run(
            service.simulator.command(sys.executable, *words),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise VrPlannerError(f"The simulated headset did not finish within {timeout_s:.0f} s.") from error


def run_simulated(
    plan: Path | None, *, frames: int = 30, capture_dir: Path | None = None, timeout_s: float = 120.0
) -> XrReport:
    """Show a `.vrplan` (None: the sample room) in the simulated headset for so many frames.

    Raises Unavailable when the runtime is not installed or does not start.
    """
    words: list[str | Path] = ["-c", _COMMAND_LINE, "xr", "--json", "--frames", str(frames)]
    words += ["--capture", capture_dir.resolve()] if capture_dir else []
    words += [plan.resolve()] if plan else []
    with SimulatorService() as service:
        done = run_python(words, service, timeout_s=timeout_s)
    return _report_of(done)


def _report_of(done: subprocess.CompletedProcess[str]) -> XrReport:
    try:
        plain = json.loads(done.stdout[done.stdout.index("{") :])
        if "error" not in plain:
            return XrReport.from_plain(plain)
    except (ValueError, KeyError, TypeError) as error:
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-6:])
        raise VrPlannerError(f"The headset's process ended with {done.returncode}.", hint=tail) from error
    kind = Unavailable if done.returncode == Unavailable.exit_code else VrPlannerError
    raise kind(str(plain["error"]), hint=str(plain.get("hint", "")))
