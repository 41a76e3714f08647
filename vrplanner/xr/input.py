"""What the hands can do, as OpenXR actions, and which buttons of which controllers mean it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from vrplanner.xr.backend import HANDS, HandInput, HandName
from vrplanner.xr.pose import Pose

ActionName = Literal["aim", "grip", "select", "grab", "stick", "menu", "rumble"]
_KINDS: Mapping[ActionName, str] = MappingProxyType(
    {
        "aim": "POSE_INPUT",
        "grip": "POSE_INPUT",
        "select": "FLOAT_INPUT",
        "grab": "FLOAT_INPUT",
        "stick": "VECTOR2F_INPUT",
        "menu": "BOOLEAN_INPUT",
        "rumble": "VIBRATION_OUTPUT",
    }
)
_LABELS: Mapping[ActionName, str] = MappingProxyType(
    {
        "aim": "Point",
        "grip": "Hand",
        "select": "Pick what is pointed at",
        "grab": "Take hold and move",
        "stick": "Teleport and turn",
        "menu": "Menu",
        "rumble": "Rumble",
    }
)
_EVERYWHERE: Mapping[ActionName, str] = MappingProxyType({"aim": "input/aim/pose", "grip": "input/grip/pose"})

PROFILES: Mapping[str, Mapping[ActionName, str]] = MappingProxyType(
    {
        "khr/simple_controller": {
            **_EVERYWHERE,
            "select": "input/select/click",
            "menu": "input/menu/click",
            "rumble": "output/haptic",
        },
        "oculus/touch_controller": {
            **_EVERYWHERE,
            "select": "input/trigger/value",
            "grab": "input/squeeze/value",
            "stick": "input/thumbstick",
            "menu": "input/menu/click",
            "rumble": "output/haptic",
        },
        "valve/index_controller": {
            **_EVERYWHERE,
            "select": "input/trigger/value",
            "grab": "input/squeeze/value",
            "stick": "input/thumbstick",
            "menu": "input/b/click",
            "rumble": "output/haptic",
        },
        "microsoft/motion_controller": {
            **_EVERYWHERE,
            "select": "input/trigger/value",
            "grab": "input/squeeze/click",
            "stick": "input/thumbstick",
            "menu": "input/menu/click",
            "rumble": "output/haptic",
        },
        "ext/hand_interaction_ext": {
            **_EVERYWHERE,
            "select": "input/aim_activate_ext/value",
            "grab": "input/grasp_ext/value",
        },
    }
)
"""Per interaction profile, the component each action is bound to on both hands. A system hand menu needs no binding."""
_ONE_HAND_ONLY: Mapping[tuple[str, ActionName], HandName] = MappingProxyType(
    {("oculus/touch_controller", "menu"): "left"}  # the right one belongs to the system
)
PROFILE_EXTENSIONS: Mapping[str, str] = MappingProxyType({"ext/hand_interaction_ext": "XR_EXT_hand_interaction"})

PRESSED, RELEASED = 0.6, 0.4


def bindings(profile: str) -> list[tuple[ActionName, str]]:
    """Every action of a profile with its full path, hand by hand."""
    return [
        (action, f"/user/hand/{hand}/{component}")
        for action, component in PROFILES[profile].items()
        for hand in HANDS
        if _ONE_HAND_ONLY.get((profile, action), hand) == hand
    ]


def pressed(value: float, was_pressed: bool) -> bool:
    """A button made of an analogue value: lets go later than it takes, so that a trembling finger is one press."""
    return value >= (RELEASED if was_pressed else PRESSED)


class Actions:
    """The action set of one session, ready to be read every frame."""

    def __init__(self, instance: object, session: object, extensions: frozenset[str]) -> None:
        import xr

        self._xr = xr
        self._session = session
        self._hand_paths = {hand: xr.string_to_path(instance, f"/user/hand/{hand}") for hand in HANDS}
        info = xr.ActionSetCreateInfo(action_set_name="planning", localized_action_set_name="Planning a room")
        self._action_set = xr.create_action_set(instance, info)
        self._actions = {name: self._create(name) for name in _KINDS}
        for profile in PROFILES:
            if PROFILE_EXTENSIONS.get(profile, "") in {"", *extensions}:
                self._suggest(instance, profile)
        xr.attach_session_action_sets(session, xr.SessionActionSetsAttachInfo(action_sets=[self._action_set]))
        self._spaces = {(hand, name): self._space(hand, name) for hand in HANDS for name in ("aim", "grip")}
        active = xr.ActiveActionSet(action_set=self._action_set, subaction_path=xr.NULL_PATH)
        self._sync_info = xr.ActionsSyncInfo(active_action_sets=[active])
        self._infos = {(hand, name): self._get_info(hand, name) for hand in HANDS for name in _KINDS}
        self._held: dict[tuple[HandName, str], bool] = {}

    def read(self, base_space: object, time_ns: int) -> dict[HandName, HandInput]:
        """Both hands at `time_ns` in the frame of `base_space`. Hands are idle while another program has the focus."""
        try:
            self._xr.sync_actions(self._session, self._sync_info)
        except self._xr.exception.SessionNotFocused:
            self._held.clear()
            return {hand: HandInput() for hand in HANDS}
        return {hand: self._read_hand(hand, base_space, time_ns) for hand in HANDS}

    def rumble(self, hand: HandName, *, strength: float, duration_s: float) -> None:
        xr = self._xr
        vibration = xr.HapticVibration(duration=int(duration_s * 1e9), frequency=0.0, amplitude=strength)
        info = xr.HapticActionInfo(action=self._actions["rumble"], subaction_path=self._hand_paths[hand])
        xr.apply_haptic_feedback(self._session, info, vibration)

    def close(self) -> None:
        for space in self._spaces.values():
            self._xr.destroy_space(space)
        self._xr.destroy_action_set(self._action_set)

    def _create(self, name: ActionName) -> object:
        xr = self._xr
        info = xr.ActionCreateInfo(
            action_name=name,
            action_type=getattr(xr.ActionType, _KINDS[name]),
            subaction_paths=list(self._hand_paths.values()),
            localized_action_name=_LABELS[name],
        )
        return xr.create_action(self._action_set, info)

    def _suggest(self, instance: object, profile: str) -> None:
        xr = self._xr
        suggested = [
            xr.ActionSuggestedBinding(self._actions[name], xr.string_to_path(instance, path))
            for name, path in bindings(profile)
        ]
        xr.suggest_interaction_profile_bindings(
            instance,
            xr.InteractionProfileSuggestedBinding(
                interaction_profile=xr.string_to_path(instance, f"/interaction_profiles/{profile}"),
                suggested_bindings=suggested,
            ),
        )

    def _space(self, hand: HandName, name: ActionName) -> object:
        info = self._xr.ActionSpaceCreateInfo(action=self._actions[name], subaction_path=self._hand_paths[hand])
        return self._xr.create_action_space(self._session, info)

    def _get_info(self, hand: HandName, name: ActionName) -> object:
        return self._xr.ActionStateGetInfo(action=self._actions[name], subaction_path=self._hand_paths[hand])

    def _read_hand(self, hand: HandName, base_space: object, time_ns: int) -> HandInput:
        xr, session = self._xr, self._session
        stick = xr.get_action_state_vector2f(session, self._infos[hand, "stick"])
        menu = xr.get_action_state_boolean(session, self._infos[hand, "menu"])
        return HandInput(
            aim=self._locate(hand, "aim", base_space, time_ns),
            grip=self._locate(hand, "grip", base_space, time_ns),
            select=self._button(hand, "select"),
            grab=self._button(hand, "grab"),
            menu=bool(menu.is_active and menu.current_state),
            stick=(stick.current_state.x, stick.current_state.y) if stick.is_active else (0.0, 0.0),
        )

    def _button(self, hand: HandName, name: Literal["select", "grab"]) -> bool:
        state = self._xr.get_action_state_float(self._session, self._infos[hand, name])
        held = bool(state.is_active) and pressed(state.current_state, self._held.get((hand, name), False))
        self._held[hand, name] = held
        return held

    def _locate(self, hand: HandName, name: Literal["aim", "grip"], base_space: object, time_ns: int) -> Pose | None:
        location = self._xr.locate_space(self._spaces[hand, name], base_space, time_ns)
        return pose_of(location.pose) if is_valid(self._xr, location.location_flags) else None


def is_valid(xr: object, flags: int) -> bool:
    """Whether a located space has both a position and an orientation."""
    bits = xr.SpaceLocationFlags  # type: ignore[attr-defined]
    wanted = int(bits.POSITION_VALID_BIT) | int(bits.ORIENTATION_VALID_BIT)
    return int(flags) & wanted == wanted


def pose_of(located: object) -> Pose:
    """A runtime's pose as ours."""
    p, q = located.position, located.orientation  # type: ignore[attr-defined]
    return Pose((p.x, p.y, p.z), (q.x, q.y, q.z, q.w))
