## Ce qui est attendu, et ce qu’il en est

filing-expected-title = Fichiers attendus par les clauses en vigueur, connu au { $date }
filing-missing-title = Attendu et manquant
filing-older-title = Lacunes plus anciennes, qu’aucune clause en vigueur ne lit
filing-complete = Rien de ce qu’attendent les clauses en vigueur ne manque.
filing-never = { $table } : jamais déposé. Attendu à partir de { $since } ; il manque { $count }.
filing-stopped = { $table } : dernier dépôt pour { $last } ; il manque { $count } depuis { $since }.
filing-never-by = { $table } : jamais déposé par { $count } : { $operators }.
filing-stopped-by = { $table } : n’est plus déposé par { $count } : { $operators }.
filing-older-count = Manquent aussi { $count } périodes plus anciennes, qu’aucune clause en vigueur ne lit.
filing-range = de { $first } à { $last }
filing-state-overdue = en retard depuis le { $due }
filing-state-due = pas encore échu : jusqu’au { $due }
filing-state-undated = aucun jour n’est fixé
filing-not-evaluated = Non évalué faute de tout fichier : { $operators }. Rien n’est compté ci-dessus pour eux.
filing-without-person = { $clause } : opérateur { $operator }, sans personne désignée
heading-expected = Attendus
heading-covered = Reçus
heading-late = En retard
heading-overdue = Échus, non reçus
heading-older-gaps = Lacunes anciennes
heading-never-filed = Jamais déposé
heading-stopped = Dépôts arrêtés
heading-operators = Opérateurs
reason-never-filed = { $table } : rien n’a jamais été déposé pour le temps de cette règle, à partir de { $since }.
    .cure = Déposer { $table } à partir de { $since } : personnes et montants ne peuvent être dits qu’alors.

## Ce qui attend des pièces

waiting-title = Ce qui attend des pièces
waiting-none = Rien de ce que paient les clauses n’attend de pièces.
waiting-never-filed = Des clauses ne peuvent rien dire de cet opérateur, pas même combien de cas attendent : aucun fichier n’est venu dont elles tireraient des personnes.
waiting-sum = { $keys } non évalués. Pour { $said }, on peut dire ce qu’ils donneraient : { $amount } en tout. { $pending } resteraient en attente.
waiting-sum-unsaid = { $keys } non évalués. D’aucun on ne peut dire ce qu’il donnerait.
waiting-lead = Une estimation de ce qui attend : chaque cas sous son premier motif, calculé exactement, motifs écartés. Rien n’en est dû et cela n’entre dans aucun total.
waiting-line = En attente de pièces : { $keys } non évalués, pour lesquels aucun montant ne figure ci-dessus.
waiting-line-estimate = Estimation de ce qui attend : { $amount }, pour { $said } d’entre eux ; elle n’entre dans aucun total.
waiting-line-never = De { $operators }, une table n’a jamais été déposée : ce qu’elle donnerait ne peut pas même être compté.
waiting-opened-by = Qui peut y remédier :
waiting-estimated-by = Qui peut y remédier, et une estimation de ce qui attend :
waiting-counted = { $keys } non évalués. Ce qu’ils donneraient est calculé par la commande ci-dessous, et figure ici une fois calculé sur les mêmes pièces.
waiting-apart = Rien de ce qu’attendent les clauses en vigueur ne manque. { $keys } non évalués attendent pourtant, des périodes plus anciennes ou autre chose : voir « Ce qui attend des pièces ».
waiting-by-cure-title = Qui peut y remédier
waiting-by-head-title = Par poste
waiting-by-operator-title = Par opérateur, poste et remède
heading-who = Qui
heading-not-evaluated = Non évalués
heading-said = Montant connu
heading-waits = Estimation de ce qui attend
who-operator = opérateur
who-register-keeper = teneur des registres
who-social-security = sécurité sociale
who-ministry = ministère
who-keeper = gardien de l’espace de travail
cause-damaged = fichier endommagé
cause-missing = fichier manquant
cause-absent = ligne ou champ manquant
cause-rows-refused = lignes refusées
cause-cell-unread = champ non lu
cause-rows-disagree = lignes en désaccord
cause-no-site = site absent des registres
cause-start-not-shown = début de l’emploi non montré
cause-start-restated = date d’embauche changée
cause-hole = mois manquant au milieu d’un emploi
cause-exit-day-not-shown = jour de sortie non montré
cause-tie = embauches que le texte ne départage pas
cause-partial-year = année non divisible
cause-no-value = valeur non fixée
cause-no-class = lieu non classé
cause-divided-by-zero = chiffre d’affaires nul
cause-too-large = montant hors de toute mesure
cause-identity = numéros contradictoires

## Personnes en doute

doubt-title = Personnes en doute
doubt-lead = Ce que des lignes contredisent ou laissent ouvert sur des personnes. Tant que cela dure, ce qui en dépend n’est pas évalué ; une partie ne retient rien aujourd’hui.
doubt-kind = { $kind } : { $count }
doubt-hole = { $table } : absente de { $first } à { $last } ({ $months }), puis de nouveau présente sous la même date d’embauche
doubt-hole-month = { $table } : absente en { $month }, puis de nouveau présente sous la même date d’embauche
doubt-restated = { $table } : embauchée le { $first } ; { $month } dit le { $other }
doubt-after-exit = { $table } : sortie, puis de nouveau présente en { $month } sous la date d’embauche du { $first }
doubt-number-taken = un numéro d’immatriculation figure avec deux cartes d’identité
doubt-card-taken = une carte d’identité figure sous deux numéros d’immatriculation
doubt-both-taken = numéros et cartes d’identité se croisent
doubt-identity = { $what } ; peut-être { $with } : { $line }
doubt-identity-more = { $what } ; peut-être { $with } : { $line } et { $count } de plus
doubt-more-lines = et { $count } de plus
doubt-identity-elsewhere = { $what } ; peut-être { $with }
doubt-opened-by = Pour en ouvrir un :
heading-shown = Ce que montrent les lignes

## Embauches à égalité

ties-title = Embauches que le texte ne départage pas
ties-shared = Par une part : { $keys } d’embauches à égalité, pour les places qui leur restent ; { $amount } en sont dus, compris dans les sommes.
ties-open = Dans l’attente d’un ordre : { $keys } d’embauches à égalité non évalués ; aucun montant ne figure pour eux.
ties-of-clause = { $clause }. { $told }

## Sommes rapprochées

party-evidence-title = Parties qui déposent sans être opérateurs
reconciliation-title = Sommes rapprochées
reconciliation-lead = Ce que les documents veulent semblable : une période et la précédente, un tableau et un autre. Rien n’en est changé ni refusé.
reconciliation-sum = somme de { $column }
reconciliation-rows = lignes
reconciliation-persons = personnes
reconciliation-side = { $table }, { $of }, { $period }
reconciliation-known = { $side } : { $figure }
reconciliation-from = { $told } ({ $files })
reconciliation-more = { $files } et { $count } de plus
reconciliation-differs = { $label } { $found } ; { $against }. Admis : de { $least } à { $most }. Écart : { $difference }.
reconciliation-open = Pas encore comparable. { $found } ; { $against }.
reconciliation-missing = { $side } : { $periods } sans dépôt, de { $first } à { $last }
reconciliation-not-owed = { $side } : aucun dépôt n’était dû pour cette période, et aucun n’est venu
reconciliation-refused = { $side } : { $rows } refusées, qui peuvent en faire partie
reconciliation-unread = { $side } : cellules non lues : { $count }
reconciliation-doubtful = { $side } : des numéros officiels de personnes se contredisent
reconciliation-too-large = { $side } : la somme dépasse toute mesure
reconciliation-standing-holds = concorde
reconciliation-standing-differs = diffère
reconciliation-standing-open = pas encore comparable
heading-check = Rapprochement
heading-held-against = Rapproché de
