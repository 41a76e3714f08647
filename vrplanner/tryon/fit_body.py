"""Find the shape whose tape measurements are the ones asked for.

Damped Gauss–Newton (Levenberg–Marquardt) on the measures and a prior that holds every axis near its usual value, so what
was not asked for stays usual. The derivative is by differences: 28 axes cost less than building a graph of the tape.
"""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidInput
from vrplanner.core.person import Build, Measurements
from vrplanner.core.progress import Progress, silent
from vrplanner.tryon.pack import load_pack
from vrplanner.tryon.shape import Coefficients, standing_points, usual_shape
from vrplanner.tryon.tape import measure

Floats = NDArray[np.float64]

# Lowest and highest that an adult's figure may have; outside is a slip of the pen or the wrong unit.
PLAUSIBLE = {
    "height_m": (1.35, 2.15), "chest_m": (0.65, 1.60), "waist_m": (0.48, 1.60), "hip_m": (0.68, 1.65),
    "inseam_m": (0.55, 1.05), "shoulder_m": (0.25, 0.55), "weight_kg": (35.0, 200.0),
}  # fmt: skip
TOLERANCE = {"weight_kg": 0.5}  # standard deviation of a measure in the fit; 0.5 mm for lengths
LENGTH_TOLERANCE_M = 0.0005
ACCEPTED_M = 0.005
# Axes of the whole figure may go far; local ones, which turn odd beyond their range, are held shorter.
REACH = {"height": 1.2, "weight": 0.9, "muscle": 0.25, "cup": 0.5}
LOCAL_REACH = 0.45
BOUND = {"weight": 1.6, "height": 1.4}
LOCAL_BOUND = 1.3
STEPS = 14


def check_plausible(measurements: Measurements) -> None:
    """Refuse figures that no adult has, saying which and what range is usual."""
    for name, (low, high) in PLAUSIBLE.items():
        value = getattr(measurements, name)
        if value is None or low <= value <= high:
            continue
        label, unit = name.rsplit("_", 1)
        hint = f"Usual is {low:g} to {high:g} {unit}."
        if unit == "m" and low * 100 <= value <= high * 100:
            hint += f" Was {value / 100:g} m meant? Give metres, not centimetres."
        raise InvalidInput(f"A {label} of {value:g} {unit} is not possible for an adult.", hint=hint)


def asked_measures(measurements: Measurements) -> dict[str, float]:
    """The measures that were given, by field name."""
    given = {field.name: getattr(measurements, field.name) for field in fields(measurements)}
    return {name: value for name, value in given.items() if value is not None}


def fit_shape(measurements: Measurements, build: Build, *, progress: Progress = silent) -> Coefficients:
    """Coefficients of the person with these measurements, within 5 mm (and 2 kg) of each that was given.

    Raises InvalidInput for figures no adult has and for figures that do not go together.
    """
    check_plausible(measurements)
    asked = asked_measures(measurements)
    names = list(asked)
    targets = np.array(list(asked.values()))
    scale = np.array([TOLERANCE.get(name, LENGTH_TOLERANCE_M) for name in names])
    reach = np.array([REACH.get(name, LOCAL_REACH) for name in load_pack().axis_names])

    bound = np.array([BOUND.get(name, LOCAL_BOUND) for name in load_pack().axis_names])

    def measured(shape: Coefficients) -> Floats:
        taken = measure(standing_points(build, shape))
        return np.array([getattr(taken, name) for name in names])

    shape = usual_shape(load_pack())
    values = measured(shape)
    damping = 1.0
    cost = _cost(values - targets, shape, scale, reach)
    for step in range(STEPS):
        progress(step / STEPS, "Fitting the body")
        jacobian = _jacobian(measured, shape, values)
        while damping < 1e7:
            trial = _bounded_step(jacobian, values - targets, shape, scale, reach, damping, bound)
            trial_values = measured(trial)
            trial_cost = _cost(trial_values - targets, trial, scale, reach)
            if trial_cost < cost:
                break
            damping *= 8.0
        else:
            break
        settled = cost - trial_cost < 1e-3 * cost
        shape, values, cost, damping = trial, trial_values, trial_cost, max(damping / 8.0, 1e-6)
        if settled:
            break
    _check_reached(asked, names, values)
    progress(1.0, "Body fitted")
    return shape


def _cost(error: Floats, shape: Coefficients, scale: Floats, reach: Floats) -> float:
    return float(np.sum((error / scale) ** 2) + np.sum((shape / reach) ** 2))


def _jacobian(measured, shape: Coefficients, values: Floats) -> Floats:
    """Derivatives (measures, axes), each taken towards the inside of the axis' range."""
    columns = []
    for axis, value in enumerate(shape):
        nudge = 0.02 if value <= 0 else -0.02
        moved = shape.copy()
        moved[axis] += nudge
        columns.append((measured(moved) - values) / nudge)
    return np.array(columns).T


def _bounded_step(
    jacobian: Floats, error: Floats, shape: Coefficients, scale: Floats, reach: Floats, damping: float, bound: Floats
) -> Coefficients:
    """The shape one step on; axes that would leave their range stop at its end and the others make up for them."""
    free = np.ones(len(shape), bool)
    trial = shape.copy()
    for _ in range(len(shape)):
        held = jacobian[:, ~free] @ (trial - shape)[~free]
        trial[free] = shape[free] + _step(jacobian[:, free], error + held, shape[free], scale, reach[free], damping)
        outside = free & (np.abs(trial) > bound)
        if not outside.any():
            break
        trial[outside] = np.clip(trial, -bound, bound)[outside]
        free &= ~outside
    return trial


def _step(
    jacobian: Floats, error: Floats, shape: Coefficients, scale: Floats, reach: Floats, damping: float
) -> Coefficients:
    """Solve (JᵀJ + P + λP) d = −(Jᵀr + P c), P the prior's weights."""
    weighted = jacobian / scale[:, None]
    prior = 1.0 / reach**2
    normal = weighted.T @ weighted + np.diag(prior * (1.0 + damping))
    gradient = weighted.T @ (error / scale) + prior * shape
    return np.asarray(-np.linalg.solve(normal, gradient))


def _check_reached(asked: dict[str, float], names: list[str], values: Floats) -> None:
    missed = []
    for name, value in zip(names, values, strict=True):
        allowed = 2.0 if name == "weight_kg" else ACCEPTED_M
        if abs(value - asked[name]) > allowed:
            label, unit = name.rsplit("_", 1)
            missed.append(f"{label} {asked[name]:.3g} {unit} (nearest possible: {value:.3g} {unit})")
    if missed:
        raise InvalidInput(
            f"No body has these measurements together: {', '.join(missed)}.",
            hint="Check the figures, or leave out the one that is least certain.",
        )
