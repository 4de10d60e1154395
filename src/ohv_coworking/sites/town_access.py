"""Who of each town reaches the first site and a network, by kind of traveller, and how strongly the first site draws."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ohv_coworking.sites.catchment import pull
from ohv_coworking.sites.reach import share_within
from ohv_coworking.sites.site_access import Floats
from ohv_coworking.sites.travel import reached_by_kind


def town_access(
    ways: Mapping[str, Floats],
    homes: pd.DataFrame,
    shares: pd.Series,
    *,
    first: int,
    reached: pd.DataFrame,
    network: Sequence[int],
    limit_min: float,
    longer_min: float,
    decays: Mapping[str, float],
    bus_towns: Collection[str],
) -> pd.DataFrame:
    """Return shares of people by town (`ags`) who reach a site in time.

    `ways` holds the minutes from `homes` (`people`, `ags`) to all sites for each kind of traveller, `shares` how many
    of each kind there are, `reached` who of each town (`ags`) is at the
    first site in time, by kind and for `all` together. Columns: `residents`; `car`, `bike` and `without` for the first site as if all were of that
    kind, `without_longer` within the longer limit, `first` for all kinds together, `network` and `network_without` for
    the nearest site of the network; `pull_NAME` how strongly the first site draws at each decay. Where buses are not
    known, what is reached without bike and car is missing.
    """
    people, areas = homes["people"], homes["ags"]
    to_first = {kind: minutes[:, [first]] for kind, minutes in ways.items()}
    to_network = {kind: minutes[:, list(network)] for kind, minutes in ways.items()}
    many = reached_by_kind(to_network, people, areas, limit_min, shares)
    one = reached.loc[many.index]
    bus_known = one.index.isin(list(bus_towns))
    longer = share_within(to_first["neither"][:, 0], people, areas, longer_min)
    drawn = {
        f"pull_{end}": sum(
            shares[kind] * pull(minutes[:, 0], people, areas, decay) for kind, minutes in to_first.items()
        )
        for end, decay in decays.items()
    }
    return pd.DataFrame(
        {
            "residents": people.groupby(areas).sum(), "car": one["car"], "bike": one["bike"],
            "without": one["neither"].where(bus_known), "without_longer": longer.where(bus_known), "first": one["all"],
            "network": many["all"], "network_without": many["neither"].where(bus_known), **drawn,
        }
    )  # fmt: skip
