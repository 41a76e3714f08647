"""Which buttons mean what."""

import re

import pytest

from vrplanner.xr.input import PROFILES, bindings, pressed


@pytest.mark.parametrize("profile", PROFILES)
def test_bindings_are_paths_of_both_hands(profile: str) -> None:
    found = bindings(profile)
    assert all(re.fullmatch(r"/user/hand/(left|right)/(input|output)/[a-z_]+(/[a-z_]+)?", path) for _, path in found)
    assert len({path for _, path in found}) == len(found)
    for hand in ("left", "right"):
        named = {action for action, path in found if f"/{hand}/" in path}
        assert {"aim", "grip", "select"} <= named, "pointing and picking work with every controller"


def test_the_right_system_button_of_a_touch_controller_is_not_ours() -> None:
    assert ("menu", "/user/hand/right/input/menu/click") not in bindings("oculus/touch_controller")
    assert ("menu", "/user/hand/left/input/menu/click") in bindings("oculus/touch_controller")


def test_a_trembling_finger_presses_once() -> None:
    held, presses = False, 0
    for value in (0.0, 0.5, 0.61, 0.55, 0.62, 0.45, 0.7, 0.2, 0.0):
        now = pressed(value, held)
        presses += now and not held
        held = now
    assert presses == 1
    assert not held
