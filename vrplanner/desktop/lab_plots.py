"""The plots of the layout lab, drawn with pyqtgraph in the window's colours."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem

from vrplanner.core.geometry import Point2
from vrplanner.desktop.i18n import tr
from vrplanner.desktop.services_protocol import Study
from vrplanner.desktop.theme import Tokens, mix

LEAST_COST = 1e-2
"""Where the logarithmic axis ends: costs below count as none."""
TERMS_SHOWN = 10
SAMPLES = 9
WALKED_ON = 0.5


class _CostAxis(pg.AxisItem):
    """A logarithmic axis that names only 1, 2 and 5 of each power of ten."""

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        costs = [10.0**value for value in values]
        return [f"{cost:.3g}" if f"{cost:e}"[0] in "125" else "" for cost in costs]


class _Plot(pg.PlotWidget):
    """Without pyqtgraph's own menus, which have neither our words nor our look."""

    def __init__(self, tokens: Tokens, **axes: pg.AxisItem) -> None:
        super().__init__(background=tokens.raised, enableMenu=False, axisItems=axes)
        self.tokens = tokens
        self.getPlotItem().ctrlMenu.setParent(self)  # made in any case, with no parent: it would outlive the window
        self.hideButtons()
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(tokens.line))
            axis.setTextPen(pg.mkPen(tokens.muted))
            axis.setStyle(tickLength=-4)

    def name_axes(self, *, bottom: str, left: str) -> None:
        style = {"color": self.tokens.muted, "font-size": "11px"}
        self.setLabel("bottom", bottom, **style)
        self.setLabel("left", left, **style)


class EnergyPlot(_Plot):
    """A line a chain; the one that ends lowest stands out."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens, left=_CostAxis("left"))
        self.name_axes(bottom=tr("proposals"), left=tr("cost"))
        self.setLogMode(y=True)
        self.showGrid(y=True, alpha=0.18)
        self.setMouseEnabled(y=False)

    def show_energies(self, energies: NDArray[np.float64], steps: int) -> None:
        """`energies` (chains, samples) over `steps` proposals."""
        self.clear()
        costs = np.maximum(energies, LEAST_COST)
        at = np.linspace(0, steps, energies.shape[1])
        best = int(np.argmin(energies[:, -1]))
        others = mix(self.tokens.muted, self.tokens.raised, 0.35)
        for k in (k for k in range(len(costs)) if k != best):
            self.plot(at, costs[k], pen=pg.mkPen(others, width=1), antialias=True)
        self.plot(at, costs[best], pen=pg.mkPen(self.tokens.accent, width=2), antialias=True)


class BarsPlot(_Plot):
    """Two bars a term, before and after; the dearest first."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.name_axes(bottom=tr("weighted cost"), left="")
        self.setMouseEnabled(x=False, y=False)
        self.addLegend(offset=(-10, -10), labelTextColor=tokens.text, brush=QBrush(QColor(tokens.raised)))

    def show_terms(self, terms: Mapping[str, tuple[float, float]]) -> None:
        """By name: cost before and after."""
        self.clear()
        shown = sorted(((max(costs), name) for name, costs in terms.items()), reverse=True)[:TERMS_SHOWN]
        names = [name for cost, name in shown if cost > LEAST_COST / 10]
        lines = np.arange(len(names), dtype=float)
        colors = mix(self.tokens.muted, self.tokens.raised, 0.35), QColor(self.tokens.accent)
        for which, (title, color) in enumerate(zip((tr("before"), tr("after")), colors, strict=True)):
            widths = [terms[name][which] for name in names]
            self.addItem(
                pg.BarGraphItem(
                    x0=0, y=lines + (which - 0.5) * 0.36, width=widths, height=0.34, brush=color, pen=None, name=title
                )
            )
        self.getAxis("left").setTicks([list(enumerate(names))])
        self.getPlotItem().invertY(True)
        self.setYRange(-0.6, max(0.6, len(names) - 0.4), padding=0)


class WalkableMap(_Plot):
    """The floor from above: where a narrow and where a wide walker gets, and what stands there."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.colors = tuple(
            color.name()
            for color in (
                mix(tokens.raised, tokens.danger, 0.28), mix(tokens.raised, tokens.warning, 0.38),
                mix(tokens.raised, tokens.success, 0.42),
            )
        )  # fmt: skip
        self.setAspectLocked(True)
        self.getPlotItem().invertY(True)
        self.name_axes(bottom=tr("east (m)"), left=tr("south (m)"))

    def show_floor(self, study: Study) -> None:
        self.clear()
        rows, columns = study.walkable.shape
        (x, z), cell_m = study.origin, study.cell_m
        table = np.array([QColor(color).getRgb()[:3] for color in self.colors], np.uint8)
        picture = pg.ImageItem(table[study.walkable], axisOrder="row-major", levels=(0, 255))
        whole = QRectF(x, z, columns * cell_m, rows * cell_m)
        picture.setRect(whole)
        self.addItem(picture)
        self._add_polygon(study.outline, QPen(QColor(self.tokens.wall), 3))
        fill = QBrush(mix(self.tokens.raised, self.tokens.fill, 0.7))
        for corners in study.footprints:
            walked_on = walkable_share(study, corners) > WALKED_ON
            style = Qt.PenStyle.DashLine if walked_on else Qt.PenStyle.SolidLine
            self._add_polygon(corners, QPen(QColor(self.tokens.ink), 1, style), None if walked_on else fill)
        for corners, name in zip(study.footprints, study.names, strict=True):
            if walkable_share(study, corners) > WALKED_ON:
                self._add_name(
                    escape(name), corners.min(axis=0), anchor=(0.0, 0.0)
                )  # its middle is for what stands on it
            else:
                self._add_name("<br>".join(escape(word) for word in name.split()), corners.mean(axis=0))
        self.setRange(whole, padding=0.03)

    def _add_name(self, html: str, at: NDArray[np.float64], *, anchor: Point2 = (0.5, 0.5)) -> None:
        style = f"text-align: center; font-size: 10px; color: {self.tokens.text}"
        text = pg.TextItem(html=f'<div style="{style}">{html}</div>', anchor=anchor)
        text.setTextWidth(text.textItem.boundingRect().width())  # without a width nothing is centred
        text.setPos(float(at[0]), float(at[1]))
        self.addItem(text)

    def _add_polygon(self, corners: NDArray[np.float64], pen: QPen, brush: QBrush | None = None) -> None:
        made = QGraphicsPolygonItem(QPolygonF([QPointF(float(x), float(z)) for x, z in corners]))
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        made.setPen(pen)
        if brush is not None:
            made.setBrush(brush)
        self.addItem(made)


def walkable_share(study: Study, corners: NDArray[np.float64]) -> float:
    """How much of a footprint (4, 2) one can walk over: nearly all of a rug, next to nothing of a table."""
    along = (np.arange(SAMPLES) + 0.5) / SAMPLES
    u, v = np.meshgrid(along, along)
    a, b, _, d = corners
    points = a + u[..., None] * (b - a) + v[..., None] * (d - a)
    cells = np.floor((points - np.array(study.origin)) / study.cell_m).astype(int)
    rows = np.clip(cells[..., 1], 0, study.walkable.shape[0] - 1)
    columns = np.clip(cells[..., 0], 0, study.walkable.shape[1] - 1)
    return float((study.walkable[rows, columns] > 0).mean())
