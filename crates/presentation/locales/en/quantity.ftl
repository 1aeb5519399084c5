## Quantities. Spaces become no-break spaces.

quantity-money-in = { $currency } { $figure }
quantity-billions-in = { PLURAL($count) ->
   *[other] { $currency } { $figure } billion
}
quantity-millions-in = { PLURAL($count) ->
   *[other] { $currency } { $figure } million
}
quantity-and = { $sum } + { $more }
currency-mad = MAD
currency-eur = EUR
currency-usd = USD
currency-gbp = GBP
quantity-per-month = { $figure }/month
quantity-per-year = { $figure }/year
quantity-per-quarter = { $figure }/quarter
quantity-per-day = { $figure }/day
quantity-per-hour = { $figure }/hour
quantity-per-person = { $figure }/person
quantity-per-job = { $figure }/job
quantity-per-area = { $figure }/m²
quantity-per-currency = { $figure } for { $currency } 1
quantity-area = { $figure } m²
quantity-months = { PLURAL($count) ->
    [one] { $count } month
   *[other] { $count } months
}
quantity-days = { PLURAL($count) ->
    [one] { $count } day
   *[other] { $count } days
}
quantity-years = { PLURAL($count) ->
    [one] { $count } year
   *[other] { $count } years
}
quantity-quarters = { PLURAL($count) ->
    [one] { $count } quarter
   *[other] { $count } quarters
}
quantity-hours = { PLURAL($count) ->
    [one] { $count } hour
   *[other] { $count } hours
}
quantity-jobs = { PLURAL($count) ->
    [one] { $count } job
   *[other] { $count } jobs
}
quantity-persons = { PLURAL($count) ->
    [one] { $count } person
   *[other] { $count } persons
}
quantity-operators = { PLURAL($count) ->
    [one] { $count } operator
   *[other] { $count } operators
}
quantity-rows = { PLURAL($count) ->
    [one] { $count } row
   *[other] { $count } rows
}
quantity-pieces = { PLURAL($count) ->
    [one] { $count } piece
   *[other] { $count } pieces
}
quantity-findings = { PLURAL($count) ->
    [one] { $count } finding
   *[other] { $count } findings
}
quantity-commitments = { PLURAL($count) ->
    [one] { $count } commitment
   *[other] { $count } commitments
}
quantity-determinations = { PLURAL($count) ->
    [one] { $count } determination
   *[other] { $count } determinations
}
quantity-from-to = { $first } to { $last }
quantity-from = from { $first }
