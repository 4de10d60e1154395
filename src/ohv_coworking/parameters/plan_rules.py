"""What must hold in the plan beyond the type of each entry; every breach is told with its path."""

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import Case
from ohv_coworking.parameters.plan_tree import Input, inputs, out_of_limits

Violation = tuple[tuple[str | int, ...], object, str]
CASE_GROUPS = ("scenarios", "shocks", "operators", "funding_mixes", "alternatives")


def violations(plan: PlanParameters) -> list[Violation]:
    """Return (path, found, expected) of every breach, in the order of the file."""
    known = inputs(plan)
    return [
        *out_of_limits(plan),
        *_season(plan),
        *_pay(plan),
        *_before_opening(plan),
        *_loans(plan),
        *_grants(plan),
        *(
            breach
            for group in CASE_GROUPS
            for key, case in getattr(plan, group).items()
            for breach in _changes((group, key, "changes"), case, known)
        ),
        *_networks(plan),
        *_correlations(plan, known),
    ]


def _season(plan: PlanParameters) -> Iterator[Violation]:
    mean = sum(month.value for _, month in plan.season) / 12
    if abs(mean - 1) > 0.01:
        yield ("season",), round(mean, 3), "zwölf Monatsfaktoren mit dem Mittel 1"


def _pay(plan: PlanParameters) -> Iterator[Violation]:
    grades = plan.staff.pay_grades
    for key, grade in grades.items():
        starts = [step.after_months.value for step in grade.steps]
        if starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts)):
            yield ("staff", "pay_grades", key, "steps"), starts, "Stufen ab Monat 0 in aufsteigender Folge"
    for key, post in plan.staff.posts.items():
        if post.grade not in grades:
            path = ("staff", "posts", key, "grade")
            yield path, post.grade, "eine Entgeltgruppe aus pay_grades: " + ", ".join(grades)


def _before_opening(plan: PlanParameters) -> Iterator[Violation]:
    most = plan.preparation_months.value
    entries = {
        ("staff", "posts"): plan.staff.posts,
        ("investments",): plan.investments,
        ("financing", "loans"): plan.financing.loans,
    }
    for path, items in entries.items():
        for key, item in items.items():
            if item.months_before_opening.value > most:
                found = item.months_before_opening.value
                yield (*path, key, "months_before_opening"), found, f"höchstens {most:g} (preparation_months)"


def _loans(plan: PlanParameters) -> Iterator[Violation]:
    for key, loan in plan.financing.loans.items():
        if loan.grace_months.high >= loan.term_months.low:
            path = ("financing", "loans", key, "grace_months")
            yield (
                path,
                loan.grace_months.high,
                f"kürzer als die Laufzeit von {loan.term_months.low:g} Monaten",
            )


def _grants(plan: PlanParameters) -> Iterator[Violation]:
    running = {*plan.running_costs, *plan.staff.posts, "rent"}
    rates = dict.fromkeys([*plan.investments, *running], 0.0)
    for key, grant in plan.financing.grants.items():
        path = ("financing", "grants", key, "covers")
        for cost in grant.covers:
            if cost not in rates:
                yield (
                    path,
                    cost,
                    "eine Investition, laufende Kosten, eine Stelle oder rent: " + ", ".join(rates),
                )
                return
            rates[cost] += grant.applied.value * grant.rate.value
            if rates[cost] > 1 + 1e-9:
                yield (
                    path,
                    f"{cost}: {rates[cost]:.0%}",
                    "zusammen höchstens 100 % Förderung derselben Kosten",
                )
        if 0 < len(set(grant.covers) & running) < len(grant.covers):
            yield path, ", ".join(grant.covers), "entweder nur Investitionen oder nur laufende Kosten"
        if grant.price_supplement and not set(grant.covers) <= running:
            yield (*path[:-1], "price_supplement"), True, "nur bei laufenden Kosten"


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
    drawn = [
        n for n, one in known.items() if isinstance(one.held, Assumption) and one.held.low < one.held.high
    ]
    for at, names in enumerate(pairs):
        for name in names:
            if name not in drawn:
                yield ("correlations", at), name, "der Name einer Annahme mit Spanne"
                return
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
