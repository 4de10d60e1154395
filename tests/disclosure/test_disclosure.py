import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.disclosure import sums as disclosure_accounts
from ohv_coworking.disclosure.audit import View, possible_ranges
from ohv_coworking.disclosure.figures import NO_ANSWER, Known, figure, shown_figures, ungrouped
from ohv_coworking.disclosure.protection import TOTAL, CountTable, Protected, protect
from ohv_coworking.disclosure.sums import accounts
from ohv_coworking.disclosure.suppression import suppress
from reference import case, within

BASE = "Befragung"


def one_table(counts: dict[tuple[str, str], int], names: tuple[str, str], **view: float) -> View:
    """Return what readers see of a single table, every category on its own."""
    table = CountTable(pd.Series(counts).rename_axis(list(names)), BASE)
    grouping = ungrouped(table.categories)
    return View(accounts([table], [grouping]), frozenset(shown_figures(BASE, grouping).values()), **view)


class TestReferenceCases:
    @pytest.fixture
    def region_by_gender(self):
        """P-SD-02: a region by gender table with one small cell."""
        known = case("P-SD-02")
        counts = {
            (region, gender): count
            for region, row in known["inputs"]["counts_male_female"].items()
            for gender, count in zip(("male", "female"), row, strict=True)
        }
        return known, one_table(counts, ("region", "gender"), hidden_at_least=0)

    def cells(self, pairs: list[list[str]], names: tuple[str, str]) -> set:
        return {figure(BASE, dict(zip(names, pair, strict=True))) for pair in pairs}

    def test_secondary_suppression(self, region_by_gender):
        """P-SD-02: three further cells protect the small one, those with the least people in them."""
        known, view = region_by_gender
        names = ("region", "gender")
        primary = self.cells(known["inputs"]["primary"], names)

        secondary = suppress(view, 5, primary) - primary

        assert known["expected"]["minimum_number_of_secondary_cells"]["value"] == len(secondary)
        assert self.cells(known["expected"]["least_suppressed_count_pattern"]["value"], names) == secondary

    def test_attacker_interval(self, region_by_gender):
        """P-SD-02: what a reader can work out about the small cell with that pattern."""
        known, view = region_by_gender
        names = ("region", "gender")
        pattern = known["expected"]["least_suppressed_count_pattern"]["value"]
        (small,) = self.cells(known["inputs"]["primary"], names)

        found = possible_ranges(view, {small} | self.cells(pattern, names)).loc[[small]]

        expected = known["expected"]["attacker_interval_A_female_with_C_pattern"]
        assert within(expected, found[["low", "high"]].to_numpy()[0])

    def test_small_counts_with_sensitive_zeros(self):
        """P-SD-03: the zero is hidden with three other cells; the readers' ranges are the published ones."""
        known = case("P-SD-03")
        expected, names = known["expected"], ("age", "country")
        counts = {(a, c): n for a, row in known["inputs"]["counts"].items() for c, n in row.items()}
        view = one_table(counts, names, hidden_at_least=0)

        hidden = suppress(view, 2, self.cells(expected["primary"]["value"], names))
        ranges = possible_ranges(view, hidden)

        assert self.cells(expected["suppressed"]["value"], names) == hidden
        for cell, interval in expected["attacker_intervals"]["value"].items():
            (name,) = self.cells([cell.split("_")], names)
            found = ranges.loc[[name], ["low", "high"]].to_numpy()[0]

            assert within({**expected["attacker_intervals"], "value": interval}, found), cell


SHAPE = {"town": list("OHV"), "age": list("jmau"), "need": list("bcdef")}
KINDS = pd.MultiIndex.from_product(SHAPE.values(), names=SHAPE).to_frame(index=False)


def as_people(counts: np.ndarray) -> pd.DataFrame:
    """Return one row a person for counts by town, age and need."""
    return KINDS.loc[KINDS.index.repeat(counts.ravel())].astype("category")


# Uneven counts, so that some cells are large, some small and some empty.
answers = arrays(int, (3, 4, 5), elements=st.sampled_from([0, 0, 1, 2, 6, 15, 40])).map(as_people)


def meant(place: str | tuple[str, ...], variables: list[str]) -> np.ndarray:
    """Return which kinds of people (rows of `KINDS`) a printed place counts: 1 or 0."""
    labels = place if isinstance(place, tuple) else (place,)
    within_all = np.ones(len(KINDS))
    for variable, printed in zip(variables, labels, strict=True):
        if printed != TOTAL:
            within_all *= KINDS[variable].isin(re.split(", | und ", printed))
    return within_all


def reader_ranges(protected: Protected) -> pd.DataFrame:
    """Return what a reader of the printed tables can work out, by linear programs of its own.

    The unknowns are the people of each kind: the strongest view there is. Rows: hidden figures, and the small
    counts of categories that were merged.
    """
    shown, hidden, small = [], {}, {}
    for name, table in protected.tables.items():
        variables = list(table.counts.index.names)
        printed = protected.table(name)
        for place, count in printed.items():
            if pd.isna(count):
                hidden[name, place] = meant(place, variables)
            else:
                shown.append((meant(place, variables), count))
        merged = table.counts[table.counts.between(1, 4) & ~table.counts.index.isin(printed.index)]
        small |= {(name, place): meant(place, variables) for place in merged.index}

    def bound(row: np.ndarray, sign: int) -> float:
        found = linprog(
            sign * row,
            A_eq=[equal for equal, _ in shown] or None,
            b_eq=[count for _, count in shown] or None,
            A_ub=[-other for other in hidden.values()] or None,
            b_ub=[-1.0] * len(hidden) or None,
        )
        assert found.status in (0, 3), found.message
        return sign * found.fun if found.status == 0 else np.inf

    return pd.DataFrame(
        [(bound(row, 1), bound(row, -1)) for row in (hidden | small).values()],
        columns=["low", "high"],
        dtype=float,
    )


LINKS = {
    "two tables with a common margin": [("town", "age"), ("town", "need")],
    "a ring of three": [("town", "age"), ("town", "need"), ("age", "need")],
    "one table and one margin": [("age", "need"), ("town",)],
}


def protected_tables(tables: dict[str, CountTable], **rules: object) -> Protected:
    """Return the tables protected where no variable is sensitive."""
    return protect(tables, **{"sensitive": [], "places": ["town"], **rules})


def published(people: pd.DataFrame, links: list[tuple[str, ...]], most_hidden: float = 1 / 3) -> Protected:
    tables = {" × ".join(names): CountTable.of(people, names, BASE, in_order=["age"]) for names in links}
    return protected_tables(tables, most_hidden=most_hidden)


class TestProtection:
    @pytest.mark.parametrize("links", LINKS.values(), ids=LINKS.keys())
    @pytest.mark.parametrize("most_hidden", [1 / 3, 1])
    @settings(max_examples=10)
    @given(people=answers)
    def test_no_hidden_cell_can_be_worked_out(self, links, most_hidden, people):
        """For a reader of all tables together, each hidden or merged small count spans five people or more."""
        ranges = reader_ranges(published(people, links, most_hidden))

        assert (ranges["high"] - ranges["low"] >= 5 - 1e-5).all()

    @settings(max_examples=40)
    @given(people=answers)
    def test_what_is_shown_is_true_and_large_enough(self, people):
        """Shown counts are the true ones, 0 is shown, 1 to 4 never are, and at most a third of a table is hidden."""
        protected = published(people, LINKS["a ring of three"])
        for name, table in protected.tables.items():
            shown = protected.table(name)
            inner = (
                shown.drop(TOTAL, level=0, errors="ignore")
                if shown.index.nlevels == 1
                else shown[[TOTAL not in place for place in shown.index]]
            )

            assert not shown.dropna().between(1, 4).any()
            assert inner.isna().mean() <= 1 / 3 or inner.empty
            if all(len(group) == 1 for sides in protected.groupings[name].values() for group in sides):
                assert (table.counts.reindex(inner.dropna().index, fill_value=0) == inner.dropna()).all()

    @settings(max_examples=20)
    @given(people=answers)
    def test_its_own_audit_agrees(self, people):
        """The audit that goes into the annex finds every hidden figure safe."""
        protected = published(people, LINKS["two tables with a common margin"])

        assert protected.audit()["safe"].all()
        assert not protected.worked_out()

    def test_large_tables_are_left_alone(self):
        """Nothing is hidden where nothing is small, and the table is as counted."""
        people = pd.DataFrame({"town": ["O"] * 20 + ["V"] * 10, "need": (["a"] * 5 + ["b"] * 5) * 3})
        protected = protected_tables({"t": CountTable.of(people, ["town", "need"], BASE)})

        assert not protected.hidden
        assert [[10, 10, 20], [5, 5, 10], [15, 15, 30]] == protected.table("t").unstack(
            sort=False
        ).to_numpy().tolist()

    def test_merges_neighbours_of_an_ordered_variable(self):
        """The rare middle group joins a neighbour, never the other end."""
        ages = pd.Series(
            [20, 1, 2, 30, 30], index=pd.Index(["18-29", "30-44", "45-59", "60-74", "75+"], name="age")
        )
        table = protected_tables({"t": CountTable(ages, BASE, in_order=["age"])}).table("t")

        assert table.index.isin(
            ["30-44 und 45-59", "18-29, 30-44 und 45-59", TOTAL, "60-74", "75+", "18-29"]
        ).all()
        assert not table.dropna().between(1, 4).any()

    def test_bases_do_not_mix(self):
        """Register and survey are different people: the same names are different figures."""
        town = pd.Series([9, 7], index=pd.Index(["O", "V"], name="town"))
        protected = protected_tables(
            {"a": CountTable(town, "Register"), "b": CountTable(town * 10, "Befragung")}
        )

        assert 16 == protected.table("a")[TOTAL]
        assert 160 == protected.table("b")[TOTAL]


class TestAudit:
    @pytest.fixture
    def protected(self):
        counts = pd.Series(
            {
                (town, need): n
                for town, row in zip("OHV", [[40, 3, 30, 9], [20, 12, 9, 16], [15, 11, 7, 25]], strict=True)
                for need, n in zip("abcd", row, strict=True)
            }
        ).rename_axis(["town", "need"])
        return protected_tables({"t": CountTable(counts, BASE)})

    def test_a_share_in_the_text_gives_a_hidden_count_away(self, protected):
        """A printed share of one decimal pins the count down; the audit says so."""
        hidden = figure(BASE, {"town": "O", "need": "b"})
        told = Known((hidden,), 3 - 0.0005 * 82, 3 + 0.0005 * 82)

        assert hidden in protected.hidden
        assert protected.audit()["safe"].all()
        unsafe = protected.audit([told])["safe"].loc[lambda safe: ~safe].index
        assert hidden in unsafe
        assert set(unsafe) == protected.worked_out([told])

    def test_protection_reckons_with_what_is_known(self, protected):
        """A sum told elsewhere makes protection hide more than the table alone needs."""
        told = Known(
            (figure(BASE, {"town": "O", "need": "b"}), figure(BASE, {"town": "O", "need": "c"})), 33, 33
        )
        found = protected_tables(protected.tables, known=[told])

        assert found.audit([told])["safe"].all()

    def test_what_is_known_exactly_cannot_be_protected(self, protected):
        told = Known((figure(BASE, {"town": "O", "need": "b"}),), 3, 3)

        with pytest.raises(ValueError, match="cannot be protected"):
            protected_tables(protected.tables, known=[told])


class TestRings:
    def test_a_ring_knows_more_than_its_margins(self):
        """Three tables in a ring leave one world where their margins alone would leave many."""
        people = pd.DataFrame({"town": list("OOHH"), "age": list("jmmj"), "need": list("bccb")}).loc[
            [0, 1, 2, 3] * 3
        ]
        ring = [CountTable.of(people, names, BASE) for names in LINKS["a ring of three"]]
        single = [ungrouped(table.categories) for table in ring]
        placed = [shown_figures(BASE, grouping).values() for grouping in single]
        hidden = frozenset(figure for figure in placed[0] if len(figure.conditions) == 2)
        alone = View(accounts(ring[:1], single[:1]), frozenset(placed[0]))
        linked = View(accounts(ring, single), frozenset().union(*placed))

        assert 4 == possible_ranges(alone, hidden)["span"].min()
        assert 0 == pytest.approx(possible_ranges(linked, hidden)["span"].max())

    def test_a_large_ring_is_taken_by_triangles(self, monkeypatch):
        """Four variables, each crossed with each, too many to combine: four triangles instead."""
        monkeypatch.setattr(disclosure_accounts, "MOST_COMBINATIONS", 10)
        people = pd.DataFrame([[0, 0, 0, 0], [1, 1, 1, 1]] * 9, columns=list("abcd"))
        tables = [CountTable.of(people, names, BASE) for names in combinations("abcd", 2)]
        found = accounts(tables, [ungrouped(table.categories) for table in tables])

        assert 4 * 2**3 == found.equations.shape[1] - len(found.counts)


class TestRules:
    def test_sensitive_groups_are_never_crossed_with_a_town(self):
        """The message names the table and what to do."""
        people = pd.DataFrame({"town": ["O"] * 9, "disability": ["ja"] * 9})

        with pytest.raises(InputFault, match="Behinderung nach Ort") as fault:
            protected_tables(
                {"Behinderung nach Ort": CountTable.of(people, ["disability", "town"], BASE)},
                sensitive=["disability"],
            )

        assert "disability × town" == fault.value.found

    def test_at_most_two_variables(self):
        with pytest.raises(ValueError, match="one or two variables"):
            CountTable(pd.DataFrame({"a": [1], "b": [1], "c": [1]}).value_counts(), BASE)

    def test_no_answer_is_a_category(self):
        """Tables of one base have one total, whoever left a question out."""
        people = pd.DataFrame({"town": ["O", None, "O"], "need": ["a", "a", None]})

        tables = [CountTable.of(people, names, BASE) for names in combinations(people, 1)]

        assert {NO_ANSWER: 1, "O": 2} == tables[0].counts.to_dict()
        assert [3, 3] == [table.counts.sum() for table in tables]

    def test_tables_that_contradict_each_other_are_not_of_one_base(self):
        town = pd.Series([9, 7], index=pd.Index(["O", "V"], name="town"))

        with pytest.raises(ValueError, match="disagree"):
            protected_tables({"a": CountTable(town, BASE), "b": CountTable(town + 1, BASE)})
