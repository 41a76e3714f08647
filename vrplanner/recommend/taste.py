"""What somebody likes in layouts, learned from which of the suggested ones they take.

The model is the multinomial logit of choice (McFadden 1974), which is the first place of the Plackett-Luce model of
rankings: of the layouts shown, number i is taken with a probability proportional to exp(sum of leaning × score_i over
the terms). What is believed of every leaning is a normal distribution. A choice updates it by Laplace's approximation
around the most probable leanings, and the result is kept as independent normal distributions with the same means and
variances (assumed density filtering; Opper 1998, Minka 2001). What was believed before fades a little with every choice
(power priors; Ibrahim and Chen 2000), so that a taste may change.

It knows nothing of why a layout was taken: who always takes the first one seems to like what the first ones are good
at.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidInput
from vrplanner.recommend.phrases import NOTHING_CLEAR, NOTHING_YET, SENTENCES, Language, called, learned_from, sentence

Array = NDArray[np.float64]

SCORE_STEP = 0.1
"""Leanings are log-odds for this much of a score: within one set of suggestions the scores of a term differ by about
that (in eight sets for the sample's living room by 0.08 in the middle, a quarter of the terms by more than 0.15)."""
PRIOR_PRECISION = 1.0
"""Before any choice a leaning is 0 ± 1: for one step of a score, odds from 1 : 2.7 to 2.7 : 1."""
KEPT = 0.98
"""The share of what is known that outlives a choice; half of it is gone after 34."""
MOST_PER_CHOICE = 0.5
"""A leaning moves by no more than this in one choice, so that a slip of the hand costs little."""
MOST_LEANING = 5.0
MOST_PRECISION = 10_000.0
"""More than choices can bring: one adds at most 25, where scores differ by 1, and fading caps the sum at 1251."""
DOUBT_SDS = 1.0
"""Only the part of a leaning beyond this many standard deviations counts: noise makes no taste."""
TOLD_FROM, CLEAR_FROM = 1.1, 1.5
"""Weights from which on a leaning is put into words, and from which on it is called clear; 1 over them for dislikes."""
MOST_TOLD = 5
NEWTON_STEPS = 50
NO_DIFFERENCE = 1e-6
NO_TASTE = frozenset({"overlap", "outside", "doors", "reach", "wheelchair", "budget", "taste"})
"""Terms nobody may care less about: what makes a layout work. And the one that sums up the taste itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A normal distribution: log-odds for `SCORE_STEP` more of a term's score; and how many choices had a say in it."""

    mean: float = 0.0
    precision: float = PRIOR_PRECISION
    choices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """The leanings of one person by the names of `Proposal.scores`; a term that is not here is as with everybody."""

    terms: Mapping[str, Leaning] = field(default_factory=dict)
    choices: int = 0
    extra: Mapping[str, object] = field(default_factory=dict)

    def check(self) -> None:
        """Raises InvalidInput for figures that `learn` cannot have made."""
        for name, leaning in self.terms.items():
            if not (abs(leaning.mean) <= MOST_LEANING and PRIOR_PRECISION <= leaning.precision <= MOST_PRECISION):
                raise InvalidInput(f'The leaning "{name}" of the taste is out of range.')
            if not 0 <= leaning.choices <= self.choices:
                raise InvalidInput(f'The leaning "{name}" comes from more choices than there were.')


def learn(taste: Taste, shown: Sequence[Mapping[str, float]], chosen: int) -> Taste:
    """The taste after somebody took number `chosen` of the layouts `shown`, given as scores 0..1 by term.

    Only terms that every layout has, in which they differ and which are a matter of taste say something; without any
    the taste comes back as it was. Scores outside of 0..1 count as the nearer end. Raises InvalidInput for a number
    that was not shown.
    """
    if not 0 <= chosen < len(shown):
        raise InvalidInput(f"Layout {chosen + 1} was not among the {len(shown)} that were shown.")
    names = _telling_terms(shown)
    if not names:
        return taste
    faded = {name: _faded(leaning) for name, leaning in taste.terms.items()}
    known = [faded.get(name, Leaning()) for name in names]
    mean = np.array([leaning.mean for leaning in known])
    precision = np.array([leaning.precision for leaning in known])
    scores = np.array([[_clamped(layout[name]) for name in names] for layout in shown]) / SCORE_STEP
    steps = scores[chosen] - scores
    likeliest = _likeliest(steps, mean, precision)
    after = np.clip(likeliest, mean - MOST_PER_CHOICE, mean + MOST_PER_CHOICE).clip(-MOST_LEANING, MOST_LEANING)
    surer = np.maximum(precision, 1.0 / np.diag(np.linalg.inv(_curvature(steps, after, precision))))
    for name, before, m, p in zip(names, known, after, surer, strict=True):
        faded[name] = Leaning(mean=round(float(m), 4), precision=round(float(p), 4), choices=before.choices + 1)
    return Taste(terms=dict(sorted(faded.items())), choices=taste.choices + 1, extra=taste.extra)


def weights(taste: Taste) -> dict[str, float]:
    """What to multiply the optimiser's soft terms by: 0.5..2 by term, 1 as for everybody and while nothing is sure."""
    return {
        name: round(2.0 ** math.tanh(_beyond_doubt(leaning)), 3)
        for name, leaning in taste.terms.items()
        if name not in NO_TASTE
    }


def describe(taste: Taste, language: Language = "en") -> tuple[str, ...]:
    """One to five sentences: the strongest leanings first, or that there is nothing to tell yet."""
    if taste.choices == 0:
        return (sentence(NOTHING_YET, language),)
    strengths = {name: math.log2(weight) for name, weight in weights(taste).items()}
    told = [name for name, strength in strengths.items() if abs(strength) >= math.log2(TOLD_FROM)]
    if not told:
        return (sentence(NOTHING_CLEAR, language, learned=learned_from(taste.choices, language)),)
    told.sort(key=lambda name: (-abs(strengths[name]), name))
    return tuple(_told(name, strengths[name], taste.terms[name].choices, language) for name in told[:MOST_TOLD])


def _told(name: str, strength: float, choices: int, language: Language) -> str:
    how = "less" if strength < 0 else "much" if strength >= math.log2(CLEAR_FROM) else "more"
    learned = learned_from(choices, language)
    return sentence(SENTENCES[how], language, term=called(name, language), learned=learned)


def _beyond_doubt(leaning: Leaning) -> float:
    doubt = DOUBT_SDS / math.sqrt(leaning.precision)
    return math.copysign(max(0.0, abs(leaning.mean) - doubt), leaning.mean)


def _telling_terms(shown: Sequence[Mapping[str, float]]) -> list[str]:
    """The terms by which these layouts can be told apart, in the order of the alphabet."""
    common = set(shown[0]).intersection(*shown[1:]) - NO_TASTE
    telling = []
    for name in sorted(common):
        values = [layout[name] for layout in shown]
        if not all(math.isfinite(value) for value in values):
            continue
        clamped = [_clamped(value) for value in values]
        if max(clamped) - min(clamped) > NO_DIFFERENCE:
            telling.append(name)
    return telling


def _clamped(score: float) -> float:
    return min(max(float(score), 0.0), 1.0)


def _faded(leaning: Leaning) -> Leaning:
    """A little nearer to knowing nothing: the evidence, which is what a normal distribution sums, is scaled."""
    precision = PRIOR_PRECISION + KEPT * (leaning.precision - PRIOR_PRECISION)
    mean = KEPT * leaning.mean * leaning.precision / precision
    return Leaning(mean=round(mean, 4), precision=round(precision, 4), choices=leaning.choices)


def _likeliest(steps: Array, mean: Array, precision: Array) -> Array:
    """The most probable leanings (K,): Newton's method on a strictly concave function, with halved steps where needed.

    `steps` (N, K) is by how much the chosen layout is ahead of each one.
    """
    at, value = mean.copy(), _log_posterior(mean, steps, mean, precision)
    for _ in range(NEWTON_STEPS):
        gradient = _chances(steps, at) @ steps - precision * (at - mean)
        move = np.linalg.solve(_curvature(steps, at, precision), gradient)
        while (tried := _log_posterior(at + move, steps, mean, precision)) < value and np.abs(move).max() > 1e-9:
            move = move / 2
        at, value = at + move, tried
        if np.abs(move).max() < 1e-7:
            break
    return at


def _log_posterior(at: Array, steps: Array, mean: Array, precision: Array) -> float:
    return float(-np.logaddexp.reduce(-steps @ at) - 0.5 * (precision * (at - mean) ** 2).sum())


def _chances(steps: Array, at: Array) -> Array:
    """How probable it was (N,) that each layout had been taken."""
    utility = -steps @ at
    chances = np.exp(utility - utility.max())
    return np.asarray(chances / chances.sum())


def _curvature(steps: Array, at: Array, precision: Array) -> Array:
    """Minus the second derivative (K, K) of the log posterior."""
    chances = _chances(steps, at)
    middle = chances @ steps
    return np.asarray((steps * chances[:, None]).T @ steps - np.outer(middle, middle) + np.diag(precision))
