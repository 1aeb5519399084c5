## Grandeurs. Les espaces deviennent insécables.

quantity-money-in = { $figure } { $currency }
quantity-billions-in = { PLURAL($count) ->
    [one] { $figure } milliard de { $currency }
   *[other] { $figure } milliards de { $currency }
}
quantity-millions-in = { PLURAL($count) ->
    [one] { $figure } million de { $currency }
   *[other] { $figure } millions de { $currency }
}
quantity-and = { $sum } + { $more }
currency-mad = MAD
currency-eur = EUR
currency-usd = USD
currency-gbp = GBP
quantity-per-month = { $figure }/mois
quantity-per-year = { $figure }/an
quantity-per-quarter = { $figure }/trimestre
quantity-per-day = { $figure }/jour
quantity-per-hour = { $figure }/heure
quantity-per-person = { $figure }/personne
quantity-per-job = { $figure }/emploi
quantity-per-area = { $figure }/m²
quantity-per-currency = { $figure } pour 1 { $currency }
quantity-area = { $figure } m²
quantity-months = { $count } mois
quantity-days = { PLURAL($count) ->
    [one] { $count } jour
   *[other] { $count } jours
}
quantity-years = { PLURAL($count) ->
    [one] { $count } an
   *[other] { $count } ans
}
quantity-quarters = { PLURAL($count) ->
    [one] { $count } trimestre
   *[other] { $count } trimestres
}
quantity-hours = { PLURAL($count) ->
    [one] { $count } heure
   *[other] { $count } heures
}
quantity-jobs = { PLURAL($count) ->
    [one] { $count } emploi
   *[other] { $count } emplois
}
quantity-persons = { PLURAL($count) ->
    [one] { $count } personne
   *[other] { $count } personnes
}
quantity-operators = { PLURAL($count) ->
    [one] { $count } opérateur
   *[other] { $count } opérateurs
}
quantity-rows = { PLURAL($count) ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
quantity-pieces = { PLURAL($count) ->
    [one] { $count } pièce
   *[other] { $count } pièces
}
quantity-findings = { PLURAL($count) ->
    [one] { $count } observation
   *[other] { $count } observations
}
quantity-commitments = { PLURAL($count) ->
    [one] { $count } engagement
   *[other] { $count } engagements
}
quantity-determinations = { PLURAL($count) ->
    [one] { $count } constat
   *[other] { $count } constats
}
quantity-from-to = du { $first } au { $last }
quantity-from = à partir du { $first }
