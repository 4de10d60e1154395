import pandas as pd

from ohv_coworking.disclosure.cell_rules import (
    dominated,
    largest_share,
    nearly_known,
    sample_frequencies,
    small_counts,
)
from reference import case, folder, within

BY = ["region", "gender"]


def flagged(cells: pd.Series) -> list[list[str]]:
    return [list(cell) for cell in cells.index[cells]]


class TestReferenceCases:
    def test_primary_rules(self):
        """P-SD-01: small counts, dominance and p-percent in a table of region and gender, margins among them."""
        expected = case("P-SD-01")["expected"]
        people = pd.read_csv(folder() / "sdc_microdata1.csv")
        counts = people.groupby(BY).size()
        table = counts.unstack()[["male", "female"]]

        assert expected["counts_male_female"]["value"] == dict(
            zip(table.index, table.to_numpy().tolist(), strict=True)
        )
        assert expected["freq_rule_max2"]["value"] == flagged(
            pd.Series(small_counts(counts, 3), counts.index)
        )
        assert expected["dominance_n2_k75"]["value"] == flagged(dominated(people, BY, "val", 2, 75))
        assert expected["p_percent_70"]["value"] == flagged(nearly_known(people, BY, "val", 70))
        assert within(expected["top2_share_D_male"], largest_share(people, BY, "val", 2)["D", "male"])
        assert within(expected["top1_share_A_female"], largest_share(people, BY, "val")["A", "female"])
        for margin in BY:
            assert not dominated(people, [margin], "val", 2, 75).any()
            assert not nearly_known(people, [margin], "val", 70).any()

    def test_dominance_in_a_magnitude_table(self):
        """P-SD-04: one contributor with over 80 percent."""
        expected = case("P-SD-04")["expected"]
        contributions = pd.read_csv(folder() / "ssb_magnitude1.csv")
        by = ["sector4", "geo"]

        shares = largest_share(contributions, by, "value")
        primary = dominated(contributions, by, "value", 1, 80)

        shares.index = shares.index.map("|".join)
        assert expected["primary"]["value"] == ["|".join(cell) for cell in flagged(primary)]
        for cell, value in expected["largest_share"]["value"].items():
            assert within({**expected["largest_share"], "value": value}, shares[cell])

    def test_sample_frequencies(self):
        """P-SD-05: how many records share their key values, by number and by weight."""
        known = case("P-SD-05")
        expected = known["expected"]
        records = pd.DataFrame(known["inputs"]["rows_A_B_C_weight"], columns=["A", "B", "C", "weight"])

        found = sample_frequencies(records, ["A", "B", "C"], records["weight"])

        assert within(expected["fk"], found["fk"])
        assert within(expected["Fk"], found["Fk"])
        assert expected["n_violating_2_anonymity"]["value"] == (found["fk"] < 2).sum()
        assert expected["n_with_fk_equal_2"]["value"] == (found["fk"] == 2).sum()


def test_zeros_are_sensitive_only_on_request():
    """P-SD-03's package hides 0 and 1; this study shows 0."""
    assert [False, True] == small_counts([0, 1], 2).tolist()
    assert [True, True] == small_counts([0, 1], 2, zeros=True).tolist()
