"""The chains as a graphics card would run them: emulated, and compiled for two kinds of card. No card is needed."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from vrplanner.core.errors import Cancelled, InvalidInput
from vrplanner.layout import columns as t
from vrplanner.layout import cuda_chains
from vrplanner.layout.anneal import Memory, new_memory
from vrplanner.layout.chains import Schedule, run_chains
from vrplanner.layout.problem import current_layout
from vrplanner.layout.tables import make_state, make_tables

log = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent
REGISTERS = 65_536  # of a multiprocessor, from sm_75 to sm_120 (CUDA C++ Programming Guide, technical specifications)
needs_compiler = pytest.mark.skipif(
    not cuda_chains.has_compiler(), reason="numba-cuda is for Linux and Windows, and here only installed on Linux"
)


def test_where_nothing_may_be_skipped_the_compiler_is_there():
    assert cuda_chains.has_compiler() or os.environ.get("CI", "").lower() != "true", "numba-cuda is in the test group"


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """What the program beside this comes to on the processor and on the emulated card."""
    folder, found = tmp_path_factory.mktemp("chains"), {}
    for name, variables in {"cpu": {}, "card": {"NUMBA_ENABLE_CUDASIM": "1", "NUMBA_DISABLE_JIT": "1"}}.items():
        out = folder / f"{name}.npz"
        environment = {**os.environ, **variables, "PYTHONPATH": str(HERE.parents[1]), "PYTHONWARNINGS": ""}
        command = [sys.executable, str(HERE / "chains_somewhere.py"), str(out)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500, check=False)
        assert done.returncode == 0, done.stderr
        with np.load(out) as arrays:
            found[name] = dict(arrays)
    return found


@needs_compiler
@pytest.mark.parametrize("room", ["living", "dining", "shop", "crowded"])
def test_an_emulated_card_finds_what_the_processor_finds(rooms, room):
    for kind in ("costs", "states", "traces"):
        on_cpu, on_card = (rooms[where][f"{room} {kind}"] for where in ("cpu", "card"))
        np.testing.assert_allclose(on_card, on_cpu, rtol=0, atol=1e-9)
    assert not np.array_equal(on_cpu[0], on_cpu[1]), "two seeds went the same way"


@needs_compiler
def test_the_rooms_use_what_they_are_there_for(rooms):
    assert (rooms["card"]["crowded states"][:, :, t.PRESENT] == 0).any(), "nothing was left out"
    assert (rooms["card"]["shop states"][:, 0, t.MODEL] == 2).any(), "the other sofa was never taken"


@needs_compiler
def test_a_run_on_the_card_ends_when_told_to(rooms):
    assert 0.25 <= rooms["card"]["stopped at"] < 0.9


def _argument_types(problem):
    """The types of `cuda_kernel.advance`'s arguments, as its launch in `run_on_card` has them."""
    from numba import typeof, types

    tables = make_tables(problem)
    memory = new_memory(tables, len(problem))
    memory = Memory(*(np.repeat(array[..., None], 2, axis=-1) for array in memory))
    return (
        typeof(tables), typeof(memory), types.float64[:, :, ::1], types.int64[::1], types.int64, types.int64,
        types.int64, types.float64, types.float64, types.boolean, types.float64[::1],
    )  # fmt: skip


def _link(code: str, arch: str) -> str:
    """What NVIDIA's linker says of the code when it makes machine code for this kind of card from it."""
    from cuda.bindings import nvjitlink

    linker = nvjitlink.create(2, [f"-arch={arch}", "-verbose"])
    try:
        data = code.encode()
        nvjitlink.add_data(linker, nvjitlink.InputType.PTX, data, len(data), "chains")
        nvjitlink.complete(linker)
        assert nvjitlink.get_linked_cubin_size(linker) > 0
        words = bytearray(nvjitlink.get_info_log_size(linker))
        nvjitlink.get_info_log(linker, words)
    finally:
        nvjitlink.destroy(linker)
    return words.decode(errors="replace")


@needs_compiler
@pytest.mark.parametrize("capability", [(7, 5), (9, 0)])
def test_the_kernel_compiles_for_a_card(make_problem, monkeypatch, capability):
    """Types, NVVM and the assembler, all of which need no driver; what numba asks of a driver is told it here."""
    from numba import cuda
    from numba.cuda import dispatcher

    from vrplanner.layout.cuda_kernel import advance

    monkeypatch.setattr(dispatcher, "get_current_device", lambda: SimpleNamespace(compute_capability=capability))
    problem = make_problem([(1.6, 0.8), (0.5, 0.5)], [(1, 2, 0), (3, 3, 2)])
    code, _ = cuda.compile(
        advance.py_func, _argument_types(problem), device=False, cc=capability, abi="numba", output="ptx"
    )
    arch = f"sm_{capability[0]}{capability[1]}"
    assert f".target {arch}" in code
    said = _link(code, arch)
    registers = int(re.findall(r"used (\d+) registers", said, re.IGNORECASE)[-1])
    stack = int(re.findall(r"used \d+ registers, used \d+ barriers, (\d+) stack", said)[-1])
    log.info("%s: %d registers a thread, %d bytes of stack, %d KiB of PTX", arch, registers, stack, len(code) // 1024)
    assert registers * cuda_chains.THREADS <= REGISTERS


@pytest.fixture
def card(monkeypatch):
    """A card that is there as far as torch knows, and has not failed yet."""
    import torch

    monkeypatch.delenv(cuda_chains.DEVICE_VARIABLE, raising=False)
    monkeypatch.setattr(cuda_chains, "_trust", cuda_chains._Trust())
    monkeypatch.setattr(cuda_chains, "has_compiler", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    return monkeypatch


def test_the_card_is_for_many_chains(card):
    assert cuda_chains.wants_card(cuda_chains.CARD_CHAINS)
    assert not cuda_chains.wants_card(cuda_chains.CARD_CHAINS - 1)


def test_no_card_without_a_driver_nvidia_or_numba_cuda(card):
    import torch

    for owner, name, value in (
        (torch.cuda, "is_available", lambda: False), (torch.version, "cuda", None),
        (cuda_chains, "has_compiler", lambda: False),
    ):  # fmt: skip
        with card.context() as without:
            without.setattr(owner, name, value)
            assert not cuda_chains.wants_card(10**6)


def test_the_environment_decides(card):
    card.setenv(cuda_chains.DEVICE_VARIABLE, "cpu")
    assert not cuda_chains.wants_card(10**6)
    card.setenv(cuda_chains.DEVICE_VARIABLE, "cuda")
    assert cuda_chains.wants_card(1)
    card.setenv(cuda_chains.DEVICE_VARIABLE, "gpu")
    with pytest.raises(InvalidInput, match=cuda_chains.DEVICE_VARIABLE):
        cuda_chains.wants_card(1)


def _two_chains(make_problem, **rest):
    problem = make_problem([(1.6, 0.8), (0.5, 0.5)], [(1, 2, 0), (3, 3, 2)])
    starts = [make_state(problem, current_layout(problem))] * 2
    return run_chains(make_tables(problem), starts, [1, 2], Schedule(steps=50), **rest)


def test_what_the_card_finds_is_taken(card, make_problem):
    card.setenv(cuda_chains.DEVICE_VARIABLE, "cuda")
    found = [(1.0, np.zeros((2, 7)))]
    card.setattr(cuda_chains, "run_on_card", lambda *args, **rest: found)
    assert _two_chains(make_problem) is found
    assert len(_two_chains(make_problem, threads=1)) == 2, "threads are of the processor"


def test_a_card_that_fails_is_told_of_once_and_left_alone(card, make_problem, caplog):
    asked = []

    def fail(*args, **rest):
        asked.append(args)
        raise RuntimeError("out of memory")

    card.setenv(cuda_chains.DEVICE_VARIABLE, "cuda")
    card.setattr(cuda_chains, "run_on_card", fail)
    with caplog.at_level("WARNING"):
        first, second = _two_chains(make_problem), _two_chains(make_problem)
    assert len(asked) == 1
    assert [record.message for record in caplog.records if "graphics card" in record.message]
    for (cost, state), (other_cost, other) in zip(first, second, strict=True):
        assert cost == other_cost
        assert np.array_equal(state, other)


def test_being_told_to_stop_is_no_failure_of_the_card(card, make_problem):
    def stopped(*args, **rest):
        raise Cancelled("stopped")

    card.setenv(cuda_chains.DEVICE_VARIABLE, "cuda")
    card.setattr(cuda_chains, "run_on_card", stopped)
    with pytest.raises(Cancelled):
        _two_chains(make_problem)
    assert cuda_chains.wants_card(1)


def test_a_launch_lasts_about_as_long_as_it_should():
    assert cuda_chains.next_slice(16, 17.0) == 1  # the first one compiled
    assert cuda_chains.next_slice(100, cuda_chains.SLICE_S / 2) == 200
    assert cuda_chains.next_slice(100, 0.0) == 100 * cuda_chains.SLICE_GROWTH
