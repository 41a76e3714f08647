"""The same chains on an NVIDIA graphics card, one a thread, from the same functions as on the processor.

Compiled for such cards and emulated on a processor (tests/layout/test_cuda_chains.py), but never run on one: nobody has
yet seen how fast it is. Costs are 64-bit floats as everywhere; cards for games compute those 32 to 64 times slower than
32-bit ones (NVIDIA, CUDA C++ Programming Guide, throughput of arithmetic instructions), so that is what to try first
where it turns out too slow. Needs the extra `gpu`, that is numba-cuda.

A card's sine, logarithm and power differ from the processor's in the last digit, so that after some hundred steps the
same seed leads elsewhere than on the processor; on one card the same seeds give the same results.
"""

import logging
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from vrplanner.core.errors import InvalidInput, VrPlannerError
from vrplanner.core.progress import Progress, silent
from vrplanner.layout import columns as t
from vrplanner.layout.anneal import new_memory
from vrplanner.layout.problem import Array
from vrplanner.layout.tables import Tables

if TYPE_CHECKING:
    from vrplanner.layout.chains import Schedule

log = logging.getLogger(__name__)

CARD_CHAINS = 1024
"""From how many chains on a card is taken. A guess, never measured: a warp for each of some thirty multiprocessors."""
THREADS = 64
"""Chains a block. The compiler asks for some 200 registers a thread, so that 320 of them fit on one multiprocessor."""
FIRST_SLICE, SLICE_S, SLICE_GROWTH = 16, 0.1, 4
"""Steps of the first launch; how long each should last, short enough to be stopped between two and for a screen that
hangs on the same card; and by how much at most the next may be longer."""
DEVICE_VARIABLE = "VRPLANNER_LAYOUT_DEVICE"
DEVICES = ("auto", "cpu", "cuda")

Result = tuple[float, Array]
Arrays = TypeVar("Arrays", bound=tuple[Any, ...])


@dataclass(slots=True)
class _Trust:
    """Whether the card may be tried: one that failed would fail again, each time after a while."""

    failed: bool = False


_trust = _Trust()


def wants_card(chains: int) -> bool:
    """Whether so many chains should run on the card: when there is one and they are enough to pay.

    The environment's VRPLANNER_LAYOUT_DEVICE (`cpu`, `cuda`) decides instead. Raises InvalidInput when it is something
    else.
    """
    device = os.environ.get(DEVICE_VARIABLE, "auto")
    if device not in DEVICES:
        raise InvalidInput(f'{DEVICE_VARIABLE} is "{device}".', hint=f"Set it to one of {', '.join(DEVICES)}.")
    if device == "cpu" or _trust.failed:
        return False
    return device == "cuda" or (chains >= CARD_CHAINS and has_card())


def has_card() -> bool:
    """Whether there is a card that torch and numba-cuda can both use."""
    if not has_compiler():
        return False
    import torch

    return torch.version.cuda is not None and torch.cuda.is_available()


def has_compiler() -> bool:
    """Whether numba-cuda is installed."""
    return find_spec("numba_cuda") is not None


def run_on_card_if_it_pays(
    tables: Tables,
    starts: Sequence[Array],
    seeds: Sequence[int],
    schedule: "Schedule",
    *,
    traces: Array | None = None,
    progress: Progress = silent,
) -> list[Result] | None:
    """What `run_on_card` gives, or None when the processor is to do it: no card, too few chains, or the card failed,
    which is logged and not tried again.
    """
    if not wants_card(len(starts)):
        return None
    try:
        return run_on_card(tables, starts, seeds, schedule, traces=traces, progress=progress)
    except VrPlannerError:
        raise  # told to stop
    except Exception:
        _trust.failed = True
        log.warning("the graphics card failed; the processor arranges from now on", exc_info=True)
        return None


def run_on_card(
    tables: Tables,
    starts: Sequence[Array],
    seeds: Iterable[int],
    schedule: "Schedule",
    *,
    traces: Array | None = None,
    progress: Progress = silent,
) -> list[Result]:
    """Cost and state of the best that each chain found, in the order of `starts` (states, left as they are).

    `traces` (chains, samples) is filled with each chain's cost over its run. Between launches `progress` is told, and
    may raise to stop. Raises what torch or numba raise when there is no card or it fails.
    """
    from vrplanner.layout.cuda_kernel import advance, cuda

    count = len(starts)
    template = new_memory(tables, len(starts[0]), trace=np.zeros(0 if traces is None else traces.shape[1]))
    memory = template._replace(**{name: _for_each(array, count) for name, array in template._asdict().items()})
    memory = _on_card(memory._replace(random=np.array(list(seeds), np.uint64).reshape(1, count)))
    states = _upload(np.stack(starts, axis=-1))
    costs = _upload(np.zeros(count))
    movable = _upload(np.flatnonzero(tables.pieces[: len(starts[0]), t.FIXED] == 0.0))
    tables = _on_card(tables)
    launch = advance[(count + THREADS - 1) // THREADS, min(count, THREADS)]
    first, slice_steps = 0, FIRST_SLICE
    while first <= schedule.steps:
        before = time.perf_counter()
        last = min(first + slice_steps - 1, schedule.steps)
        launch(
            tables, memory, states, movable, first, last, schedule.steps, float(schedule.hot), float(schedule.cold),
            schedule.may_drop, costs,
        )  # fmt: skip
        cuda.synchronize()
        slice_steps = next_slice(slice_steps, time.perf_counter() - before)
        first = last + 1
        progress(first / (schedule.steps + 1), "Trying arrangements")
    if traces is not None:
        traces[:] = memory.trace.copy_to_host().T
    found = np.moveaxis(states.copy_to_host(), -1, 0)
    return [(float(cost), state.copy()) for cost, state in zip(costs.copy_to_host(), found, strict=True)]


def next_slice(steps: int, took_s: float) -> int:
    """How many steps the next launch should do when this one's `steps` took so long (the first also compiles)."""
    fitting = int(steps * SLICE_S / max(took_s, 1e-6))
    return max(1, min(fitting, SLICE_GROWTH * steps))


def _for_each(array: Array, count: int) -> Array:
    """The array `count` times, side by side on a new last axis."""
    return np.repeat(array[..., None], count, axis=-1)


def _on_card(arrays: Arrays) -> Arrays:
    return type(arrays)(*(_upload(array) for array in arrays))


def _upload(array: Array) -> Any:
    """A copy in a torch tensor on the card, as numba's kernels take it (the simulator has no tensors, but arrays)."""
    from vrplanner.layout.cuda_kernel import EMULATED, cuda

    own = np.array(array, order="C")
    if EMULATED:
        return cuda.to_device(own)
    import torch

    return cuda.as_cuda_array(torch.from_numpy(own).to("cuda"), sync=False)
