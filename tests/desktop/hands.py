"""What a person does to the window, for every test of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from vrplanner.desktop.run import Program

Wait = Callable[..., None]


def answer_dialog(program: Program, monkeypatch: pytest.MonkeyPatch, fill: Callable[[QDialog], None]) -> None:
    """The next dialog is filled in by `fill` and accepted."""

    def run(dialog: QDialog) -> bool:
        fill(dialog)
        dialog.accept()
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    monkeypatch.setattr(program.window, "run_dialog", run)


def type_into(field: object, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def words_in(widget: object) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))
