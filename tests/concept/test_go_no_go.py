from types import SimpleNamespace

from ohv_coworking.concept.go_no_go import GO, NO_GO, UNKNOWN, evaluate, verdict

RULES = [
    SimpleNamespace(key="load", measure="utilisation", direction="mindestens", threshold=0.4),
    SimpleNamespace(key="loss", measure="loss_eur", direction="höchstens", threshold=20_000),
]


class TestGoNoGo:
    def test_rules_against_scenarios(self):
        """At least and at most both bind, the limit itself passes."""
        answers = evaluate(
            RULES,
            {
                "good": {"utilisation": 0.4, "loss_eur": 20_000},
                "bad": {"utilisation": 0.39, "loss_eur": 0},
                "open": {"utilisation": 0.6},
            },
        )

        assert [GO, GO] == answers["good"].to_list()
        assert [NO_GO, GO] == answers["bad"].to_list()
        assert [GO, UNKNOWN] == answers["open"].to_list()
        assert {"good": GO, "bad": NO_GO, "open": UNKNOWN} == verdict(answers).to_dict()

    def test_a_stop_outweighs_what_is_unknown(self):
        """One broken rule stops, whatever could not be measured."""
        answers = evaluate(RULES, {"s": {"utilisation": 0.1, "loss_eur": float("nan")}})

        assert NO_GO == verdict(answers)["s"]
