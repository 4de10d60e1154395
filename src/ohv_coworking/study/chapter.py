"""What a notebook works with: parameters it may read, raw files, key figures of earlier chapters, publishing."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from IPython.display import display

from ohv_coworking.basics import german
from ohv_coworking.basics.digests import digest
from ohv_coworking.exhibits import claims, tables
from ohv_coworking.exhibits.ledger import (
    CLAIMS,
    EFFECTS,
    ChapterLedger,
    Column,
    KeyFigure,
    Kind,
    Ledger,
    NamedFrame,
)
from ohv_coworking.exhibits.magics import Texts, register_magics
from ohv_coworking.exhibits.notebook_cells import evaluates
from ohv_coworking.exhibits.prose import digits_given
from ohv_coworking.exhibits.words import FIGURE_SHOWN, FigureWords, Words, read_words
from ohv_coworking.parameters import Assumption, Study, load, parameter_file
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.raw import Catalog
from ohv_coworking.study.basis import Basis, Parameters
from ohv_coworking.study.documents import stands_apart
from ohv_coworking.study.earlier import earlier_ledger, read_last
from ohv_coworking.study.edition import BUILD, Edition
from ohv_coworking.study.leading import led_columns, led_rows
from ohv_coworking.study.published_values import (
    MOST_ROWS_SHOWN,
    Quotable,
    Worded,
    few_digits,
    plain_number,
    published_twice,
    too_long,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLAIN = (str, int, float, list, dict)
NONE: Mapping[str, str] = {}


class Chapter:
    """One chapter at work; see `open_chapter`."""

    def __init__(
        self,
        name: str,
        study: Study,
        names: Iterable[str],
        catalog: Catalog,
        earlier: Ledger,
        words: Words,
        folder: Path | None,
    ):
        self.name = name
        self.parameters = Parameters(study, names)
        self.catalog = catalog
        self.own = ChapterLedger(name)
        self.ledger = Ledger([*earlier.values(), self.own])
        self.texts = Texts(self)
        self._words = words
        self._basis = Basis(name, self.ledger, self.parameters, catalog)
        self._folder = folder
        self._missing: list[tuple[str, str]] = []

    def read_csv(self, name: str) -> pd.DataFrame:
        """Return a catalogued raw CSV file, keys as text."""
        return self.catalog.read_csv(name)

    def figure(self, path: str) -> KeyFigure:
        """Return a key figure: `name` of this chapter or `chapter.name` of an earlier one."""
        return self._basis.line("figure", path)

    def draws(self, path: str) -> np.ndarray:
        """Return the draws of a key figure, named as for `figure`: (2000,), one index over all chapters."""
        figure = self.figure(path)
        return self.ledger[figure.chapter].drawn(figure.name)

    def frame(self, path: str) -> pd.DataFrame:
        """Return a copy of a named frame: `name` of this chapter or `chapter.name` of an earlier one."""
        return self._basis.line("frame", path).frame.copy()

    def publish(
        self,
        values: Mapping[str, Any],
        basis: Iterable = (),
        *,
        kind: Kind = "computed",
        period: str = "",
        headings: Mapping[str, str] = NONE,
    ) -> None:
        """Publish values by name, with the label, unit and digits that `NAME.words.yaml` holds for each.

        A value is a number or a text; an array of draws (2000,), which gives their median and their 10 % and 90 %
        points; or `(low, value, high)`, whose `range` the words name. `basis` lists all that the values rest on, `kind`
        says whether they were computed or observed, `headings` what a star in their names stands for.
        """
        references = self._basis.references(basis)
        for name, value in values.items():
            words = self._words.figure(name, headings)
            self._keep_figure(name, value, words, kind, references, str(period))
        for name in values:
            self.own.figures[name] = replace(
                self.own.figures[name], label=self._filled(self.own.figures[name].label)
            )

    def quote(self, name: str, found: Quotable) -> None:
        """Publish one figure of the collected facts or benchmarks as observed; under `Anteil` percents are fractions."""
        value = found.value / 100 if self._words.figure(name, NONE).unit == "Anteil" else found.value
        self.publish({name: value}, [found.reference], kind="observed", period=found.period)

    def assume(self, *assumptions: Assumption, **renamed: Assumption) -> None:
        """Publish assumptions as key figures of their own names, or of others, so that a text can show them."""
        for name, one in [*((one.name, one) for one in assumptions), *renamed.items()]:
            words = FigureWords(one.label, one.unit, digits_given(one.span, one.unit), "Grenzwerte")
            self._keep_figure(name, one.span, words, "assumed", self._basis.references([one]))

    def take(self, figures: Iterable[Worded]) -> None:
        """Publish results whose words stand elsewhere, as those of the plan stand at its lines."""
        for one in figures:
            words = FigureWords(one.label, one.unit, one.decimals, one.range, one.formula)
            references = self._basis.references(one.basis)
            self._keep_figure(one.name, one.value, words, "computed", references, cell=one.cell)

    def release(self, file: str, counts: Iterable[int]) -> None:
        """Tell which numbers of people of a survey or register disclosure control lets pass.

        At the end of the build no other may stand in what rests on that file.
        """
        self.own.released[file] = sorted({*self.own.released.get(file, ()), *map(int, counts)})

    def report_missing(self, what: str, obtainable_from: str) -> None:
        """Note in German what the raw files do not hold for this region, and where to get it; the annex lists it."""
        self._missing.append((what, obtainable_from))

    def break_off(self, missing: Sequence[tuple[str, str]]) -> None:
        """End a chapter that this region lacks the data for: nothing below is executed or shown but `close`.

        `missing` tells what is lacking and where to get it; without any the chapter goes on. Either way the key figure
        `lacking` says so, for chapters that would read this one.
        """
        for what, obtainable_from in missing:
            self.report_missing(what, obtainable_from)
        words = german.enumeration([what for what, _ in missing])
        told = FigureWords("Was für dieses Kapitel nicht vorliegt", formula="Angaben, die der Region fehlen")
        self._keep_figure("lacking", words, told, "computed", self._basis.references(["parameter:region"]))
        if missing:
            self.texts.end()

    def publish_frame(
        self,
        name: str,
        frame: pd.DataFrame,
        basis: Iterable,
        headings: Mapping[str, str] = NONE,
        *,
        rows: Sequence = (),
        columns: Mapping[str, Any] = NONE,
    ) -> None:
        """Publish a table; the columns with words are what a reader sees, the rest is for later chapters.

        `rows` and `columns` name what single rows and columns rest on: a reader is led there; so do `leads_to` in the words,
        a column with the name of a figure of this chapter and a row that is called as an input of the plan.
        """
        label, worded = self._words.frame(name, frame.columns, headings)
        filled = {key: replace(one, label=self._filled(one.label)) for key, one in worded.items()}
        shown = led_columns(filled, columns, self.own.figures, self._basis)
        self._keep_frame(name, frame, self._filled(label), shown, basis, rows)

    def publish_table(self, name: str, *published, **led) -> None:
        """Publish a table as `publish_frame` does and show it here; one without a row is not shown, its text says why (`::: fehlt NAME`)."""
        self.publish_frame(name, *published, **led)
        if len(self.own.frames[name].frame):
            self.show_table(name)

    def publish_effects(self, figure: str, effects: pd.DataFrame) -> None:
        """Publish what each assumption alone does to a key figure of this chapter; the annex lists it.

        `effects` has the columns name, label, low, high, as `parameters.sensitivity` returns them.
        """
        line = self.own.figures[figure]
        ends = {
            end: Column(words, line.unit, line.decimals)
            for end, words in (("low", "kleinster Wert"), ("high", "größter Wert"))
        }
        label = f"Wirkung der Annahmen: {line.label}"
        self._keep_frame(EFFECTS + figure, effects, label, {"label": Column("Annahme"), **ends}, [line])

    def show_table(self, name: str) -> None:
        """Show a frame of this chapter as a table; its caption stands in a `%%caption` cell."""
        named = self.own.frames[name]
        if len(named.frame) > MOST_ROWS_SHOWN:
            raise too_long(self.name, name, len(named.frame))
        self._display("text/html", tables.html(named), "table", name, named.basis)

    def show_register(self, name: str, html: str) -> None:
        """Show a register of the annex, made by `registers`."""
        self._display("text/html", html, "table", name, ())

    def read_everything(self) -> Ledger:
        """Return the ledgers of all earlier chapters, for the annex: any change in them concerns it."""
        for chapter in self.earlier:
            for figure in self.ledger[chapter].figures:
                self.figure(f"{chapter}.{figure}")
            for frame in self.ledger[chapter].frames:
                self.frame(f"{chapter}.{frame}")
            # A line published for the first time concerns it too, though no earlier reading could name it.
            for sort in ("sources", "names"):
                self._basis.read[f"{sort}:{chapter}.all"] = digest(self.ledger[chapter].content(sort, "all"))
        return self.ledger

    @property
    def earlier(self) -> list[str]:
        """The chapters this one may read, in the order of the Makefile."""
        return [name for name in self.ledger if name not in ("study", self.name)]

    def earlier_titles(self, evaluating: bool = False) -> dict[str, str]:
        """Return the German titles of the earlier chapters that publish anything and stand whole in the study.

        `evaluating` asks for those that evaluate what people said, wherever they stand.
        """
        edition = Edition.current(project_root())

        def asked_for(name: str) -> bool:
            answers = evaluates(edition.notebook(name))
            return answers is not None if evaluating else not stands_apart(self.catalog, answers)

        return {
            name: edition.title(name)
            for name in self.earlier
            if self.ledger[name].figures and asked_for(name)
        }

    def show_figure(self, name: str, figure: "Figure", basis: Iterable) -> None:
        """Show a chart or map; caption and alternative text stand in a `%%caption` cell."""
        from ohv_coworking.exhibits import charts  # only chapters that draw wait for matplotlib

        references = self._basis.references(basis)
        if self._basis.synthetic(references):
            charts.mark_synthetic(figure)
        self._display("image/svg+xml", charts.svg(figure), "figure", name, references)

    def close(self) -> None:
        """End the chapter: under make, hand over what was published; in a visit, keep nothing."""
        if self._missing:
            missing = pd.DataFrame(self._missing, columns=["missing", "obtainable_from"])
            columns = {"missing": Column("Liegt nicht vor"), "obtainable_from": Column("Erhältlich bei")}
            self._keep_frame("missing", missing, "Was für diese Region nicht vorliegt", columns, [])
        self._judge()
        self.texts.fill()
        if self._folder is None:
            print(
                f"Besuch im Kapitel „{self.name}“: {len(self.own.figures)} Kennzahlen berechnet, nichts gespeichert."
            )
            print(self._words.unused())
            return
        self.own.sources = sorted(self.catalog.opened)
        self.own.write(self._folder / "ledger.json")
        (self._folder / "reads.json").write_text(
            json.dumps(self._reads(), indent=1, sort_keys=True), encoding="utf-8"
        )

    def _judge(self) -> None:
        """Publish each claim as the rule it is, where all it rests on was published, and how firmly each holds."""
        found = []
        for name, words in self._words.claims.items():
            self._words.used.add(("claims", name))
            if all(map(self._published, words.figures)):
                figures = {one: self.figure(one) for one in words.figures}
                rules = {one: getattr(self.parameters.rules, one) for one in words.rules}
                drawn = {one: self.draws(one) for one, figure in figures.items() if figure.draws}
                told = claims.judged(words, figures, rules, drawn)
                basis = self._basis.references(
                    [*figures.values(), *(f"parameter:rules.{one}" for one in rules)]
                )
                kept = self._keep_figure(
                    name, told["holds"], FigureWords(words.label, "ja/nein"), "computed", basis
                )
                found.append(
                    {"name": name, "label": self._filled(words.label), "synthetic": kept.synthetic, **told}
                )
        if found:
            label = {"label": Column("Aussage")}
            self._keep_frame(
                CLAIMS, pd.DataFrame(found), "Aussagen des Kapitels", label, [one["name"] for one in found]
            )

    def _published(self, path: str) -> bool:
        chapter, _, name = path.rpartition(".")
        return name in self.ledger[chapter or self.name].figures

    def _reads(self) -> dict:
        modules = sorted(
            module.__file__
            for name, module in sys.modules.items()
            if name.partition(".")[0] == "ohv_coworking" and getattr(module, "__file__", None)
        )
        asked = {"raw": sorted(self.catalog.opened), "roles": sorted(self.catalog.asked)}
        return {"lines": self._basis.read, "modules": modules, "unused_words": self._words.unused(), **asked}

    def _keep_figure(
        self,
        name: str,
        value: Any,
        words: FigureWords,
        kind: Kind,
        basis: tuple[str, ...],
        period: str = "",
        cell: str = "",
    ) -> KeyFigure:
        if name in self.own.figures:
            raise published_twice(self.name, name)
        drawn = value if isinstance(value, np.ndarray) and value.ndim else None
        low, value, high = (
            value if isinstance(value, tuple) else (None, None if drawn is not None else value, None)
        )
        low, value, high = (plain_number(one) for one in (low, value, high))
        decimals = words.decimals
        if decimals is None and kind == "observed" and words.unit == "Anteil" and isinstance(value, float):
            decimals = digits_given([value], words.unit)
        if decimals is not None and decimals < 0 and few_digits(value, decimals):
            decimals = 0
        figure = KeyFigure(
            name=name, label=words.label, value=value, unit=words.unit, kind=kind, basis=basis, low=low, high=high,
            period=period, decimals=decimals, synthetic=self._basis.synthetic(basis), chapter=self.name,
            range_kind=words.range, cell=cell, formula=words.formula,
        )  # fmt: skip
        return self.own.keep(figure, drawn)

    def _keep_frame(
        self,
        name: str,
        frame: pd.DataFrame,
        label: str,
        columns: Mapping[str, Column],
        basis: Iterable,
        rows: Sequence = (),
    ) -> None:
        references = self._basis.references(basis)
        synthetic = self._basis.synthetic(references)
        led = tuple(self._basis.references([one])[0] for one in rows)
        if columns and not led and len(frame):
            led = led_rows(frame, next(iter(columns)), references, self.parameters.plan_inputs)
        if led and len(led) != len(frame):
            raise ValueError(f"{name} has {len(frame)} rows and leads to {len(led)} lines")
        kept = frame.reset_index(drop=True)
        named = NamedFrame(name, label, kept, dict(columns), references, synthetic, self.name, led)
        # What later chapters read back is what is shown now, also in a visit.
        self.own.frames[name] = NamedFrame.from_json(json.loads(json.dumps(named.to_json())))

    def _filled(self, label: str) -> str:
        """Return a label with the key figures it shows; what they rest on, the chapter must have named."""
        return FIGURE_SHOWN.sub(lambda shown: str(self.figure(shown[1]).value), label)

    def _display(self, mime: str, content: str, sort: str, name: str, basis: tuple[str, ...]) -> None:
        plain = f"{'Tabelle' if sort == 'table' else 'Abbildung'} {name}"
        marks = {"kind": sort, "name": name, "basis": list(basis), "synthetic": self._basis.synthetic(basis)}
        display({mime: content, "text/plain": plain}, raw=True, metadata={"study": marks})


def open_chapter(name: str, cell: Mapping[str, Any]) -> Chapter:
    """Open a chapter in a notebook: `chapter = open_chapter("demand", globals())`.

    `cell` holds the values of the parameters cell.  Under make the key figures go to the ledger; a notebook
    run by hand is a visit: it reads the last build's key figures and publishes into memory only.
    """
    root = project_root()
    study = load(parameter_file())
    # A name may also be a module that the notebook imports, or IPython's own `exit`.
    given = {key: cell[key] for key in parameter_names() if isinstance(cell.get(key), PLAIN)}
    edition = Edition.current(root)
    build = json.loads(os.environ.get(BUILD, "null"))
    after = build["after"] if build else read_last(edition, name)
    chapter = Chapter(
        name, study.with_values(given), given, Catalog.load(edition.raw), earlier_ledger(edition, study, after),
        read_words(edition.words(name)), Path(build["folder"]) if build else None,
    )  # fmt: skip
    register_magics(chapter.texts)
    return chapter
