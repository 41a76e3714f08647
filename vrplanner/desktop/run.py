"""Opening the window and running until it is closed."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from vrplanner.app.jobs import Jobs
from vrplanner.app.settings import Settings
from vrplanner.core.document import Document
from vrplanner.core.native import before_opengl
from vrplanner.desktop.background import Background
from vrplanner.desktop.i18n import set_language
from vrplanner.desktop.safety import Autosaves, Safety
from vrplanner.desktop.services_protocol import Services
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens, apply_theme, tokens_for
from vrplanner.desktop.thumbnails import Thumbnails
from vrplanner.desktop.window import MainWindow

log = logging.getLogger(__name__)


class Program(QObject):
    """Owns what outlives a window: jobs, session, thumbnails. Makes the window, and another when settings change."""

    def __init__(self, app: QApplication, document: Document, services: Services, *, path: Path | None = None) -> None:
        super().__init__()
        self.app = app
        self.jobs = Jobs(workers=3)
        self.background = Background(self.jobs, self)
        self.services = services
        self.session = Session(document, services, self.background)
        self.session.path = path
        self.thumbnails = Thumbnails(services, self.background, self)
        self.safety: Safety | None = None
        self._replaced: list[MainWindow] = []
        self.background.answered.connect(self._close_replaced, Qt.ConnectionType.QueuedConnection)
        self.settings = services.load_settings()
        self.window = self._make_window()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def _make_window(self) -> MainWindow:
        set_language(self.settings.language)
        self.tokens: Tokens = tokens_for(self.settings.theme)
        apply_theme(self.app, self.tokens)
        window = MainWindow(self.session, self.thumbnails, self.settings, self.tokens)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.settings_changed.connect(self.use_settings, Qt.ConnectionType.QueuedConnection)
        return window

    @Slot(object)
    def use_settings(self, settings: Settings) -> None:
        """Take over a changed language, theme or units: in a new window on the same session."""
        self.settings = settings
        self.services.save_settings(settings)
        old, self.window = self.window, self._make_window()
        self.window.show()
        old.replaced = True
        old.notice = self.window.notice  # what its jobs still have to tell is seen
        old.hide()
        self._replaced.append(old)
        self._close_replaced()

    @Slot()
    def _close_replaced(self) -> None:
        """Let windows go that another took over from, once no job has to answer to them."""
        if not self.background.awaited:
            for old in self._replaced:
                old.close()
                old.deleteLater()
            self._replaced.clear()

    @Slot()
    def _on_system_theme(self) -> None:
        if self.settings.theme == "system" and tokens_for("system") != self.tokens:
            self.use_settings(self.window.settings)

    def keep_safe(self, autosaves: Autosaves) -> None:
        """Autosave from now on, and offer what was lost last time."""
        self.safety = Safety(self.session, autosaves, self)
        self.safety.offer(self.window.notice, self.window.files.unless_unsaved)

    def on_fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A fault of ours in what Qt called: into the log file, and a sentence on the screen."""
        log.error("a fault in the window", exc_info=(kind, error, trace))
        self.window.notice.tell_error(error)

    def close(self) -> None:
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._on_system_theme)
        if self.safety is not None:
            self.safety.close()
        for old in self._replaced:
            old.close()
        self.session.close()
        self.background.close()
        self.jobs.close(timeout_s=3.0)


def run_window(
    document: Document, services: Services, *, path: Path | None = None, autosaves: Autosaves | None = None
) -> int:
    """Show the main window on a document until the person closes it; gives the exit code.

    With `autosaves` (`vrplanner.app.autosave`) nothing is lost when the program dies.
    """
    before_opengl()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("vrplanner")
    app.setApplicationDisplayName("vrplanner")
    program = Program(app, document, services, path=path)
    program.window.show()
    if autosaves is not None:
        program.keep_safe(autosaves)
    if path is not None:
        program.window.remember(path)
    before = sys.excepthook
    sys.excepthook = program.on_fault
    try:
        with ctrl_c_quits(app):
            return app.exec()
    finally:
        sys.excepthook = before
        program.close()


@contextmanager
def ctrl_c_quits(app: QApplication) -> Iterator[None]:
    """Let Ctrl-C in the terminal end the program. Qt's loop runs no Python by itself, so a timer lets signals in."""
    before = signal.signal(signal.SIGINT, lambda *_: app.quit())
    waker = QTimer()
    waker.timeout.connect(lambda: None)
    waker.start(200)
    try:
        yield
    finally:
        waker.stop()
        signal.signal(signal.SIGINT, before)
