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
waiting-sum = { $keys } not evaluated. Of { $said } it can be said what they would come to: { $amount } MAD in all. { $pending } would still be pending.
waiting-lead = An estimate of what waits: each case under its first reason, computed by exact arithmetic with the reasons set aside. It is not due and stands in no total.
waiting-by-cure-title = Who can cure it
waiting-by-head-title = By head
waiting-by-operator-title = By operator, head and cure
heading-who = Who
heading-not-evaluated = Not evaluated
heading-said = Amount can be said
heading-waits = Estimate of what waits (MAD)
who-operator = operator
who-register-keeper = keeper of the registers
who-social-security = social security
who-ministry = ministry
cause-missing = file missing
cause-absent = row or field missing
cause-rows-refused = rows refused
cause-cell-unread = field not read
cause-rows-disagree = rows disagree
cause-no-site = site in no register
cause-start-not-shown = start of the job not shown
cause-partial-year = year not cut
cause-no-value = value not settled
cause-no-class = place not classed
cause-divided-by-zero = turnover nil
cause-identity = numbers contradict each other
