"""Settings, what was learned of one's taste, health, about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vrplanner.desktop.dialogs import AboutDialog, DoctorDialog, SettingsDialog
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.services_protocol import Check
from vrplanner.desktop.taste_dialog import TasteDialog

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow


class HelpActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window

    def settings(self) -> None:
        dialog = SettingsDialog(self.window, self.window.settings)
        if self.window.run_dialog(dialog):
            self.window.change_settings(dialog.settings())

    def taste(self) -> None:
        window = self.window
        dialog = TasteDialog(window, window.session.services, learning=window.settings.learn_taste)
        dialog.learning_changed.connect(self._set_learning)
        window.run_dialog(dialog)

    def _set_learning(self, learning: bool) -> None:
        self.window.settings = replace(self.window.settings, learn_taste=learning)
        self.window.session.services.save_settings(self.window.settings)

    def doctor(self) -> None:
        session = self.window.session
        session.background.start(
            tr("What works on this machine"), session.services.doctor, then=self._show, timeout_s=120
        )

    def _show(self, checks: Sequence[Check]) -> None:
        self.window.run_dialog(DoctorDialog(self.window, checks, self.window.tokens))

    def about(self) -> None:
        self.window.run_dialog(AboutDialog(self.window, self.window.tokens))
