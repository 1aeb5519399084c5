"""All determinations of a sector as known on a day, reckoned from the meaning of its files."""
import known
import premiums
import years

CONTROL_STEPS = {
    "ir_recomputed": "gross expense_rate expenses_before_cap expense_cap? expenses after_expenses contributions net by_scale dependants "
                     "dependants_counted charge after_charge tax_exact tax withheld least most",
    "contributions_recomputed": "capped_wage wage cnss amo both expected declared most",
    "year_agrees": "gross tax gross_by_months tax_by_months gross_of_year tax_of_year gross_most gross_least tax_most tax_least",
    "declared_agrees": "months_paid months_declared gross wage gross_by_months wage_by_months gross_most"}
KNOWN = {
    ("air", "conditions"): {("covered_place",), ("in_platform",), ()},
    ("pae", "conditions"): {("permanent", "first_here", "above_reference", "kept_18"), ("permanent", "first_here", "kept_18")},
    ("paf", "conditions"): {("moroccan", "employed", "first_here")},
    ("ir_recomputed", "applies_when"): {("taxed", "full_year")},
    ("contributions_recomputed", "applies_when"): {("contributing",)},
    ("year_agrees", "conditions"): {()}, ("declared_agrees", "conditions"): {()}}
STEPS = {
    "air": {"gross", "tax", "rate", "cap", "above_cap", "excess", "exports", "turnover_total", "export_share", "contribution", "amount"},
    "paf": {"base", "premium", "amount"}}
PREMIUM_MECHANISMS = {"sum", "percent_of", "tied_share", "product", "round"}


def not_understood(contracts):
    """What the documents say and the reckoning was not written for: better said than reckoned wrongly."""
    found = []
    for contract in contracts.values():
        for (clause, reading), block in contract.clauses.items():
            name = f"{contract.id} {clause} {reading}".strip()
            parts = [p for p in ("conditions", "applies_when") if (clause, p) in KNOWN]
            if not parts:
                found.append(f"{name}: a clause that is not known here")
                continue
            for part in ("conditions", "applies_when"):
                ids = tuple(c["id"] for c in block.get(part) or [])
                if ids not in KNOWN.get((clause, part), {()}):
                    found.append(f"{name}: {part} {', '.join(ids)}")
            steps = contract.steps(clause, reading)
            if clause == "pae":
                strange = [next(iter(s)) for s in block["steps"] if not set(next(iter(s.values()))) & PREMIUM_MECHANISMS]
            elif clause in STEPS:
                strange = [s for s in steps if s not in STEPS[clause]]
            else:
                listed = CONTROL_STEPS[clause].split()
                strange = [s for s in steps if s not in [x.strip("?") for x in listed]]
                strange += [f"without {x}" for x in listed if not x.endswith("?") and x not in steps]
            found += [f"{name}: step {s}" for s in strange]
    return found


def reckon(sector, contracts, day):
    found = {}
    for e in known.gather(sector, day).values():
        for contract in contracts.values():
            roads = [years.Years(e, contract, day)]
            if ("pae", "date_above") in contract.clauses:
                roads.append(premiums.Reckoning(e, contract, day))
            for road in roads:
                for key, outcome in road.determinations():
                    found[key] = outcome
    return found
