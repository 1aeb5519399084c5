"""A country package in miniature: what OpenFisca can express of ma/offshoring-2025.

It has the income-tax contribution and the four controls. The premiums rest on jobs (runs of months that the evidence itself tells
apart, with days of hire, ranks among hires and anniversaries that are periods of no calendar), for which there is no entity.

Amounts are whole centimes. OpenFisca computes `int` in 32 bits, where a year's income of an operator does not fit and products overflow:
`Exact` sets the type of the array to 64 bits, which every part of OpenFisca then honours.
"""

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.model_api import MONTH, YEAR, Variable
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from evidence import DUE, NOT_APPLICABLE, NOT_EVALUATED, PENDING, ZERO
from openfisca_evidence import COVERED, DOUBTFUL, MISSING, NO_CLASS, PRIMARY, REGION, SECONDARY, UNKNOWN
from openfisca_evidence import PENDING as NOT_OVER

NO_KEY = -1

employee = Entity("employee", "employees", "One person of one operator", "")
operator = GroupEntity("operator", "operators", "An operator", "", roles=[{"key": "member", "plural": "members"}])


def since_2025(value: int) -> dict:
    return {"values": {"2025-01-01": {"value": value}}}


# Rates in ten-thousandths, amounts in centimes.
PARAMETERS = {
    "air": {"primary": since_2025(2000), "secondary": since_2025(1000), "region": since_2025(1000)},
    "ir": {
        "expenses_up_to": since_2025(7_800_000), "expenses_rate_below": since_2025(35), "expenses_rate_above": since_2025(25),
        "expenses_most": since_2025(3_500_000), "dependant": since_2025(50_000), "dependants_most": since_2025(6),
    },
    "contributions": {"cnss": since_2025(448), "amo": since_2025(226)},
    "tolerance": since_2025(1200),
}

# Where each bracket of the yearly scale begins, and by how many hundredths the rate rises there.
SCALE = ((4_000_000, 10), (6_000_000, 10), (8_000_000, 10), (10_000_000, 4), (18_000_000, 3))


class Exact(Variable):
    """A whole number of 64 bits; those below say `int` themselves, since attributes are looked for in the class alone."""

    def __init__(self, baseline_variable=None):
        super().__init__(baseline_variable)
        self.dtype = np.int64


def inputs(names: str, entity, period, base, kind=int) -> list[type]:
    """Variables without a formula."""
    return [
        type(name, (base,), {"value_type": kind, "entity": entity, "definition_period": period, "label": name})
        for name in names.split()
    ]


INPUTS = [
    *inputs("gross tax wage capped_wage", employee, MONTH, Exact),
    *inputs("site_class", employee, MONTH, Variable),
    *inputs("paid declared", employee, MONTH, Variable, bool),
    *inputs("year_gross year_contributions year_tax dependants days", employee, YEAR, Exact),
    *inputs("stated gross_stated contributions_stated tax_stated dependants_stated days_stated taxed", employee, YEAR, Variable, bool),
    *inputs("payroll_standing bds_standing", operator, MONTH, Variable),
    *inputs("tax_standing turnover_standing", operator, YEAR, Variable),
    *inputs("turnover exports", operator, YEAR, Exact),
    *inputs("exports_stated", operator, YEAR, Variable, bool),
]


def half_up(top, bottom):
    return (2 * top + bottom) // (2 * bottom)


def share_of(amount, part, whole, per):
    """amount * part / (whole * per), half up, exactly, though the product does not fit into 64 bits: a first guess in floating point is
    put right by the remainder, which fits, so that it is right in arithmetic that wraps around."""
    whole = np.maximum(whole, 1)
    guess = np.floor(amount / per * (part / whole) + 0.5).astype(np.int64)
    rest = 2 * amount * part + per * whole - 2 * per * whole * guess
    return guess + rest // (2 * per * whole)


def months(period):
    return period.get_subperiods(MONTH)


def total(population, name, period, when=None):
    """A monthly variable over the months of a year."""
    return sum(
        population(name, month) if when is None else population(name, month) * when[month] for month in months(period)
    )


def known_months(population, table, period, first=None):
    """How many months of the year are missing, doubtful and not over, for the employee's operator."""
    standing = [population.operator(table, month) for month in months(period) if first is None or month.start >= first]
    return tuple(sum((value == kind).astype(np.int8) for value in standing) for kind in (MISSING, DOUBTFUL, NOT_OVER))


def is_covered(standing):
    return standing <= DOUBTFUL


class air_amount(Exact):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Income-tax contribution, if nothing stands against it"

    def formula(population, period, parameters):
        caps = parameters(period).air
        excess = 0
        for kind, cap in ((PRIMARY, caps.primary), (SECONDARY, caps.secondary), (REGION, caps.region)):
            of_kind = {
                month: (population("site_class", month) == kind) & population("paid_here", month) for month in months(period)
            }
            tax, gross = total(population, "tax", period, of_kind), total(population, "gross", period, of_kind)
            excess = excess + np.maximum(100 * tax - int(cap) // 100 * gross, 0)
        turnover, exports = population.operator("turnover", period), population.operator("exports", period)
        return np.where(turnover > 0, share_of(excess, exports, turnover, 100), 0)


class paid_here(Variable):
    value_type = bool
    entity = employee
    definition_period = MONTH
    label = "Has a line of the payroll register, in a month that a file covers"

    def formula(population, period):
        return population("paid", period) & is_covered(population.operator("payroll_standing", period))


class declared_here(Variable):
    value_type = bool
    entity = employee
    definition_period = MONTH
    label = "Is declared, in a month that a file covers"

    def formula(population, period):
        return population("declared", period) & is_covered(population.operator("bds_standing", period))


def doubtful_lines(population, line, table, period, first=None):
    """How many lines stand in months in which others were refused."""
    return sum(
        (population(line, month) & (population.operator(table, month) == DOUBTFUL)).astype(np.int8)
        for month in months(period) if first is None or month.start >= first
    )


class air(Variable):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Status of the income-tax contribution"

    def formula(population, period):
        first = type(period.start)((2025, 7, 1))
        asked = [month for month in months(period) if month.start >= first]
        lines = {month: population("paid_here", month) for month in asked}
        kinds = {month: population("site_class", month) for month in asked}
        listed = sum(lines[month].astype(np.int8) for month in asked)
        unknown = sum((lines[month] & (kinds[month] == UNKNOWN)).astype(np.int8) for month in asked)
        passing = sum((lines[month] & (kinds[month] > NO_CLASS) & (kinds[month] <= REGION)).astype(np.int8) for month in asked) > 0
        missing, doubtful, pending = known_months(population, "payroll_standing", period, first)
        standing = population.operator("turnover_standing", period)
        silent = (population.operator("turnover", period) == 0) | ~population.operator("exports_stated", period)
        unsold = np.where(is_covered(standing), silent, standing == MISSING)
        return np.select(
            [
                listed == 0,
                (missing > 0) | (doubtful > doubtful_lines(population, "paid_here", "payroll_standing", period, first))
                | (unknown > 0) | (passing & unsold),
                (pending > 0) | (passing & ~is_covered(standing)),
                ~passing,
                population("air_amount", period) > 0,
            ],
            [NO_KEY, NOT_EVALUATED, PENDING, ZERO, DUE],
            ZERO,
        )


class income_tax(Exact):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Income tax of the year, recomputed"

    def formula(population, period, parameters):
        rules = parameters(period).ir
        gross = population("year_gross", period)
        rate = np.where(gross <= int(rules.expenses_up_to), int(rules.expenses_rate_below), int(rules.expenses_rate_above))
        expenses = np.minimum(gross * rate, 100 * int(rules.expenses_most))
        net = 100 * (gross - population("year_contributions", period)) - expenses
        scaled = sum(rise * np.maximum(net - 100 * edge, 0) for edge, rise in SCALE)
        dependants = np.minimum(population("dependants", period), int(rules.dependants_most))
        return half_up(np.maximum(scaled - dependants * int(rules.dependant) * 10_000, 0), 10_000)


class ir_recomputed(Variable):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Tax withheld against tax recomputed"

    def formula(population, period, parameters):
        apart = np.abs(population("year_tax", period) - population("income_tax", period))
        stated = [
            population(name, period) for name in ("gross_stated", "contributions_stated", "dependants_stated", "tax_stated")
        ]
        full = population("days_stated", period) & (population("days", period) >= 312)
        return np.select(
            [
                ~population("stated_here", period),
                ~(full & population("taxed", period)),
                ~np.logical_and.reduce(stated),
                apart <= int(parameters(period).tolerance),
            ],
            [NO_KEY, NOT_APPLICABLE, NOT_EVALUATED, DUE],
            ZERO,
        )


class stated_here(Variable):
    value_type = bool
    entity = employee
    definition_period = YEAR
    label = "Has a line of the yearly statement, in a year that a file covers"

    def formula(population, period):
        return population("stated", period) & is_covered(population.operator("tax_standing", period))


class contributions_recomputed(Variable):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Contributions stated against wages declared"

    def formula(population, period, parameters):
        rates = parameters(period).contributions
        lines = {month: population("declared_here", month) for month in months(period)}
        wage, capped = total(population, "wage", period, lines), total(population, "capped_wage", period, lines)
        expected = half_up(int(rates.cnss) * capped + int(rates.amo) * wage, 10_000)
        missing, doubtful, pending = known_months(population, "bds_standing", period)
        stated, standing = population("stated_here", period), population.operator("tax_standing", period)
        paid = np.where(stated, population("year_contributions", period), 0)
        return np.select(
            [
                ~np.logical_or.reduce(list(lines.values())),
                (missing > 0) | (doubtful > doubtful_lines(population, "declared_here", "bds_standing", period))
                | (~stated & ((standing == DOUBTFUL) | (standing == MISSING))),
                (pending > 0) | (~stated & ~is_covered(standing)),
                paid <= 0,
                paid + int(parameters(period).tolerance) >= expected,
            ],
            [NO_KEY, NOT_EVALUATED, PENDING, NOT_APPLICABLE, DUE],
            ZERO,
        )


class year_agrees(Variable):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Payroll register against yearly statement"

    def formula(population, period, parameters):
        tolerance = int(parameters(period).tolerance)
        lines = {month: population("paid_here", month) for month in months(period)}
        gross, tax = total(population, "gross", period, lines), total(population, "tax", period, lines)
        missing, doubtful, pending = known_months(population, "payroll_standing", period)
        standing = population.operator("tax_standing", period)
        told = population("stated_here", period) & population("gross_stated", period) & population("tax_stated", period)
        return np.select(
            [
                ~np.logical_or.reduce(list(lines.values())),
                (missing > 0) | (doubtful > doubtful_lines(population, "paid_here", "payroll_standing", period)),
                pending > 0,
                ~told & (standing != NOT_OVER),
                ~told,
                (np.abs(gross - population("year_gross", period)) <= tolerance)
                & (np.abs(tax - population("year_tax", period)) <= tolerance),
            ],
            [NO_KEY, NOT_EVALUATED, PENDING, NOT_EVALUATED, PENDING, DUE],
            ZERO,
        )


class declared_agrees(Variable):
    value_type = int
    entity = employee
    definition_period = YEAR
    label = "Payroll register against declarations"

    def formula(population, period, parameters):
        lines = {month: population("paid_here", month) for month in months(period)}
        declared = {month: population("declared_here", month) for month in months(period)}
        standing = {month: population.operator("bds_standing", month) for month in months(period)}
        missing, doubtful, pending = known_months(population, "payroll_standing", period)

        def in_a_month(of):
            return np.logical_or.reduce([lines[month] & of(month) for month in lines])

        gross, wage = total(population, "gross", period, lines), total(population, "wage", period, lines)
        return np.select(
            [
                ~np.logical_or.reduce(list(lines.values())),
                (missing > 0) | (doubtful > doubtful_lines(population, "paid_here", "payroll_standing", period))
                | in_a_month(lambda month: standing[month] == MISSING)
                | in_a_month(lambda month: (standing[month] == DOUBTFUL) & ~declared[month]),
                (pending > 0) | in_a_month(lambda month: standing[month] == NOT_OVER),
                in_a_month(lambda month: ~declared[month]),
                gross <= wage + int(parameters(period).tolerance),
            ],
            [NO_KEY, NOT_EVALUATED, PENDING, ZERO, DUE],
            ZERO,
        )


FORMULAS = [
    paid_here, declared_here, stated_here, air_amount, air, income_tax, ir_recomputed, contributions_recomputed, year_agrees,
    declared_agrees,
]


def system() -> TaxBenefitSystem:
    """The package."""
    package = TaxBenefitSystem([employee, operator])
    package.parameters = ParameterNode("", data=PARAMETERS)
    for variable in INPUTS + FORMULAS:
        package.add_variable(variable)
    return package
