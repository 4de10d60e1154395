import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.estimation.raking import design_effect, effective_n, rake, trim
from reference import case, within


def spread_out(counts: list[list[int]]) -> pd.DataFrame:
    """Return one respondent a row for a table of counts."""
    rows, columns = np.indices(np.shape(counts))
    repeated = np.ravel(counts)
    return pd.DataFrame({"a": np.repeat(rows, repeated), "b": np.repeat(columns, repeated)})


def factors(respondents: pd.DataFrame, weights: np.ndarray) -> np.ndarray:
    """Return the weight of each combination of a (rows) and b (columns)."""
    return respondents.assign(w=weights).groupby(["a", "b"])["w"].first().unstack().to_numpy()


class TestReferenceCases:
    def test_post_stratification(self):
        """P-SV-03: factors of a four by three table."""
        known = case("P-SV-03")
        sample = spread_out(known["inputs"]["sample_counts_rows_a1..a4_cols_b1..b3"])
        population = pd.DataFrame(known["inputs"]["population_counts"]).stack()
        population.index = population.index.to_flat_index()
        cells = pd.DataFrame({"cell": list(zip(sample["a"], sample["b"], strict=True))})

        found = rake(cells, {"cell": population})

        assert within(known["expected"]["factor"], factors(sample, found.weights))

    def test_raking(self):
        """P-SV-04: factors, sum of weights and Kish's numbers for two margins."""
        known = case("P-SV-04")
        inputs, expected = known["inputs"], known["expected"]
        sample = spread_out(inputs["sample_counts_rows_a1..a4_cols_b1..b3"])

        found = rake(sample, {"a": pd.Series(inputs["margin_a"]), "b": pd.Series(inputs["margin_b"])})

        assert within(expected["factor"], factors(sample, found.weights))
        assert within(expected["sum_of_weights"], found.weights.sum())
        assert within(expected["kish_deff"], design_effect(found.weights))
        assert within(expected["kish_effective_n"], effective_n(found.weights))


MARGINS = {
    "town": pd.Series({"Oranienburg": 600.0, "Hennigsdorf": 300, "Velten": 100}),
    "age": pd.Series({"jung": 550.0, "alt": 450}),
}


def people(n: int = 60) -> pd.DataFrame:
    """Return respondents with every combination of town and age."""
    towns, ages = list(MARGINS["town"].index), list(MARGINS["age"].index)
    return pd.DataFrame(
        {"town": [towns[i % 3] for i in range(n)], "age": [ages[i // 3 % 2] for i in range(n)]}
    )


class TestRaking:
    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.floats(0.2, 5), min_size=60, max_size=60))
    def test_meets_margins_and_respects_design_weights(self, design):
        """Margins are met; within one combination, weights keep the ratio of the design weights."""
        sample = people()
        weights = rake(sample, MARGINS, design).weights
        ratio = pd.Series(weights / design).groupby([sample["town"], sample["age"]]).agg(np.ptp)

        for name, target in MARGINS.items():
            assert np.allclose(target, pd.Series(weights).groupby(sample[name]).sum()[target.index])
        assert np.allclose(0, ratio)

    def test_no_answer_keeps_its_design_weight_in_that_margin(self):
        """Who did not tell the age still counts, and the ages told keep the proportions of the target."""
        sample = people()
        sample.loc[:5, "age"] = None
        weights = pd.Series(rake(sample, MARGINS).weights)
        by_age = weights.groupby(sample["age"]).sum()

        assert 0.1 == pytest.approx(weights[:6].sum() / weights.sum())
        assert 550 / 450 == pytest.approx(by_age["jung"] / by_age["alt"])

    def test_order_of_rows_does_not_matter(self):
        sample = people()
        shuffled = sample.sample(frac=1, random_state=1)

        weights = pd.Series(rake(sample, MARGINS).weights, sample.index)

        assert np.allclose(weights[shuffled.index], rake(shuffled, MARGINS).weights)


class TestFaults:
    def test_names_a_category_nobody_answered_for(self):
        sample = people().query("town != 'Velten'")

        with pytest.raises(InputFault, match="hat niemand geantwortet") as fault:
            rake(sample, MARGINS)

        assert "Velten" == fault.value.found

    def test_names_answers_without_target(self):
        sample = people()
        sample.loc[0, "town"] = "Berlin"

        with pytest.raises(InputFault, match="keinen Sollwert") as fault:
            rake(sample, MARGINS)

        assert "Berlin" == fault.value.found

    def test_names_totals_that_disagree(self):
        """Margins about different numbers of people are refused with both totals in German."""
        with pytest.raises(InputFault, match="verschieden viele") as fault:
            rake(people(), MARGINS | {"age": pd.Series({"jung": 1550, "alt": 450})})

        assert "town: 1.000,0 und age: 2.000,0" == fault.value.found

    def test_names_what_no_weight_can_meet(self):
        """Two margins that exclude each other for the people there are: a fault, not a silent misfit."""
        sample = pd.DataFrame({"town": ["Velten", "Velten", "Hennigsdorf"], "age": ["jung", "alt", "alt"]})
        margins = {
            "town": pd.Series({"Velten": 10.0, "Hennigsdorf": 90}),
            "age": pd.Series({"jung": 80.0, "alt": 20}),
        }

        with pytest.raises(InputFault, match="erreicht die Randverteilungen nicht"):
            rake(sample, margins)

    def test_tells_all_faults_at_once(self):
        sample = people().query("town != 'Velten'").assign(age="uralt")

        with pytest.raises(InputFaults) as fault:
            rake(sample, MARGINS)

        assert 3 == len(fault.value.faults)

    def test_refuses_a_negative_target(self):
        with pytest.raises(InputFault, match="fehlende oder negative Werte"):
            rake(people(), MARGINS | {"age": pd.Series({"jung": 1100, "alt": -100})})


class TestTrimming:
    @given(st.lists(st.floats(0.01, 100), min_size=2, max_size=30), st.floats(1.1, 5))
    def test_keeps_limit_and_total(self, weights, most):
        """No weight exceeds the limit, and nobody is lost."""
        trimmed = trim(weights, most)

        assert sum(weights) == pytest.approx(trimmed.sum())
        assert trimmed.max() <= most * np.mean(weights) * (1 + 1e-9)

    def test_equal_weights_have_no_design_effect(self):
        assert 1 == design_effect([3.0, 3, 3])
        assert 3 == effective_n([3.0, 3, 3])
