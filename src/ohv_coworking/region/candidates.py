"""Candidate sites: the table a consultant keeps, checked against the map, and what stands in where there is none."""

from collections.abc import Sequence
from typing import Literal, Self

import geopandas as gpd
import pandas as pd
from pydantic import Field, model_validator

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Record, frame
from ohv_coworking.basics.typed_files import broken_rule, text_like
from ohv_coworking.formats.maps.geodata import IN_GERMANY, in_germany, swapped, to_metres, with_municipality
from ohv_coworking.formats.timetable.timetable_frames import Timetable

SOURCE_OF = {"area_m2": "area_source", "rent_low_eur_m2": "rent_source", "step_free": "step_free_source"}
STATION_WITHIN_M = 500
FEWEST_STANDING_IN, MOST_STANDING_IN = 6, 12


class Candidate(Record):
    """One site; an empty cell means unknown, and whatever is known names its source."""

    table = "candidate_sites"
    identity = ("name",)

    name: str = Field(min_length=2)
    kind: Literal["Gebäude", "Bahnhofsumfeld", "Ortszentrum"]
    ags: text_like(r"^\d{8}$", "ein Gemeindeschlüssel (AGS) mit 8 Ziffern")
    latitude: float
    longitude: float
    position: Literal["Adresse", "gegenüber", "Straße", "Bahnhof", "Ort"]
    position_source: str
    existing_space: Literal["ja", "nein"]
    status: str = "unbekannt"
    status_source: str | None = None
    area_m2: float | None = Field(default=None, gt=0, le=50_000)
    area_source: str | None = None
    rent_low_eur_m2: float | None = Field(default=None, ge=0, le=100)
    rent_high_eur_m2: float | None = Field(default=None, ge=0, le=100)
    rent_source: str | None = None
    step_free: Literal["ja", "nein"] | None = None
    step_free_source: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _lies_in_germany(self) -> Self:
        if not in_germany(self.latitude, self.longitude):
            exchanged = swapped(self.latitude, self.longitude)
            problem = "sind vertauscht" if exchanged else "liegen nicht in Deutschland"
            found = f"Breite {self.latitude}, Länge {self.longitude}"
            raise broken_rule(f"Breite und Länge eines Standorts {problem}.", "latitude", IN_GERMANY, found)
        return self

    @model_validator(mode="after")
    def _known_means_sourced(self) -> Self:
        for column, source in SOURCE_OF.items():
            if getattr(self, column) is not None and getattr(self, source) is None:
                raise broken_rule(
                    "Eine Angabe hat keine Quelle.", source, f"die Quelle zu {column}",
                    remedy="Die Quelle eintragen oder die Angabe leeren; leer heißt unbekannt.",
                )  # fmt: skip
        low, high = self.rent_low_eur_m2, self.rent_high_eur_m2
        if (low is None) != (high is None) or (low is not None and low > high):
            raise broken_rule("Die Mietspanne passt nicht.", "rent_high_eur_m2", "mindestens rent_low_eur_m2")
        return self


def misplaced(sites: Sequence[Candidate], boundaries: gpd.GeoDataFrame, file: str) -> list[InputFault]:
    """Return a fault for each site that lies elsewhere than in the municipality it names.

    What the map does not hold can't be told: neither a municipality it lacks nor a place beyond it.
    """
    positions = pd.DataFrame(
        [(one.latitude, one.longitude) for one in sites], columns=["latitude", "longitude"]
    )
    located, mapped = with_municipality(positions, boundaries)["ags"], set(boundaries["ags"])
    return [
        InputFault(
            "Ein Standort liegt nicht in der Gemeinde, die er nennt.",
            file=file,
            row=row,
            column="latitude",
            found=f"{site.name}: Breite {site.latitude}, Länge {site.longitude}, Gemeinde {site.ags}",
            expected=f"eine Lage in der Gemeinde {site.ags}, gefunden in {lies_in or 'keiner Gemeinde der Karte'}",
            remedy="Lage oder Gemeindeschlüssel berichtigen.",
        )
        for row, (site, lies_in) in enumerate(zip(sites, located, strict=True), start=2)
        if lies_in != site.ags and (lies_in or site.ags in mapped)
    ]


def out_of_region(sites: Sequence[Candidate], towns: Sequence[str], file: str) -> list[InputFault]:
    """Return a fault for each site of another district than the towns' in a table that holds sites of the towns; none in any other."""
    districts = {town[:5] for town in towns}
    if not any(site.ags in towns for site in sites):
        return []
    return [
        InputFault(
            "Ein Standort liegt außerhalb des Untersuchungsgebiets.",
            file=file,
            row=row,
            column="ags",
            found=f"{site.name}: Gemeinde {site.ags}",
            expected=f"eine Gemeinde der Region ({', '.join(towns)}) oder ihrer Landkreise",
            remedy="Den Standort streichen oder die Region in study.yaml (region.towns) erweitern.",
        )
        for row, site in enumerate(sites, start=2)
        if site.ags[:5] not in districts
    ]


def region_candidates(
    sites: Sequence[Candidate], boundaries: gpd.GeoDataFrame, towns: list[str], file: str
) -> pd.DataFrame:
    """Return the sites of the towns with their `row` in the table; empty if it holds none.

    Each site must lie in the municipality it names, and none in another district than the towns'; those of
    these districts outside the towns are left out.
    """
    faults = [*misplaced(sites, boundaries, file), *out_of_region(sites, towns, file)]
    raise_all(faults, "Die Tabelle der Standorte enthält mehrere Fehler.")
    chosen = [(row, site) for row, site in enumerate(sites, start=2) if site.ags in towns]
    return frame([site for _, site in chosen]).assign(row=[row for row, _ in chosen])


def require_trains(candidates: pd.DataFrame, timetable: Timetable, file: str) -> None:
    """Raise `InputFault` for each station site without a served station near: it would never be reached by rail."""
    served = timetable.connected().stations
    stations = to_metres(served["latitude"], served["longitude"])
    faults = []
    for site in candidates[candidates["kind"] == "Bahnhofsumfeld"].itertuples():
        here = to_metres([site.latitude], [site.longitude]).iloc[0]
        if not ((stations - here).pow(2).sum(axis=1) <= STATION_WITHIN_M**2).any():
            faults.append(
                InputFault(
                    "Am Bahnhof eines Standorts hält im Fahrplan kein Zug.",
                    file=file,
                    row=site.row,
                    column="kind",
                    found=site.name,
                    expected=f"ein Bahnhof mit Zugverkehr im Umkreis von {STATION_WITHIN_M} m (Fahrplan {timetable.year})",
                    remedy="Die Lage prüfen, den Fahrplan erneuern oder die Art des Standorts ändern.",
                )
            )
    raise_all(faults, "Mehrere Bahnhofsstandorte haben keinen Zugverkehr.")


def candidates_standing_in(
    timetable: Timetable, cells: pd.DataFrame, towns: list[str]
) -> tuple[pd.DataFrame, str]:
    """Return sites for a region without candidates, and what they are: "stations" or "cells".

    The busiest served stations of the towns; few of them are filled up with the most populated grid cells
    (ags, municipality, population, latitude, longitude), one in each town without a station first.
    Nothing but the place is known of them.
    """
    stations = timetable.connected().stations
    stations = stations[stations["ags"].isin(towns) & (stations["departures_per_weekday"] > 0)]
    busiest = stations.nlargest(MOST_STANDING_IN, "departures_per_weekday")
    without_station = set(towns) - set(busiest["ags"])
    wanted = max(FEWEST_STANDING_IN - len(busiest), len(without_station))
    dense = cells[cells["ags"].isin(towns)].sort_values("population", ascending=False, kind="stable")
    # Town by town: the densest cells of all would lie side by side in the largest town.
    rank = dense.groupby("ags").cumcount() + dense["ags"].isin(busiest["ags"])
    densest = dense.assign(rank=rank).sort_values("rank", kind="stable").head(wanted)
    numbers = (densest.groupby("ags").cumcount() + 1).astype(str)
    sites = [
        *_standing_in(busiest, busiest["name"], "Bahnhofsumfeld", "Bahnhof", f"Fahrplan {timetable.year}"),
        *_standing_in(
            densest,
            "Dichte Lage " + numbers + " in " + densest["municipality"],
            "Ortszentrum",
            "Ort",
            "Mittelpunkt der Gitterzelle",
        ),
    ]
    return frame(sites), "stations" if len(busiest) else "cells"


def _standing_in(
    places: pd.DataFrame, names: pd.Series, kind: str, position: str, source: str
) -> list[Candidate]:
    return [
        Candidate(
            name=name,
            kind=kind,
            ags=place.ags,
            latitude=place.latitude,
            longitude=place.longitude,
            position=position,
            position_source=source,
            existing_space="nein",
        )
        for name, place in zip(names, places.itertuples(), strict=True)
    ]
