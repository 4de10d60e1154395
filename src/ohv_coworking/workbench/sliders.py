"""The page of levers: what demand and plan answer while one moves assumptions and decisions."""

from html import escape
from pathlib import Path

import ipywidgets as widgets
import numpy as np
import pandas as pd

from ohv_coworking.basics.colours import HOUSE
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.workbench.lever import Lever, written
from ohv_coworking.workbench.models import ModelAnswers, Models, built_editions
from ohv_coworking.workbench.pages import as_lines
from ohv_coworking.workbench.variants import save_variant

WIDE = widgets.Layout(width="98%")
LEFT = 85  # of the curve, for amounts up to millions
NEVER, NO_HOUSE = "nie", "nur je Ort"
"""In place of the use at which it carries itself: no use at all does it, and a network has as many as places."""
RIGHT = '<td style="text-align:right;white-space:nowrap;padding-left:1em;vertical-align:top">'


class Sliders:
    """Fifteen levers of one edition and option, their answers beside those of the last build; `widget` shows them."""

    def __init__(self, root: Path):
        self._editions = built_editions(root)
        if not self._editions:
            raise InputFault(
                "Es ist noch keine Studie gebaut.",
                expected="das Ergebnis von „make study“",
                remedy="Einmal „make study“ im Projektordner aufrufen, dann diese Zelle noch einmal ausführen.",
            )
        self.moved: dict[str, float] = {}
        # Fifteen levers are higher than a screen: they move below their heads, so that the answers stay in sight.
        self._levers = widgets.Box(
            layout=widgets.Layout(display="block", max_height="56vh", overflow="hidden auto")
        )
        self._answers, self._message = widgets.HTML(), widgets.HTML()
        self._region = widgets.Dropdown(options=list(self._editions), description="Region", layout=WIDE)
        self._option = widgets.Dropdown(description="Möglichkeit", layout=WIDE)
        self._name = widgets.Text(
            placeholder="Name, z. B. höhere Miete", layout=widgets.Layout(width="auto", flex="1")
        )
        reset, save = (
            widgets.Button(description=words, layout=widgets.Layout(width="auto", flex="none"))
            for words in ("zurücksetzen", "als Variante speichern")
        )
        reset.on_click(lambda _: self.reset())
        save.on_click(lambda _: self.save(self._name.value))
        self._region.observe(self._chosen, "value")
        self._option.observe(lambda _: self._lay_out(), "value")
        left = widgets.VBox(
            [
                self._region,
                self._option,
                self._levers,
                widgets.HBox([reset, self._name, save]),
                self._message,
            ],
            layout=widgets.Layout(width="62%"),
        )
        self.widget = widgets.HBox([left, widgets.Box([self._answers], layout=widgets.Layout(width="38%"))])
        self._open()

    def move(self, name: str, value: float) -> None:
        """Hold one input at a value and show what follows; InputFault where that can't be, and all is as it was."""
        moved = self.moved | {name: value}
        self._show(self.models.answers(moved, self._option.value))
        self.moved = moved

    def reset(self) -> None:
        """Let all inputs be as in the last build."""
        self.moved = {}
        self._lay_out()

    def save(self, name: str) -> Path | None:
        """Write a variant with the moved inputs, and tell how it is built."""
        if not self.moved:
            return self._tell("Es ist noch kein Regler bewegt.", fault=True)
        try:
            file = save_variant(self.models.edition, name, self.moved)
        except InputFault as fault:
            return self._tell(str(fault), fault=True)
        self._tell(f'Geschrieben: {file.name}. Bauen mit: make study PARAMS="{file.name}"')
        return file

    def _chosen(self, change: dict) -> None:
        """Open the region that was chosen; one that can't be opened is told, and the one before stays."""
        if self._editions[change["new"]] == self.models.edition:
            return
        try:
            self._open()
        except InputFault as fault:
            self._region.value = change["old"]
            self._tell(str(fault), fault=True)

    def _open(self) -> None:
        self.models, self.moved = Models.of(self._editions[self._region.value]), {}
        self._option.options = [(label, key) for key, label in self.models.options.items()]
        self._option.value = self.models.recommended
        self._lay_out()

    def _lay_out(self) -> None:
        """Show the levers of the option; what has moved keeps its lever, whatever the option."""
        if self._option.value is None:
            return
        self._base = self.models.answers({}, self._option.value)
        named = {one.name: one for one in self.models.levers(self._option.value)}
        named |= {name: self.models.inputs[name] for name in self.moved}
        self._levers.children = [self._lever(one) for one in named.values()]
        self._tell("")
        self._show(self.models.answers(self.moved, self._option.value))

    def _lever(self, one: Input) -> widgets.Widget:
        lever = Lever(one)
        low, high = (end * lever.scale for end in lever.ends)
        now = self.moved.get(one.name, one.held.value)
        slider = widgets.FloatSlider(
            value=now * lever.scale,
            min=low,
            max=high,
            step=lever.step,
            readout=False,
            layout=widgets.Layout(width="98%"),
        )
        ends = widgets.HTML(
            f'<div style="display:flex;justify-content:space-between;font-size:80%;line-height:1">'
            f"<span>{written(low)}</span><span>{written(high)}</span></div>",
            layout=widgets.Layout(width="92%", height="16px", margin="-6px 4% 0 4%"),
        )
        box = widgets.Text(
            value=lever.shown(now), continuous_update=False, layout=widgets.Layout(width="16%")
        )
        box.add_class("lever")

        fault_told = widgets.HTML()

        def held() -> float:
            return self.moved.get(one.name, one.held.value)

        def slid(change) -> None:
            # The browser puts a slider on the step nearest to what is held; that is no move.
            if abs(change["new"] - held() * lever.scale) > lever.step / 2:
                box.value = lever.slid(change["new"])

        def typed(change) -> None:
            if change["new"] == lever.shown(held()):
                return
            fault_told.value = ""
            try:
                self.move(one.name, lever.read(change["new"]))
            except InputFault as fault:
                fault_told.value = as_lines(str(fault), fault=True)
            box.value = lever.shown(held())
            if slider.min <= held() * lever.scale <= slider.max:
                slider.value = held() * lever.scale

        slider.observe(slid, "value")
        box.observe(typed, "value")
        unit = f'<div style="line-height:1.2;padding-top:6px">{escape(lever.unit)}</div>'
        row = widgets.HBox(
            [
                widgets.HTML(self._told_of(lever), layout=widgets.Layout(width="38%")),
                widgets.VBox([slider, ends], layout=widgets.Layout(width="32%", overflow="hidden")),
                box,
                widgets.HTML(unit, layout=widgets.Layout(width="14%")),
            ]
        )
        return widgets.VBox([row, fault_told], layout=WIDE)

    def _told_of(self, lever: Lever) -> str:
        """Return the label of a lever; what may be typed and the source open below it."""
        still = lever.of.name in self.models.settled(self._option.value)
        note = "<br><small>wirkt nicht: diese Möglichkeit legt den Wert selbst fest</small>" if still else ""
        return (
            f'<details style="line-height:1.25"><summary>{escape(lever.of.label)}{note}</summary>'
            f"<small>Zulässig: {escape(lever.limits)}.<br>{escape(lever.of.held.origin)}</small></details>"
        )

    def _show(self, found: ModelAnswers) -> None:
        network = self._option.value in self.models.study.plan.networks
        self._answers.value = answers_html(
            self._base, found, self._town_names, NO_HOUSE if network else NEVER
        )

    @property
    def _town_names(self) -> dict[str, str]:
        rows = self.models.ledger["demand"].frames["town_demand"].frame
        return dict(zip(rows["ags"], rows["town"], strict=True))

    def _tell(self, text: str, fault: bool = False) -> None:
        self._message.value = as_lines(text, fault) if text else ""


def answers_html(base: ModelAnswers, now: ModelAnswers, town_names: dict[str, str], without: str) -> str:
    """Return the answers as a table, the last build's beside those of now, and the curve of the cash below.

    `without` stands where there is no use at which it carries itself.
    """
    rows = [
        (f"Arbeitsplätze, {town_names[town]}", base.desks[town], desks, "Arbeitsplätze")
        for town, desks in now.desks.items()
    ]
    rows += [
        ("Kosten der öffentlichen Hand in € je Jahr", base.public_cost, now.public_cost, "€"),
        (
            "Auslastung, bei der es sich trägt, in % (über 100: nie)",
            base.break_even,
            now.break_even,
            "Anteil",
        ),
        ("Nutzende", base.users, now.users, "Personen"),
    ]
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left;font-weight:normal">{escape(label)}</th>{RIGHT}{_shown(old, unit, without)}</td>'
        f"{RIGHT}<b>{_shown(new, unit, without)}</b></td></tr>"
        for label, old, new, unit in rows
    )
    head = f"<tr><th></th>{RIGHT}letzter Bau</td>{RIGHT}<b>jetzt</b></td></tr>"
    told = '<p style="line-height:1.3">Zahlungsmittel ohne Zuschuss (gestrichelt: letzter Bau)</p>'
    return f'<table style="width:100%;line-height:1.3">{head}{cells}</table>{told}{cash_curve(base.cash, now.cash)}'


def cash_curve(base: pd.Series, now: pd.Series, width: int = 420, height: int = 170) -> str:
    """Return the cash of each month (€) as a small picture, drawn here since a chart would take longer than the plan."""
    low, high = min(base.min(), now.min(), 0.0), max(base.max(), now.max(), 0.0)
    first, last = (end(_months(base.index)[at], _months(now.index)[at]) for end, at in ((min, 0), (max, -1)))
    across, up = (width - LEFT - 5) / max(last - first, 1), (height - 40) / max(high - low, 1.0)

    def x(month: int) -> float:
        return LEFT + (month - first) * across

    def y(amount: float) -> float:
        return 10 + (high - amount) * up

    def line(amounts: pd.Series) -> str:
        months = _months(amounts.index)
        return " ".join(f"{x(at):.1f},{y(amount):.1f}" for at, amount in zip(months, amounts, strict=True))

    januaries = range(first + -first % 12, last + 1, 12)
    years = "".join(
        f'<line x1="{x(at):.1f}" x2="{x(at):.1f}" y1="{height - 20}" y2="{height - 15}" stroke="#777"/>'
        f'<text x="{x(at):.0f}" y="{height - 3}" text-anchor="middle" font-size="10">{at // 12}</text>'
        for at in januaries
    )
    marks = "".join(
        f'<text x="{LEFT - 5}" y="{y(end) + 4:.0f}" text-anchor="end" font-size="10">{shown_value(end / 1000, "Tsd. €", 0)}</text>'
        for end in {low, 0.0, high}
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="Zahlungsmittel je Monat" style="width:100%">{marks}{years}'
        f'<line x1="{LEFT}" x2="{width}" y1="{y(0):.1f}" y2="{y(0):.1f}" stroke="#777"/>'
        f'<polyline points="{line(base)}" fill="none" stroke="#777" stroke-dasharray="4 3"/>'
        f'<polyline points="{line(now)}" fill="none" stroke="{HOUSE}" stroke-width="2"/></svg>'
    )


def _months(dates: pd.DatetimeIndex) -> np.ndarray:
    """Return dates as months, counted from year 0."""
    return (12 * dates.year + dates.month - 1).to_numpy()


def _shown(value: float, unit: str, without: str) -> str:
    if np.isnan(value):
        return without
    return shown_value(value, unit, 0, unit_shown=False)
