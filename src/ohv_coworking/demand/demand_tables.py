"""Tables of the demand: step by step, by town and group, by way, and what its spread comes from."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.demand.model import SEGMENTS, Demand
from ohv_coworking.demand.pooling import disagreement
from ohv_coworking.parameters import Assumption
from ohv_coworking.parameters.chains import Left
from ohv_coworking.parameters.sensitivity import explained_shares
from ohv_coworking.parameters.span_draws import low_middle_high

SPAN = ["low", "value", "high"]
COMPARISON, WAYS = "comparison", "ways"
OTHER_DRIVERS = {COMPARISON: "Auswahl der Vergleichsstädte", WAYS: "Abstand der Rechenwege"}


def steps(shares: Sequence[Assumption], chain: Sequence[Left]) -> pd.DataFrame:
    """Return `step, of, low, share, high, persons`: one row a share, and the median of those whom it leaves."""
    rows = [
        (one.gives, one.of, *one.span, float(np.median(left.people.sum(axis=0))))
        for one, left in zip(shares, chain[1:], strict=True)
    ]
    return pd.DataFrame(rows, columns=["step", "of", "low", "share", "high", "persons"])


def spans(draws: Mapping[str, np.ndarray], name: str) -> pd.DataFrame:
    """Return the column `name` (the keys) with `low`, `value` and `high` of the draws of each."""
    return pd.DataFrame(
        [(key, *low_middle_high(found)) for key, found in draws.items()], columns=[name, *SPAN]
    )


def users_by_town(names: Iterable[str], users: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return the median of each segment by `town`, and `low`, `value` and `high` of all; several towns get a row for all.

    `users` holds draws (towns × draws) by segment; a segment that is not known is missing.
    """
    towns = {name: {key: found[at] for key, found in users.items()} for at, name in enumerate(names)}
    if len(towns) > 1:
        towns["zusammen"] = {key: found.sum(axis=0) for key, found in users.items()}
    medians = pd.DataFrame(
        [[float(np.median(one)) for one in parts.values()] for parts in towns.values()], columns=[*users]
    )
    together = spans({name: sum(parts.values()) for name, parts in towns.items()}, "town")
    return together.join(medians.reindex(columns=list(SEGMENTS)))


def spread_drivers(
    found: Demand,
    funnel_desks: np.ndarray | None,
    drawn: Mapping[str, np.ndarray],
    density: np.ndarray | None,
    labels: Mapping[str, str],
) -> pd.DataFrame:
    """Return `name, label, share, alone`: how much of the spread each assumption explains, the largest first.

    `share` is that of the desks of all ways, `alone` that of the desks by segments. Beside the assumptions stand the
    choice of comparable towns and the distance between the ways.
    """
    spread = disagreement(np.vstack(list(found.occupied.values())))
    inputs = {**drawn, **({COMPARISON: density} if density is not None else {})}
    rows = pd.DataFrame({"share": (1 - spread) * explained_shares(found.desks, inputs)})
    rows["alone"] = explained_shares(funnel_desks, drawn) if funnel_desks is not None else np.nan
    rows.loc[WAYS] = [spread, np.nan]
    rows = rows.sort_values("share", ascending=False, kind="stable").rename_axis("name").reset_index()
    return rows.assign(label=rows["name"].map({**labels, **OTHER_DRIVERS}))
