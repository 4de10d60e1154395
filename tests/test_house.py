"""Promises of the architecture, kept by reading the source."""

import ast
import json
import re
from collections import Counter, defaultdict
from functools import cache
from importlib import import_module

import networkx

from ohv_coworking.exhibits import text_checks
from ohv_coworking.exhibits.notebook_cells import notebook_cells
from ohv_coworking.parameters.rules import Rules

# Top floor first: a room imports only from rooms that stand further right.
ROOMS = (
    "commands intake paper binding workbench atlas study registers exhibits concept workbook options plan demand sites evaluation survey estimation "
    "disclosure region formats reading raw parameters basics"
).split()
PURE = {
    "concept", "workbook", "options", "plan", "demand", "sites", "evaluation", "survey", "estimation", "disclosure", "region",
}  # fmt: skip
# Modules of pure rooms that ask the catalogue for a file: the edge of the room.
EDGES = {"location_data.py", "office_files.py", "responses.py", "source.py"}
IMPURE = [
    r"\bopen\(",
    "read_csv",
    "read_text",
    "matplotlib",
    r"datetime\.now",
    r"date\.today",
    r"time\.time",
    r"np\.random\.seed",
]

# What every format, and every module to run, must offer under one name.
SHARED_BY_KIND = {"interpret", "interpret_file", "matches", "matches_file", "main"}


def modules(root):
    package = root / "src" / "ohv_coworking"
    for file in sorted(package.rglob("*.py")):
        yield file, file.relative_to(package).parts[0]


def module_name(file) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[parts.index("ohv_coworking") :]).removesuffix(".__init__")


def imported(file, known: set[str]) -> set[str]:
    """The modules of the library that a file imports at its top or within, as far as they are modules."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ohv_coworking"):
            named = {f"{node.module}.{alias.name}" for alias in node.names} & known
            found |= named or {node.module}
    return found


@cache
def offered(file) -> set[str]:
    """The names that a module gives to others: what it defines or imports, for a room what its face lists."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and file.name == "__init__.py":
            names |= set(node.value.split())
    return names


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    graph = networkx.DiGraph([(start, end) for start, ends in arrows.items() for end in ends])
    return [found for found in networkx.strongly_connected_components(graph) if len(found) > 1]


def notebooks(root):
    """The chapters: all notebooks but those to explore with."""
    exploring = re.search(r"EXPLORING := (.+)", (root / "Makefile").read_text(encoding="utf-8"))[1].split()
    return [file for file in sorted((root / "notebooks").glob("*.ipynb")) if file.stem not in exploring]


def cells(notebook) -> list[dict]:
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def texts(notebook) -> list[str]:
    sources = ("".join(cell["source"]) for cell in cells(notebook))
    return [source for source in sources if source.startswith(("%%prose", "%%answer", "%%caption"))]


class TestRooms:
    def test_every_module_is_in_a_room(self, root):
        """No module lies loose at the root of the library, and no room is unknown."""
        assert [] == [file for file, room in modules(root) if room not in {*ROOMS, "__init__.py"}]

    def test_each_room_has_a_face(self):
        """A room says in a paragraph what it is for and offers at most twelve names, each of them there."""
        for room in ROOMS:
            held = import_module(f"ohv_coworking.{room}")
            offered = getattr(held, "__all__", ["main"])

            assert held.__doc__, room
            assert 1 <= len(offered) <= 12, room
            assert all(getattr(held, name) is not None for name in offered), room

    def test_no_room_is_too_big_to_be_read(self, root):
        """Who writes a chapter reads one room in an afternoon; formats are read one page at a time."""
        lines = Counter()
        for file, room in modules(root):
            lines[room] += len(file.read_text(encoding="utf-8").splitlines())

        assert [] == [room for room, count in lines.items() if count > 3_000 and room != "formats"]

    def test_the_map_names_each_room_and_no_module_that_is_gone(self, root):
        """CONTRIBUTING lists the rooms top floor first, and every module it speaks of is there."""
        told = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
        named = re.findall(r"`((?:\w+/)*\w+\.py)`", told)
        held = [file.as_posix() for file in (*root.glob("src/**/*.py"), *root.glob("tests/**/*.py"))]

        assert list(ROOMS) == re.findall(r"^\| `(\w+)/` \|", told, re.MULTILINE)
        assert [] == [name for name in named if not any(file.endswith(f"/{name}") for file in held)]

    def test_public_names_are_said_once(self, root):
        """A class or function that others may use has a name of its own in the whole library."""
        homes = defaultdict(set)
        for file, _ in modules(root):
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].add(str(file))
        twice = {name for name, files in homes.items() if len(files) > 1}

        assert set() == twice - SHARED_BY_KIND

    def test_imports_only_go_down(self, root):
        """A room imports only from rooms below it or from itself."""
        known = {module_name(file) for file, _ in modules(root)}
        upward = [
            f"{module_name(file)} imports {other}"
            for file, room in modules(root)
            if room in ROOMS
            for other in imported(file, known)
            if other.count(".") and ROOMS.index(other.split(".")[1]) < ROOMS.index(room)
        ]

        assert [] == upward

    def test_every_import_names_what_is_there(self, root):
        """Also in notebooks and tests, which nobody runs whole before each change: a name moved is a name renamed there."""
        held = {module_name(file): file for file, _ in modules(root)}
        sources = {
            str(file): file.read_text(encoding="utf-8")
            for part in ("src", "tests")
            for file in (root / part).rglob("*.py")
        }
        for notebook in notebooks(root):
            code = ("".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code")
            sources[str(notebook)] = "\n".join(source for source in code if not source.startswith("%%"))
        missing = [
            f"{place}: {alias.name} of {node.module}"
            for place, source in sources.items()
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ohv_coworking")
            for alias in node.names
            if f"{node.module}.{alias.name}" not in held
            and (node.module not in held or alias.name not in offered(held[node.module]))
        ]

        assert [] == missing

    def test_no_files_import_each_other_in_a_circle(self, root):
        known = {module_name(file) for file, _ in modules(root)}

        assert [] == circles({module_name(file): imported(file, known) for file, _ in modules(root)})

    def test_models_are_pure(self, root):
        """A model opens no file, draws nothing and asks no clock."""
        found = [
            f"{file.name}: {word}"
            for file, room in modules(root)
            if room in PURE and file.name not in EDGES
            for word in IMPURE
            if re.search(word, file.read_text(encoding="utf-8"))
        ]

        assert [] == found

    def test_the_product_never_looks_outside_its_tree(self, root):
        assert [] == [file for file, _ in modules(root) if "../shared" in file.read_text(encoding="utf-8")]


class TestNotebooks:
    def test_are_stored_without_outputs(self, root):
        stored = [
            notebook.name
            for notebook in notebooks(root)
            for cell in cells(notebook)
            if cell.get("outputs") or cell.get("execution_count")
        ]

        assert [] == stored

    def test_begin_with_title_and_answer_and_end_with_close(self, root):
        for notebook in notebooks(root):
            words = texts(notebook)

            assert re.match(r"%%prose\n# \S", words[0]), notebook.name
            assert words[1].startswith("%%answer"), notebook.name
            assert "".join(cells(notebook)[-1]["source"]).strip().endswith("chapter.close()"), notebook.name

    def test_hold_no_label(self, root):
        """Label, unit and digits of figures and columns stand in the words file beside the notebook, nowhere else."""
        labelled = [
            f"{notebook.name}: {called}"
            for notebook in notebooks(root)
            for cell in cells(notebook)
            for called in re.findall(r"\bColumn\(", "".join(cell["source"]))
        ]

        assert [] == labelled

    def test_hold_no_function_that_belongs_in_the_library(self, root):
        """A notebook calls; longer definitions are library code."""
        long = [
            f"{notebook.name}: {node.name}"
            for notebook in notebooks(root)
            for cell in cells(notebook)
            if not "".join(cell["source"]).startswith("%%")
            for node in ast.walk(ast.parse("".join(cell["source"])))
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.end_lineno - node.lineno > 15
        ]

        assert [] == long


class TestProse:
    def test_digits_are_names_or_dates(self, root):
        """The notebooks keep the rules that the build holds a planner's texts to."""
        assert [] == [
            str(fault)
            for notebook in notebooks(root)
            for fault in text_checks.faults(notebook_cells(notebook))
        ]

    def test_variants_are_blocks(self, root):
        """No condition stands within a sentence: a variant is a block of whole sentences and asks a rule."""
        assert [] == [
            notebook.name for notebook in notebooks(root) for text in texts(notebook) if "{%" in text
        ]

    def test_every_rule_has_its_chapter(self, root):
        """A threshold that no chapter compares with anything leaves study.yaml."""
        code = "".join(notebook.read_text(encoding="utf-8") for notebook in notebooks(root))
        code += "".join(file.read_text(encoding="utf-8") for file, _ in modules(root))
        code += "".join(
            file.read_text(encoding="utf-8") for file in (root / "notebooks").glob("*.words.yaml")
        )

        assert [] == [name for name in Rules.model_fields if f"rules.{name}" not in code]

    def test_every_exhibit_has_its_caption(self, root):
        for notebook in notebooks(root):
            shown = re.findall(
                r"show_(?:table|figure|register)\(\s*\"(\w+)\"",
                "\n".join("".join(cell["source"]) for cell in cells(notebook)),
            )
            captions = {text.split()[1] for text in texts(notebook) if text.startswith("%%caption")}

            assert set(shown) <= captions, notebook.name
