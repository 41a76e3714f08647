"""Questions to the person: which file, save first? Kept apart so that tests can answer them."""

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from vrplanner.desktop.i18n import tr

SaveAnswer = Literal["save", "discard", "cancel"]


def open_file(parent: QWidget, title: str, pattern: str, folder: Path) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
    return Path(chosen) if chosen else None


def open_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(chosen) if chosen else None


def save_file(parent: QWidget, title: str, pattern: str, suggested: Path) -> Path | None:
    """The file to write; gets the suffix of `suggested` when the person gave none."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), pattern)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(suggested.suffix)


def forget_taste(parent: QWidget) -> bool:
    """Whether what was learned of the person's taste may be deleted."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Your taste"))
    box.setText(tr("Forget what was learned of your taste?"))
    box.setInformativeText(tr("Suggestions are then as for everybody. This cannot be undone."))
    forget = box.addButton(tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is forget


def save_changes(parent: QWidget, name: str) -> SaveAnswer:
    """Whether to save before what is open goes away."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Unsaved changes"))
    box.setText(tr('Save the changes to "{name}"?', name=name))
    box.setInformativeText(tr("They are lost if you do not save them."))
    save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.exec()
    if box.clickedButton() is save:
        return "save"
    return "discard" if box.clickedButton() is discard else "cancel"
