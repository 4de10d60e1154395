"""Python processes of one build, forked from a server that has loaded the third-party packages once.

    python -I -S fork_server.py -m MODULE ARGUMENT …        does what `python -m MODULE ARGUMENT …` does

The first such call of a build starts the server, which ends with the make whose number `OHV_MAKE` holds. Nothing of this
project is loaded before the fork: what a chapter reads and is recorded stays exact. Where there is no make, no Linux
(elsewhere threads of system libraries do not survive a fork) or no server to be had, the ordinary command runs instead.
A process tree falls from the top: server, supervisor and process each die with the one above, and with their caller.
"""

import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

MAKE = "OHV_MAKE"
SERVER = "ohv_coworking.study.fork_server"
PACKAGES = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "matplotlib.pyplot", "matplotlib_inline.backend_inline",
    "matplotlib.backends.backend_svg", "matplotlib.patheffects", "papermill", "pandas", "geopandas", "pyogrio",
    "pydantic.main", "pydantic.fields", "pydantic.types", "pydantic.functional_validators", "pydantic.json_schema", "pydantic.plugin",
    "ruamel.yaml", "jinja2", "babel.dates", "babel.numbers", "networkx", "scipy.optimize", "scipy.stats", "seaborn",
    "msoffcrypto", "pyreadstat", "nbconvert", "lxml.html", "python_calamine", "defusedxml.ElementTree", "sqlite3",
)  # fmt: skip
BROKEN = "Der Bau wurde unterbrochen: Der Prozess, der die Kapitel startet, ist ausgefallen. Abhilfe: „make study“ noch einmal aufrufen."
FORKED = "--forked"  # by it a module knows that it runs in a fork already
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)


def command(arguments: list[str]) -> list[str]:
    """Return the command that runs Python with `arguments`, forked from the server where there is one."""
    return [sys.executable, "-I", "-S", __file__, *arguments]


def available() -> bool:
    return sys.platform == "linux" and os.environ.get(MAKE, "").isdigit()


def running() -> bool:
    """Tell whether a chapter of this build has started the server."""
    return available() and (_place() / "socket").exists()


def _place() -> Path:
    """Return the folder of this build's socket: short enough for a socket's name, one for each make."""
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(base) / f"ohv-{os.getuid()}-{os.environ[MAKE]}"


def _folder() -> Path:
    """Return that folder, made where there is none, and nobody else's."""
    folder = _place()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(folder)
    return folder


# --- the caller ---------------------------------------------------------------------------------------------------


def call(arguments: list[str]) -> int:
    """Run Python with `arguments` in a fork and return its exit code; without a server, become the ordinary process."""
    try:
        connection = _connected() if available() else None
    except OSError:
        connection = None
    if connection is None:
        os.execv(sys.executable, [sys.executable, *arguments])
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # an interrupted caller ends without a word, and the fork with it
    request = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}
    message = json.dumps(request).encode()
    with connection:
        socket.send_fds(connection, [len(message).to_bytes(8, "big")], [0, 1, 2])
        connection.sendall(message)
        answer = connection.recv(8)
    if not answer:
        print(BROKEN, file=sys.stderr)
        return 1
    code = int.from_bytes(answer, "big", signed=True)
    return code if code >= 0 else 128 - code


def _connected() -> socket.socket | None:
    folder = _folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(OSError):
            return _connect(folder)
        # The server says with one byte that it listens; a pipe that closes without says that it could not.
        ready, said = os.pipe()
        with open(ready, "rb") as ready:
            subprocess.Popen(
                [sys.executable, "-m", SERVER, "--serve", str(folder / "socket"), str(said)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[said],
            )  # fmt: skip
            os.close(said)
            return _connect(folder) if ready.read(1) else None


def _connect(folder: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(folder / "socket"))
    except OSError:
        connection.close()
        raise
    return connection


# --- the server ---------------------------------------------------------------------------------------------------


def serve(name: str, ready: int) -> None:
    """Load the packages, listen at `name`, and fork a supervisor for each caller until make has ended."""
    make = os.pidfd_open(int(os.environ[MAKE]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load_packages()
    Path(name).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen(64)
        os.write(ready, b"1")
        os.close(ready)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a supervisor
        while True:
            asked, _, _ = select.select([listener, make], [], [])
            if make in asked:
                break
            connection, _ = listener.accept()
            with connection:
                if _fork() == 0:
                    listener.close()
                    _end(_supervise, connection)
    for left in ("socket", "lock"):
        Path(name).with_name(left).unlink(missing_ok=True)
    with suppress(OSError):
        Path(name).parent.rmdir()


def _load_packages() -> None:
    import gc
    import importlib
    import threading

    # As a kernel would set it; matplotlib asks when it is loaded.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for package in PACKAGES:
        importlib.import_module(package)
    for module in [name for name in sys.modules if name.partition(".")[0] == "ohv_coworking"]:
        del sys.modules[module]
    if threading.active_count() > 1:
        raise RuntimeError("a thread would not survive the fork")
    gc.freeze()


def _supervise(connection: socket.socket) -> int:
    """Fork the process that the caller wants; end it when the caller is gone, tell the caller when it has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, files, _, _ = socket.recv_fds(connection, 8, 3)
    message = b""
    while len(message) < int.from_bytes(size, "big"):
        if not (part := connection.recv(1 << 16)):
            return 1
        message += part
    process = _fork()
    if process == 0:
        connection.close()
        _end(_become, json.loads(message), files)
    for file in files:
        os.close(file)
    ended = os.pidfd_open(process)
    gone, _, _ = select.select([ended, connection], [], [])
    if ended not in gone:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    with suppress(OSError):
        connection.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, "big", signed=True))
    return 0


def _become(request: dict, files: list[int]) -> int:
    """Make this fork the process that `python -m MODULE …` would be in the caller's place, and run it."""
    import importlib
    import random
    import runpy

    import numpy

    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=os.isatty(stream.fileno()))
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    numpy.random.seed()
    importlib.invalidate_caches()
    _, module, *arguments = request["arguments"]
    sys.path[0] = request["folder"]
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def _fork() -> int:
    process = os.fork()
    if process == 0:
        die_with_parent()
    return process


def die_with_parent() -> None:
    """Be killed as soon as the process above is gone."""
    import ctypes

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)


def _end(task, *arguments) -> None:
    """Run `task` as all of this process: nothing of what the process above began is finished here a second time."""
    code = 1
    try:
        code = task(*arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(call(sys.argv[1:]))
