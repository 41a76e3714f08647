"""Pointing, picking, holding and letting go, frame by frame."""

import math

import pytest

from vrplanner.core.commands.items import FixItem, MoveItem, RemoveItem
from vrplanner.core.errors import CommandRefused

TABLE = "coffee_table_1"
ON_TABLE = (2.5, 0.42, 2.3)  # the middle of the coffee table's top
ON_LAMP = (0.45, 1.0, 3.5)


def test_what_a_ray_meets_is_shown_and_felt_once(hands) -> None:
    outcome = hands.point(ON_TABLE)
    view = outcome.hands["right"]
    assert (view.item_id, view.mood) == (TABLE, "over")
    assert view.hit == pytest.approx(ON_TABLE, abs=1e-6)
    assert view.reach_m == pytest.approx(math.dist((2.5, 1.4, 1.2), ON_TABLE))
    hands.frame(5)
    assert len(hands.felt) == 1
    assert "left" not in outcome.hands, "a hand that is not tracked is not drawn"
    assert hands.point((2.5, 1.6, -50.0)).hands["right"].hit is None


def test_the_trigger_picks_and_picks_nothing_on_the_floor(hands) -> None:
    assert hands.point(ON_TABLE, select=True).selected == TABLE
    assert hands.point(ON_TABLE).selected == TABLE
    assert hands.point((1.2, 0.0, 2.3), select=True).selected is None
    assert not hands.submitted


def test_grab_move_release_is_one_step_and_undo_restores_exactly(hands) -> None:
    before = hands.document.scene
    hands.point(ON_TABLE, grab=True)
    shown = hands.point((2.0, 0.42, 2.6), grab=True)
    for step in range(20):
        shown = hands.point((2.0 - step / 40, 0.42, 2.6), grab=True)
    assert hands.document.scene is before, "nothing reaches the document while it is held"
    held = shown.scene.items[TABLE]
    hands.hide()
    moved = hands.document.scene.items[TABLE]
    assert moved == held
    assert moved.position == pytest.approx((1.525, 0.0, 2.6), abs=1e-6), "it slides to where the ray goes"
    assert hands.document.history[0] == ["Move Coffee table"]
    hands.document.undo()
    assert hands.document.scene == before


def test_a_held_item_stays_in_its_room(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    shown = hands.point((9.0, 0.0, 2.3), grab=True)
    footprint = shown.scene.items[TABLE].footprint
    assert hands.document.scene.rooms["room_1"].polygon.buffer(1e-3).contains(footprint)


def test_the_wrist_turns_in_even_steps(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    small = hands.point(ON_TABLE, grab=True, roll_rad=math.radians(-5)).scene.items[TABLE]
    assert small.yaw_rad == 0.0, "a trembling wrist turns nothing"
    turned = hands.point(ON_TABLE, grab=True, roll_rad=math.radians(-32)).scene.items[TABLE]
    assert turned.yaw_rad == pytest.approx(-math.radians(30)), "to the right is clockwise seen from above"
    hands.point(ON_TABLE)
    assert hands.document.scene.items[TABLE].yaw_rad == pytest.approx(-math.radians(30))


def test_the_stick_of_the_holding_hand_turns_and_reels(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    hands.point(ON_TABLE, grab=True, stick=(-1.0, 0.0))
    outcome = hands.frame(10)
    assert outcome.busy == {"right"}
    assert outcome.scene.items[TABLE].yaw_rad == pytest.approx(math.radians(15)), "one step, however long it is held"
    hands.point(ON_TABLE, grab=True)
    near = hands.point(ON_TABLE, grab=True).scene.items[TABLE].position[2]
    hands.now["right"] = hands.now["right"].__class__(
        aim=hands.now["right"].aim, grip=hands.now["right"].aim, grab=True, stick=(0.0, 1.0)
    )
    assert hands.frame(30).scene.items[TABLE].position[2] > near + 0.2


def test_what_is_fixed_refuses_and_nothing_is_submitted(hands) -> None:
    hands.document.execute(FixItem(item_id=TABLE))
    outcome = hands.point(ON_TABLE, grab=True)
    assert outcome.hands["right"].mood == "refused"
    hands.point((1.0, 0.4, 2.6), grab=True)
    hands.point((1.0, 0.4, 2.6))
    assert not hands.submitted
    assert ("right", 1.0) in hands.felt


def test_the_menu_button_lets_go_without_moving(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    hands.point((1.0, 0.4, 2.6), grab=True)
    outcome = hands.point((1.0, 0.4, 2.6), grab=True, menu=True)
    assert outcome.scene is hands.document.scene
    hands.point((1.0, 0.4, 2.6))
    assert not hands.submitted


def test_lost_focus_lets_go_and_a_button_still_down_takes_nothing_when_it_returns(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    hands.point((2.0, 0.4, 2.6), grab=True)
    held, hands.now = hands.now, None
    assert hands.frame().scene is hands.document.scene
    hands.now = held
    hands.point(ON_TABLE, grab=True)
    assert not hands.interaction.holding
    hands.point(ON_TABLE)
    hands.point(ON_TABLE, grab=True)
    assert hands.interaction.holding == {TABLE}
    assert not hands.submitted


def test_a_hand_out_of_sight_keeps_hold_until_its_button_is_up(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    held = hands.point((2.0, 0.42, 2.6), grab=True).scene.items[TABLE]
    hands.now["right"] = hands.now["right"].__class__(grab=True)
    assert hands.frame().scene.items[TABLE] == held
    hands.hide()
    assert hands.document.scene.items[TABLE] == held


def test_while_the_window_is_busy_the_item_does_not_jump_back(hands) -> None:
    hands.late = True
    hands.point(ON_TABLE, grab=True)
    hands.point((2.0, 0.42, 2.6), grab=True)
    placed = hands.point((2.0, 0.42, 2.6)).scene.items[TABLE]
    assert placed.position != hands.document.scene.items[TABLE].position
    assert hands.frame(50).scene.items[TABLE] == placed
    ((command, gesture),) = hands.submitted
    hands.document.execute(command, gesture=gesture)
    assert hands.frame().scene is hands.document.scene


def test_a_command_that_never_comes_is_forgotten(hands) -> None:
    hands.late = True
    hands.point(ON_TABLE, grab=True)
    hands.point((2.0, 0.42, 2.6), grab=True)
    hands.point((2.0, 0.42, 2.6))
    assert hands.frame(300).scene is hands.document.scene


def test_what_vanishes_while_held_is_let_go(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    hands.document.execute(RemoveItem(item_id=TABLE))
    outcome = hands.point((2.0, 0.42, 2.6), grab=True)
    hands.point((2.0, 0.42, 2.6))
    assert TABLE not in outcome.scene.items
    assert not hands.submitted


def test_two_hands_hold_two_things_and_never_the_same(hands) -> None:
    hands.point(ON_TABLE, grab=True)
    hands.point(ON_TABLE, hand="left", grab=True)
    assert hands.interaction.holding == {TABLE}
    hands.point(ON_LAMP, hand="left")
    hands.point(ON_LAMP, hand="left", grab=True)
    assert hands.interaction.holding == {TABLE, "floor_lamp_1"}
    hands.point((0.8, 1.0, 3.2), hand="left", grab=True)
    hands.point((2.0, 0.42, 2.5), grab=True)
    hands.point((0.8, 1.0, 3.2), hand="left")
    hands.point((2.0, 0.42, 2.5))
    assert hands.document.history[0] == ["Move Floor lamp", "Move Coffee table"]


def test_holding_the_trigger_grabs_where_there_is_no_grip(hands) -> None:
    hands.point(ON_TABLE, select=True)
    hands.frame(40)
    hands.point((2.0, 0.42, 2.6), select=True)
    hands.point((2.0, 0.42, 2.6))
    assert [type(command) for command, _ in hands.submitted] == [MoveItem]


def test_a_refused_command_leaves_the_item_where_it_was(hands) -> None:
    def refuse(command, gesture) -> None:
        raise CommandRefused("Not now.")

    hands.interaction._submit = refuse
    hands.point(ON_TABLE, grab=True)
    hands.point((2.0, 0.42, 2.6), grab=True)
    outcome = hands.point((2.0, 0.42, 2.6))
    assert outcome.scene is hands.document.scene
    assert ("right", 1.0) in hands.felt
