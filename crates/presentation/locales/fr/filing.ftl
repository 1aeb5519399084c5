## Ce qui est attendu, et ce qu’il en est

filing-expected-title = Fichiers attendus par les clauses en vigueur, connu au { $date }
filing-missing-title = Attendu et manquant
filing-older-title = Lacunes plus anciennes, qu’aucune clause en vigueur ne lit
filing-complete = Rien de ce qu’attendent les clauses en vigueur ne manque.
filing-never = { $table } : jamais déposé. Attendu à partir de { $since } ; il manque { $count }.
filing-stopped = { $table } : dernier dépôt pour { $last } ; il manque { $count } depuis { $since }.
filing-never-by = { $table } : jamais déposé par { $count } : { $operators }.
filing-stopped-by = { $table } : n’est plus déposé par { $count } : { $operators }.
filing-older-count = Manquent aussi { $count } périodes plus anciennes, qu’aucune clause en vigueur ne lit.
filing-range = de { $first } à { $last }
filing-state-overdue = en retard depuis le { $due }
filing-state-due = pas encore échu : jusqu’au { $due }
filing-state-undated = aucun jour n’est fixé
filing-not-evaluated = Non évalué faute de tout fichier : { $operators }. Rien n’est compté ci-dessus pour eux.
filing-without-person = { $clause } : opérateur { $operator }, sans personne désignée
heading-expected = Attendus
heading-covered = Reçus
heading-late = En retard
heading-overdue = Échus, non reçus
heading-older-gaps = Lacunes anciennes
heading-never-filed = Jamais déposé
heading-stopped = Dépôts arrêtés
heading-operators = Opérateurs
reason-never-filed = { $table } : rien n’a jamais été déposé pour le temps de cette règle, à partir de { $since }.
    .cure = Déposer { $table } à partir de { $since } : personnes et montants ne peuvent être dits qu’alors.

## Ce qui attend des pièces

waiting-title = Ce qui attend des pièces
waiting-none = Rien de ce que paient les clauses n’attend de pièces.
waiting-sum = { $keys } non évalués. Pour { $said }, on peut dire ce qu’ils donneraient : { $amount } MAD en tout. { $pending } resteraient en attente.
waiting-lead = Une estimation de ce qui attend : chaque cas sous son premier motif, calculé exactement, motifs écartés. Rien n’en est dû et cela n’entre dans aucun total.
waiting-by-cure-title = Qui peut y remédier
waiting-by-head-title = Par poste
waiting-by-operator-title = Par opérateur, poste et remède
heading-who = Qui
heading-not-evaluated = Non évalués
heading-said = Montant connu
heading-waits = Estimation de ce qui attend (MAD)
who-operator = opérateur
who-register-keeper = teneur des registres
who-social-security = sécurité sociale
who-ministry = ministère
cause-missing = fichier manquant
cause-absent = ligne ou champ manquant
cause-rows-refused = lignes refusées
cause-cell-unread = champ non lu
cause-rows-disagree = lignes en désaccord
cause-no-site = site absent des registres
cause-start-not-shown = début de l’emploi non montré
cause-partial-year = année non divisible
cause-no-value = valeur non fixée
cause-no-class = lieu non classé
cause-divided-by-zero = chiffre d’affaires nul
cause-identity = numéros contradictoires
