## Differences of a scenario

difference-nothing-named = No clause, control or commitment is named { $of }.
difference-no-key = No determination has this key.
difference-several-keys = { $found } determinations have this key: name more of it.
difference-status = Status expected: { $expected }; computed: { $found }.
difference-amount = Amount expected: { $expected }; computed: { $found }.
difference-decided-by = Expected to be decided by { $expected }; decided by { $found }.
difference-head = Head expected: { $expected }; of the clause: { $found }.
difference-missing = { $expected } is not among the missing periods: { $found }.
difference-step = Step { $step } expected: { $expected }; computed: { $found }.
