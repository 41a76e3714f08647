"""Every action of the window, once: menus, the toolbar, keys and the palette are made from this table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from vrplanner.desktop.i18n import tr
from vrplanner.desktop.icons import icon
from vrplanner.desktop.theme import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """`slot` names the handler, "files.save"; `group` makes checkable actions exclude each other."""

    id: str
    text: str
    slot: str
    icon: str = ""
    keys: str = ""
    menu: str = ""
    tool: bool = False
    checkable: bool = False
    checked: bool = False
    group: str = ""
    words: str = ""  # more words to find it by


MENUS = ("File", "Edit", "View", "Room", "People", "Help")
SEPARATOR = "-"

ACTIONS: tuple[ActionSpec | str, ...] = (
    ActionSpec(id="new", text="New project", slot="files.new", icon="new", keys="Ctrl+N", menu="File"),
    ActionSpec(id="open", text="Open…", slot="files.open", icon="open", keys="Ctrl+O", menu="File", tool=True),
    ActionSpec(
        id="sample", text="Look at a sample", slot="files.open_sample", icon="chair", menu="File",
        words="example demo furnished",
    ),
    "recent",
    SEPARATOR,
    ActionSpec(id="save", text="Save", slot="files.save", icon="save", keys="Ctrl+S", menu="File", tool=True),
    ActionSpec(id="save_as", text="Save as…", slot="files.save_as", icon="save", keys="Ctrl+Shift+S", menu="File"),
    SEPARATOR,
    ActionSpec(
        id="import", text="Import a model…", slot="files.import_model", icon="import", keys="Ctrl+I", menu="File",
        words="glb gltf furniture",
    ),
    ActionSpec(
        id="export", text="Export…", slot="files.export", icon="export", keys="Ctrl+E", menu="File", tool=True,
        words="glb svg png picture plan",
    ),
    ActionSpec(
        id="screenshot", text="Save a picture of the view…", slot="files.screenshot", icon="camera", keys="Ctrl+P",
        menu="File", words="screenshot png photo",
    ),
    SEPARATOR,
    ActionSpec(id="settings", text="Settings…", slot="help.settings", icon="settings", keys="Ctrl+,", menu="File"),
    ActionSpec(
        id="taste", text="Your taste…", slot="help.taste", icon="heart", menu="File",
        words="learned prefer like layouts private forget",
    ),
    ActionSpec(id="quit", text="Quit", slot="files.quit", icon="quit", keys="Ctrl+Q", menu="File"),
    "menu:Edit",
    ActionSpec(id="undo", text="Undo", slot="edits.undo", icon="undo", keys="Ctrl+Z", menu="Edit", tool=True),
    ActionSpec(id="redo", text="Redo", slot="edits.redo", icon="redo", keys="Ctrl+Shift+Z", menu="Edit", tool=True),
    SEPARATOR,
    ActionSpec(
        id="duplicate", text="Duplicate", slot="edits.duplicate", icon="duplicate", keys="Ctrl+D", menu="Edit",
        words="copy",
    ),
    ActionSpec(id="remove", text="Remove", slot="edits.remove", icon="delete", keys="Del", menu="Edit", words="delete"),
    ActionSpec(
        id="turn_left", text="Turn left", slot="edits.turn_left", icon="rotate_left", keys="Shift+R", menu="Edit",
    ),
    ActionSpec(id="turn_right", text="Turn right", slot="edits.turn_right", icon="rotate_right", keys="R", menu="Edit"),
    ActionSpec(
        id="fix", text="Fix or release", slot="edits.toggle_fixed", icon="lock", keys="Ctrl+L", menu="Edit",
        words="lock",
    ),
    ActionSpec(
        id="adapt", text="Adapt while dragging", slot="edits.adapt", icon="adapt", keys="Ctrl+Shift+G", menu="Edit",
        checkable=True, words="live make room layouts push",
    ),
    ActionSpec(id="deselect", text="Select nothing", slot="edits.deselect", icon="close", menu="Edit"),
    "menu:View",
    ActionSpec(
        id="both", text="3D and plan", slot="views.show_both", icon="split", keys="Ctrl+1", menu="View", tool=True,
        checkable=True, checked=True, group="layout",
    ),
    ActionSpec(
        id="only_3d", text="3D only", slot="views.show_3d", icon="cube", keys="Ctrl+2", menu="View", tool=True,
        checkable=True, group="layout",
    ),
    ActionSpec(
        id="only_plan", text="Plan only", slot="views.show_plan", icon="plan", keys="Ctrl+3", menu="View", tool=True,
        checkable=True, group="layout",
    ),
    SEPARATOR,
    ActionSpec(id="fit", text="Show everything", slot="views.fit", icon="fit", keys="Home", menu="View"),
    ActionSpec(
        id="walk", text="Walk in the room", slot="views.walk", icon="walk", keys="Ctrl+W", menu="View", checkable=True,
    ),
    ActionSpec(
        id="cutaway", text="Leave out walls in front", slot="views.cutaway", icon="walls", menu="View", checkable=True,
        checked=True,
    ),
    ActionSpec(id="grid", text="Grid", slot="views.grid", icon="grid", menu="View", checkable=True, checked=True),
    ActionSpec(
        id="dimensions", text="Dimensions", slot="views.dimensions", icon="dimensions", menu="View", checkable=True,
        checked=True,
    ),
    ActionSpec(id="snap", text="Snapping", slot="views.snap", icon="snap", menu="View", checkable=True, checked=True),
    "docks",
    SEPARATOR,
    ActionSpec(
        id="headset", text="Enter VR", slot="views.headset", icon="headset", keys="Ctrl+H", menu="View", tool=True,
        words="leave headset virtual reality openxr goggles",
    ),
    ActionSpec(id="palette", text="Find an action…", slot="views.palette", icon="search", keys="Ctrl+K", menu="View"),
    "menu:Room",
    ActionSpec(
        id="new_room", text="New room…", slot="rooms.new_room", icon="new_room", keys="Ctrl+R", menu="Room", tool=True,
        words="draw walls",
    ),
    ActionSpec(
        id="scan", text="Scan a capture…", slot="rooms.scan", icon="scan", menu="Room", tool=True,
        words="depth camera folder import room",
    ),
    ActionSpec(
        id="add_door", text="Add a door…", slot="rooms.add_door", icon="door", menu="Room", words="opening",
    ),
    ActionSpec(
        id="add_window", text="Add a window…", slot="rooms.add_window", icon="window", menu="Room", words="opening",
    ),
    SEPARATOR,
    ActionSpec(
        id="layouts", text="Suggest layouts", slot="rooms.suggest_layouts", icon="layouts", keys="Ctrl+G", menu="Room",
        tool=True, words="arrange",
    ),
    ActionSpec(
        id="furnish", text="Furnish this room…", slot="rooms.furnish", icon="furnish", keys="Ctrl+Shift+F", menu="Room",
        words="budget money buy style catalogue bedroom living",
    ),
    ActionSpec(
        id="assistant", text="Talk to the assistant", slot="views.assistant", icon="assistant", keys="Ctrl+J",
        menu="Room", words="say command",
    ),
    ActionSpec(
        id="lab", text="Layout lab…", slot="rooms.layout_lab", icon="lab", menu="Room",
        words="debug optimiser energy curves chains walkable map statistics",
    ),
    "menu:People",
    ActionSpec(
        id="avatar", text="Add a person…", slot="people.add_avatar", icon="person", menu="People", tool=True,
        words="avatar body measurements",
    ),
    "menu:Help",
    ActionSpec(id="doctor", text="What works on this machine", slot="help.doctor", icon="doctor", menu="Help"),
    ActionSpec(id="about", text="About vrplanner", slot="help.about", icon="about", menu="Help"),
)  # fmt: skip


def specs() -> Iterator[ActionSpec]:
    for entry in ACTIONS:
        if isinstance(entry, ActionSpec):
            yield entry


def make_actions(window: QWidget, handlers: Mapping[str, Callable[..., None]], tokens: Tokens) -> dict[str, QAction]:
    """The actions by id, each wired to its handler; a checkable one hands over whether it is checked."""
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in specs():
        action = QAction(tr(spec.text), window)
        action.setObjectName(f"action.{spec.id}")
        if spec.icon:
            action.setIcon(icon(spec.icon, tokens))
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
            shown = QKeySequence(spec.keys).toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{tr(spec.text).rstrip('…')}  ({shown})")
        action.setCheckable(spec.checkable)
        action.setChecked(spec.checked)
        if spec.group:
            group = groups.setdefault(spec.group, QActionGroup(window))
            group.addAction(action)
        _wire(action, handlers[spec.slot], checkable=spec.checkable and not spec.group)
        window.addAction(action)
        made[spec.id] = action
    return made


def _wire(action: QAction, handler: Callable[..., None], *, checkable: bool) -> None:
    if checkable:
        action.toggled.connect(handler)
    else:
        action.triggered.connect(lambda _checked: handler())
