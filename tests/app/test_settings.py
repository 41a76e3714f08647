"""Settings are remembered, and a damaged file costs nobody their start."""

from pathlib import Path

import pytest

from vrplanner.app.settings import RECENT_FILES, Settings, load_settings, save_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VRPLANNER_HOME", str(tmp_path))
    return tmp_path


def test_settings_are_kept() -> None:
    settings = Settings(language="zh_CN", theme="dark", window={"width": 1600}).with_recent(Path("/homes/a.vrplan"))
    save_settings(settings)
    assert load_settings() == settings


def test_a_damaged_file_gives_the_defaults_and_is_kept_aside(home: Path) -> None:
    file = home / "config" / "settings.json"
    file.parent.mkdir()
    file.write_text('{"language": "klingon"')
    assert load_settings() == Settings()
    assert file.with_suffix(".damaged.json").exists()


def test_recent_files_are_newest_first_without_repeats() -> None:
    settings = Settings()
    for n in range(RECENT_FILES + 5):
        settings = settings.with_recent(Path(f"/homes/{n}.vrplan"))
    settings = settings.with_recent(Path("/homes/12.vrplan"))
    assert len(settings.recent_files) == RECENT_FILES
    assert settings.recent_files[0] == str(Path("/homes/12.vrplan").resolve())
    assert len(set(settings.recent_files)) == RECENT_FILES
