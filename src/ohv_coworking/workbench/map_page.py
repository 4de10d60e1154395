"""The map of the workbench: who reaches a site, or a point of one's own, typed or clicked."""

from html import escape

import ipywidgets as widgets
from ipyevents import Event

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.formats.maps.geodata import LATITUDES, LONGITUDES
from ohv_coworking.workbench.lever import number_typed, written
from ohv_coworking.workbench.models import Models
from ohv_coworking.workbench.pages import as_lines
from ohv_coworking.workbench.reached import MODES, Reached, ReachedMap, own_point, reached_map

WIDE, HALF = widgets.Layout(width="98%"), widgets.Layout(width="50%")
OWN = 0
DEGREES = 5


class MapPage:
    """Sites, ways, minutes and the map of one edition; `widget` shows them."""

    def __init__(self, models: Models):
        self._reached = Reached.of(models.catalog, models.study)
        names = {f"{one.number} {one.name}": one.number for one in self._reached.sites.itertuples()}
        self.site = widgets.Dropdown(
            options=names | {"eigener Punkt": OWN}, description="Standort", layout=WIDE
        )
        self.north, self.east = (
            widgets.Text(description=words, continuous_update=False) for words in ("Breite", "Länge")
        )
        self.mode = widgets.Dropdown(
            options={label: key for key, label in MODES.items()}, description="Weg", layout=HALF
        )
        self.minutes = widgets.IntSlider(
            value=15, min=5, max=60, step=5, description="Minuten", continuous_update=False, layout=WIDE
        )
        self.whole = widgets.Dropdown(
            options={"Umgebung des Ortes": False, "alle Städte": True}, description="Ausschnitt", layout=HALF
        )
        # So wide that controls and map fit on a small screen together.
        self._picture = widgets.Image(
            format="svg+xml", layout=widgets.Layout(width="min(740px, 98%, 80vh)", flex="none")
        )
        timetable = "gtfs" if models.catalog.with_role("gtfs") else "rail_segments"
        roles = ("population_grid", "boundaries", timetable)
        used = [one for role in roles for one in models.catalog.with_role(role)]
        self._sources = "; ".join(dict.fromkeys(f"{one.attribution} ({one.as_of})" for one in used))
        self.told, self._drawn, self._moving = widgets.HTML(), None, False
        for one in (self.site, self.north, self.east, self.mode, self.minutes, self.whole):
            one.observe(self._changed, "value")
        Event(source=self._picture, watched_events=["click"]).on_dom_event(self.clicked)
        self._picture.add_class("reached")
        places = widgets.HBox([self.north, self.east])
        ways = widgets.HBox([self.mode, self.whole], layout=WIDE)
        self.widget = widgets.VBox([self.site, places, ways, self.minutes, self.told, self._picture])
        self._changed({"owner": self.site})

    @property
    def drawn(self) -> ReachedMap:
        """The map as it is shown."""
        return self._drawn

    def clicked(self, event: dict) -> None:
        """Take the point of the map that was clicked, given by its place in the picture."""
        across, down = (
            event[f"relative{axis}"] / event[f"boundingRect{side}"]
            for axis, side in (("X", "Width"), ("Y", "Height"))
        )
        if position := self._drawn.position(across, down):
            self._moving = True  # one picture for the whole move
            self.north.value, self.east.value = (written(one, DEGREES) for one in position)
            self._moving = False
            self._changed({"owner": self.north})

    def _changed(self, change: dict) -> None:
        """Draw anew; a site shows where it lies, and who types where a point lies means a point of his own."""
        if self._moving:
            return
        self._moving = True
        try:
            if change["owner"] in (self.north, self.east):
                self.site.value = OWN
            elif self.site.value != OWN:
                place = self._site.iloc[0]
                self.north.value, self.east.value = (
                    written(place[end], DEGREES) for end in ("latitude", "longitude")
                )
            self._draw()
        except InputFault as fault:
            self.told.value = as_lines(str(fault), fault=True)
        finally:
            self._moving = False

    def _draw(self) -> None:
        place = self._site
        if self.site.value == OWN:
            latitude = _degrees("Breite", self.north.value, LATITUDES)
            place = own_point(self._reached, latitude, _degrees("Länge", self.east.value, LONGITUDES))
        within = self._reached.within(place, self.mode.value, self.minutes.value)
        self._drawn = reached_map(self._reached, place, within, self.whole.value)
        self._picture.value = self._drawn.svg.encode()
        people = shown_value(round(within["people"].sum(), -2), "Personen")
        least = "Mindestens " if self._reached.is_cut(within, place) else ""
        words = f"{least}{people} erreichen den Ort {MODES[self.mode.value]} in höchstens {self.minutes.value} Minuten."
        self.told.value = (
            f'<div style="line-height:1.3"><b>{escape(words)}</b> Ein Klick auf die Karte wählt einen eigenen Punkt.<br>'
            f"<small>Scheiben: die Standorte mit ihren Nummern; Kreis: der gewählte Ort; Grau: die Städte der Region. "
            f"Quellen: {escape(self._sources)}.</small></div>"
        )

    @property
    def _site(self):
        return self._reached.sites[self._reached.sites["number"] == self.site.value]


def _degrees(what: str, text: str, ends: tuple[float, float]) -> float:
    """Return degrees as typed; InputFault for what is no number or lies outside of Germany."""
    # No degree has thousands: a point is a comma here.
    found = number_typed(text.replace(".", ","))
    if found is None or not ends[0] <= found <= ends[1]:
        raise InputFault(
            "Das ist keine Zahl." if found is None else "Dieser Punkt liegt nicht in Deutschland.",
            parameter=what,
            found=text or "nichts",
            expected=f"eine Zahl in Grad von {written(ends[0])} bis {written(ends[1])}, z. B. {written(sum(ends) / 2, 2)}",
            remedy="Breite und Länge mit Komma schreiben; sie werden leicht vertauscht.",
        )
    return found
