"""What a key figure rests on, down to the bottom: other figures, assumptions, and rows of raw files as quoted."""

from difflib import get_close_matches

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger
from ohv_coworking.parameters import Assumption, Study
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.cited_rows import SOURCE_PER_ROW, cited_rows
from ohv_coworking.registers.figure_registers import PARAMETERS

_QUOTED = (
    "subject",
    "region",
    "period",
    "low",
    "value",
    "high",
    "unit",
    "source_title",
    "source_url",
    "note",
)

Node = dict[str, object]


class Derivation:
    """Tells what a line of the ledger rests on; what was told before is only named again."""

    def __init__(self, ledger: Ledger, study: Study, catalog: Catalog):
        self._ledger, self._catalog = ledger, catalog
        self._assumed: dict[str, object] = dict(study.assumptions)
        self._plan = inputs(study.plan)
        self._told: set[str] = set()

    def of(self, name: str) -> Node:
        """Return the tree of a key figure, `chapter.name` or a name that only one chapter uses.

        Raises InputFault for a name that no chapter or more than one published.
        """
        known = [f"{chapter}.{one}" for chapter in self._ledger for one in self._ledger[chapter].figures]
        found = [one for one in known if name in (one, one.partition(".")[2])]
        if len(found) != 1:
            near = found or get_close_matches(name, [*known, *(one.partition(".")[2] for one in known)], n=4)
            raise InputFault(
                "Den Namen tragen mehrere Kennzahlen."
                if found
                else "Eine Kennzahl dieses Namens gibt es nicht.",
                found=name,
                expected="ein Name aus kennzahlen.csv, z. B. viability.subsidy_per_year",
                remedy=f"Gemeint ist vielleicht {' oder '.join(near)}." if near else "Den Namen prüfen.",
            )
        self._told.clear()
        return self._line(f"figure:{found[0]}")

    def _line(self, reference: str) -> Node:
        line = self._ledger.line(reference)
        node: Node = {
            "sort": reference.partition(":")[0],
            "name": reference.partition(":")[2],
            "label": line.label,
        }
        if isinstance(line, KeyFigure):
            node |= {
                name: getattr(line, name) for name in ("value", "unit", "decimals", "kind", "low", "high")
            }
            node |= {
                name: held
                for name in ("range_kind", "period", "cell", "formula")
                if (held := getattr(line, name))
            }
        if line.synthetic:
            node["synthetic"] = True
        if reference in self._told:
            return node | {"told_above": True}
        self._told.add(reference)
        return node | {"rests_on": [self._node(one) for one in line.basis]}

    def _node(self, reference: str) -> Node:
        sort, _, path = reference.partition(":")
        if sort in ("figure", "frame"):
            return self._line(reference)
        name, _, selection = path.partition("#")
        return {
            "raw": lambda: self._raw(name, selection),
            "assumption": lambda: self._assumption(name),
            "parameter": lambda: {
                "sort": sort, "name": name, "label": PARAMETERS.get(name) or PARAMETERS[name.partition(".")[0]]
            },
        }[sort]()  # fmt: skip

    def _assumption(self, name: str) -> Node:
        held = self._assumed.get(name) or self._plan[name].held
        if not isinstance(held, Assumption):
            return {"sort": "assumption", "name": name, "label": self._plan[name].label, "value": held}
        label = held.label if name in self._assumed else self._plan[name].label
        told = {one: getattr(held, one) for one in ("value", "unit", "low", "high", "source", "note")}
        return {"sort": "assumption", "name": name, "label": label, **told}

    def _raw(self, name: str, selection: str) -> Node:
        entry = self._catalog.entry(name)
        node: Node = {
            "sort": "raw",
            "name": name,
            "label": entry.title,
            "file": entry.file,
            "as_of": entry.as_of,
        }
        node |= {"selection": selection} if selection else {}
        if entry.source != SOURCE_PER_ROW:
            return node | {"publisher": entry.publisher, "source": entry.source}
        cited = cited_rows([f"raw:{name}#{selection}"], self._catalog)
        rows = [
            {"row": row.number, **{one: row.held[one] for one in _QUOTED if one in row.held}} for row in cited
        ]
        return node | {"rows": rows}
