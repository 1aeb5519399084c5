## Why a commitment is judged so, and the period of published figures

because-judged = a person decides: { $judgement }
because-judged-by = { $by } decides: { $judgement }
because-no-indicator = indicator { $indicator } is not in the contract
because-no-perimeter = the text names no statistical perimeter
because-no-horizon = the text names no date
because-no-figure-in-perimeter = no figure published in perimeter { $perimeter }
because-no-figure-for = no figure published for { $by } or later
because-level-reached = the latest figure published reaches the level
because-step = the step due on { $by } was { $level }
because-horizon = the horizon of { $by } is over; its own figure decides
because-nothing-due = nothing is due before { $by }
figure-half-1 = first half of { $year }
figure-half-2 = second half of { $year }
figure-quarter-1 = first quarter of { $year }
figure-quarter-2 = second quarter of { $year }
figure-quarter-3 = third quarter of { $year }
figure-quarter-4 = fourth quarter of { $year }
figure-years = { $first } to { $last }
