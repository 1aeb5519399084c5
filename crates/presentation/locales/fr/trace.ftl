## L’explication d’un montant

trace-conditions = Conditions
trace-applies = À quoi la règle s’applique
trace-steps = Étapes
trace-gives = Donne
trace-operands = À partir de
trace-holds = remplie
trace-fails = non remplie
trace-unknown = non connue
trace-pending = encore possible
trace-absent = néant
trace-not-known = non connu
trace-not-yet = pas encore connu
trace-true = oui
trace-false = non
trace-piece = De { $first } à { $last }
trace-together = Ensemble
trace-sum-of-pieces = somme des parties
trace-not-counted = Ne compte pas : { $by }.
trace-rows = { PLURAL($count) ->
    [one] { $count } ligne de pièces
   *[other] { $count } lignes de pièces
}
trace-submission = Déclaration { $submission }
trace-row = { $piece }, ligne { $line }
trace-due-on = Échéance : { $date }
trace-decided-by = Ce qui décide : { $what }
trace-estimate-because = Pourquoi c’est une estimation
trace-estimate-clause = la formule de la clause { $id }
trace-estimate-definition = la définition { $id }
trace-estimate-condition = la condition { $id }
trace-estimate-parameter = la valeur de { $id }
trace-estimate-place = la classe du lieu { $id }
trace-estimate-cumulation = le cumul avec { $id }
trace-would-change = Ce qui changerait ce constat
trace-change-supply-period = Déposer { $table } pour { $period }.
trace-change-supply = Déposer { $table }.
trace-change-supply-row = Compléter la ligne que { $table } ne porte pas pour { $period }.
trace-change-supply-row-alone = Compléter la ligne que { $table } ne porte pas.
trace-change-show-start = Montrer quand l’emploi a commencé : la date d’embauche, ou le mois qui précède { $month }.
trace-change-supply-months = Déposer les mois de { $year } : une ligne annuelle ne se découpe pas.
trace-change-state-parameter = Arrêter la valeur de { $parameter }.
trace-change-state-class = Classer le lieu { $place }.
trace-change-wait = Attendre le { $until }.
trace-change-otherwise = { $what } est { $is } ; il faudrait { $relation } { $to }.
trace-change-fact-within = Le fait date du { $fact } ; la règle vaut { $effect } et atteint les faits à partir du { $from }.
trace-change-fact-unknown = La date du fait n’est pas connue ; la règle vaut { $effect } et atteint les faits à partir du { $from }.
trace-in-effect = en vigueur { $effect }
