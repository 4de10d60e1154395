"""The landlord's view: the rent a building needs so that doing it up pays."""

import numpy as np

from ohv_coworking.parameters.plan import Landlord


def rent_needed(terms: Landlord):
    """Return the rent per square metre and month that refinances the works, keeps the building up and bears vacancy.

    The works are repaid as a yearly annuity over `landlord_years` at `landlord_rate`, spread over twelve months.
    """
    rate, years = terms.landlord_rate, terms.landlord_years
    # Without interest equal parts are repaid; a tiny rate keeps the quotient defined there.
    rate = rate + 1e-12 * (rate == 0)
    annuity = terms.landlord_investment * rate / -np.expm1(-years * np.log1p(rate))
    return (annuity / 12 + terms.landlord_upkeep) / (1 - terms.landlord_vacancy)
