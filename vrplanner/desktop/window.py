"""The main window: two views of one document, panels round them, one table of actions."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QDialog, QDockWidget, QLabel, QMainWindow, QSplitter, QTabWidget, QVBoxLayout, QWidget

from vrplanner.app.settings import Settings
from vrplanner.core.money import is_guide
from vrplanner.desktop.actions import make_actions, specs
from vrplanner.desktop.assistant_panel import AssistantPanel
from vrplanner.desktop.catalogue_panel import CataloguePanel
from vrplanner.desktop.edit_actions import EditActions
from vrplanner.desktop.file_actions import FileActions
from vrplanner.desktop.help_actions import HelpActions
from vrplanner.desktop.history_panel import HistoryPanel
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.job_chip import JobChip
from vrplanner.desktop.layouts_panel import LayoutsPanel
from vrplanner.desktop.menus import build_menus, build_toolbar, context_menu
from vrplanner.desktop.notices import Notice
from vrplanner.desktop.panes import ScenePane, ViewBar
from vrplanner.desktop.plan_view import PlanView
from vrplanner.desktop.properties_panel import PropertiesPanel
from vrplanner.desktop.room_actions import PeopleActions, RoomActions
from vrplanner.desktop.session import Session
from vrplanner.desktop.theme import Tokens
from vrplanner.desktop.thumbnails import Thumbnails
from vrplanner.desktop.units import Units, format_price
from vrplanner.desktop.view_actions import ViewActions
from vrplanner.desktop.welcome import Welcome
from vrplanner.desktop.widgets import label

STATE_VERSION = 1


class MainWindow(QMainWindow):
    """Built anew when language, theme or units change; the session outlives it."""

    settings_changed = Signal(object)  # Settings
    closed = Signal()

    def __init__(self, session: Session, thumbnails: Thumbnails, settings: Settings, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.session = session
        self.settings = settings
        self.tokens = tokens
        self.units: Units = settings.units
        self.replaced = False  # another window takes over: close without a question
        self.files = FileActions(self)
        self.edits = EditActions(self)
        self.views = ViewActions(self)
        self.rooms = RoomActions(self)
        self.people = PeopleActions(self)
        self.help = HelpActions(self)
        self.action_table = make_actions(self, self._handlers(), tokens)
        self._build_views()
        self._layouts_in_front = False
        self._build_panels(thumbnails)
        build_menus(self, self.action_table)
        build_toolbar(self, self.action_table)
        self._build_status_bar()
        self._connect()
        self.setWindowIcon(icon("logo", tokens, color=tokens.accent))
        self.resize(QSize(1440, 900))
        self._restore_places()
        self._on_title_changed()
        self._on_selection_changed()

    def _handlers(self) -> Mapping[str, Callable[..., None]]:
        """Every slot that the table of actions names."""
        handlers = {}
        for spec in specs():
            owner, method = spec.slot.split(".")
            handlers[spec.slot] = getattr(getattr(self, owner), method)
        return handlers

    # Building

    def _build_views(self) -> None:
        self.scene_pane = ScenePane(self.session, self.tokens)
        self.scene_pane.add_bar([self.action_table[name] for name in ("walk", "cutaway", "fit", "screenshot")])
        self.plan_view = PlanView(self.session, self.tokens, self.units)
        ViewBar(self.plan_view, [self.action_table[name] for name in ("snap", "grid", "dimensions", "fit")])
        self.plan_pane: QWidget = self.plan_view
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(6)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.scene_pane)
        self.splitter.addWidget(self.plan_pane)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([620, 380])
        holder = QWidget()
        holder.setObjectName("centre")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.setCentralWidget(holder)
        begin = [self.action_table[name] for name in ("new_room", "scan", "open", "sample")]
        self.welcome = Welcome(holder, self.session, begin, self.tokens)
        self.notice = Notice(holder, self.tokens)

    def _build_panels(self, thumbnails: Thumbnails) -> None:
        self.catalogue = CataloguePanel(self.session.services, thumbnails, self.tokens, self.units)
        self.properties = PropertiesPanel(self.session, self.tokens, self.units)
        self.layouts = LayoutsPanel(self.session, self.tokens)
        self.history = HistoryPanel(self.session, self.tokens)
        self.assistant = AssistantPanel(self.session, self.tokens)
        left, right, bottom = (
            Qt.DockWidgetArea.LeftDockWidgetArea,
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        self.setTabPosition(right, QTabWidget.TabPosition.North)
        self.setDocumentMode(True)
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self.docks: dict[str, QDockWidget] = {}
        self._dock("catalogue", tr("Catalogue"), self.catalogue, left)
        self._dock("properties", tr("Properties"), self.properties, right)
        self._dock("layouts", tr("Layouts"), self.layouts, right)
        self.docks["layouts"].visibilityChanged.connect(self._on_layouts_shown)
        self._dock("history", tr("History"), self.history, right)
        self._dock("assistant", tr("Assistant"), self.assistant, bottom)
        self.tabifyDockWidget(self.docks["properties"], self.docks["layouts"])
        self.tabifyDockWidget(self.docks["layouts"], self.docks["history"])
        self.docks["properties"].raise_()
        self.resizeDocks([self.docks["catalogue"], self.docks["properties"]], [308, 300], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["assistant"]], [208], Qt.Orientation.Vertical)

    def _dock(self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> None:
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dock = QDockWidget(title, self)
        dock.setObjectName(f"dock.{name}")
        dock.setWidget(panel)
        dock.setTitleBarWidget(QWidget())  # the tabs and the panels' own headings say what they are
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.addDockWidget(area, dock)
        self.docks[name] = dock

    def _build_status_bar(self) -> None:
        self.status = QLabel()
        self.totals = QLabel()
        self.in_headset = label("", "heading")
        self.chip = JobChip(self.session.background, self.tokens)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status, 1)
        bar.addPermanentWidget(self.in_headset)
        bar.addPermanentWidget(self.chip)
        bar.addPermanentWidget(self.totals)

    def _connect(self) -> None:
        session = self.session
        session.refused.connect(self._on_refused)
        session.background.failed.connect(self._on_job_failed)
        session.history_changed.connect(self._on_title_changed)
        session.path_changed.connect(self._on_title_changed)
        session.document_replaced.connect(self._on_title_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.scene_changed.connect(self._on_scene_changed)
        self.catalogue.product_chosen.connect(self.rooms.place_product)
        self.catalogue.generate_asked.connect(self.rooms.generate)
        views = [self.plan_view] + ([self.scene_pane.view] if self.scene_pane.view else [])
        for view in views:
            view.product_dropped.connect(self.rooms.place_product)
            view.menu_asked.connect(self._show_context_menu)
        self.assistant.requested.connect(self._on_requested)
        item_page = self.properties.item_page
        item_page.restyle_asked.connect(self.edits.restyle)
        item_page.duplicate_asked.connect(self.edits.duplicate)
        item_page.remove_asked.connect(self.edits.remove)
        self.properties.avatar_page.garment_asked.connect(self.people.make_garment)
        self.properties.avatar_page.measurements_asked.connect(self.people.change_measurements)
        room_page = self.properties.room_page
        room_page.new_room_asked.connect(self.rooms.new_room)
        room_page.door_asked.connect(self.rooms.add_door)
        room_page.window_asked.connect(self.rooms.add_window)
        session.adapting.switched.connect(self.action_table["adapt"].setChecked)
        self.action_table["adapt"].setChecked(session.adapting.enabled)
        session.headset.changed.connect(self._on_headset_changed)
        session.headset.failed.connect(self._on_refused)
        self._on_headset_changed()
        self._on_scene_changed()

    # What changes

    def _on_title_changed(self) -> None:
        done, undone = self.session.document.history
        self.action_table["undo"].setEnabled(bool(done))
        self.action_table["redo"].setEnabled(bool(undone))
        self.setWindowTitle(f"{self.files.name}[*] – vrplanner")
        self.setWindowModified(self.session.document.modified)

    def _on_selection_changed(self) -> None:
        thing, item = self.session.selected, self.session.selected_item
        for name in ("remove", "turn_left", "turn_right", "deselect"):
            self.action_table[name].setEnabled(thing is not None)
        for name in ("duplicate", "fix"):
            self.action_table[name].setEnabled(item is not None)
        if thing is not None and not self._layouts_in_front:  # there one also chooses what may move
            self.docks["properties"].raise_()
        self.say_status(thing.name if thing is not None else "")

    def _on_layouts_shown(self, shown: bool) -> None:
        self._layouts_in_front = shown

    def _on_scene_changed(self) -> None:
        items = self.session.shown_scene.items.values()
        totals: dict[str, float] = {}
        for item in items:
            if item.price is not None:
                totals[item.currency] = totals.get(item.currency, 0.0) + item.price
        guides = {item.currency for item in items if item.price is not None and is_guide(item)}
        parts = [tr("1 thing") if len(items) == 1 else tr("{count} things", count=len(items))]
        parts += [format_price(total, currency, guide=currency in guides) for currency, total in totals.items()]
        self.totals.setText(" · ".join(parts))
        self.totals.setToolTip(tr("Guide price of a sample piece, not an offer.") if guides else "")

    def _on_headset_changed(self) -> None:
        headset = self.session.headset
        action = self.action_table["headset"]
        action.setText(tr("Leave VR") if headset.visiting else tr("Enter VR"))
        action.setEnabled(not headset.leaving)
        self.in_headset.setVisible(headset.visiting)
        self.in_headset.setText(tr("Leaving VR…") if headset.leaving else tr("In VR: what hands do there shows here"))

    def _on_refused(self, error: BaseException) -> None:
        self.notice.tell_error(error)

    def _on_job_failed(self, title: str, error: BaseException) -> None:
        self.notice.tell_error(error, doing=title)

    def _on_requested(self, intent: str) -> None:
        """What was said to the assistant and is ours to do."""
        name = {"save": "save", "export": "export", "view": "fit", "teleport": "walk"}.get(intent)
        if name is not None:
            self.action_table[name].trigger()

    def _show_context_menu(self, at: QPoint) -> None:
        context_menu(self).popup(at)

    # For the actions

    def say_status(self, text: str) -> None:
        self.status.setText(text)

    def show_dock(self, name: str) -> None:
        self.docks[name].show()
        self.docks[name].raise_()

    def run_dialog(self, dialog: QDialog) -> bool:
        """Show a dialog over the window until it is answered; whether it was accepted."""
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()

    def picture(self) -> QImage:
        """The 3D view as a picture, or the plan where there is none."""
        picture = self.scene_pane.picture()
        return picture if not picture.isNull() else self.plan_view.grab().toImage()

    def remember(self, path: Path) -> None:
        self.settings = self.settings.with_recent(path)
        self.session.services.save_settings(self.settings)

    def change_settings(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self._keep_places()
            self.settings_changed.emit(self.settings)

    def action(self, name: str) -> QAction:
        return self.action_table[name]

    # Places of things on the screen

    def _keep_places(self) -> None:
        places = {
            "version": STATE_VERSION,
            "geometry": _text(self.saveGeometry()),
            "state": _text(self.saveState(STATE_VERSION)),
            "splitter": _text(self.splitter.saveState()),
        }
        self.settings = replace(self.settings, window=places)
        self.session.services.save_settings(self.settings)

    def _restore_places(self) -> None:
        places = self.settings.window
        if places.get("version") != STATE_VERSION:
            return
        self.restoreGeometry(_bytes(places.get("geometry")))
        self.restoreState(_bytes(places.get("state")), STATE_VERSION)
        self.splitter.restoreState(_bytes(places.get("splitter")))

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        # Whoever dragged it waits until this returns: a question must come after.
        for path in paths:
            QTimer.singleShot(0, self, lambda path=path: self.files.open_dropped(path))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self.replaced and self.session.document.modified:
            event.ignore()
            self.files.unless_unsaved(self._close_for_good)
            return
        if not self.replaced:
            self._keep_places()
            self.closed.emit()
        event.accept()

    def _close_for_good(self) -> None:
        self.session.document.mark_saved()  # saved, or given up
        QTimer.singleShot(0, self, self.close)  # Qt ignores a close() inside a close event


def _text(data: QByteArray) -> str:
    return base64.b64encode(bytes(data.data())).decode()


def _bytes(text: object) -> QByteArray:
    return QByteArray(base64.b64decode(text)) if isinstance(text, str) else QByteArray()
