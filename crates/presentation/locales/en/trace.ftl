## The explanation of an amount

trace-conditions = Conditions
trace-applies = What the rule applies to
trace-steps = Steps
trace-gives = Gives
trace-operands = From
trace-holds = holds
trace-fails = does not hold
trace-unknown = not known
trace-pending = still possible
trace-absent = none
trace-not-known = not known
trace-not-yet = not known yet
trace-true = yes
trace-false = no
trace-piece = From { $first } to { $last }
trace-together = Together
trace-sum-of-pieces = sum of the parts
trace-not-counted = Does not count: { $by }.
trace-rows = { PLURAL($count) ->
    [one] { $count } row of evidence
   *[other] { $count } rows of evidence
}
trace-submission = Submission { $submission }
trace-row = { $piece }, line { $line }
trace-due-on = Due on { $date }
trace-decided-by = What decides: { $what }
trace-estimate-because = Why this is an estimate
trace-estimate-clause = the formula of clause { $id }
trace-estimate-definition = the definition { $id }
trace-estimate-condition = the condition { $id }
trace-estimate-parameter = the value of { $id }
trace-estimate-place = the class of the place { $id }
trace-estimate-cumulation = how it stands beside { $id }
trace-would-change = What would change this determination
trace-change-supply-period = Supply { $table } for { $period }.
trace-change-supply = Supply { $table }.
trace-change-supply-row = Supply the row that { $table } lacks for { $period }.
trace-change-supply-row-alone = Supply the row that { $table } lacks.
trace-change-show-start = Show when the job began: the date of hire, or the month before { $month }.
trace-change-supply-months = Supply the months of { $year }: a yearly row cannot be cut.
trace-change-state-parameter = State the value of { $parameter }.
trace-change-state-class = State the class of { $place }.
trace-change-wait = Wait until { $until }.
trace-change-otherwise = { $what } is { $is }; it would have to be { $relation } { $to }.
trace-change-fact-within = The fact is of { $fact }; the rule holds { $effect } and reaches facts from { $from } on.
trace-change-fact-unknown = The date of the fact is not known; the rule holds { $effect } and reaches facts from { $from } on.
trace-in-effect = in effect { $effect }
