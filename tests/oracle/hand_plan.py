"""The financial plan a second time: plain loops over months, written from the statutes and the parameters.

It shares no code with the library's plan and no way of reckoning: no arrays, no closed forms, losses and loans carried
from one period to the next. What both agree on to the cent has been reckoned twice.
"""

from collections import defaultdict
from datetime import date
from math import exp

MONTHS = "january february march april may june july august september october november december".split()


def hand_plan(plan, given, opening, price_base, statutes):
    """Return monthly, yearly and single results by the name of the line they stand for.

    `plan` gives the entries (products, costs, posts, …), `given` the value of each input by name.
    """
    return _Hand(plan, given, opening, price_base, statutes).results()


class _Hand:
    def __init__(self, plan, given, opening, price_base, statutes):
        self.plan, self.given, self.base = plan, given, price_base
        self.count = 12 * plan.horizon_years
        self.preparation = int(given["preparation_months"])
        start = opening.year * 12 + opening.month - 1 + int(given["opens_later_months"]) - self.preparation
        lasts = int(given["operating_months"])
        self.closing = min(self.preparation + lasts, self.count) if lasts else self.count
        # Rooms are kept as long as the house is run, and as long as their lease binds.
        self.left = max(self.closing, int(given["lease_months"])) if lasts else self.count
        self.calendar = [((start + m) // 12, (start + m) % 12 + 1) for m in range(self.count)]
        self.years = sorted({year for year, _ in self.calendar})
        self.laws = defaultdict(lambda: [None] * self.count)
        for one in statutes:
            for m, (year, month) in enumerate(self.calendar):
                if one.valid_from <= date(year, month, 1):
                    self.laws[one.key][m] = one.value
        self.wage_ends = [one.valid_to for one in statutes if one.key == "minimum_wage"][-1]
        # A grant covers investments only or running costs only.
        self.running = [
            k for k, one in plan.financing.grants.items() if one.covers[0] not in plan.investments
        ]
        self.out = {}

    # -- small things -------------------------------------------------------------------------------------------

    def law(self, key, m):
        return self.laws[key][m]

    def zeros(self):
        return [0.0] * self.count

    def january_index(self, rise, m, every=1):
        years = max(self.calendar[m][0] - self.base, 0)
        return (1 + rise) ** (years - years % every)

    def vat_rate(self, kind, m):
        if kind == "Regelsatz" or (kind == "Vermietung" and self.given["option_to_tax"]):
            return self.law("vat_standard_rate", m)
        return self.law("vat_reduced_rate", m) if kind == "ermäßigt" else 0.0

    def months_of(self, year):
        return [m for m in range(self.count) if self.calendar[m][0] == year]

    def later(self, line, months):
        return [line[m - int(months)] if m >= int(months) else 0.0 for m in range(self.count)]

    def there(self, key):
        """1 where an entry is in the plan; most have no switch."""
        return self.given.get(f"{key}_applied", 1.0)

    def lives(self, key, m, at_once=False):
        """Whether an entry counts in a month: begun, not ended, the house still run."""
        since = m - self.preparation
        first, end = self.given[f"{key}_start_after_months"], self.given[f"{key}_ends_after_months"]
        begun = since >= first or (at_once and first == 0)
        return begun and (end == 0 or since < end) and m < self.closing

    # -- sales --------------------------------------------------------------------------------------------------

    def sell(self):
        g = self.given
        self.revenue, self.billed, self.exempt, self.visits, self.users = (self.zeros() for _ in range(5))
        self.deposits, self.won, occupied = self.zeros(), self.zeros(), self.zeros()
        self.desks = sum(
            g[f"{k}_capacity"] * g[f"{k}_desks_per_place"] * self.there(k) for k in self.plan.products
        )
        # Nobody lets more desks than are wanted: a house too large stays that much emptier.
        wanted = min(g["demand_desks"] / self.desks, 1.0) if self.desks else 1.0
        for k, product in self.plan.products.items():
            ramp = f"{k}_" if product.ramp == "eigener" else ""
            before, revenue = 0.0, self.zeros()
            at_most = wanted if g[f"{k}_desks_per_place"] else 1.0
            for m, (_, month) in enumerate(self.calendar):
                since = m - self.preparation
                sold_for = since - int(g[f"{k}_start_after_months"]) + 1
                ended = g[f"{k}_ends_after_months"] and since >= g[f"{k}_ends_after_months"]
                reached = 0.0
                if sold_for > 0 and not ended and m < self.closing:
                    p, q, at_once = (
                        g[f"{ramp}{name}"] for name in ("innovation", "imitation", "initial_share")
                    )
                    left = exp(-(p + q) * sold_for)
                    adopted = (1 - left) / (1 + q / p * left)
                    reached = 1.0 if product.ramp == "keiner" else at_once + (1 - at_once) * adopted
                season = 1 + g[f"{k}_season_weight"] * (g[MONTHS[month - 1]] - 1)
                use = min(g[f"{k}_utilisation"] * at_most * reached * season, 1.0)
                quantity = g[f"{k}_capacity"] * g[f"{k}_sales_per_place"] * use * self.there(k)
                step = int(g["price_step_years"])
                rate = self.vat_rate(g[f"{k}_vat"], m)
                # What a consumer is asked holds the tax.
                price = g[f"{k}_price"] / (1 + rate if g[f"{k}_price_quoted"] == "brutto" else 1)
                revenue[m] = quantity * price * self.january_index(g["price_yearly_rise"], m, step)
                self.revenue[m] += revenue[m]
                self.billed[m] += revenue[m] * rate
                self.exempt[m] += revenue[m] if rate == 0 else 0.0
                self.users[m] += quantity * g[f"{k}_users_per_sale"]
                self.visits[m] += quantity * g[f"{k}_visits_per_sale"]
                self.deposits[m] += revenue[m] * g[f"{k}_deposit_months"]
                self.won[m] += g[f"{k}_acquisition_cost"] * max(
                    quantity - (1 - g[f"{k}_churn"]) * before, 0.0
                )
                occupied[m] += use * g[f"{k}_capacity"] * g[f"{k}_desks_per_place"] * self.there(k)
                before = quantity
            self.out[f"{k}_revenue"] = revenue
        self.occupancy = [one / self.desks if self.desks else 0.0 for one in occupied]

    # -- value added tax: who bills it, who may deduct it ---------------------------------------------------------

    def small_business(self):
        """§ 19 UStG: by the turnover of the year before and of the year so far; a founder has the lower limit only.

        Turnover of § 19 (2) UStG leaves out what is exempt as letting.
        """
        self.small, last_year, all_before = self.zeros(), 0.0, 0.0
        for year in self.years:
            so_far = 0.0
            for m in self.months_of(year):
                so_far += self.revenue[m] - self.exempt[m]
                low = self.law("small_business_previous_year_limit", m)
                limit = low if all_before == 0 else self.law("small_business_current_year_limit", m)
                if self.given["small_business"] and so_far <= limit and last_year <= low:
                    self.small[m] = 1.0
            last_year, all_before = so_far, all_before + so_far
        self.billed = [0.0 if small else tax for small, tax in zip(self.small, self.billed, strict=True)]

    def share(self):
        """§ 15 (4) UStG: the taxed part of the year's turnover; without turnover that of the whole plan."""
        self.deductible = self.zeros()
        whole = sum(self.exempt) / sum(self.revenue) if sum(self.revenue) > 0 else 0.0
        for year in self.years:
            months = self.months_of(year)
            turnover, exempt = sum(self.revenue[m] for m in months), sum(self.exempt[m] for m in months)
            part = 1 - (exempt / turnover if turnover > 0 else whole)
            for m in months:
                self.deductible[m] = 0.0 if self.small[m] else part

    def bear(self, net, tax, m):
        return net + tax * (1 - self.deductible[m])

    # -- cost ---------------------------------------------------------------------------------------------------

    def area(self, m):
        own = self.given["area"] if m < self.left else 0.0
        return own + sum(self.more_area(k, m) for k in self.plan.rooms)

    def more_area(self, k, m):
        return self.given[f"{k}_area"] * self.there(k) if self.lives(k, m, at_once=True) else 0.0

    def spend(self):
        g = self.given
        self.borne, self.cost_net, self.cost_tax = {}, self.zeros(), self.zeros()
        entries = {k: (cost.vat, cost) for k, cost in self.plan.running_costs.items()}
        for k, (kind, cost) in (entries | {"acquisition": ("Regelsatz", None)}).items():
            self.borne[k] = self.zeros()
            for m in range(self.count):
                if cost is None:
                    net = self.won[m] * self.january_index(g["inflation"], m)
                elif not self.lives(k, m, at_once=cost.begins == "Mietbeginn"):
                    net = 0.0
                elif cost.per == "Umsatz":
                    net = g[f"{k}_amount"] * self.revenue[m] * self.there(k)
                else:
                    measure = {
                        "Monat": 1.0,
                        "m²": self.area(m),
                        "Arbeitsplatz": self.desks,
                        "Nutzungstag": self.visits[m],
                    }
                    rise = g["energy_yearly_rise"] if cost.rises_with == "energy" else g["inflation"]
                    net = g[f"{k}_amount"] * measure[cost.per] * self.january_index(rise, m) * self.there(k)
                tax = net * self.vat_rate(kind, m)
                self.cost_net[m] += net
                self.cost_tax[m] += tax
                self.borne[k][m] = self.bear(net, tax, m)
        self.rent_net, self.rent_tax, self.full_rent, self.euro_of_rent = (self.zeros() for _ in range(4))
        self.borne["rent"] = self.zeros()
        for m in range(self.count):
            euro = g["area"] * (1 + g["rent_yearly_rise"]) ** (m // 12)
            rate = self.law("vat_standard_rate", m) if g["vat_on_rent"] else 0.0
            monthly = g["rent_per_square_metre"] * euro if m < self.left else 0.0
            for k in self.plan.rooms:
                rent = self.more_area(k, m) * g[f"{k}_rent_per_square_metre"]
                monthly += rent * (1 + g["rent_yearly_rise"]) ** (m // 12)
            self.euro_of_rent[m], self.full_rent[m] = (
                self.bear(one, one * rate, m) for one in (euro, monthly)
            )
            if m >= g["rent_free_months"]:
                self.rent_net[m], self.rent_tax[m] = monthly, monthly * rate
                self.borne["rent"][m] = self.full_rent[m]

    def minimum_wage(self, m):
        """The last known one rises with the tariffs from the year after it on."""
        years = 0 if self.wage_ends is None else max(self.calendar[m][0] - self.wage_ends.year, 0)
        return self.law("minimum_wage", m) * (1 + self.given["pay_yearly_rise"]) ** years

    def employ(self):
        g = self.given
        self.staff, self.subsidy, self.notice = self.zeros(), self.zeros(), self.zeros()
        for k, post in self.plan.staff.posts.items():
            steps = range(1, len(self.plan.staff.pay_grades[post.grade].steps) + 1)
            own = self.zeros()
            for m, (year, month) in enumerate(self.calendar):
                employed = (
                    m - self.preparation + g[f"{k}_months_before_opening"] - g[f"{k}_start_after_months"]
                )
                end = g[f"{k}_ends_after_months"]
                if employed < 0 or m >= self.closing or (end and m - self.preparation >= end):
                    continue
                pay = 0.0
                for at in steps:
                    if employed >= g[f"{post.grade}_step_{at}_after_months"]:
                        pay = g[f"{post.grade}_step_{at}_pay"]
                rounds = max(year - self.base - (1 if month < g["pay_rise_month"] else 0), 0)
                pay = pay * (1 + g["pay_yearly_rise"]) ** rounds + g[f"{post.grade}_allowance"]
                # § 16i (2) SGB II: minimum wage and flat on-costs, no bonus, no pension.
                minimum = self.minimum_wage(m) * g["weekly_hours"] * 52 / 12
                subsidised = (
                    min(pay, minimum)
                    * (1 + g["subsidised_on_cost"])
                    * g[f"{k}_full_time_equivalents"]
                    * self.there(k)
                )
                pay *= g[f"{k}_full_time_equivalents"] * self.there(k)
                on_top = 1 + g["on_cost_rate"] + g["pension_rate"]
                # § 20 TVöD: a twelfth of the bonus for each month of the year, paid in November for December too.
                bonus = g["annual_bonus"] * pay * min((employed + 2) / 12, 1.0) if month == 11 else 0.0
                cost, year_of_job = (pay + bonus) * on_top, int(employed // 12) + 1
                rate = g[f"{k}_subsidy_year_{year_of_job}"] if year_of_job <= 5 else 0.0
                self.staff[m] += cost
                self.notice[m] += pay * on_top
                self.subsidy[m] += rate * subsidised
                own[m] = cost - rate * subsidised
            self.borne[k] = own

    # -- investment and grants ------------------------------------------------------------------------------------

    def buy(self):
        g = self.given
        self.bought = []  # (key, month, net, tax, capitalised, months of depreciation)
        self.net_bought, self.tax_bought = self.zeros(), self.zeros()
        self.correctable = []  # (key, movable, month of purchase, tax, month of sale)
        self.sold_for, self.sold_in = self.zeros(), {}
        measure = {"gesamt": 1.0, "Arbeitsplatz": self.desks, "m²": g["area"]}
        works = 0.0
        for k, one in self.plan.investments.items():
            if one.per != "Bausumme" and not one.movable and not one.expensed:
                works += self.there(k) * g[f"{k}_unit_price"] * g[f"{k}_units"] * measure[one.per]
        for k, one in self.plan.investments.items():
            first, life = (
                self.preparation - int(g[f"{k}_months_before_opening"]) + int(g[f"{k}_start_after_months"]),
                round(12 * g[f"{k}_useful_life_years"]),
            )
            units = self.there(k) * g[f"{k}_units"] * (works if one.per == "Bausumme" else measure[one.per])
            written_off = min(life, int(g["lease_months"]) - first) if one.ends_with_lease else life
            self.borne[k] = self.zeros()
            end = self.closing
            if one.sale:
                sold_in = self.preparation + int(g[f"{k}_sold_after_months"])
                if sold_in < self.count:
                    end = min(sold_in, end)
                    new = g[f"{k}_unit_price"] * units * self.january_index(g["inflation"], sold_in)
                    self.sold_for[sold_in] += new * g[f"{k}_sale_share"]
                    self.sold_in[k] = sold_in
            for m in range(first, end, life) if one.replaced else range(first, min(first + 1, end)):
                net = g[f"{k}_unit_price"] * units * self.january_index(g["inflation"], m)
                tax = net * self.vat_rate(one.vat, m)
                # § 44 (1) UStDV: a thing that cost little tax is never corrected.
                each = g[f"{k}_unit_price"] * self.january_index(g["inflation"], m) if one.movable else net
                if not one.expensed and each * self.vat_rate(one.vat, m) > self.law(
                    "input_tax_correction_object", m
                ):
                    self.correctable.append((k, one.movable, m, tax, self.sold_in.get(k, self.count)))
                at_once = one.expensed or (
                    one.movable and g[f"{k}_unit_price"] <= self.law("low_value_asset_limit", m)
                )
                cost = self.bear(net, tax, m)
                self.bought.append((k, m, cost, 1 if at_once else written_off))
                self.borne[k][m] += cost
                self.net_bought[m] += net
                self.tax_bought[m] += tax

    def fund(self):
        g = self.given
        self.earned, self.paid, part = {}, {}, {}
        for k, grant in self.plan.financing.grants.items():
            rate = min(g[f"{k}_rate"], 1 - g[f"{k}_own_share"])
            cost, so_far, had = 0.0, 0.0, self.zeros()
            part[k] = self.zeros()
            for m in range(self.count):
                now = sum(self.borne[one][m] for one in grant.covers)
                begin = g[f"{k}_start_after_months"]
                if m - self.preparation >= g[f"{k}_runs_months"] or (begin and m - self.preparation < begin):
                    now = 0.0
                now *= g[f"{k}_applied"]
                cost += now
                total = min(rate * cost, g[f"{k}_ceiling"])
                had[m], so_far = total - so_far, total
                part[k][m] = had[m] / now if now > 0 else 0.0
            self.earned[k], self.paid[k] = had, self.later(had, g[f"{k}_pays_after_months"])
        self.depreciation, self.release = self.zeros(), self.zeros()
        self.capitalised, self.granted = self.zeros(), self.zeros()
        self.sold_book, self.sold_grants = self.zeros(), self.zeros()
        for k, m, cost, months in self.bought:
            granted = cost * sum(
                part[n][m] for n, grant in self.plan.financing.grants.items() if k in grant.covers
            )
            self.capitalised[m] += cost
            self.granted[m] += granted
            sold_in = self.sold_in.get(k, self.count)
            used = range(m, min(m + months, sold_in, self.count))
            for later in used:
                self.depreciation[later] += cost / months
                self.release[later] += granted / months
            if sold_in < self.count:
                self.sold_book[sold_in] += cost * (1 - len(used) / months)
                self.sold_grants[sold_in] += granted * (1 - len(used) / months)

    def borrow(self):
        g = self.given
        self.drawn, self.interest, self.interest_paid, self.repaid, self.debt = (
            self.zeros() for _ in range(5)
        )
        self.guarantee_aid, self.guaranteed_left = self.zeros(), 0.0
        for k in self.plan.financing.loans:
            drawn_in = (
                self.preparation - int(g[f"{k}_months_before_opening"]) + int(g[f"{k}_start_after_months"])
            )
            each, grace = 3 if g[f"{k}_instalments"] == "vierteljährlich" else 1, int(g[f"{k}_grace_months"])
            n = max((int(g[f"{k}_term_months"]) - grace) // each, 1)
            amount, i, balance, owed = (
                g[f"{k}_amount"] * self.there(k),
                g[f"{k}_yearly_rate"] * each / 12,
                0.0,
                0.0,
            )
            annuity = amount * i / (1 - (1 + i) ** -n) if i else amount / n
            for m in range(self.count):
                interest, back, since = balance * g[f"{k}_yearly_rate"] / 12, 0.0, m - drawn_in
                owed += interest
                instalment, rest = divmod(since - grace, each)
                if rest == 0 and 1 <= instalment <= n:
                    kind = g[f"{k}_kind"]
                    if kind == "Annuität":
                        back = annuity - balance * i
                    elif kind == "gleiche Tilgung":
                        back = amount / n
                    else:
                        back = amount if instalment == n else 0.0
                if since > 0 and since % each == 0:
                    self.interest_paid[m] += owed
                    owed = 0.0
                new = amount if since == 0 else 0.0
                balance += new - back
                self.drawn[m] += new
                self.interest[m] += interest
                self.repaid[m] += back
                self.debt[m] += balance
                years = g[f"{k}_term_months"] / 12
                self.guarantee_aid[m] += (
                    new * g[f"{k}_guaranteed_share"] * self.law("guarantee_aid_rate", m) * years
                )
            self.guaranteed_left += balance * g[f"{k}_guaranteed_share"]

    # -- the tax account ------------------------------------------------------------------------------------------

    def correction(self, movable, months):
        """§ 15a UStG, § 44 UStDV: each month the part of the input tax of a period whose use has changed since."""
        found = self.zeros()
        things = [
            (key, max(m, self.preparation), tax, tax * self.deductible[m], sold_in)
            for key, moves, m, tax, sold_in in self.correctable
            if moves == movable
        ]
        for m in range(self.preparation, self.count):
            running = [one for one in things if one[1] <= m < min(one[1] + months, one[4])]
            pool, had = sum(one[2] for one in running), sum(one[3] for one in running)
            change = self.deductible[m] * pool - had
            if abs(change) >= self.least_change(pool, months, m):
                found[m] += change / months
            # (8) and (9): what is sold counts as used for the taxed (or exempt) sale up to the end of its period.
            for key in dict.fromkeys(one[0] for one in things if one[4] == m):
                sold = [one for one in things if one[0] == key and one[1] <= m < one[1] + months]
                now = 0.0 if self.small[m] else 1.0
                changes = [now * tax - had for _, _, tax, had, _ in sold]
                if abs(sum(changes)) >= self.least_change(sum(one[2] for one in sold), months, m):
                    for (_, begin, *_), change in zip(sold, changes, strict=True):
                        found[m] += change * (begin + months - m) / months
        return found

    def least_change(self, tax, months, m):
        """§ 44 (2) UStDV: ten points of a hundred, or a thousand euros a year."""
        share = self.law("input_tax_correction_share", m) * tax
        return min(share, self.law("input_tax_correction_amount", m) * months / 12)

    def tax(self):
        g, terms = self.given, self.plan.financing.grants
        parts = [
            self.correction(kind == "movable", int(self.law(f"input_tax_correction_months_{kind}", 0)))
            for kind in ("movable", "building")
        ]
        self.corrected = [sum(pair) for pair in zip(*parts, strict=True)]
        self.supplement, self.vat_due, self.vat_paid = self.zeros(), self.zeros(), self.zeros()
        self.sold_gross = self.zeros()
        open_now, unpaid_tax = 0.0, 0.0
        self.contribution, self.contribution_tax, self.need_rate = (self.zeros() for _ in range(3))
        for m, (year, month) in enumerate(self.calendar):
            first_years = g["newly_founded"] and year - self.years[0] < self.law("vat_founder_years", m)
            period = 1 if g["vat_filing_months"] == "monatlich" or first_years else 3
            rate = self.law("vat_standard_rate", m)
            supplements = sum(self.earned[k][m] for k, grant in terms.items() if grant.price_supplement)
            self.supplement[m] = 0.0 if self.small[m] else supplements * rate / (1 + rate)
            sold_tax = 0.0 if self.small[m] else self.sold_for[m] * rate
            if 0 <= m - self.preparation < g["municipal_contribution_months"] and m < self.closing:
                self.contribution[m] = g["municipal_contribution_a_year"] / 12
            self.need_rate[m] = rate if g["contribution_taxed"] and not self.small[m] else 0.0
            self.contribution_tax[m] = self.contribution[m] - self.contribution[m] / (1 + self.need_rate[m])
            output = self.billed[m] * (1 - g["bad_debt_share"])
            if g["tax_on_receipt"]:
                # § 20 UStG: what customers still owe is taxed when they pay.
                now = output * g["receivable_days"] / 30
                output, unpaid_tax = output - now + unpaid_tax, now
            output += self.supplement[m] + sold_tax + self.contribution_tax[m]
            self.sold_gross[m] = self.sold_for[m] + sold_tax
            paid_tax = self.cost_tax[m] + self.rent_tax[m] + self.tax_bought[m]
            self.vat_due[m] = output - self.deductible[m] * paid_tax - self.corrected[m]
            open_now += self.vat_due[m]
            if month % period == 0:
                if m + int(g["vat_payment_months"]) < self.count:
                    self.vat_paid[m + int(g["vat_payment_months"])] = open_now
                open_now = 0.0

    # -- accounts -------------------------------------------------------------------------------------------------

    def account(self):
        g = self.given
        own, before_tax, self.grant_income = (self.zeros() for _ in range(3))
        for m in range(self.count):
            self.grant_income[m] = sum(self.earned[k][m] for k in self.running) - self.supplement[m]
            costs = sum(self.borne[k][m] for k in (*self.plan.running_costs, "acquisition", "rent"))
            own[m] = (
                self.revenue[m] * (1 - g["bad_debt_share"]) + self.release[m] + self.corrected[m] - costs
                - self.staff[m] - self.depreciation[m] - self.interest[m]
                + self.sold_for[m] - self.sold_book[m] + self.sold_grants[m]
            )  # fmt: skip
            before_tax[m] = own[m] + self.grant_income[m] + self.subsidy[m]
            before_tax[m] += self.contribution[m] - self.contribution_tax[m]
        self.own = own
        self.income_tax, self.income_tax_paid, loss, trade_loss = self.zeros(), self.zeros(), 0.0, 0.0
        self.taxes = []
        for year in self.years:
            months = self.months_of(year)
            last = months[-1]
            receipts = sum(self.revenue[m] + self.billed[m] for m in months)
            free = g["receipts_limit"] and receipts <= self.law("charity_receipts_limit", last)
            profit = 0.0 if free else sum(before_tax[m] for m in months)
            taxable, loss = max(profit - loss, 0.0), max(loss - profit, 0.0)
            allowance = self.law("corporate_tax_allowance", last) if g["corporate_allowance"] else 0.0
            corporate = max(taxable - allowance, 0.0) * self.law("corporate_tax_rate", last)
            corporate *= (1 + self.law("solidarity_surcharge_rate", last)) * g["corporate_tax"]
            rent = sum(self.borne["rent"][m] for m in months) * self.law("trade_tax_rent_share", last)
            financing = (
                sum(self.interest[m] for m in months) + rent - self.law("trade_tax_add_back_allowance", last)
            )
            added = 0.0 if free else self.law("trade_tax_add_back_share", last) * max(financing, 0.0)
            earnings = profit + added
            trade, trade_loss = max(earnings - trade_loss, 0.0), max(trade_loss - earnings, 0.0)
            base = max(trade - g["trade_tax_allowance"], 0.0) * self.law("trade_tax_base_rate", last)
            business = base * g["trade_tax_multiplier"] * g["trade_tax"]
            self.taxes.append((corporate, business))
            self.income_tax[last] = corporate + business
            if last + int(g["tax_payment_months"]) < self.count:
                self.income_tax_paid[last + int(g["tax_payment_months"])] = corporate + business
        self.profit = [p - t for p, t in zip(before_tax, self.income_tax, strict=True)]

    def pay(self):
        g = self.given
        self.cash, self.operating, self.free, self.for_debt = (self.zeros() for _ in range(4))
        balance, receivable, payable, held = 0.0, 0.0, 0.0, 0.0
        for m in range(self.count):
            billed = (self.revenue[m] + self.billed[m]) * (1 - g["bad_debt_share"])
            costs = self.cost_net[m] + self.cost_tax[m]
            owed_to, owed_by = billed * g["receivable_days"] / 30, costs * g["payable_days"] / 30
            flow = billed - owed_to + receivable - costs + owed_by - payable
            flow += (
                self.deposits[m]
                - held
                - self.rent_net[m]
                - self.rent_tax[m]
                - self.staff[m]
                + self.subsidy[m]
            )
            flow += sum(self.paid[k][m] for k in self.running) - self.vat_paid[m] - self.income_tax_paid[m]
            receivable, payable, held = owed_to, owed_by, self.deposits[m]
            self.operating[m] = flow + self.contribution[m]
            project = sum(self.paid[k][m] for k in self.paid if k not in self.running)
            project += self.sold_gross[m] - self.net_bought[m] - self.tax_bought[m]
            self.for_debt[m] = self.operating[m] + (project if m > self.preparation else 0.0)
            if m in (0, self.left):
                deposit = g["rent_deposit_months"] * g["area"] * g["rent_per_square_metre"]
                project += deposit if m else -deposit
            self.free[m] = flow + project
            financing = (
                self.drawn[m] - self.repaid[m] - self.interest_paid[m] + (g["equity"] if m == 0 else 0.0)
            )
            balance += self.operating[m] + project + financing
            self.cash[m] = balance
        self.need, self.more, self.paid_in = self.zeros(), self.zeros(), 0.0
        for m in range(self.count):
            more = max(g["minimum_liquidity"] - self.cash[m] - self.paid_in, 0.0)
            self.more[m] = more
            self.need[m] = more * (1 + self.need_rate[m]) + self.contribution[m]
            self.paid_in += more

    def leave(self):
        """What closing at the end of each month costs; money left, the need paid month by month, is the town's again."""
        g = self.given
        self.exit, book, paid_in = self.zeros(), 0.0, 0.0
        self.exit_in_debt = self.zeros()
        sonderposten = g["grant_treatment"] == "Sonderposten"
        for m in range(self.count):
            book += self.capitalised[m] - self.depreciation[m] - self.sold_book[m]
            book -= 0.0 if sonderposten else self.granted[m] - self.release[m] - self.sold_grants[m]
            rent = (1 - g["rent_saved_share"]) * self.full_rent[m] * max(g["lease_months"] - 1 - m, 0)
            back = 0.0
            for k in self.plan.financing.grants:
                period, kept = g[f"{k}_earmarked_months"], max(m - self.preparation + 1, 0)
                if period > kept:
                    back += sum(self.earned[k][: m + 1]) * (1 - kept / period)
            dismantling = (
                g["dismantling_per_square_metre"] * self.area(m) * self.january_index(g["inflation"], m)
            )
            resale = g["resale_share"] * book
            self.exit[m] = rent + g["staff_notice_months"] * self.notice[m] + back + dismantling - resale
            paid_in += self.more[m]
            self.exit_in_debt[m] = self.exit[m] + self.debt[m] - self.cash[m] - paid_in

    def public_cost(self):
        """What the public has paid and still owes when the plan ends, less what is left over.

        The need is paid month by month, so that the money left is the cash balance with all of it.
        """
        g = self.given
        cost = sum(self.need) + g["equity"] * g["public_equity_share"] + self.guaranteed_left
        cost -= self.cash[-1] + self.paid_in
        held = (
            g["rent_deposit_months"] * g["area"] * g["rent_per_square_metre"]
            if self.left >= self.count
            else 0.0
        )
        cost -= held - self.deposits[-1]
        return cost

    # -- results ----------------------------------------------------------------------------------------------------

    def results(self):
        for step in (self.sell, self.small_business, self.share, self.spend, self.employ, self.buy, self.fund,
                     self.borrow, self.tax, self.account, self.pay, self.leave):  # fmt: skip
            step()
        monthly = {
            "occupancy": self.occupancy, "users": self.users, "visits": self.visits, "revenue": self.revenue,
            "billed_tax": self.billed, "small_business_applies": self.small, "deductible_share": self.deductible,
            "staff_cost": self.staff, "wage_subsidy": self.subsidy, "rent_expense": self.borne["rent"],
            "investments_net": self.net_bought, "depreciation_total": self.depreciation,
            "grant_release_total": self.release, "grant_income": self.grant_income,
            "loans_drawn": self.drawn, "loans_interest": self.interest, "loans_repayment": self.repaid, "loans": self.debt,
            "loans_interest_paid": self.interest_paid, "disposals_received": self.sold_gross,
            "sold_book_value": self.sold_book, "cash_for_debt_service": self.for_debt, "aid_in_period": self.aid(),
            "input_tax_correction": self.corrected, "vat_due": self.vat_due, "vat_paid_out": self.vat_paid,
            "own_result": self.own, "profit": self.profit, "operating_payments": self.operating,
            "free_cash_flow": self.free, "cash_balance": self.cash, "need": self.need, "exit_cost": self.exit,
            **{f"{k}_expense": self.borne[k] for k in self.plan.running_costs},
            **{f"{k}_earned": line for k, line in self.earned.items()}, **self.out,
        }  # fmt: skip
        yearly = {
            "corporate_tax_of_year": [c for c, _ in self.taxes],
            "trade_tax_of_year": [t for _, t in self.taxes],
        }
        yearly["need_by_year"] = [sum(self.need[m] for m in self.months_of(year)) for year in self.years]
        return monthly | yearly | self.figures()

    def aid(self):
        """Aid of the last three years under the de-minimis regulation: grants marked so, the need, the guarantee's value."""
        marked = [k for k, grant in self.plan.financing.grants.items() if grant.de_minimis]
        now = [
            self.need[m] + self.guarantee_aid[m] + sum(self.earned[k][m] for k in marked)
            for m in range(self.count)
        ]
        period = 12 * int(self.law("de_minimis_years", 0))
        return [sum(now[max(m - period + 1, 0) : m + 1]) for m in range(self.count)]

    def loan_life_cover(self):
        """What is left for the debt from the opening on, month by month at the loans' mean rate, over the debt then."""
        owed, at_opening = sum(self.debt[:-1]), self.debt[self.preparation]
        if at_opening <= 0.005:
            return None
        rate = 12 * sum(self.interest) / owed if owed > 0.005 else 0.0
        worth = 0.0
        for m in range(self.preparation + 1, self.count):
            if self.repaid[m] + self.interest_paid[m] > 0.005:
                worth += self.for_debt[m] / (1 + rate) ** ((m - self.preparation) / 12)
        return worth / at_opening

    def figures(self):
        g, last = self.given, range(max(self.closing - 12, 0), self.closing)

        def year(line):
            return sum(line[m] for m in last)

        used = [k for k, cost in self.plan.running_costs.items() if cost.per == "Nutzungstag"]
        parts = [k for k, cost in self.plan.running_costs.items() if cost.per == "Umsatz"]
        shared = sum(year(self.borne[k]) for k in parts)
        variable = sum(year(self.borne[k]) for k in (*used, "acquisition")) + shared
        net, result, staff = year(self.revenue) * (1 - g["bad_debt_share"]), year(self.own), year(self.staff)
        fixed, use = net - variable - result, year(self.occupancy) / 12
        euro_of_rent = year(self.euro_of_rent)
        operating_years = (self.closing - self.preparation) / 12
        covers = []
        for one in self.years:
            service = sum(self.repaid[m] + self.interest_paid[m] for m in self.months_of(one))
            if service > 0.005:
                covers.append(sum(self.for_debt[m] for m in self.months_of(one)) / service)
        flows, public, users = enumerate(self.free), self.public_cost(), year(self.users) / 12
        return {
            "result_per_year": result, "revenue_per_year": year(self.revenue), "utilisation_planned": use,
            "users_planned": year(self.users) / 12, "visits_per_year": year(self.visits),
            "break_even_utilisation": use * fixed / (net - variable) if net > variable else 0.0,
            "price_factor_needed": (fixed + variable - shared) / (net - shared) if net > shared else 0.0,
            "rent_borne": g["rent_per_square_metre"] + result / euro_of_rent if euro_of_rent else g["rent_per_square_metre"],
            "staff_share_borne": (staff + result) / staff if staff > 0 else 0.0,
            "investment": sum(self.net_bought), "subsidy_total": sum(self.need),
            "subsidy_per_year": sum(self.need) / operating_years, "minimum_liquidity_reached": min(self.cash),
            "net_present_value": sum(flow / (1 + g["discount_rate"]) ** (m / 12) for m, flow in flows),
            "debt_cover": min(covers) if covers else None, "loan_life_cover": self.loan_life_cover(),
            "equity_lowest": min(g["equity"] + sum(self.profit[: m + 1]) for m in range(self.count)),
            "exit_at_opening": self.exit[self.preparation], "exit_at_end": self.exit[-1],
            "exit_with_debt_at_opening": self.exit_in_debt[self.preparation],
            "exit_with_debt_at_end": self.exit_in_debt[-1], "exit_with_debt_highest": max(self.exit_in_debt),
            "rent_after_plan": self.full_rent[-1] * max(g["lease_months"] - self.count, 0),
            "owner_investment": g["landlord_investment"] * g["area"],
            "public_cost_total": public, "public_cost_per_year": public / operating_years,
            "public_cost_per_desk": public / operating_years / self.desks if self.desks else 0.0,
            "public_cost_per_user": public / operating_years / users if users else 0.0,
        }  # fmt: skip
