"""Settings, health, about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vrplanner.desktop.dialogs import AboutDialog, DoctorDialog, SettingsDialog
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.services_protocol import Check

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow


class HelpActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window

    def settings(self) -> None:
        dialog = SettingsDialog(self.window, self.window.settings)
        if self.window.run_dialog(dialog):
            self.window.change_settings(dialog.settings())

    def doctor(self) -> None:
        session = self.window.session
        session.background.start(
            tr("What works on this machine"), session.services.doctor, then=self._show, timeout_s=120
        )

    def _show(self, checks: Sequence[Check]) -> None:
        self.window.run_dialog(DoctorDialog(self.window, checks, self.window.tokens))

    def about(self) -> None:
        self.window.run_dialog(AboutDialog(self.window, self.window.tokens))
