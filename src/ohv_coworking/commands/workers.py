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


@contextmanager
def workers() -> Iterator["Client"]:
    """Yield a client; InputFault where the named scheduler does not answer. A worker has one thread: tasks own their process."""
    import dask

    # What a worker says as it is closed is nothing a consultant needs.
    dask.config.set({"logging": {"distributed": "critical"}})
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
        raise InputFault(
            "Der Scheduler antwortet nicht.",
            parameter=ADDRESS,
            found=address,
            expected=f"die Adresse eines laufenden Dask-Schedulers, der in {ANSWER_SECONDS} s antwortet, z. B. tcp://rechner:8786",
            remedy="Adresse und Netz prüfen, oder die Angabe weglassen: dann rechnet dieser Computer.",
        ) from None
    with client:
        yield client
