"""Buses among the railway lines of a feed: those that are called so are left out, those that only run like one are told."""

import re

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import enumeration
from ohv_coworking.formats.timetable.feed import Feed
from ohv_coworking.formats.timetable.timetable_frames import KM_PER_DEGREE

LETTER = "[A-Za-zÄÖÜäöüß]"
BUS = re.compile(
    rf"(?<!{LETTER})(?:stadt|orts|land|regional|ruf|bürger|plus|schnell|express|nacht|schul|linien|metro|fern|omni)?-?"
    rf"bus(?:se|verkehr|linien?|betriebe?|gesellschaft|unternehmen)?(?!{LETTER})"
    rf"|(?<!{LETTER})SEV(?!{LETTER})|ersatzverkehr|rail replacement",
    re.IGNORECASE,
)
TRAIN = re.compile(
    r"bahn(?!hof)|eisenbahn|zug(?!ang)|(?<!replacement )\btrain|\brail(?! replacement)", re.IGNORECASE
)
SAYING = ("route_id", "route_short_name", "route_long_name", "route_desc", "agency_name")
# A train stops less often than this (km, the middle of a line's ways as the crow flies) or is faster (km/h).
LEAST_KM = {"regional": 1.0, "suburban": 0.8, "subway": 0.5}
LEAST_KMH = 30.0
BARE_NUMBER = r"\d{2,3}"
MOST = 0.5


def called_buses(feed: Feed, routes: pd.DataFrame) -> pd.Series:
    """Return which routes are called a bus, and no train, by their id, their names, their description or their operator."""
    named = routes.assign(agency_name="")
    if feed.has("agency.txt"):
        agencies = feed.read("agency.txt", ["agency_name"], ("agency_id",))
        names = agencies.drop_duplicates("agency_id").set_index("agency_id")["agency_name"]
        named["agency_name"] = [names.get(one, "") for one in routes["agency_id"]]
    found = pd.Series(False, index=routes.index)
    for column in SAYING:
        found |= named[column].str.contains(BUS) & ~named[column].str.replace(
            BUS, "", regex=True
        ).str.contains(TRAIN)
    return found


def running_like_buses(segments: pd.DataFrame, stations: pd.DataFrame) -> str:
    """Return a sentence on the lines that are coded as trains and run or stop like buses; "" for none.

    `stations` has the position of each and whether it is `alone`: one stop, and no station with platforms.
    """
    at = stations.set_index("station_id")
    start, end = (
        at.loc[segments[column], ["latitude", "longitude"]].to_numpy() for column in ("from_id", "to_id")
    )
    north, east = ((end - start) * KM_PER_DEGREE).T
    km = np.hypot(north, east * np.cos(np.radians(start[:, 0])))
    kmh = km / segments["run_time_min"].to_numpy() * 60
    ways = segments[["line", "product"]].assign(km=km, kmh=kmh).groupby(["line", "product"]).median()
    stops = pd.concat(
        [segments.rename(columns={end: "stop"})[["line", "product", "stop"]] for end in ("from_id", "to_id")]
    )
    alone = stops.drop_duplicates().assign(alone=lambda held: at.loc[held["stop"], "alone"].to_numpy())
    ways["alone"] = alone.groupby(["line", "product"])["alone"].mean()
    line, product = (ways.index.get_level_values(name) for name in ("line", "product"))
    numbered = line.str.fullmatch(BARE_NUMBER)
    signs = {
        "nur eine Zahl als Name": numbered & (numbered.mean() < MOST),
        "Halte ohne Bahnsteige": (ways["alone"] >= MOST) & ((ways["alone"] >= MOST).mean() < MOST),
        "Halte in kurzen Abständen": (ways["km"] < product.map(LEAST_KM)) & (ways["kmh"] < LEAST_KMH),
    }
    doubtful = pd.DataFrame(signs, index=ways.index)
    told = []
    for (name, _), found in doubtful[doubtful.any(axis=1)].iterrows():
        why = enumeration([sign for sign in signs if found[sign]])
        told.append(f"Linie {name} ({why})")
    if not told:
        return ""
    return f"Als Bahn verschlüsselt und mitgezählt, aber in manchem wie ein Bus: {enumeration(told)}. Beim Verkehrsverbund nachfragen."
