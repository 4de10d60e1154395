"""The Dask workers of a command: one a core of this machine, or those of the scheduler that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ohv_coworking.basics.errors import InputFault

if TYPE_CHECKING:
    from dask.distributed import Client

ADDRESS = "DASK_SCHEDULER_ADDRESS"
ANSWER_SECONDS = 20
# A task takes minutes in a process of its own: nobody needs to look at it a hundred times a second, nor to read what a worker
# says as it is closed.
QUIET = {
    "logging": {"distributed": "critical"},
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "5s",
    "distributed.admin.tick.interval": "2s",
    "distributed.admin.tick.limit": "60s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.scheduler.active-memory-manager.start": False,
}


@contextmanager
def workers() -> Iterator["Client"]:
    """Yield a client; InputFault where the named scheduler does not answer. A worker has one thread: tasks own their process."""
    import dask

    dask.config.set(QUIET)
    from dask.distributed import Client, LocalCluster

    if not (address := os.environ.get(ADDRESS)):
        with (
            LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=ANSWER_SECONDS)
    except (OSError, ValueError):
        raise _fault(
            "Der Scheduler antwortet nicht.", address, "Adresse und Netz prüfen", "tcp://rechner:8786"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=ANSWER_SECONDS)
        except TimeoutError:
            raise _fault(
                "Der Scheduler hat keinen Arbeitsprozess.",
                address,
                f"Einen starten („dask worker {address}“)",
            ) from None
        yield client


def _fault(problem: str, address: str, remedy: str, example: str = "") -> InputFault:
    return InputFault(
        problem,
        parameter=ADDRESS,
        found=address,
        expected=f"die Adresse eines laufenden Dask-Schedulers, der mit mindestens einem Arbeitsprozess in {ANSWER_SECONDS} s antwortet"
        + (f", z. B. {example}" if example else ""),
        remedy=f"{remedy}, oder die Angabe weglassen: dann rechnet dieser Computer.",
    )
