"""The workbench in a real JupyterLab: opened by make, run, a lever moved, a variant saved."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from browser import open_page
from ohv_coworking.basics.german import number
from ohv_coworking.study.edition import Edition
from ohv_coworking.workbench.models import Models
from study_runs import build, copy_project, ledgers

pytestmark = pytest.mark.slow

RUN_ALL = "Alle Zellen ausführen"
MENU = "[...document.querySelectorAll('.lm-MenuBar-item')].find(one => one.textContent == 'Ausführen')"
ITEM = f"[...document.querySelectorAll('.lm-Menu-item')].find(one => one.textContent.startsWith('{RUN_ALL}'))"
NUMBERS = "document.querySelectorAll('.jp-OutputArea-output .lever input')"
NOW = "[...document.querySelectorAll('.jp-OutputArea-output td b')].map(one => one.textContent).join(' | ')"

AT_ONCE_MS = 100
CONTROL = 2
WATCH = f"""(() => {{
  const answers = [...document.querySelectorAll('.jp-OutputArea-output .widget-html-content')].find(one => one.textContent.includes('letzter Bau'));
  const handles = [...document.querySelectorAll('.jp-OutputArea-output .noUi-handle')];
  window.moves = [];
  document.addEventListener('keydown', () => {{window.moved = performance.now()}}, true);
  new MutationObserver(() => {{
    const from = window.moved; window.moved = null;
    if (from) requestAnimationFrame(() => requestAnimationFrame(() => window.moves.push(Math.round(performance.now() - from))));
  }}).observe(answers, {{childList: true, subtree: true, characterData: true}});
  handles[{NUMBERS}.length - 1].focus();
  return 1
}})()"""


@contextmanager
def lab(folder, port: int):
    """Run `make lab` without opening a browser of its own."""
    options = f"--allow-root --no-browser --port={port} --IdentityProvider.token=t"
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "HOME": str(folder / "home")}
    process = subprocess.Popen(
        ["make", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}", f"LAB_OPTIONS={options}", "lab"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(120):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/workbench.ipynb?token=t"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(page, expression: str, seconds: float = 90):
    """Return what an expression gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := page.ask(expression):
            return found
        time.sleep(0.2)
    raise AssertionError(f"never came: {expression}")


def click(page, element: str) -> None:
    where = wait_for(
        page,
        f"(() => {{const e = {element}; if (!e) return null; const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]}})()",
    )
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left", clickCount=1)
        time.sleep(0.1)


def press(page, key: str, code: str, number: int, modifiers: int = 0) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        page.call(
            "Input.dispatchKeyEvent",
            type=kind, key=key, code=code, windowsVirtualKeyCode=number, modifiers=modifiers,
        )  # fmt: skip


def run_all(page) -> None:
    """Choose "run all cells" until the first one runs: JupyterLab may still be busy with its start."""
    for _ in range(8):
        click(page, MENU)
        if quickly(page, f"!!{ITEM}"):
            click(page, ITEM)
            if quickly(
                page,
                "[...document.querySelectorAll('.jp-InputPrompt')].some(one => /[*1]/.test(one.textContent))",
                10,
            ):
                return
    raise AssertionError("the cells never ran")


def quickly(page, expression: str, seconds: float = 3) -> bool:
    try:
        return bool(wait_for(page, expression, seconds))
    except AssertionError:
        return False


def moves(page, count: int = 9) -> list[int]:
    """Return the milliseconds from each move of a lever by one step to the frame that shows what follows.

    The last lever is one of the plan that moves the cost with every step.
    """
    page.ask(WATCH)
    for _ in range(count):
        press(page, "ArrowRight", "ArrowRight", 39)
        time.sleep(0.6)
    return page.ask("window.moves")


def built_variant(project, name: str, shown: list[str]) -> None:
    """Build a variant and hold its study against the numbers that the workbench showed."""
    edition = Edition(project, project / f"{name}.yaml")
    build(project, f"PARAMS={name}.yaml")
    figures, models = ledgers(project, name), Models.of(edition)
    desks = [figures[f"figure:demand.desks_{town}"]["value"] for town in models.study.region.towns]
    network = models.answers({}, "public_rooms")

    assert figures["figure:viability.public_cost_base"]["value"] == pytest.approx(
        models.answers({}, "first_operation").public_cost
    )
    assert [number(one) for one in (*desks, network.public_cost)] == shown[1 : len(desks) + 2]
    assert number(network.users) == shown[-1]


def test_a_consultant_explores_and_saves_a_variant(built, tmp_path):
    """German menus, contents panel, all pages; a typed value and a moved lever change the answers, at once; a click on the
    map takes a point; the variant is a file that make builds, and its study says what the page said."""
    project = copy_project(built, tmp_path / "project", built=True)
    (project / "home").mkdir()
    with lab(project, free_port()) as address, open_page(address, tmp_path / "profile") as page:
        page.resize(1500, 1100)
        wait_for(
            page, "document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell').length > 5"
        )
        run_all(page)
        before = wait_for(page, NOW)
        assert 15 <= page.ask(f"{NUMBERS}.length")
        assert "Kosten der öffentlichen Hand" in page.ask("document.body.textContent")
        assert page.ask("document.querySelector('.jp-TableOfContents').textContent.includes('Regler')")
        # As typed: the first lever is an assumption of the demand, in percent.
        page.ask(f"{NUMBERS}[0].focus(), {NUMBERS}[0].select(), 1")
        page.call("Input.insertText", text="70,5")
        page.ask(f"{NUMBERS}[0].blur(), 1")
        after = wait_for(page, f"(() => {{const now = {NOW}; return now != {before!r} ? now : null}})()", 20)
        assert after != before
        took = moves(page)
        print("ms from move to picture:", took)
        assert min(took) <= AT_ONCE_MS, took
        point = "[...document.querySelectorAll('.jp-OutputArea-output input[type=text]')].find(one => one.closest('.widget-inline-hbox')?.textContent.includes('Breite')).value"
        north = page.ask(point)
        page.ask("document.querySelector('.reached').scrollIntoView(), 1")
        click(page, "document.querySelector('.reached')")
        assert north != wait_for(page, f"{point} != {north!r} ? {point} : null", 20)
        page.ask(
            "(() => {const e = document.querySelector('.jp-OutputArea-output input[placeholder^=\"Name, z. B.\"]'); e.scrollIntoView(); e.focus(); return 1})()"
        )
        page.call("Input.insertText", text="mehr Zustimmung")
        page.ask("document.activeElement.blur(), 1")
        click(
            page,
            "[...document.querySelectorAll('button')].find(one => one.textContent == 'als Variante speichern')",
        )
        wait_for(page, "document.body.textContent.includes('Geschrieben: mehr Zustimmung.yaml')", 20)
        shown = page.ask(NOW).split(" | ")
        wait_for(page, "!!document.querySelector('.lm-mod-current.jp-mod-dirty')", 20)
        press(page, "s", "KeyS", 83, CONTROL)
        wait_for(page, "!document.querySelector('.lm-mod-current.jp-mod-dirty')", 20)
    # Saved as it was: what the pages showed is not in its file.
    assert (built / "notebooks" / "workbench.ipynb").read_bytes() == (
        project / "notebooks" / "workbench.ipynb"
    ).read_bytes()
    built_variant(project, "mehr Zustimmung", shown)
    # What JupyterLab and its kernels note down stays in the project.
    assert [] == [one.name for one in (project / "home").iterdir()]
