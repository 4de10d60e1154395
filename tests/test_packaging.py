"""The package lists say the same thing, and the lock can be trusted."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml

CONDA_ONLY = {"python", "make", "pip"}
CONDA_NAMES = {"ruamel.yaml": "ruamel-yaml"}


LOCKS = ("requirements.lock", "requirements-test.lock")


def locked(file) -> list[str]:
    """The entries of a lock, each with its hashes."""
    entries = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
    return [entry for entry in entries if not entry.startswith("#")]


@pytest.fixture
def project(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def declared(project: dict) -> set[str]:
    return set(project["dependencies"]).union(*project["optional-dependencies"].values())


def test_conda_and_pip_users_get_the_same_packages(root, project):
    """`environment.yml` and `pyproject.toml` name the same packages."""
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    *conda, by_pip = environment["dependencies"]
    names = {re.split(r"[<>=]", entry)[0] for entry in [*conda, *by_pip["pip"]]} - CONDA_ONLY

    assert declared(project) == {CONDA_NAMES.get(name, name) for name in names}


def test_everything_declared_is_locked_with_hashes(root, project):
    """Each locked package has a hash, and each declared one is locked."""
    for_all, for_tests = (locked(root / name) for name in LOCKS)

    assert [] == [entry.splitlines()[0] for entry in for_all + for_tests if "--hash=sha256:" not in entry]
    assert set() == declared(project) - {entry.split("==")[0] for entry in for_all + for_tests}


def test_what_only_tests_need_is_on_no_planners_machine(root, project):
    """The lock of the tests holds nothing that the product is declared to need, and nothing twice."""
    for_all, for_tests = ({entry.split("==")[0] for entry in locked(root / name)} for name in LOCKS)

    assert "pytest" in for_tests and not for_all & for_tests
    assert set(project["dependencies"]) <= for_all


def test_no_lock_names_an_index(root):
    """A lock that names an index would not install elsewhere."""
    for name in LOCKS:
        assert not re.search(r"--(extra-)?index-url|https?://", (root / name).read_text(encoding="utf-8"))


def test_the_library_is_installed_for_every_supported_python(root, project):
    """The lock holds markers for 3.11 to 3.13, not the Python it was made with."""
    assert ">=3.11" == project["requires-python"]
    assert "python_full_version" in (root / "requirements.lock").read_text(encoding="utf-8")


def test_every_measurement_finds_what_it_imports(root):
    """A script of `bench/` that no longer starts is told here, not hours into `make bench`."""
    scripts = [str(file) for file in sorted((root / "bench").glob("*.py"))]
    task = "import runpy, sys; [runpy.run_path(file, run_name='bench') for file in sys.argv[1:]]"
    done = subprocess.run(
        [sys.executable, "-c", task, *scripts], cwd=root / "bench", capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
