"""Taxes on income year by year: corporate tax with solidarity surcharge, trade tax, loss carry-forward.

Simplified where a plan can't know better: no advance payments, no rounding, no minimum taxation (it begins
at a million euros of loss carried forward).
"""

from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import Taxes


@dataclass(frozen=True)
class IncomeTax:
    """Taxes by calendar year, arrays (..., years), euros."""

    corporate_tax: np.ndarray
    trade_tax: np.ndarray
    loss_carried_forward: np.ndarray

    @property
    def total(self) -> np.ndarray:
        return self.corporate_tax + self.trade_tax


def income_tax(profit, interest, rent, receipts, taxes: Taxes, law) -> IncomeTax:
    """Return the taxes on a profit (..., years) before tax.

    `interest` and `rent` are the year's expenses added back in part for trade tax (§ 8 Nr. 1 GewStG), `receipts` the
    year's gross receipts against the limit of § 64 Abs. 3 AO; `law` holds the statutory values (years,) by key.
    """
    free = taxes.receipts_limit * (receipts <= law["charity_receipts_limit"])
    profit = profit * (1 - free)
    allowance = taxes.corporate_allowance * law["corporate_tax_allowance"]
    taxable, loss = _after_losses(profit)
    corporate = np.maximum(taxable - allowance, 0) * law["corporate_tax_rate"] * taxes.corporate_tax

    financing = interest + law["trade_tax_rent_share"] * rent
    added = law["trade_tax_add_back_share"] * np.maximum(financing - law["trade_tax_add_back_allowance"], 0)
    trade_profit, _ = _after_losses(profit + added * (1 - free))
    trade_base = np.maximum(trade_profit - taxes.trade_tax_allowance, 0) * law["trade_tax_base_rate"]
    return IncomeTax(
        corporate_tax=corporate * (1 + law["solidarity_surcharge_rate"]),
        trade_tax=trade_base * taxes.trade_tax_multiplier * taxes.trade_tax,
        loss_carried_forward=loss,
    )


def _after_losses(profit):
    """Return the profit after losses carried forward, and the losses left at the end of each year.

    Only what lifts the running sum above its highest point so far is left to tax.
    """
    running = np.cumsum(profit, axis=-1)
    highest = np.maximum.accumulate(np.maximum(running, 0), axis=-1)
    return np.diff(highest, axis=-1, prepend=0), highest - running
