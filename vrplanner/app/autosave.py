"""Autosave: what was done since the last save is on disk a moment later, and comes back after a crash.

A session is a folder: `base.vrplan` (the document as it was opened or saved), `journal.jsonl` (every step since), and
`meshes/` (models that came later). Only journals are written while a person works, so it costs nothing they notice.
"""

import json
import os
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from vrplanner.app.paths import data_dir
from vrplanner.core.change import Change
from vrplanner.core.document import Document
from vrplanner.core.files import write_atomic
from vrplanner.core.journal import Journal, replay
from vrplanner.formats import vrplan
from vrplanner.formats.gltf import read_model, write_model

BASE, JOURNAL, ABOUT, MESHES = "base.vrplan", "journal.jsonl", "about.json", "meshes"


@dataclass(frozen=True, slots=True)
class Recoverable:
    """A session that did not end well. `path` is the project file it was of, None if it never was saved."""

    folder: Path
    path: Path | None
    steps: int
    changed_s: float


class Autosave:
    """Follows one document until it is closed. Call `restart` whenever the document was saved."""

    def __init__(self, document: Document, path: Path | None = None) -> None:
        self._document = document
        self._folder = _sessions() / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._journal: Journal | None = None
        document.listeners.append(self._keep_models)
        self.restart(path)

    def restart(self, path: Path | None) -> None:
        """Begin anew from the document as it is now, which is also in `path` (None: nowhere yet)."""
        if self._journal is not None:
            self._journal.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / MESHES).mkdir(parents=True)
        base = vrplan.to_bytes(self._document.scene, self._document.models)
        write_atomic(self._folder / BASE, base)
        about = {"pid": os.getpid(), "path": str(path.resolve()) if path else None}
        write_atomic(self._folder / ABOUT, json.dumps(about))
        self._kept = self._document.scene.model_digests()
        self._journal = Journal(self._document, (self._folder / JOURNAL).open("w", encoding="utf-8"))

    def close(self) -> None:
        """The document was saved, or the person does not want it: forget the session."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
            self._document.listeners.remove(self._keep_models)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _keep_models(self, change: Change) -> None:
        """Models are written before the journal line that names them."""
        for entity_change in change.entities:
            digest = getattr(entity_change.after, "model", None) or getattr(entity_change.after, "scan_model", None)
            if digest and digest not in self._kept and digest in self._document.models:
                write_atomic(self._folder / MESHES / f"{digest}.glb", write_model(self._document.models.get(digest)))
                self._kept.add(digest)


def recoverable() -> list[Recoverable]:
    """Sessions of programs that no longer run and in which something was done, newest first."""
    return [session for session in _ended() if session.steps]


def _ended() -> list[Recoverable]:
    """Sessions of programs that no longer run, newest first."""
    found = []
    for folder in _sessions().iterdir():
        journal = folder / JOURNAL
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            steps = journal.read_text(encoding="utf-8").count("\n")
        except (OSError, ValueError):
            continue
        if not _is_running(int(about.get("pid", 0))):
            path = Path(about["path"]) if about.get("path") else None
            found.append(Recoverable(folder, path, steps, journal.stat().st_mtime))
    return sorted(found, key=lambda session: -session.changed_s)


def recover(session: Recoverable) -> Document:
    """The document as it was at the crash, as far as its journal goes. Raises VrPlannerError."""
    document = vrplan.load(session.folder / BASE)
    for mesh in sorted((session.folder / MESHES).glob("*.glb")):
        document.models.add(read_model(mesh))
    with (session.folder / JOURNAL).open(encoding="utf-8") as lines:
        replay(document, lines)
    return document


def forget(session: Recoverable) -> None:
    shutil.rmtree(session.folder, ignore_errors=True)


def forget_old(*, older_than_days: float = 30) -> None:
    """Sessions that nobody asked for in a month, and those in which nothing was done."""
    for session in _ended():
        if not session.steps or time.time() - session.changed_s > older_than_days * 86400:
            forget(session)


def _sessions() -> Path:
    folder = data_dir() / "autosave"
    folder.mkdir(exist_ok=True)
    return folder


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return True
    if pid <= 0:
        return False
    if os.name == "nt":  # signal 0 would end the process there
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined, unused-ignore]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined, unused-ignore]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
