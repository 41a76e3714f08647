"""Jobs: progress, cancel, timeout, lanes, worker processes."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from vrplanner.app.jobs import Job, Jobs, TimedOut
from vrplanner.app.worker_process import WorkerDied
from vrplanner.core.errors import Cancelled, InvalidInput
from vrplanner.core.progress import Progress


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    with Jobs(workers=2) as runner:
        yield runner


def count_to(n: int, *, progress: Progress) -> int:
    for i in range(n):
        progress(i / n, f"at {i}")
    return n


def loop_until_stopped(*, progress: Progress) -> None:
    while True:
        progress(0.5)
        time.sleep(0.005)


def refuse(*, progress: Progress) -> None:
    raise InvalidInput("That is no room.", hint="Give corners.")


def test_a_job_reports_and_gives_its_result(jobs: Jobs) -> None:
    seen: list[tuple[str, float]] = []
    jobs.listeners.append(lambda job: seen.append((job.state, job.fraction)))
    job = jobs.start("Count", count_to, 5)
    assert job.wait(5) == 5
    assert (job.state, job.fraction, job.message) == ("done", 1.0, "at 4")
    assert seen[0] == ("waiting", 0.0)
    assert seen[-1] == ("done", 1.0)
    assert [f for _, f in seen] == sorted(f for _, f in seen)


def test_errors_come_back_as_raised(jobs: Jobs) -> None:
    job = jobs.start("Refuse", refuse)
    with pytest.raises(InvalidInput, match="no room") as caught:
        job.wait(5)
    assert caught.value.hint == "Give corners."
    assert job.state == "failed"


def test_a_running_job_stops_when_cancelled(jobs: Jobs) -> None:
    job = jobs.start("Loop", loop_until_stopped)
    while job.state != "running":
        time.sleep(0.001)
    job.cancel()
    with pytest.raises(Cancelled):
        job.wait(5)
    assert job.state == "cancelled"


def test_a_waiting_job_is_cancelled_without_ever_running() -> None:
    ran = threading.Event()

    def mark(*, progress: Progress) -> None:
        ran.set()

    with Jobs(workers=1) as jobs:
        first = jobs.start("Loop", loop_until_stopped)
        second = jobs.start("Mark", mark)
        second.cancel()
        assert second.state == "cancelled"
        first.cancel()
        with pytest.raises(Cancelled):
            first.wait(5)
        jobs.start("Count", count_to, 1).wait(5)
    assert not ran.is_set()


def test_a_job_that_takes_too_long_fails_with_a_hint(jobs: Jobs) -> None:
    job = jobs.start("Loop", loop_until_stopped, timeout_s=0.05)
    with pytest.raises(TimedOut, match="longer"):
        job.wait(5)
    assert job.state == "failed"


def test_jobs_of_one_lane_never_overlap_and_keep_their_order(jobs: Jobs) -> None:
    events: list[str] = []

    def enter_and_leave(name: str, *, progress: Progress) -> None:
        events.append(f"+{name}")
        time.sleep(0.02)
        events.append(f"-{name}")

    started = [jobs.start(name, enter_and_leave, name, lane="speech") for name in "abc"]
    for job in started:
        job.wait(5)
    assert events == ["+a", "-a", "+b", "-b", "+c", "-c"]


def test_two_lanes_run_side_by_side(jobs: Jobs) -> None:
    meet = threading.Barrier(2, timeout=5)

    def wait_for_other(*, progress: Progress) -> None:
        meet.wait()

    both: list[Job[None]] = [jobs.start(lane, wait_for_other, lane=lane) for lane in ("one", "two")]
    for job in both:
        job.wait(5)


def test_closing_cancels_what_runs() -> None:
    jobs = Jobs(workers=1)
    job = jobs.start("Loop", loop_until_stopped)
    assert jobs.close()
    assert job.state == "cancelled"
    assert jobs.active == ()


def pid_and_progress(*, progress: Progress) -> int:
    progress(0.5, "half way")
    return os.getpid()


def die(*, progress: Progress) -> None:
    os._exit(3)


def never_listen(*, progress: Progress) -> None:
    time.sleep(60)


def test_a_worker_process_answers_reports_and_raises(jobs: Jobs) -> None:
    job = jobs.start("Elsewhere", pid_and_progress, process=True)
    refused = jobs.start("Refuse", refuse, process=True)
    assert job.wait(30) != os.getpid()
    assert job.message == "half way"
    with pytest.raises(InvalidInput, match="no room") as caught:
        refused.wait(30)
    assert caught.value.hint == "Give corners."


def test_a_worker_process_that_dies_is_reported(jobs: Jobs) -> None:
    with pytest.raises(WorkerDied):
        jobs.start("Die", die, process=True).wait(30)


def test_a_worker_process_that_does_not_listen_is_ended(jobs: Jobs) -> None:
    job = jobs.start("Deaf", never_listen, process=True)
    while job.state != "running":
        time.sleep(0.01)
    began_s = time.monotonic()
    job.cancel()
    with pytest.raises(Cancelled):
        job.wait(20)
    assert time.monotonic() - began_s < 15
