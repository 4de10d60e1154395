"""No edition prints a sentence that its own figures deny."""

from claim_checks import false_claims


class TestBaseEdition:
    def test_claims_only_what_its_ledger_and_draws_say(self, built):
        assert [] == false_claims(built)
