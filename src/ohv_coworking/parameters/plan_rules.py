"""What must hold in the plan beyond the type of each entry; every breach is told with its path."""

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import product
from keyword import iskeyword
from math import sqrt

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import Case, base_values, changed
from ohv_coworking.parameters.plan_conditions import broken, conditions
from ohv_coworking.parameters.plan_switches import CASE_GROUPS
from ohv_coworking.parameters.plan_tree import Input, inputs, out_of_limits

Violation = tuple[tuple[str | int, ...], object, str]
ENTRY_NAME = (
    "ein Name aus Kleinbuchstaben ohne Umlaut, Ziffern und _, z. B. waste_2; der Text steht unter label"
)


def violations(plan: PlanParameters) -> list[Violation]:
    """Return (path, found, expected) of every breach, in the order of the file."""
    known = inputs(plan)
    return [
        *_entries(plan),
        *out_of_limits(plan),
        *_season(plan),
        *_grades(plan),
        *_grants(plan),
        *_ramps(plan),
        *_cases(plan),
        *(
            (("offers", key, "sets"), offer.sets, "der Betrag laufender Kosten, z. B. bought_desks_amount")
            for key, offer in plan.offers.items()
            if offer.sets not in {f"{cost}_amount" for cost in plan.running_costs}
        ),
        *(
            breach
            for group in CASE_GROUPS
            for key, case in getattr(plan, group).items()
            for breach in _changes((group, key, "changes"), case, known)
        ),
        *_networks(plan),
        *(
            (("taken_from", name), name, "der Name einer Annahme des Plans")
            for name in set(plan.taken_from) - set(known)
        ),
        *_correlations(plan, known),
    ]


def broken_conditions(plan: PlanParameters, opening: date, price_base: int) -> Iterator[Violation]:
    """Yield (path, found, expected) of what the values may not be together: the base values over their ranges, each case."""
    known, listed = inputs(plan), conditions(plan)
    fixed = {"opening_month": opening, "price_base": price_base, "month_count": 12 * plan.horizon_years}
    base, told = {**base_values(plan), **fixed}, set()
    for one in listed:
        names = [name for name in one.names if name in known and not known[name].words]
        ends = ({known[name].held.low, known[name].held.value, known[name].held.high} for name in names)
        for corner in product(*ends):
            values = base | dict(zip(names, corner, strict=True))
            if not one.holds(values):
                told.add(one)
                path = known[one.names[0]].path if one.names[0] in known else (one.names[0],)
                yield path, one.found(values), one.expected
                break
    for group in CASE_GROUPS:
        for key, case in getattr(plan, group).items():
            changes = plan.changes_of(case)
            values = changed(base, [changes], known)
            for name in changes:
                if not known[name].allows(values[name]):
                    yield (group, key, "changes", name), f"{name} {values[name]:g}", known[name].allowed
            for one in broken(listed, values):
                if one not in told:
                    yield (group, key), one.found(values), f"{one.label}: {one.expected}"


def _entries(plan: PlanParameters) -> Iterator[Violation]:
    """Yield names that cannot be said: they become names in the formulas, in the workbook and on the command line."""
    groups = [(name,) for name in ("products", "running_costs", "investments", *CASE_GROUPS)]
    groups += [("staff", "pay_grades"), ("staff", "posts"), ("financing", "loans"), ("financing", "grants")]
    for path in groups:
        for key in reduce(getattr, path, plan):
            if not re.fullmatch("[a-z][a-z0-9_]*", key) or iskeyword(key):
                yield (*path, key), key, ENTRY_NAME


def _season(plan: PlanParameters) -> Iterator[Violation]:
    mean = sum(month.value for _, month in plan.season) / 12
    if abs(mean - 1) > 0.01:
        yield ("season",), round(mean, 3), "zwölf Monatsfaktoren mit dem Mittel 1"


def _grades(plan: PlanParameters) -> Iterator[Violation]:
    grades = plan.staff.pay_grades
    for key, post in plan.staff.posts.items():
        if post.grade not in grades:
            path = ("staff", "posts", key, "grade")
            yield path, post.grade, "eine Entgeltgruppe aus pay_grades: " + ", ".join(grades)


def _grants(plan: PlanParameters) -> Iterator[Violation]:
    running = [*plan.running_costs, *plan.staff.posts, "rent"]
    fundable = [*plan.investments, *running]
    for key, grant in plan.financing.grants.items():
        path = ("financing", "grants", key, "covers")
        for cost in set(grant.covers) - set(fundable):
            yield (
                path,
                cost,
                "eine Investition, laufende Kosten, eine Stelle oder rent: " + ", ".join(fundable),
            )
            return
        if 0 < len(set(grant.covers) & set(running)) < len(grant.covers):
            yield path, ", ".join(grant.covers), "entweder nur Investitionen oder nur laufende Kosten"
        if grant.price_supplement and not set(grant.covers) <= set(running):
            yield (*path[:-1], "price_supplement"), True, "nur bei laufenden Kosten"


def _ramps(plan: PlanParameters) -> Iterator[Violation]:
    for key, sold in plan.products.items():
        if (sold.ramp == "eigener") != (sold.own_ramp is not None):
            found = "kein Abschnitt own_ramp" if sold.own_ramp is None else f"ramp {sold.ramp} und own_ramp"
            expected = "zu „eigener“ ein Abschnitt own_ramp mit initial_share, innovation und imitation, sonst keiner"
            yield ("products", key, "ramp"), found, expected


def _cases(plan: PlanParameters) -> Iterator[Violation]:
    known = plan.entries
    for group in CASE_GROUPS:
        for key, case in getattr(plan, group).items():
            for part in ("adds", "drops"):
                for entry in getattr(case, part):
                    if entry not in known:
                        yield (group, key, part), entry, "ein Eintrag des Plans: " + ", ".join(known)
            if both := set(case.adds) & set(case.drops):
                yield (
                    (group, key, "drops"),
                    ", ".join(sorted(both)),
                    "ein Eintrag, der nicht zugleich unter adds steht",
                )
            if case.operator and case.operator not in plan.operators:
                yield (
                    (group, key, "operator"),
                    case.operator,
                    "ein Name aus operators: " + ", ".join(plan.operators),
                )
    for key, case in plan.alternatives.items():
        if (case.changes or case.adds or case.drops) and len(case.source) < 3:
            yield (
                ("alternatives", key, "source"),
                "keine Quelle",
                "woher die Werte der Möglichkeit stammen, oder „Annahme, zu prüfen“",
            )


def _changes(path: tuple, case: Case, known: dict[str, Input]) -> Iterator[Violation]:
    for name, change in case.changes.items():
        if name not in known:
            yield (*path, name), name, "der Name einer Zahl oder Auswahl des Plans"
        elif isinstance(change, float) or (isinstance(change, str) and known[name].words):
            if not known[name].allows(change):
                yield (*path, name), change, known[name].allowed
        elif known[name].words or (isinstance(change, str) and change not in ("low", "high")):
            yield (*path, name), change, f"low, high, {{factor: …}} oder {known[name].allowed}"


def _networks(plan: PlanParameters) -> Iterator[Violation]:
    for key, network in plan.networks.items():
        for place in ("first_town", "other_towns"):
            if (found := getattr(network, place)) not in plan.alternatives:
                yield (
                    ("networks", key, place),
                    found,
                    "ein Name aus alternatives: " + ", ".join(plan.alternatives),
                )


def _correlations(plan: PlanParameters, known: dict[str, Input]) -> Iterator[Violation]:
    pairs = [(pair.first, pair.second) for pair in plan.correlations]
    drawn = [n for n, one in known.items() if one.kind == "risk" and one.held.low < one.held.high]
    for at, names in enumerate(pairs):
        for name in names:
            if name not in drawn:
                yield (
                    ("correlations", at),
                    name,
                    "der Name eines Risikos mit Spanne (Entscheidungen werden nicht gezogen)",
                )
                return
    for at, names in enumerate(pairs):
        if set(names) in map(set, pairs[:at]):
            yield ("correlations", at), " und ".join(names), "jedes Paar von Annahmen nur einmal"
    named = sorted({name for names in pairs for name in names})
    values = {frozenset(pair): one.value for pair, one in zip(pairs, plan.correlations, strict=True)}
    matrix = [[1.0 if a == b else values.get(frozenset((a, b)), 0.0) for b in named] for a in named]
    if not _positive_definite(matrix):
        yield ("correlations",), "widersprüchliche Werte", "Korrelationen, die zusammen möglich sind"


def _positive_definite(matrix: list[list[float]]) -> bool:
    """Return whether a symmetric matrix has a Cholesky factor; plain Python keeps the parameters quick to import."""
    factor: list[list[float]] = []
    for at, line in enumerate(matrix):
        row: list[float] = []
        for column in range(at):
            known = sum(a * b for a, b in zip(row, factor[column], strict=False))
            row.append((line[column] - known) / factor[column][column])
        rest = line[at] - sum(value * value for value in row)
        if rest <= 1e-9:
            return False
        factor.append([*row, sqrt(rest)])
    return True
