"""The script that makes the simulated runtime available; nothing is fetched here."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from vrplanner.xr import runtime

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "xr_runtime.py"


@pytest.fixture(scope="module")
def setup() -> dict:
    return runpy.run_path(str(SCRIPT))


def test_the_mirror_comes_from_the_machines_own_sources(setup, monkeypatch) -> None:
    one_line = (
        "# deb http://old/ bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://m/debian bookworm main contrib # x\n"
    )
    deb822 = (
        "Types: deb deb-src\n# a remark\nURIs: http://a/debian\n http://b/debian\n"
        "Suites: bookworm bookworm-updates\nComponents: main\nSigned-By: /keys.gpg\n\n"
        "Types: deb\nURIs: http://off\nSuites: bookworm\nComponents: main\nEnabled: no\n\n"
        "Types: deb\nURIs: http://other\nSuites: nodistro\nComponents: main\n"
    )
    sources = [*setup["_one_line_sources"](one_line), *setup["_deb822_sources"](deb822)]
    monkeypatch.setitem(setup["_source_lines"].__globals__, "_machine_sources", lambda: iter(sources))
    assert setup["_source_lines"]("bookworm", "trixie").splitlines() == [
        "deb [signed-by=/k.gpg] http://m/debian trixie main contrib",
        "deb [signed-by=/keys.gpg] http://a/debian trixie main",
        "deb [signed-by=/keys.gpg] http://b/debian trixie main",
    ]
    with pytest.raises(setup["NotHere"], match="None of this machine's package sources"):
        setup["_source_lines"]("forky", "sid")


def test_a_half_made_folder_is_not_taken_for_a_runtime(setup, tmp_path) -> None:
    assert not setup["is_complete"](tmp_path)
    wrapper = tmp_path / "with-runtime"
    (tmp_path / "runtime.json").write_text(json.dumps({"version": 1, "wrapper": str(wrapper)}), encoding="utf-8")
    assert not setup["is_complete"](tmp_path), "the wrapper is missing"
    wrapper.touch()
    assert setup["is_complete"](tmp_path)
    (tmp_path / "runtime.json").write_text(json.dumps({"version": 0, "wrapper": str(wrapper)}), encoding="utf-8")
    assert not setup["is_complete"](tmp_path), "an older layout is made anew"


def test_the_wrapper_and_the_manifests_name_the_final_place(setup, tmp_path, monkeypatch) -> None:
    final, building = setup["Layout"](Path("/final place"), "x86_64-linux-gnu", "ld.so"), tmp_path / "building"
    libraries = building / "root" / "usr" / "lib" / "x86_64-linux-gnu"
    libraries.mkdir(parents=True)
    for name in ("libGL.so.1", "libGL.so.1.7.0", "libGLX.so.0", "libEGL.so.1", "libOpenGL.so.0"):
        (libraries / name).touch()
    monkeypatch.setitem(setup["_finish"].__globals__, "_run", lambda command: None)
    setup["_finish"](building, final, [Path("monado-service_25.deb")])
    assert (libraries / "libGL.so").readlink() == Path("libGL.so.1")
    script = (building / "with-runtime").read_text(encoding="utf-8")
    assert "exec '/final place/root/usr/lib/x86_64-linux-gnu/ld.so' --library-path" in script
    assert os.access(building / "with-runtime", os.X_OK)
    manifest = json.loads((building / "manifests" / "openxr.json").read_text(encoding="utf-8"))
    assert manifest["runtime"]["library_path"] == "/final place/root/usr/lib/x86_64-linux-gnu/libopenxr_monado.so"
    assert str(tmp_path) not in script


def test_other_systems_are_told_what_to_do(setup, monkeypatch) -> None:
    for system, words in (("Windows", "SteamVR"), ("Darwin", "Monado")):
        monkeypatch.setattr("platform.system", lambda system=system: system)
        with pytest.raises(setup["NotHere"], match=words):
            setup["provide"]()


def test_checking_is_quick_and_exits_with_three_when_it_is_not_there(tmp_path) -> None:
    environment = {"PATH": str(tmp_path), "VRPLANNER_XR_RUNTIME_DIR": str(tmp_path / "none"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 3
    assert "xr_runtime.py" in done.stderr


def test_the_program_finds_the_unpacked_runtime_and_else_the_systems_own(tmp_path, monkeypatch) -> None:
    folder, wrapper = tmp_path / "unpacked", tmp_path / "unpacked" / "with-runtime"
    monkeypatch.setenv("VRPLANNER_XR_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(runtime, "NATIVE_MANIFESTS", (tmp_path / "openxr_monado.json",))
    assert runtime.find_simulator() is None
    service = tmp_path / "monado-service"
    service.touch(mode=0o755)
    (tmp_path / "openxr_monado.json").touch()
    native = runtime.find_simulator()
    assert native is not None
    assert native.command("/bin/python", "-V") == ["/bin/python", "-V"]
    assert native.environment == {"XR_RUNTIME_JSON": str(tmp_path / "openxr_monado.json")}
    folder.mkdir()
    wrapper.touch()
    described = {"version": runtime.LAYOUT_VERSION, "wrapper": str(wrapper), "service": "/x/monado-service"}
    (folder / "runtime.json").write_text(json.dumps(described), encoding="utf-8")
    unpacked = runtime.find_simulator()
    assert unpacked is not None
    assert unpacked.command("/bin/python") == [str(wrapper), "/bin/python"]
    assert unpacked.environment == {}


def test_the_script_and_the_program_agree(setup, monkeypatch, tmp_path) -> None:
    assert setup["LAYOUT_VERSION"] == runtime.LAYOUT_VERSION
    for variables in ({"VRPLANNER_XR_RUNTIME_DIR": str(tmp_path)}, {"XDG_CACHE_HOME": str(tmp_path)}, {}):
        for name in ("VRPLANNER_XR_RUNTIME_DIR", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert setup["runtime_folder"]() == runtime.simulator_folder()
