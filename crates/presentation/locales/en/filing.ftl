## What is expected to be filed, and what came of it

filing-expected-title = Files expected by the clauses in force, as known on { $date }
filing-missing-title = Expected and missing
filing-older-title = Older gaps, which no clause in force reads
filing-complete = Nothing that the clauses in force expect is missing.
filing-never = { $table }: never filed. Expected from { $since } on; { $count } missing.
filing-stopped = { $table }: last filed for { $last }; { $count } missing since { $since }.
filing-never-by = { $table }: never filed by { $count }: { $operators }.
filing-stopped-by = { $table }: filed no more by { $count }: { $operators }.
filing-older-count = { $count } older periods are missing too; no clause in force reads them.
filing-range = { $first } to { $last }
filing-state-overdue = overdue since { $due }
filing-state-due = not yet due: until { $due }
filing-state-undated = no day is set
filing-not-evaluated = Not evaluated for want of any file: { $operators }. Nothing is counted above for them.
filing-without-person = { $clause }: operator { $operator }, nobody in particular
heading-expected = Expected
heading-covered = Received
heading-late = Late
heading-overdue = Overdue
heading-older-gaps = Older gaps
heading-never-filed = Never filed
heading-stopped = Stopped
heading-operators = Operators
reason-never-filed = { $table }: nothing was ever filed for the time of this rule, from { $since } on.
    .cure = File { $table } from { $since } on: persons and amounts can be told only then.

## What waits for evidence

waiting-title = What waits for evidence
waiting-none = Nothing that clauses pay waits for evidence.
waiting-never-filed = Some clauses can say nothing of this operator, not even how many cases wait: no file came from which they could know persons.
waiting-sum = { $keys } not evaluated. Of { $said } it can be said what they would come to: { $amount } in all. { $pending } would still be pending.
waiting-sum-unsaid = { $keys } not evaluated. Of none of them can it be said what it would come to.
waiting-lead = An estimate of what waits: each case under its first reason, computed by exact arithmetic with the reasons set aside. It is not due and stands in no total.
waiting-line = Waiting for evidence: { $keys } not evaluated, for which no amount stands above.
waiting-line-estimate = Estimate of what waits: { $amount }, for { $said } of them; it stands in no total.
waiting-line-never = Of { $operators } some table was never filed: what it would give cannot even be counted.
waiting-opened-by = Who can cure it:
waiting-estimated-by = Who can cure it, and an estimate of what waits:
waiting-counted = { $keys } not evaluated. What they would come to is computed by the command below, and stands here once it was computed over the same evidence.
waiting-apart = Nothing that the clauses in force expect is missing. { $keys } not evaluated wait all the same, for older periods or for something else: see “What waits for evidence”.
waiting-by-cure-title = Who can cure it
waiting-by-head-title = By head
waiting-by-operator-title = By operator, head and cure
heading-who = Who
heading-not-evaluated = Not evaluated
heading-said = Amount can be said
heading-waits = Estimate of what waits
who-operator = operator
who-register-keeper = keeper of the registers
who-social-security = social security
who-ministry = ministry
who-keeper = keeper of the workspace
cause-damaged = file damaged
cause-missing = file missing
cause-absent = row or field missing
cause-rows-refused = rows refused
cause-cell-unread = field not read
cause-rows-disagree = rows disagree
cause-no-site = site in no register
cause-start-not-shown = start of the job not shown
cause-start-restated = hire date restated
cause-hole = month missing between two of a job
cause-exit-day-not-shown = day of leaving not shown
cause-tie = hires that the text does not order
cause-partial-year = year not cut
cause-no-value = value not settled
cause-no-class = place not classed
cause-divided-by-zero = turnover nil
cause-too-large = amount beyond all measure
cause-identity = numbers contradict each other

## Persons in doubt

doubt-title = Persons in doubt
doubt-lead = What rows contradict or leave open about persons. While it stands, what rests on it is not evaluated; some of it withholds nothing today.
doubt-kind = { $kind }: { $count }
doubt-hole = { $table }: not shown from { $first } to { $last } ({ $months }), then shown again under the same hire date
doubt-hole-month = { $table }: not shown in { $month }, then shown again under the same hire date
doubt-restated = { $table }: hired on { $first }; { $month } says { $other }
doubt-after-exit = { $table }: left, then there again in { $month } under the hire date { $first }
doubt-number-taken = one registration number stands with two identity cards
doubt-card-taken = one identity card stands under two registration numbers
doubt-both-taken = numbers and identity cards stand crosswise
doubt-identity = { $what }; may be { $with }: { $line }
doubt-identity-more = { $what }; may be { $with }: { $line } and { $count } more
doubt-more-lines = and { $count } more
doubt-identity-elsewhere = { $what }; may be { $with }
doubt-opened-by = To open one:
heading-shown = What the rows show

## Ties

ties-title = Hires that the text does not order
ties-shared = By a share: { $keys } of equal hires, for the places left to them; { $amount } is due of them, counted in the sums.
ties-open = Waiting for an order: { $keys } of equal hires not evaluated; no amount stands for them.
ties-of-clause = { $clause }. { $told }

## Sums held against each other

party-evidence-title = Parties that file and are no operators
reconciliation-title = Sums held against each other
reconciliation-lead = What documents ask to be alike: a period and the one before, a table and another. Nothing is changed or refused for it.
reconciliation-sum = sum of { $column }
reconciliation-rows = rows
reconciliation-persons = persons
reconciliation-side = { $table }, { $of }, { $period }
reconciliation-known = { $side }: { $figure }
reconciliation-from = { $told } ({ $files })
reconciliation-more = { $files } and { $count } more
reconciliation-differs = { $label } { $found }; { $against }. Tolerated: { $least } to { $most }. Difference: { $difference }.
reconciliation-open = Cannot be compared yet. { $found }; { $against }.
reconciliation-missing = { $side }: { $periods } not filed, from { $first } to { $last }
reconciliation-not-owed = { $side }: no file was owed for this time, and none came
reconciliation-refused = { $side }: { $rows } were refused that may be part of it
reconciliation-unread = { $side }: cells not read: { $count }
reconciliation-doubtful = { $side }: official numbers of persons contradict each other
reconciliation-too-large = { $side }: the sum is beyond all measure
reconciliation-standing-holds = holds
reconciliation-standing-differs = differs
reconciliation-standing-open = cannot be compared yet
heading-check = What is held against what
heading-held-against = Held against
