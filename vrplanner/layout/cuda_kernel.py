"""What runs on the graphics card: each thread takes one chain through some of its steps.

numba-cuda turns the compiled functions of this package that `chain` calls into ones for the card, so that the rules are
written once. Import this only where numba-cuda is installed; see `cuda_chains`.
"""

import numba
from numba import cuda

from vrplanner.layout.anneal import Memory, chain
from vrplanner.layout.kernels import card_kernel

EMULATED = bool(numba.config.ENABLE_CUDASIM)
"""Whether numba's simulator stands in for a card: NUMBA_ENABLE_CUDASIM=1, and NUMBA_DISABLE_JIT=1 for what it calls."""

# Few chains are sometimes what is wanted; it is for whoever starts them to know.
numba.config.CUDA_LOW_OCCUPANCY_WARNINGS = 0


def _own_memory():
    """A function that gives one chain's share of `Memory`, whatever its fields are: kernels have no loop over these."""
    shares = ", ".join(f"{field}=memory.{field}[..., one]" for field in Memory._fields)
    names = {"Memory": Memory}
    exec(f"def own(memory, one):\n    return Memory({shares})\n", names)
    return cuda.jit(device=True)(names["own"])


own = _own_memory()


@card_kernel
def advance(tables, memory, states, movable, first, last, steps, hot, cold, may_drop, costs):
    """Steps `first` to `last` of every chain. In `memory` and `states` the last axis says which chain, so that
    neighbouring threads read neighbouring numbers; `costs` (chains,) takes the best of each so far.
    """
    one = cuda.grid(1)
    if one < costs.shape[0]:
        costs[one] = chain(
            tables, own(memory, one), states[..., one], movable, first, last, steps, hot, cold, may_drop
        )  # fmt: skip
