"""What the user chose once: language, looks, units, recent files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from vrplanner.app.paths import config_dir
from vrplanner.core.codec import from_plain, to_plain
from vrplanner.core.errors import InvalidInput
from vrplanner.core.files import write_atomic

RECENT_FILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    language: Literal["en", "zh_CN"] = "en"
    theme: Literal["light", "dark", "system"] = "system"
    units: Literal["metric", "imperial"] = "metric"
    learn_taste: bool = True
    """Whether the layouts that are taken teach what this person likes (`app/taste.py`)."""
    recent_files: tuple[str, ...] = ()
    window: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)

    def with_recent(self, path: Path) -> "Settings":
        """These settings with `path` as the newest recent file."""
        name = str(Path(path).resolve())
        others = tuple(known for known in self.recent_files if known != name)
        return replace(self, recent_files=(name, *others)[:RECENT_FILES])


def _settings_file() -> Path:
    return config_dir() / "settings.json"


def load_settings() -> Settings:
    """The saved settings; the defaults when there are none, or when the file is damaged (it is then kept aside)."""
    path = _settings_file()
    try:
        return from_plain(Settings, json.loads(path.read_text(encoding="utf-8")), where="settings")
    except FileNotFoundError:
        return Settings()
    except (InvalidInput, ValueError, OSError):
        path.replace(path.with_suffix(".damaged.json"))
        return Settings()


def save_settings(settings: Settings) -> None:
    write_atomic(_settings_file(), json.dumps(to_plain(settings), indent=2, ensure_ascii=False))
