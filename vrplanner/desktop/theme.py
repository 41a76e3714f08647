"""The look of the program: colour tokens, one palette and one style sheet made from them."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from vrplanner.core.resources import assets_dir

FONT_FAMILIES = (
    "Inter", "Segoe UI", "SF Pro Text", "Ubuntu", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
    "DejaVu Sans",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour the window uses, by what it is for."""

    name: str
    canvas: str  # behind the panels
    panel: str
    raised: str  # cards, fields
    hover: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str  # selection behind text
    danger: str
    danger_soft: str
    warning: str
    success: str
    # The plan
    paper: str
    grid: str
    grid_strong: str
    wall: str
    floor: str
    ink: str  # outlines of furniture
    fill: str  # furniture without a colour
    glass: str
    socket: str


LIGHT = Tokens(
    name="light", canvas="#eceae5", panel="#fbfaf8", raised="#ffffff", hover="#f0ede7", line="#dfdbd3",
    text="#23272b", muted="#71767b", accent="#1f7a67", accent_hover="#186353", on_accent="#ffffff",
    accent_soft="#d9ece6", danger="#b3382c", danger_soft="#fbe7e3", warning="#a86a11", success="#2d7d46",
    paper="#f6f4ef", grid="#ebe7df", grid_strong="#dfdad0", wall="#3b4046", floor="#fffefb", ink="#555b61",
    fill="#f1ede5", glass="#8fc1d4", socket="#a4480f",
)  # fmt: skip

DARK = Tokens(
    name="dark", canvas="#141618", panel="#1d2023", raised="#272b2f", hover="#30353a", line="#363b41",
    text="#e8e6e1", muted="#9aa0a6", accent="#55b89d", accent_hover="#6ccbb1", on_accent="#0d1f1a",
    accent_soft="#25423a", danger="#f0897c", danger_soft="#47292a", warning="#dfa857", success="#6fc389",
    paper="#17191c", grid="#1f2226", grid_strong="#292d32", wall="#b9bdc2", floor="#22262a", ink="#a9afb5",
    fill="#33383d", glass="#4f8398", socket="#f0a35e",
)  # fmt: skip


def tokens_for(theme: str) -> Tokens:
    """ "light", "dark", or "system" as the desktop is set."""
    if theme == "system":
        theme = "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return DARK if theme == "dark" else LIGHT


def apply_theme(app: QApplication, tokens: Tokens) -> None:
    """Dress the whole application."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(tokens))
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(13)
    app.setFont(font)
    app.setStyleSheet(style_sheet(tokens))


def style_sheet(tokens: Tokens) -> str:
    template = (assets_dir() / "theme" / "window.qss").read_text(encoding="utf-8")
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    icons = (assets_dir() / "icons").as_posix()
    return Template(template).substitute(values, icons=icons)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.panel, role.WindowText: tokens.text, role.Base: tokens.raised,
        role.AlternateBase: tokens.hover, role.Text: tokens.text, role.Button: tokens.raised,
        role.ButtonText: tokens.text, role.BrightText: tokens.on_accent, role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent, role.ToolTipBase: tokens.text, role.ToolTipText: tokens.panel,
        role.PlaceholderText: tokens.muted, role.Link: tokens.accent, role.Mid: tokens.line, role.Dark: tokens.line,
        role.Light: tokens.raised, role.Accent: tokens.accent,
    }  # fmt: skip
    palette = QPalette()
    for which, color in colors.items():
        palette.setColor(which, QColor(color))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.muted))
    return palette


def mix(a: str | QColor, b: str | QColor, share_of_b: float) -> QColor:
    """A colour between two."""
    first, second = QColor(a), QColor(b)
    pairs = (
        (first.redF(), second.redF()), (first.greenF(), second.greenF()), (first.blueF(), second.blueF()),
    )  # fmt: skip
    return QColor.fromRgbF(*(x + (y - x) * share_of_b for x, y in pairs))
