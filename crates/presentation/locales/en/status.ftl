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
severity-cell-unread = cell not read
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
side-both = both sides together

## Mechanisms of a step

mechanism-value = value
mechanism-sum = sum
mechanism-count = count
mechanism-percent-of = percentage
mechanism-product = product
mechanism-ratio = ratio
mechanism-sum-of = sum of terms
mechanism-difference = difference
mechanism-at-most = at most
mechanism-at-least = at least
mechanism-brackets = scale by slices
mechanism-table = table
mechanism-choose = as the case may be
mechanism-round = rounding
mechanism-tied-share = share of tied places
mechanism-running-excess = excess over the highest level
mechanism-at-month = value of another month

## What decides, besides conditions and steps

decided-in-effect = time of effect of the rule
decided-applies-to-facts = day from which the rule reaches facts
decided-fact-date = date of the fact
decided-period = period
decided-identity = identity

## Reading of a target

level-reading-level = level to reach
level-reading-additional = on top of the baseline

## Rows left out without fault

ignored-occasional-labour = occasional labour
ignored-separators-only = line without values
ignored-end-of-file-mark = end-of-file mark
ignored-repeated-header = header repeated
ignored-trailer = closing line of a program
ignored-total-line = line of totals
ignored-repeated-line = line repeated
ignored-pre-established-list = pre-established list
ignored-occasional-staff = occasional staff
ignored-duplicate = received before
ignored-trainees = trainees
ignored-doctoral-students = doctoral students
ignored-share-plan-beneficiaries = beneficiaries of share options
ignored-savings-plan-beneficiaries = holders of savings plans

cell-permanent = permanent
cell-fixed-term = fixed-term
cell-temporary = temporary work
cell-internship = internship
cell-moroccan = Moroccan
cell-foreign = foreign
cell-primary = main region
cell-secondary = secondary region
cell-outside-platform = outside platforms
cell-region-without-platform = region without platform
cell-platform = in a platform
cell-unknown = not known
cell-firm = firms
cell-yes = yes
cell-no = no
perimeter-office-des-changes-new = Office des Changes, new series
perimeter-office-des-changes-old = Office des Changes, former series
perimeter-contract-baseline = reference of the contract
perimeter-federation = figures of the federation
perimeter-ministry-stable-jobs = stable jobs counted by the ministry
perimeter-cdg-parks = parks of the deposit and management fund
publisher-amrc = AMRC
publisher-everest = Everest
publisher-fmes = FMES
publisher-fnh = Finances News
publisher-hellowork = Hellowork
publisher-investinmorocco-nl = Invest in Morocco
publisher-labass = Labass
publisher-lematin = Le Matin
publisher-libe = Libération
publisher-lnt = La Nouvelle Tribune
publisher-managers-tn = Managers
publisher-ministry = the ministry
publisher-oxford-business-group = Oxford Business Group
publisher-press = press
publisher-valyoplus = Valyoplus
publisher-webmanagercenter = Webmanagercenter
publisher-yabiladi = Yabiladi
