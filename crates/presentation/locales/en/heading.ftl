## Headings of columns and sections

heading-article = Article
heading-clause = Clause
heading-commitment = Commitment
heading-party = Party
heading-indicator = Indicator
heading-baseline = Baseline
heading-target = Target
heading-actual = Actual
heading-gap = Gap to target
heading-due-date = Due
heading-verdict = Verdict
heading-status = Status
heading-amount = Amount (MAD)
heading-head = Head
heading-operator = Operator
heading-person = Person
heading-region = Region
heading-ecosystem = Ecosystem
heading-period = Period
heading-code = Code
heading-number = Number
heading-share = Share
heading-progress = Progress
heading-value = Value
heading-parameter = Parameter
heading-source = Source
heading-confidence = Confidence
heading-step = Step
heading-reason = Reason
heading-finding = Finding
heading-severity = Severity
heading-place = Place
heading-cure = What to do
heading-file = Piece
heading-line = Line
heading-submission = Submission
heading-rows-in = Rows in
heading-slot = Place
heading-rows-before = Rows before
heading-rows-after = Rows after
heading-persons-before = Persons before
heading-persons-after = Persons after
heading-persons-gone = Persons gone
heading-rows-used = Used
heading-rows-ignored = Ignored
heading-rows-refused = Refused
heading-receipt = Receipt
heading-total = Total
heading-reading = Reading
heading-difference = Difference
heading-as-known-on = As known on
heading-perimeter = Perimeter
heading-contract = Contract
heading-notice = Notice

## Places

place-line = line { $line }
place-line-column = line { $line }, column { $column }
place-line-columns = line { $line }, columns { $first } to { $last }
place-field = { $place }, field { $field }
place-article = article { $article }
place-unknown = whole piece
place-field-alone = field { $field }

fault-cure = What to do: { $cure }
