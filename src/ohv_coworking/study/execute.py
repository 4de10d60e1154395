"""Execute one chapter with papermill and take over its results only if all of it went well."""

import ast
import json
import os
import shutil
import sys
import time
from pathlib import Path

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

import ohv_coworking
from ohv_coworking.basics.build_records import write_record
from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.draws import FILE as DRAWS_FILE
from ohv_coworking.exhibits.notebook_cells import code_digest, notebook_cells, stored
from ohv_coworking.parameters import load
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.study import fork_server, inputs
from ohv_coworking.study.edition import BUILD, Edition

PRODUCTS = ("ledger.json", DRAWS_FILE, "executed.ipynb")
EVIDENCE = "failed.ipynb"
PARAMETERS = "parameters"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class ForkedKernel(AsyncKernelManager):
    """A kernel forked from the build's server where there is one; any other starts as always."""

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        python, *arguments = super().format_kernel_cmd(extra_arguments)
        return fork_server.command(arguments) if fork_server.available() else [python, *arguments]


def execute(edition: Edition, chapter: str, after: list[str], reason: str) -> int:
    """Run the notebook of `chapter`, publish its ledger and record what it read; return the exit code.

    A failing notebook is kept as `failed.ipynb` beside the last good result, which stays untouched.
    """
    names = parameters_of(edition.notebook(chapter))
    seen = _seen(edition, chapter, after, names)
    study = load(edition.parameters)
    built = edition.built(chapter)
    pending = built / "pending"
    shutil.rmtree(pending, ignore_errors=True)
    pending.mkdir(parents=True)
    _say(f"Kapitel {chapter}: rechnet ({reason}) …")
    started = time.perf_counter()
    # The kernel inherits the environment of this process.
    os.environ[BUILD] = json.dumps({"after": after, "folder": str(pending)})
    os.environ["OHV_PARAMETERS"] = str(edition.parameters)
    try:
        _run(edition, chapter, pending, {name: study.plain(name) for name in names})
    except PapermillExecutionError as error:
        shutil.move(pending / "executed.ipynb", built / EVIDENCE)
        shutil.rmtree(pending)
        return _tell_failure(edition, chapter, error)
    except (DeadKernelError, NoSuchKernel) as error:
        shutil.rmtree(pending)
        raise _dead_kernel(edition.notebook(chapter), error) from None
    _require_closed(edition, chapter, pending)
    _strip(pending / "executed.ipynb")
    reads = json.loads((pending / "reads.json").read_text(encoding="utf-8"))
    record = _record(edition, seen, reads, pending)
    for product in PRODUCTS:
        _replace_if_different(pending / product, built / product)
    write_record(built / "record.json", record)
    (built / EVIDENCE).unlink(missing_ok=True)
    shutil.rmtree(pending)
    _say(f"Kapitel {chapter}: fertig ({time.perf_counter() - started:.0f} s).")
    if unused := reads["unused_words"]:
        _say(f"Kapitel {chapter}: {unused}")
    return 0


def _run(edition: Edition, chapter: str, pending: Path, parameters: dict[str, object]) -> None:
    """Run the notebook with papermill; once more where another process took a port of the kernel as it started."""
    for last in (False, True):
        try:
            papermill.execute_notebook(
                _executable(edition.notebook(chapter)),
                str(pending / "executed.ipynb"),
                parameters=parameters,
                cwd=str(edition.root),
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                extra_arguments=["--log-level=CRITICAL"],
                # Written once, at the end or at the failing cell, instead of after every cell; the kernel, all on disk, is killed.
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                shutdown_kernel="immediate",
                kernel_manager_class=ForkedKernel,
            )
            return
        except RuntimeError as error:
            if last or "died before replying" not in str(error):
                raise


def _dead_kernel(notebook: Path, error: Exception) -> InputFault:
    return InputFault(
        "Der Rechenkern des Notebooks ist ausgefallen.",
        file=f"notebooks/{notebook.name}",
        found="er ist nicht eingerichtet" if isinstance(error, NoSuchKernel) else "er endete von selbst",
        expected="ein Rechenkern, der bis zur letzten Zelle läuft",
        remedy="Meist fehlt Arbeitsspeicher: andere Programme schließen und „make study JOBS=1“ aufrufen; "
        "hilft das nicht, den Ordner .venv löschen und „make setup“ aufrufen.",
    )


def parameters_of(notebook: Path) -> list[str]:
    """Return the names in a notebook's parameters cell; raise if there is none or one is unknown."""
    cell = next((cell for cell in notebook_cells(notebook) if PARAMETERS in cell.tags), None)
    if cell is None:
        raise InputFault(
            "Das Notebook hat keine Parameterzelle.",
            file=notebook.name,
            expected="eine Zelle mit der Markierung (Tag) „parameters“",
            remedy="In JupyterLab die Zelle mit den Parametern wählen und rechts das Tag „parameters“ setzen.",
        )
    try:
        lines = ast.parse(cell.body).body
    except SyntaxError as error:
        fault = InputFault(
            "Die Parameterzelle ist kein gültiges Python.",
            row=error.lineno,
            found=(error.text or "").strip(),
            expected='Zeilen der Form name = default("name")',
            remedy="Die Zeile berichtigen.",
        )
        raise cell.placed(fault) from None
    targets = [target for line in lines if isinstance(line, ast.Assign) for target in line.targets]
    names = sorted(target.id for target in targets if isinstance(target, ast.Name))
    if unknown := sorted(set(names) - parameter_names()):
        raise InputFault(
            "Die Parameterzelle nennt Namen, die es in study.yaml nicht gibt.",
            file=notebook.name,
            found=", ".join(unknown),
            expected="Namen aus study.yaml",
            remedy="Den Namen berichtigen oder den Parameter anlegen (CONTRIBUTING.md, „How to write a chapter“).",
        )
    return names


def _executable(notebook: Path) -> NotebookNode:
    """Return a notebook as papermill takes it, with kernel and cell ids, whatever editor it was saved by."""
    content = stored(notebook)
    for number, cell in enumerate(content["cells"], 1):
        cell |= {"id": f"cell-{number}", "source": "".join(cell["source"])}
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    metadata = {"kernelspec": KERNEL} | content["metadata"]
    return nbformat.from_dict({**content, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _seen(edition: Edition, chapter: str, after: list[str], names: list[str]) -> dict:
    """Return what there is to read, taken before anything is read: who changes it meanwhile makes the chapter stale."""
    program = Path(ohv_coworking.__file__).parent.rglob("*.py")
    return {
        "after": after,
        "code": code_digest(edition.notebook(chapter)),
        "words": sha256(edition.words(chapter)),
        "parameters": inputs.parameter_contents(edition, names),
        "parameter_file": sha256(edition.parameters),
        "raw": inputs.raw_digests(edition),
        "roles": inputs.role_digests(edition),
        "data": tree_digest(edition.raw),
        "modules": {_place(edition, str(file)): sha256(file) for file in program},
        "lock": sha256(edition.root / "requirements.lock"),
        "ledgers": {earlier: sha256(edition.built(earlier) / "ledger.json") for earlier in after},
    }


def _record(edition: Edition, seen: dict, reads: dict, pending: Path) -> dict:
    """Return what was seen, as far as the chapter has read it, with the lines it read and what it made."""
    read = {
        "raw": reads["raw"],
        "roles": reads["roles"],
        "modules": [_place(edition, file) for file in reads["modules"]],
    }
    parts = {
        part: {name: seen[part].get(name, inputs.MISSING) for name in names} for part, names in read.items()
    }
    products = {product: sha256(pending / product) for product in PRODUCTS}
    return {**seen, **parts, "lines": reads["lines"], "products": products}


def _place(edition: Edition, file: str) -> str:
    return Path(os.path.relpath(file, edition.root)).as_posix()


def _require_closed(edition: Edition, chapter: str, pending: Path) -> None:
    if not (pending / "ledger.json").is_file():
        raise InputFault(
            "Das Notebook gibt seine Kennzahlen nicht ab.",
            file=edition.notebook(chapter).name,
            expected="als letzte Codezelle: chapter.close()",
            remedy="Die Zelle am Ende des Notebooks ergänzen.",
        )


def _strip(executed: Path) -> None:
    """Take clock times and machine facts out of an executed notebook, so that equal results are equal files."""
    notebook = nbformat.read(executed, as_version=4)
    notebook.metadata = {"kernelspec": notebook.metadata.get("kernelspec", {})}
    notebook.cells = [
        cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    nbformat.write(notebook, executed)


def _replace_if_different(new: Path, old: Path) -> None:
    if not old.is_file() or old.read_bytes() != new.read_bytes():
        os.replace(new, old)


def _say(line: str) -> None:
    # One write a line: chapters run side by side and must not break into each other's lines.
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _tell_failure(edition: Edition, chapter: str, error: PapermillExecutionError) -> int:
    evidence = (edition.built(chapter) / EVIDENCE).relative_to(edition.root)
    tagged = next(
        cell.number for cell in notebook_cells(edition.notebook(chapter)) if PARAMETERS in cell.tags
    )
    # Papermill counts the cell with the injected values, which the notebook itself does not have.
    number = error.cell_index + 1 - (error.cell_index >= tagged)
    place = f"Kapitel {chapter}: abgebrochen in notebooks/{chapter}.ipynb, Zelle {number}."
    kept = f"Das Notebook bis zu dieser Stelle: {evidence}. Der letzte gute Bericht bleibt unverändert."
    if error.ename in ("InputFault", "InputFaults"):
        print(f"\n{place}\n{error.evalue}\n{kept}", file=sys.stderr)
        return InputFault.exit_code
    print(f"\n{place}\n{error}\n{kept}", file=sys.stderr)
    return 1
