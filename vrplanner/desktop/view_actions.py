"""What the views show and how they share the window."""

from typing import TYPE_CHECKING

from vrplanner.desktop.palette import Palette

if TYPE_CHECKING:
    from vrplanner.desktop.window import MainWindow


class ViewActions:
    def __init__(self, window: "MainWindow") -> None:
        self.window = window

    def show_both(self) -> None:
        self.window.scene_pane.show()
        self.window.plan_pane.show()

    def show_3d(self) -> None:
        self.window.scene_pane.show()
        self.window.plan_pane.hide()

    def show_plan(self) -> None:
        self.window.plan_pane.show()
        self.window.scene_pane.hide()

    def fit(self) -> None:
        self.window.plan_view.fit()
        self.window.scene_pane.fit()

    def walk(self, walking: bool) -> None:
        self.window.scene_pane.set_walking(walking)

    def cutaway(self, cutaway: bool) -> None:
        self.window.scene_pane.set_cutaway(cutaway)

    def grid(self, shown: bool) -> None:
        self.window.plan_view.set_look(grid=shown)

    def dimensions(self, shown: bool) -> None:
        self.window.plan_view.set_look(dimensions=shown)

    def snap(self, snapping: bool) -> None:
        self.window.plan_view.set_look(snap=snapping)

    def assistant(self) -> None:
        self.window.show_dock("assistant")
        self.window.assistant.focus()

    def headset(self) -> None:
        """Enter VR, or leave it."""
        headset = self.window.session.headset
        if headset.visiting:
            headset.leave()
        else:
            headset.enter()

    def palette(self) -> None:
        from vrplanner.desktop.actions import specs

        words = {spec.id: spec.words for spec in specs()}
        entries = [(action, words.get(name, "")) for name, action in self.window.action_table.items()]
        palette = Palette(self.window, entries, self.window.tokens)
        palette.open_over(self.window)
