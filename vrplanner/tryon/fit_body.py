"""Find the shape whose tape measurements are the ones asked for.

Damped Gauss–Newton (Levenberg–Marquardt) on the measures and a prior that holds every axis near its usual value, so
what was not asked for stays usual. The derivative is by differences: for 28 axes that costs less than a graph of the
tape.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidInput
from vrplanner.core.person import Build, Measurements
from vrplanner.core.progress import Progress, silent
from vrplanner.tryon.pack import Points, load_pack
from vrplanner.tryon.shape import Coefficients, axis_points, shaped_points, stood, usual_shape
from vrplanner.tryon.tape import take

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
MOST_DAMPING = 1e7


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
        raise InvalidInput(
            f"{'An' if label[0] in 'aeiou' else 'A'} {label} of {value:g} {unit} is not possible for an adult.",
            hint=hint,
        )


def asked_measures(measurements: Measurements) -> dict[str, float]:
    """The measures that were given, by field name."""
    given = {field.name: getattr(measurements, field.name) for field in fields(measurements)}
    return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, kw_only=True, eq=False)
class _Problem:
    """Measures and their targets with standard deviations; axes with their reach (prior deviation) and bound."""

    build: Build
    names: tuple[str, ...]
    targets: Floats
    scale: Floats
    reach: Floats
    bound: Floats

    def measured(self, shaped: Points) -> Floats:
        points = stood(shaped)
        return np.array([take(points, name) for name in self.names])

    def cost(self, values: Floats, shape: Coefficients) -> float:
        return float(np.sum(((values - self.targets) / self.scale) ** 2) + np.sum((shape / self.reach) ** 2))

    def jacobian(self, shape: Coefficients, values: Floats) -> Floats:
        """Derivatives (measures, axes), each taken towards the inside of the axis' range."""
        shaped = shaped_points(self.build, shape)
        columns = []
        for axis, value in enumerate(shape):
            nudge = -0.02 if value > 0 else 0.02
            side = 1 if value >= 0 else -1
            moved = shaped + np.float32(nudge * side) * axis_points(self.build, axis, side)
            columns.append((self.measured(moved) - values) / nudge)
        return np.array(columns).T

    def step(self, jacobian: Floats, values: Floats, shape: Coefficients, damping: float) -> Coefficients:
        """The shape one step on; axes that would leave their range stop at its end and the others make up for them."""
        free = np.ones(len(shape), bool)
        trial = shape.copy()
        for _ in range(len(shape)):
            error = values - self.targets + jacobian[:, ~free] @ (trial - shape)[~free]
            trial[free] = shape[free] + self._solve(jacobian[:, free], error, shape[free], self.reach[free], damping)
            outside = free & (np.abs(trial) > self.bound)
            if not outside.any():
                break
            trial[outside] = np.clip(trial, -self.bound, self.bound)[outside]
            free &= ~outside
        return trial

    def _solve(
        self, jacobian: Floats, error: Floats, shape: Coefficients, reach: Floats, damping: float, /
    ) -> Coefficients:
        """Solve (JᵀJ + P + λP) d = −(Jᵀr + P c), P the prior's weights."""
        weighted = jacobian / self.scale[:, None]
        prior = 1.0 / reach**2
        normal = weighted.T @ weighted + np.diag(prior * (1.0 + damping))
        gradient = weighted.T @ (error / self.scale) + prior * shape
        return np.asarray(-np.linalg.solve(normal, gradient))


def fit_shape(measurements: Measurements, build: Build, *, progress: Progress = silent) -> Coefficients:
    """Coefficients of the person with these measurements, within 5 mm (and 2 kg) of each that was given.

    Raises InvalidInput for figures no adult has and for figures that do not go together.
    """
    check_plausible(measurements)
    asked = asked_measures(measurements)
    axes = load_pack().axis_names
    problem = _Problem(
        build=build,
        names=tuple(asked),
        targets=np.array(list(asked.values())),
        scale=np.array([TOLERANCE.get(name, LENGTH_TOLERANCE_M) for name in asked]),
        reach=np.array([REACH.get(name, LOCAL_REACH) for name in axes]),
        bound=np.array([BOUND.get(name, LOCAL_BOUND) for name in axes]),
    )
    shape, values = _descend(problem, progress)
    _check_reached(asked, values)
    progress(1.0, "Body fitted")
    return shape


def _descend(problem: _Problem, progress: Progress) -> tuple[Coefficients, Floats]:
    """Levenberg–Marquardt from the usual shape; gives the shape and its measures."""
    shape = usual_shape(load_pack())
    values = problem.measured(shaped_points(problem.build, shape))
    cost, damping = problem.cost(values, shape), 1.0
    for number in range(STEPS):
        progress(number / STEPS, "Fitting the body")
        jacobian = problem.jacobian(shape, values)
        while damping < MOST_DAMPING:
            trial = problem.step(jacobian, values, shape, damping)
            trial_values = problem.measured(shaped_points(problem.build, trial))
            trial_cost = problem.cost(trial_values, trial)
            if trial_cost < cost:
                break
            damping *= 8.0
        else:
            break
        settled = cost - trial_cost < 1e-3 * cost
        shape, values, cost, damping = trial, trial_values, trial_cost, max(damping / 8.0, 1e-6)
        if settled:
            break
    return shape, values


def _check_reached(asked: dict[str, float], values: Floats) -> None:
    missed = []
    for name, value in zip(asked, values, strict=True):
        allowed = 2.0 if name == "weight_kg" else ACCEPTED_M
        if abs(value - asked[name]) > allowed:
            label, unit = name.rsplit("_", 1)
            missed.append(f"{label} {asked[name]:.3g} {unit} (nearest possible: {value:.3g} {unit})")
    if missed:
        raise InvalidInput(
            f"No body has these measurements together: {', '.join(missed)}.",
            hint="Check the figures, or leave out the one that is least certain.",
        )
