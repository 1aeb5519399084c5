## Why a determination was not made

reason-missing = No accepted submission covers { $table } for { $period }.
    .cure = Submit what is missing: the determination will be made again.
reason-missing-whole = No accepted submission gives { $table }.
    .cure = Submit the missing piece: the determination will be made again.
reason-absent = The submission of { $table } for { $period } has no such row, or the field is blank there.
    .cure = Check the submission; a correction replaces it whole.
reason-absent-whole = The piece { $table } has no such row, or the field is blank there.
    .cure = Check the piece; a correction replaces it whole.
reason-rows-refused = Rows of { $table } for { $period } were refused; whoever is missing there may be among them.
    .cure = Correct the rows refused and submit the file again: the determination will be made again.
reason-start-not-shown = The evidence does not show when the job began: its first month, { $month }, need not be the month of hire.
    .cure = Submit the payroll register, which carries the hire date, or the declaration of the month before.
reason-partial-year = The rule covers only part of { $year } and a yearly piece cannot be cut.
    .cure = Submit the monthly payroll register of that year.
reason-not-yet = It can be known on { $until } only.
    .cure = Nothing to do before that day.
reason-no-value = Parameter { $parameter } has no value on that day.
    .cure = The administration must settle its value.
reason-no-value-for-word = Parameter { $parameter } has no known value for “{ $word }”.
    .cure = The administration must settle its value.
reason-no-class = Place { $place } has no class on that day.
    .cure = The administration must class this place.
reason-divided-by-zero = A ratio is divided by zero: the total turnover, for instance, is nil.
    .cure = Check the amounts declared.
