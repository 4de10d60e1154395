"""Raw files are downloaded only when asked for, completely, verified and in one step, whatever a server does."""

import hashlib
import threading
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.fetching import Patience, fetch_raw_files
from raw_files import entry, write_catalog

CONTENT = "".join(f"{number};Ort {number}\n" for number in range(5_000))
BYTES = CONTENT.encode()
HASTY = Patience(connect=2, read=0.3, pause=0.01)


class Server(ThreadingHTTPServer):
    """A server that answers each request with the next of its prepared answers, the last one for good."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = [whole]
        self.requests = []
        self.released = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/towns.csv"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append((self.path, dict(self.headers)))
        place = min(len(self.server.requests), len(self.server.answers)) - 1
        self.server.answers[place](self)

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def whole(handler):
    """The file, or the rest that is asked for."""
    held = handler.headers.get("Range")
    if held is None:
        return handler.answer(200, BYTES, Content_Type="text/csv")
    start = int(held.removeprefix("bytes=").removesuffix("-"))
    if start >= len(BYTES):
        return handler.answer(416)
    return handler.answer(206, BYTES[start:], Content_Range=f"bytes {start}-{len(BYTES) - 1}/{len(BYTES)}")


def whole_again(handler):
    """The whole file although the rest was asked for."""
    handler.answer(200, BYTES)


def truncated(handler):
    """The first part of the file, then the connection ends."""
    handler.answer(200, BYTES[:20_000], length=len(BYTES))


def stalled(handler):
    """The first part of the file, then nothing until the test is over."""
    handler.answer(200, BYTES[:30_000], length=len(BYTES))
    handler.wfile.flush()
    handler.server.released.wait(5)


def trickling(handler):
    """A byte now and then, for as long as the test lasts."""
    handler.answer(200, BYTES[:10], length=len(BYTES))
    for byte in BYTES[10:]:
        if handler.server.released.wait(0.02):
            return
        with suppress(OSError):
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()


def busy(handler):
    handler.answer(503)


def gone(handler):
    handler.answer(404)


def other(handler):
    handler.answer(200, BYTES[::-1])


def page(handler):
    handler.answer(200, b"<html>Bitte anmelden</html>", Content_Type="text/html; charset=utf-8")


def moved(handler):
    if handler.path.endswith("/there"):
        return whole(handler)
    return handler.answer(302, Location="/there")


def in_circles(handler):
    handler.answer(302, Location="/towns.csv")


@pytest.fixture
def server(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def catalog(server, tmp_path):
    write_catalog(tmp_path, entry(content=CONTENT, extra=f'fetch: "{server.address}"'))
    return Catalog.load(tmp_path)


def fetched(catalog) -> list[str]:
    told = []
    fetch_raw_files(catalog, (), told.append, HASTY)
    return told


def stands(catalog) -> bool:
    """Whether exactly the file stands in its place, and nothing else was left."""
    files = sorted(path.name for path in catalog.folder.iterdir())
    return files == ["catalog.yaml", "towns.csv"] and (catalog.folder / "towns.csv").read_bytes() == BYTES


class TestGoodAnswers:
    def test_a_missing_file_is_downloaded(self, server, catalog):
        """The file comes whole and is told with its size."""
        assert ["towns.csv: geladen (0,1 MB)."] == fetched(catalog)
        assert stands(catalog)
        assert catalog.path("towns")

    def test_a_file_that_is_there_is_not_asked_for(self, server, catalog):
        """A file with the recorded checksum causes no request."""
        (catalog.folder / "towns.csv").write_bytes(BYTES)

        assert ["towns.csv: liegt vor."] == fetched(catalog)
        assert [] == server.requests

    def test_another_version_is_replaced(self, server, catalog):
        """A file that is not the recorded one gives way to it."""
        (catalog.folder / "towns.csv").write_text("alt")

        fetched(catalog)

        assert stands(catalog)

    @pytest.mark.parametrize(
        "answers", [[truncated, whole], [truncated, truncated, whole], [stalled, whole], [busy, busy, whole]]
    )
    def test_a_broken_download_goes_on(self, server, catalog, answers):
        """After a broken, stalled or refused transfer the missing rest is asked for, and the file is whole."""
        server.answers = answers

        fetched(catalog)

        assert stands(catalog)
        assert len(answers) == len(server.requests)

    def test_only_the_rest_is_asked_for(self, server, catalog):
        """What came is kept: the second request begins behind it."""
        server.answers = [truncated, whole]

        fetched(catalog)

        assert "Range" not in server.requests[0][1]
        assert "bytes=20000-" == server.requests[1][1]["Range"]

    def test_a_server_that_knows_no_ranges_begins_again(self, server, catalog):
        """A whole file in answer to a range is not appended to what was there."""
        server.answers = [truncated, whole_again]

        fetched(catalog)

        assert stands(catalog)

    @pytest.mark.parametrize("left", [BYTES[:100], BYTES])
    def test_the_rest_of_an_earlier_call_is_used(self, server, catalog, left):
        """A part left by an interrupted call is completed, also if nothing but its check was missing."""
        (catalog.folder / "towns.csv.part").write_bytes(left)

        fetched(catalog)

        assert stands(catalog)
        assert f"bytes={len(left)}-" == server.requests[0][1]["Range"]

    def test_the_rest_of_another_version_is_thrown_away(self, server, catalog):
        """A part that does not fit is noticed by the checksum, and the file is loaded anew."""
        (catalog.folder / "towns.csv.part").write_bytes(b"x" * 100)

        fetched(catalog)

        assert stands(catalog)

    def test_a_redirection_is_followed(self, server, catalog):
        """The file may have moved."""
        server.answers = [moved]

        fetched(catalog)

        assert stands(catalog)

    def test_a_proxy_of_the_environment_is_used(self, server, catalog, tmp_path, monkeypatch):
        """The request goes to the proxy with the full address of the file."""
        proxied = tmp_path / "proxied"
        proxied.mkdir()
        write_catalog(proxied, entry(content=CONTENT, extra="fetch: http://statistik.example/towns.csv"))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("no_proxy", "")

        fetched(Catalog.load(proxied))

        assert "http://statistik.example/towns.csv" == server.requests[0][0]
        assert stands(Catalog.load(proxied))


class TestBadAnswers:
    @pytest.mark.parametrize(
        ("answers", "problem", "found", "requests"),
        [
            ([gone], "ließ sich nicht laden", "HTTP 404", 1),
            ([busy], "ließ sich nicht laden", "HTTP 503", 5),
            ([stalled], "ließ sich nicht laden", "timed out", 5),
            ([other], "nicht die verzeichnete", "Prüfsumme", 1),
            ([page], "ließ sich nicht laden", "Webseite", 1),
            ([in_circles], "ließ sich nicht laden", "redirects", 31),
        ],
    )
    def test_is_named_and_leaves_the_folder_as_it_was(
        self, server, catalog, answers, problem, found, requests
    ):
        """What a server answers instead of the file is told with address and cure; an old file stays."""
        (catalog.folder / "towns.csv").write_text("alt")
        server.answers = answers

        with pytest.raises(InputFault, match=problem) as fault:
            fetched(catalog)

        assert found in fault.value.found
        assert server.address in fault.value.found
        assert fault.value.remedy
        assert requests == len(server.requests)
        assert "alt" == (catalog.folder / "towns.csv").read_text()

    def test_a_server_that_is_not_there(self, server, tmp_path):
        """An address without a server is told after the last attempt."""
        write_catalog(tmp_path, entry(content=CONTENT, extra="fetch: http://127.0.0.1:9/towns.csv"))

        with pytest.raises(InputFault, match="ließ sich nicht laden") as fault:
            fetched(Catalog.load(tmp_path))
        assert "Proxy" in fault.value.remedy

    def test_the_other_files_come_all_the_same(self, server, tmp_path):
        """One failure does not keep the others from being loaded; all failures are told together."""
        base = server.address.removesuffix("towns.csv")
        missing = [f"{base}gone-{name}" for name in "ab"]
        write_catalog(
            tmp_path,
            entry(content=CONTENT, extra=f"fetch: {server.address}"),
            *(
                entry(f"m{n}", "facts", f"m{n}.csv", extra=f"fetch: {address}")
                for n, address in enumerate(missing)
            ),
        )
        server.answers = [lambda handler: gone(handler) if "gone" in handler.path else whole(handler)]

        with pytest.raises(InputFaults) as faults:
            fetched(Catalog.load(tmp_path))

        assert 2 == len(faults.value.faults)
        assert BYTES == (tmp_path / "towns.csv").read_bytes()


class TestAsking:
    def test_entries_without_an_address_are_left(self, server, tmp_path):
        """A catalogue without addresses is told so, and nothing is asked for."""
        write_catalog(tmp_path, entry(content=CONTENT))

        [told] = fetched(Catalog.load(tmp_path))

        assert "keine" in told.lower() or "kein" in told.lower()
        assert [] == server.requests

    def test_a_named_entry_without_an_address_is_a_fault(self, server, tmp_path):
        """Who asks for an entry by name learns where to get it by hand."""
        write_catalog(tmp_path, entry(content=CONTENT))

        with pytest.raises(InputFault, match="keine Adresse") as fault:
            fetch_raw_files(Catalog.load(tmp_path), ["towns"], print, HASTY)
        assert "example.org" in fault.value.remedy

    def test_the_checksum_is_of_the_bytes_as_they_are_published(self, server, catalog):
        """The file is asked for unpacked, since the checksum is of the file itself."""
        fetched(catalog)

        assert "identity" == server.requests[0][1]["Accept-Encoding"]
        assert hashlib.sha256(BYTES).hexdigest() == catalog.entry("towns").sha256


def test_a_trickle_ends_with_the_time_for_the_whole(server, catalog):
    """However seldom a byte comes: the limit counts for all attempts together, and what came stays to go on from."""
    server.answers = [trickling]
    started = time.monotonic()
    with pytest.raises(InputFault, match="ließ sich nicht laden") as fault:
        fetch_raw_files(catalog, (), print, replace(HASTY, whole=0.5))

    assert time.monotonic() - started < 5
    assert "noch nicht vollständig" in fault.value.found
    assert not (catalog.folder / "towns.csv").exists()


def test_no_key_of_an_address_is_told(server, tmp_path):
    address = server.address.replace("http://", "http://name:geheim@") + "?jahr=2024&api_token=a1b2c3"
    write_catalog(tmp_path, entry(content=CONTENT, extra=f'fetch: "{address}"'))
    server.answers = [gone]
    with pytest.raises(InputFault) as fault:
        fetched(Catalog.load(tmp_path))

    assert "jahr=2024" in str(fault.value)
    assert not any(secret in str(fault.value) for secret in ("geheim", "a1b2c3"))
