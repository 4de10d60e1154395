"""One assumption at a time: what its range alone does to a result."""

from ohv_coworking.parameters import Assumption
from ohv_coworking.parameters.sensitivity import one_at_a_time


def assumption(name, low, value, high):
    return Assumption(
        name=name, label=name.title(), low=low, value=value, high=high, unit="", source="Beispiel"
    )


class TestOneAtATime:
    def test_the_others_keep_their_value(self):
        """In price times amount, either end of one is multiplied with the middle of the other."""
        given = [assumption("price", 8, 10, 12), assumption("amount", 1, 5, 6)]

        found = one_at_a_time(lambda value: value["price"] * value["amount"], given).set_index("name")

        assert (10, 60) == tuple(found.loc["amount", ["low", "high"]])
        assert (40, 60) == tuple(found.loc["price", ["low", "high"]])

    def test_the_largest_effect_comes_first(self):
        """Order says which assumption matters most; equal effects stay in the order given."""
        given = [assumption("little", 0, 1, 1), assumption("much", 0, 1, 9), assumption("also", 0, 1, 1)]

        found = one_at_a_time(lambda value: sum(value.values()), given)

        assert ["much", "little", "also"] == list(found["name"])

    def test_a_falling_outcome_is_ordered_too(self):
        """Low is the smaller outcome, not the outcome at the lower end."""
        found = one_at_a_time(lambda value: -value["cost"], [assumption("cost", 1, 2, 3)])

        assert [[-3, -1]] == found[["low", "high"]].to_numpy().tolist()
