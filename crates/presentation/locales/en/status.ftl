## Status of a determination

status-due = due
status-zero-by-rule = zero by rule
status-not-applicable = not applicable
status-pending = pending
status-not-evaluated = not evaluated

## Verdict on a commitment

verdict-met = met
verdict-on-course = on course
verdict-at-risk = at risk
verdict-not-met = not met
verdict-not-yet-due = not yet due
verdict-suspended = suspended
verdict-cannot-be-determined = cannot be determined
verdict-no-measure-agreed = no measure agreed
verdict-awaiting-judgement = awaiting judgement

## Confidence

confidence-official = official text
confidence-reprint = official text, reprinted by others
confidence-press = press
confidence-inferred = inferred
confidence-assumed = assumed

## Status of the text

text-status-original = original text
text-status-restated = restated text

## Severity of a finding

severity-error = error
severity-notice = notice
severity-warning = to be checked
severity-row-refused = row refused
severity-file-refused = piece refused

## Heads of support

head-income-tax-contribution = income-tax contribution
head-corporate-tax-contribution = corporate-tax contribution
head-employment-premium = employment premium
head-training-premium = training premium
head-growth-premium = growth premium
head-investment-aid = investment aid
head-training-aid = training aid

## Ecosystems

ecosystem-crm = CRM, customer-relationship management
ecosystem-bpo = BPO, business-process outsourcing
ecosystem-ito = ITO, IT outsourcing
ecosystem-eso = ESO, engineering and R&D outsourcing
ecosystem-kpo = KPO, knowledge-process outsourcing

## Sides

side-state = State
side-industry = industry
