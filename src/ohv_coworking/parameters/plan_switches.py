"""What cases and offers do to the plan as the file has it, before it is read: switches for what they add or drop, prices offered."""

from typing import Any

from ohv_coworking.parameters.plan_entries import PlanEntry

# Where the entries stand that a case may add or drop.
ENTRIES = (
    ("products",), ("running_costs",), ("rooms",), ("staff", "posts"), ("investments",), ("financing", "loans"),
    ("financing", "grants"),
)  # fmt: skip
CASE_GROUPS = ("scenarios", "shocks", "operators", "funding_mixes", "alternatives")


def with_switches(given: dict) -> dict:
    """Return the plan with a switch at all that a case adds or drops: what is added anywhere is not in the plan itself."""
    added, dropped = (_named_by_cases(given, part) for part in ("adds", "drops"))
    for *above, last in ENTRIES:
        holder = given
        for step in above:
            holder = holder.get(step) if isinstance(holder, dict) else None
        if isinstance(holder, dict) and isinstance(holder.get(last), dict):
            switched = {
                key: _with_switch(key, one, 0.0 if key in added else 1.0) if key in added | dropped else one
                for key, one in holder[last].items()
            }
            given = _replaced(given, (*above, last), switched)
    return given


def _named_by_cases(given: dict, part: str) -> set[str]:
    groups = (given.get(group) for group in CASE_GROUPS)
    cases = [case for group in groups if isinstance(group, dict) for case in group.values()]
    named = (case.get(part) for case in cases if isinstance(case, dict))
    return {key for keys in named if isinstance(keys, list | tuple) for key in keys if isinstance(key, str)}


def _with_switch(key: str, entry: Any, value: float) -> Any:
    if not isinstance(entry, dict) or entry.get("applied") is not None:
        return entry
    label = f"{entry.get('label', key)}: {PlanEntry.model_fields['applied'].description}"
    source = "nach den Möglichkeiten, die den Eintrag nennen"
    held = {"value": value, "low": value, "high": value, "unit": "ja/nein", "source": source}
    return {**entry, "applied": {**held, "name": f"{key}_applied", "label": label}}


def _replaced(given: dict, path: tuple[str, ...], content: dict) -> dict:
    step, *rest = path
    return {**given, step: _replaced(given[step], tuple(rest), content) if rest else content}


def with_offers(given: dict) -> dict:
    """Return the plan with the lowest offer of existing houses in the place of what was assumed for it."""
    offers = given.get("offers")
    prices: dict[str, tuple[float, str]] = {}
    for offer in offers.values() if isinstance(offers, dict) else ():
        price = offer.get("price") if isinstance(offer, dict) else None
        if isinstance(price, int | float) and isinstance(offer.get("sets"), str):
            told = (float(price), f"Angebot {offer.get('label', '')}: {offer.get('source', '')}")
            prices[offer["sets"]] = min(prices.get(offer["sets"], told), told)
    costs = given.get("running_costs")
    if not prices or not isinstance(costs, dict):
        return given
    held = {
        key: {
            **cost,
            "amount": {**cost["amount"], "value": price, "low": price, "high": price, "source": source},
        }
        for key, cost in costs.items()
        if isinstance(cost, dict) and isinstance(cost.get("amount"), dict) and f"{key}_amount" in prices
        for price, source in [prices[f"{key}_amount"]]
    }
    return {**given, "running_costs": {**costs, **held}}
