"""Crossed and filtered tables of the survey tell of nobody alone, however they are put side by side."""

from itertools import product

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.evaluation.evaluated_survey import PLACES, count_people, sensitive_variables
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.survey.responses import open_survey
from ohv_coworking.workbench.cross_tables import STEP, CrossTables


@pytest.fixture(scope="module")
def tables(root) -> CrossTables:
    study, catalog = load(root / "study.yaml"), Catalog.load(root / "data" / "raw")
    asked = open_survey(catalog, "person", study.region, study.surveys.person)
    statistics = source.age_groups(catalog), source.employment(catalog)
    people = count_people(asked, study.region.towns, statistics, {}, 30, 3.0, 30.0, 0.3)
    return CrossTables(people, 30, sensitive_variables(people.people.questionnaire), PLACES)


def test_what_is_shown_has_many_behind_it_and_many_beside_it(tables):
    """Over random questions, groups and filters: no cell and no rest of a cell is of one to four people."""
    generator, shown = np.random.default_rng(7), 0
    people = tables.asked.counted
    for _ in range(150):
        question, group, filtered = generator.choice(tables.variables, 3, replace=False)
        value = generator.choice(tables.values(filtered))
        try:
            found = tables.table(question, group, filtered, value).dropna(subset="share")
        except InputFault:
            continue
        within = people[filtered] == value
        for (_, answer), one in found.groupby(["group", "answer"]):
            members = (
                people[group].isin(people[group].cat.categories)
                if one["group"].iloc[0] == "alle"
                else people[group] == one["group"].iloc[0]
            )
            chosen = people[question] == answer
            counts = [int((chosen & members & within).sum()), int((chosen & members & ~within).sum())]
            # Answers and groups that stand merged have other names and are not looked up here.
            if answer in people[question].cat.categories and counts[0]:
                shown += 1
                assert not [count for count in counts if 0 < count < MINIMUM]
            assert (
                np.allclose(one["share"] / STEP, (one["share"] / STEP).round()) and one["n"].iloc[0] % 10 == 0
            )
    assert shown > 20


def test_a_sensitive_group_is_never_crossed_with_a_place(tables):
    for names in product(
        ("employment", "disability", "accessibility_needs__seeing"), ("interest",), ("town",)
    ):
        with pytest.raises(InputFault):
            tables.table(names[1], names[0], names[2], "Velten")


def test_without_a_filter_it_agrees_with_the_printed_share(tables, built):
    """The share of "eher ja" among all is the one the survey's document prints, to the step it is rounded to."""
    row = tables.table("interest", "town").set_index(["group", "answer"]).loc["alle", "eher ja"]
    people = tables.asked
    weights = people.weights.design.weights
    plain = weights[(people.counted["interest"] == "eher ja").to_numpy()].sum() / weights.sum()

    assert row["share"] == pytest.approx(plain, abs=STEP / 2 + 1e-9)
