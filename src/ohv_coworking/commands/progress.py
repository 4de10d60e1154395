"""A sign of life on a terminal for what takes longer than two seconds."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SILENT_SECONDS = 2


@contextmanager
def sign_of_life(what: str) -> Iterator[None]:
    """Write `what` and the seconds passed to the terminal, from the third second on; nothing where there is none."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    started = time.monotonic()

    def tell() -> None:
        wait = SILENT_SECONDS
        while not done.wait(wait):
            sys.stderr.write(f"\r{what} … {time.monotonic() - started:.0f} s")
            sys.stderr.flush()
            wait = 1

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
