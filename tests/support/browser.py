"""A headless Chromium that answers questions about a page, over its debugging protocol."""

import json
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import websocket

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--remote-allow-origins=*",
]  # fmt: skip


class Page:
    """One open page; `ask` evaluates an expression in it."""

    def __init__(self, socket):
        self._socket, self._number = socket, 0

    def call(self, method: str, **parameters):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._number:
            pass
        return answer["result"]

    def ask(self, expression: str):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)[
            "result"
        ]["value"]

    def resize(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )


@contextmanager
def open_page(place: Path | str, profile: Path):
    """Open a file or an address in Chromium; skip the test, saying so, where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    process = subprocess.Popen(
        [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = (
            next(line for line in process.stderr if "DevTools listening" in line).split(":")[2].split("/")[0]
        )
        targets = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
        address = next(target["webSocketDebuggerUrl"] for target in targets if target["type"] == "page")
        socket = websocket.create_connection(address, timeout=300)
        page = Page(socket)
        page.call("Page.navigate", url=place if isinstance(place, str) else place.as_uri())
        page.ask(
            "new Promise(done => document.readyState === 'complete' ? done(1) : addEventListener('load', () => done(1)))"
        )
        yield page
        socket.close()
    finally:
        process.kill()
        process.wait()
