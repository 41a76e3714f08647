"""Menus and the toolbar, made from the table of actions."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from vrplanner.desktop.actions import ACTIONS, MENUS, SEPARATOR, ActionSpec
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.widgets import button

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow

TOOL_ORDER = (
    "new_room", "open", "save", "export", SEPARATOR, "undo", "redo", SEPARATOR, "scan", "avatar", "furnish", "layouts",
    "headset", " ", "both", "only_3d", "only_plan", " ", "palette",
)  # fmt: skip
WITH_WORDS = frozenset({"new_room", "scan", "layouts", "avatar", "headset"})


def build_menus(window: "MainWindow", actions: dict[str, QAction]) -> None:
    bar = window.menuBar()
    menus = {name: bar.addMenu(tr(name)) for name in MENUS}
    menu = menus["File"]
    for entry in ACTIONS:
        if isinstance(entry, ActionSpec):
            menu.addAction(actions[entry.id])
        elif entry == SEPARATOR:
            menu.addSeparator()
        elif entry.startswith("menu:"):
            menu = menus[entry.removeprefix("menu:")]
        elif entry == "recent":
            recent = menu.addMenu(tr("Open recent"))
            recent.aboutToShow.connect(lambda menu=recent: fill_recent(window, menu))
        elif entry == "docks":
            panels = menu.addMenu(tr("Panels"))
            for dock in window.docks.values():
                panels.addAction(dock.toggleViewAction())


def fill_recent(window: "MainWindow", menu: QMenu) -> None:
    menu.clear()
    existing = [path for path in map(Path, window.settings.recent_files) if path.exists()]
    for path in existing:
        action = menu.addAction(path.name)
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked, path=path: window.files.open_path(path))
    if not existing:
        menu.addAction(tr("Nothing here yet")).setEnabled(False)


def build_toolbar(window: "MainWindow", actions: dict[str, QAction]) -> QToolBar:
    bar = QToolBar(tr("Tools"))
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for name in TOOL_ORDER:
        if name == SEPARATOR:
            bar.addSeparator()
        elif name == " ":
            bar.addWidget(_stretch())
        elif name == "palette":
            bar.addWidget(_palette_button(window))
        else:
            bar.addAction(actions[name])
            shown = bar.widgetForAction(actions[name])
            if name in WITH_WORDS and isinstance(shown, QToolButton):
                shown.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                shown.setText(actions[name].text().rstrip("…"))
    window.addToolBar(bar)
    return bar


def _stretch() -> QWidget:
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _palette_button(window: "MainWindow") -> QWidget:
    made = button(tr("Find an action…") + "    Ctrl+K", window.views.palette)
    made.setObjectName("findAction")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def context_menu(window: "MainWindow") -> QMenu:
    """For the thing under the pointer, which has just been selected."""
    names = ("duplicate", "turn_left", "turn_right", "fix", SEPARATOR, "remove")
    if window.session.selected is None:
        names = ("new_room", "add_door", "add_window", SEPARATOR, "furnish", "layouts", "fit")
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in names:
        if name == SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(window.action_table[name])
    return menu
