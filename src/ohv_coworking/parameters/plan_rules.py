"""What must hold in the plan beyond the type of each entry; every breach is told with its path."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from itertools import product
from keyword import iskeyword

from ohv_coworking.basics.yaml_file import Place
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import Case, Factor, base_values, changed
from ohv_coworking.parameters.plan_conditions import broken, conditions
from ohv_coworking.parameters.plan_switches import CASE_GROUPS
from ohv_coworking.parameters.plan_tree import Input, Violation, inputs, out_of_limits

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
        *_grants(plan),
        *_ramps(plan),
        *_unknown_names(plan, known),
        *_cases(plan, known),
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
    for group, key, case in _all_cases(plan):
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


def _unknown_names(plan: PlanParameters, known: Mapping[str, Input]) -> Iterator[Violation]:
    """Yield each name that stands for something the plan does not hold."""
    for path, name, among, expected in _names(plan, known):
        if name not in among:
            yield path, name, expected


def _names(
    plan: PlanParameters, known: Mapping[str, Input]
) -> Iterator[tuple[Place, str, Collection[str], str]]:
    """Yield where a name stands, the name, the names that may stand there, and these in German."""
    grades, options = plan.staff.pay_grades, plan.alternatives
    for key, post in plan.staff.posts.items():
        yield (
            ("staff", "posts", key, "grade"),
            post.grade,
            grades,
            _one_of("eine Entgeltgruppe aus pay_grades", grades),
        )
    for group, key, case in _all_cases(plan):
        for part in ("adds", "drops"):
            for entry in getattr(case, part):
                yield (group, key, part), entry, plan.entries, _one_of("ein Eintrag des Plans", plan.entries)
        if case.operator:
            expected = _one_of("ein Name aus operators", plan.operators)
            yield (group, key, "operator"), case.operator, plan.operators, expected
        for name in case.changes:
            yield (group, key, "changes", name), name, known, "der Name einer Zahl oder Auswahl des Plans"
    amounts = {f"{cost}_amount" for cost in plan.running_costs}
    for key, offer in plan.offers.items():
        expected = "der Betrag laufender Kosten, z. B. bought_desks_amount"
        yield ("offers", key, "sets"), offer.sets, amounts, expected
    for key, network in plan.networks.items():
        for part in ("first_town", "other_towns"):
            expected = _one_of("ein Name aus alternatives", options)
            yield ("networks", key, part), getattr(network, part), options, expected
    for name in plan.taken_from:
        yield ("taken_from", name), name, known, "der Name einer Annahme des Plans"


def _one_of(what: str, names: Iterable[str]) -> str:
    return f"{what}: {', '.join(names)}"


def _cases(plan: PlanParameters, known: Mapping[str, Input]) -> Iterator[Violation]:
    for group, key, case in _all_cases(plan):
        if both := set(case.adds) & set(case.drops):
            expected = "ein Eintrag, der nicht zugleich unter adds steht"
            yield (group, key, "drops"), ", ".join(sorted(both)), expected
        if group == "alternatives" and (case.changes or case.adds or case.drops) and len(case.source) < 3:
            expected = "woher die Werte der Möglichkeit stammen, oder „Annahme, zu prüfen“"
            yield (group, key, "source"), "keine Quelle", expected
        for name, change in case.changes.items():
            if name in known and (expected := _unfit(change, known[name])):
                yield (group, key, "changes", name), change, expected


def _unfit(change: float | str | Factor, one: Input) -> str:
    """Return what is expected instead of a change that an input does not allow; nothing for one that fits."""
    if isinstance(change, float) or (isinstance(change, str) and one.words):
        return "" if one.allows(change) else one.allowed
    fits = isinstance(change, Factor) or change in ("low", "high")
    return "" if fits and not one.words else f"low, high, {{factor: …}} oder {one.allowed}"


def _all_cases(plan: PlanParameters) -> Iterator[tuple[str, str, Case]]:
    return ((group, key, case) for group in CASE_GROUPS for key, case in getattr(plan, group).items())


def _correlations(plan: PlanParameters, known: Mapping[str, Input]) -> Iterator[Violation]:
    import numpy as np  # only here: parameters are read by every command and are to be there at once

    pairs = [(pair.first, pair.second) for pair in plan.correlations]
    drawn = [n for n, one in known.items() if one.kind == "risk" and one.held.low < one.held.high]
    for at, names in enumerate(pairs):
        for name in names:
            if name not in drawn:
                expected = "der Name eines Risikos mit Spanne (Entscheidungen werden nicht gezogen)"
                yield ("correlations", at), name, expected
                return
    for at, names in enumerate(pairs):
        if set(names) in map(set, pairs[:at]):
            yield ("correlations", at), " und ".join(names), "jedes Paar von Annahmen nur einmal"
    named = sorted({name for names in pairs for name in names})
    values = {frozenset(pair): one.value for pair, one in zip(pairs, plan.correlations, strict=True)}
    matrix = [[1.0 if a == b else values.get(frozenset((a, b)), 0.0) for b in named] for a in named]
    if named and np.linalg.eigvalsh(matrix).min() <= 1e-9:
        yield ("correlations",), "widersprüchliche Werte", "Korrelationen, die zusammen möglich sind"
