"""What a notebook works with: parameters it may read, raw files, key figures of earlier chapters, publishing."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from IPython.display import display

from ohv_coworking.basics import german
from ohv_coworking.basics.digests import digest
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters import Assumption, Study, load, parameter_file
from ohv_coworking.parameters.study import parameter_names
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.raw import Catalog
from ohv_coworking.study import tables
from ohv_coworking.study.edition import BUILD, Edition
from ohv_coworking.study.ledger import (
    EFFECTS,
    ChapterLedger,
    Column,
    KeyFigure,
    Kind,
    Ledger,
    NamedFrame,
    Value,
)
from ohv_coworking.study.magics import Texts, register_magics
from ohv_coworking.study.prose import digits_given

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLAIN = (str, int, float, list, dict)


class Parameters:
    """The parameters named in a notebook's parameters cell, typed; any other name is an error."""

    def __init__(self, study: Study, names: Iterable[str]):
        self._study, self._names = study, frozenset(names)

    def __getattr__(self, name: str) -> Any:
        if name not in self._names:
            raise AttributeError(f"{name} does not stand in the parameters cell of this notebook")
        parts = (self._study.assumptions, self._study.plan, self._study)
        return next(getattr(part, name) for part in parts if name in type(part).model_fields)

    def __contains__(self, name: str) -> bool:
        return name in self._names


class Chapter:
    """One chapter at work; see `open_chapter`."""

    def __init__(
        self,
        name: str,
        study: Study,
        names: Iterable[str],
        catalog: Catalog,
        earlier: Ledger,
        folder: Path | None,
    ):
        self.name = name
        self.parameters = Parameters(study, names)
        self.catalog = catalog
        self.own = ChapterLedger(name)
        self.ledger = Ledger([*earlier.values(), self.own])
        self.texts = Texts(self)
        self._folder = folder
        self._read: dict[str, str] = {}
        self._missing: list[tuple[str, str]] = []

    def read_csv(self, name: str, **options) -> pd.DataFrame:
        """Return a catalogued raw CSV file, keys as text."""
        return self.catalog.read_csv(name, **options)

    def figure(self, path: str) -> KeyFigure:
        """Return a key figure: `name` of this chapter or `chapter.name` of an earlier one."""
        return self._line("figure", path)

    def draws(self, path: str) -> np.ndarray:
        """Return the draws of a key figure, named as for `figure`: (2000,), one index over all chapters."""
        figure = self.figure(path)
        return self.ledger[figure.chapter].drawn(figure.name)

    def frame(self, path: str) -> pd.DataFrame:
        """Return a copy of a named frame: `name` of this chapter or `chapter.name` of an earlier one."""
        return self._line("frame", path).frame.copy()

    def observe(
        self, name: str, value: Value, unit: str, label: str, basis: Iterable = (), **details
    ) -> KeyFigure:
        """Publish a number as it stands in a source."""
        if unit == "Anteil" and isinstance(value, float):
            details.setdefault("decimals", digits_given([value], unit))
        return self._publish(name, value, unit, label, "observed", basis, details)

    def compute(
        self, name: str, value: Value, unit: str, label: str, basis: Iterable = (), **details
    ) -> KeyFigure:
        """Publish a number computed from what `basis` lists.

        An array of draws (2000,) as value gives their median, and as range their 10 % and 90 % points ("Spanne").
        Any other range is given as `low` and `high` with `range_kind`, the word for it.
        """
        return self._publish(name, value, unit, label, "computed", basis, details)

    def assume(self, assumption: Assumption) -> KeyFigure:
        """Publish an assumption as a key figure of its own name, so that a text can show it."""
        low, value, high = assumption.span
        return self._publish(
            assumption.name, value, assumption.unit, assumption.label, "assumed", [assumption],
            {"low": low, "high": high, "decimals": digits_given(assumption.span, assumption.unit), "range_kind": "Grenzwerte"},
        )  # fmt: skip

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
        self.compute("lacking", words, "", "Was für dieses Kapitel nicht vorliegt", ["parameter:region"])
        if missing:
            self.texts.end()

    def publish_frame(
        self, name: str, frame: pd.DataFrame, label: str, columns: Mapping[str, Column], basis: Iterable
    ) -> NamedFrame:
        """Publish a table; `columns` names what a reader sees, the rest is for later chapters."""
        missing = [column for column in columns if column not in frame]
        if missing:
            raise ValueError(f"frame {name} lacks the columns {missing}")
        references = self._references(basis)
        named = NamedFrame(
            name,
            label,
            frame.reset_index(drop=True),
            dict(columns),
            references,
            self._synthetic(references),
            self.name,
        )
        # What later chapters read back is what is shown now, also in a visit.
        self.own.frames[name] = NamedFrame.from_json(json.loads(json.dumps(named.to_json())))
        return self.own.frames[name]

    def publish_effects(self, figure: str, effects: pd.DataFrame) -> NamedFrame:
        """Publish what each assumption alone does to a key figure of this chapter; the annex lists it.

        `effects` has the columns name, label, low, high, as `models.sensitivity` returns them.
        """
        line = self.own.figures[figure]
        ends = {
            end: Column(words, line.unit, line.decimals)
            for end, words in (("low", "kleinster Wert"), ("high", "größter Wert"))
        }
        label = f"Wirkung der Annahmen: {line.label}"
        return self.publish_frame(
            EFFECTS + figure, effects, label, {"label": Column("Annahme"), **ends}, [line]
        )

    def show_table(self, name: str) -> None:
        """Show a frame of this chapter as a table; its caption stands in a `%%caption` cell."""
        named = self.own.frames[name]
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
                self._read[f"{sort}:{chapter}.all"] = digest(self.ledger[chapter].content(sort, "all"))
        return self.ledger

    @property
    def earlier(self) -> list[str]:
        """The chapters this one may read, in the order of the Makefile."""
        return [name for name in self.ledger if name not in ("study", self.name)]

    def earlier_titles(self) -> dict[str, str]:
        """Return the German titles of the earlier chapters that publish anything."""
        edition = Edition.current(project_root())
        return {name: edition.title(name) for name in self.earlier if self.ledger[name].figures}

    def show_figure(self, name: str, figure: "Figure", basis: Iterable) -> None:
        """Show a chart or map; caption and alternative text stand in a `%%caption` cell."""
        from ohv_coworking.study import charts  # only chapters that draw wait for matplotlib

        references = self._references(basis)
        if self._synthetic(references):
            charts.mark_synthetic(figure)
        self._display("image/svg+xml", charts.svg(figure), "figure", name, references)

    def close(self) -> None:
        """End the chapter: under make, hand over what was published; in a visit, keep nothing."""
        if self._missing:
            missing = pd.DataFrame(self._missing, columns=["missing", "obtainable_from"])
            columns = {"missing": Column("Liegt nicht vor"), "obtainable_from": Column("Erhältlich bei")}
            self.publish_frame("missing", missing, "Was für diese Region nicht vorliegt", columns, [])
        self.texts.fill()
        if self._folder is None:
            print(
                f"Besuch im Kapitel „{self.name}“: {len(self.own.figures)} Kennzahlen berechnet, nichts gespeichert."
            )
            return
        self.own.sources = sorted(self.catalog.opened)
        self.own.write(self._folder / "ledger.json")
        (self._folder / "reads.json").write_text(
            json.dumps(self._reads(), indent=1, sort_keys=True), encoding="utf-8"
        )

    def _reads(self) -> dict:
        modules = sorted(
            module.__file__
            for name, module in sys.modules.items()
            if name.partition(".")[0] == "ohv_coworking" and getattr(module, "__file__", None)
        )
        asked = {"raw": sorted(self.catalog.opened), "roles": sorted(self.catalog.asked)}
        return {"lines": self._read, "modules": modules, **asked}

    def _line(self, sort: str, path: str) -> KeyFigure | NamedFrame:
        chapter, _, name = path.rpartition(".")
        chapter = chapter or self.name
        if chapter not in self.ledger:
            raise ValueError(
                f"chapter {self.name} reads {path}, but the Makefile does not put it after {chapter}"
            )
        holder = self.ledger[chapter].figures if sort == "figure" else self.ledger[chapter].frames
        if name not in holder:
            raise ValueError(f"chapter {chapter} publishes no {sort} {name}")
        if chapter != self.name:
            self._read[f"{sort}:{chapter}.{name}"] = digest(holder[name].to_json())
        return holder[name]

    def _publish(self, name, value, unit, label, kind: Kind, basis, details: Mapping) -> KeyFigure:
        if name in self.own.figures:
            raise ValueError(f"key figure {name} is published twice")
        references = self._references(basis)
        if unknown := details.keys() - {"low", "high", "range_kind", "period", "decimals"}:
            raise TypeError(f"key figure {name}: {sorted(unknown)} is nothing that a key figure has")
        drawn = value if isinstance(value, np.ndarray) and value.ndim else None
        value, low, high = (
            _plain_number(one)
            for one in (None if drawn is not None else value, details.get("low"), details.get("high"))
        )
        figure = KeyFigure(
            name=name, label=label, value=value, unit=unit, kind=kind, basis=references,
            low=low, high=high, period=str(details.get("period", "")), decimals=details.get("decimals"),
            synthetic=self._synthetic(references), chapter=self.name, range_kind=details.get("range_kind", ""),
        )  # fmt: skip
        return self.own.keep(figure, drawn)

    def _references(self, basis: Iterable) -> tuple[str, ...]:
        """Return basis entries as references: texts, assumptions, parameters, key figures and frames."""
        found = []
        for entry in [basis] if isinstance(basis, str) else basis:
            found.append(self._checked(getattr(entry, "reference", entry)))
        return tuple(dict.fromkeys(found))

    def _checked(self, reference: object) -> str:
        if not isinstance(reference, str):
            raise TypeError(f"{reference!r} is no basis of a key figure")
        sort, _, path = reference.partition(":")
        if not path:
            chapter, _, name = reference.rpartition(".")
            own = self.ledger[chapter or self.name]
            sort = "figure" if name in own.figures else "frame"
            reference = f"{sort}:{chapter or self.name}.{name}"
            path = reference.partition(":")[2]
        name = path.partition("#")[0]
        if sort == "raw" and name not in self.catalog.opened:
            raise ValueError(f"basis {reference}: this chapter has not opened {name}")
        if sort in ("assumption", "parameter") and not self._names_in_cell(name):
            raise ValueError(f"basis {reference}: {name} does not stand in the parameters cell")
        if sort in ("figure", "frame"):
            self._line(sort, name.removeprefix(f"{self.name}."))
        return reference

    def _names_in_cell(self, name: str) -> bool:
        """Return whether the parameters cell names a parameter, or the part of the plan that holds it."""
        whole, _, part = name.partition(".")
        return whole in self.parameters or (whole == "plan" and part.partition(".")[0] in self.parameters)

    def _synthetic(self, references: Iterable[str]) -> bool:
        for reference in references:
            sort, _, path = reference.partition(":")
            if sort == "raw" and self.catalog.entry(path.partition("#")[0]).synthetic:
                return True
            if sort in ("figure", "frame") and self.ledger.line(reference).synthetic:
                return True
        return False

    def _display(self, mime: str, content: str, sort: str, name: str, basis: tuple[str, ...]) -> None:
        plain = f"{'Tabelle' if sort == 'table' else 'Abbildung'} {name}"
        marks = {"kind": sort, "name": name, "basis": list(basis), "synthetic": self._synthetic(basis)}
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
    after = build["after"] if build else _last_after(edition, name)
    earlier = Ledger([study_ledger(study), *(_ledger_of(edition, chapter) for chapter in after)])
    chapter = Chapter(
        name, study.with_values(given), given, Catalog.load(edition.raw), earlier,
        Path(build["folder"]) if build else None,
    )  # fmt: skip
    register_magics(chapter.texts)
    return chapter


def study_ledger(study: Study) -> ChapterLedger:
    """Return the parameters of the edition as key figures of a chapter called `study`, for texts."""
    words = {
        **study.region.model_dump(include={"name", "long_name", "home_edition"}, by_alias=True),
        **{
            f"commission_{key}": value
            for key, value in study.commission.model_dump().items()
            if key != "links"
        },
    }
    figures = {
        key: KeyFigure(key, key, value, "", "assumed", (f"parameter:{key}",), chapter="study")
        for key, value in words.items()
    }
    for key in ("reference_date", "opening_month"):
        figures[key] = KeyFigure(
            key,
            key,
            getattr(study, key).isoformat(),
            "Datum",
            "assumed",
            (f"parameter:{key}",),
            chapter="study",
        )
    figures["price_base"] = KeyFigure(
        "price_base",
        "Preisstand",
        study.price_base,
        "Jahr",
        "assumed",
        ("parameter:price_base",),
        chapter="study",
    )
    return ChapterLedger("study", figures)


def _ledger_of(edition: Edition, chapter: str) -> ChapterLedger:
    file = edition.built(chapter) / "ledger.json"
    if not file.is_file():
        raise InputFault(
            f"Das Kapitel „{chapter}“ ist noch nicht gebaut, seine Kennzahlen werden hier gebraucht.",
            file=file.relative_to(edition.root),
            expected="das Ergebnis eines früheren Baus",
            remedy="Einmal „make study“ im Projektordner aufrufen, dann das Notebook neu starten.",
        )
    return ChapterLedger.read(file)


def _last_after(edition: Edition, chapter: str) -> list[str]:
    record = edition.built(chapter) / "record.json"
    return json.loads(record.read_text(encoding="utf-8"))["after"] if record.is_file() else []


def _plain_number(value):
    """Return a plain Python number; what could not be computed (NaN) is missing."""
    plain = value.item() if hasattr(value, "item") else value
    return None if plain is None or plain is pd.NA or plain != plain else plain
