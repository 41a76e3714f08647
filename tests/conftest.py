"""What every test shares: nothing leaves the machine, Qt needs no display, and the sample captures are found."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("YOLO_OFFLINE", "true")

# Quick by default; HYPOTHESIS_PROFILE=thorough looks ten times as hard.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("quick", max_examples=15, **UNHURRIED)
settings.register_profile("thorough", max_examples=150, **UNHURRIED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

IN_CI = os.environ.get("CI", "").lower() == "true"
REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting to anything but this machine is an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        local = self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "::1", "localhost"}
        if not local:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sample captures; in CI it must be there."""
    beside = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("VRPLANNER_SHARED_DATA", beside))
    if not folder.is_dir():
        if IN_CI:
            pytest.fail(f"the sample captures are missing: {folder}")
        pytest.skip("no sample captures; set VRPLANNER_SHARED_DATA")
    return folder
