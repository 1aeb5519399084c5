## Intitulés de colonnes et de rubriques

heading-article = Article
heading-clause = Clause
heading-commitment = Engagement
heading-party = Partie
heading-indicator = Indicateur
heading-baseline = Référence
heading-target = Cible
heading-actual = Réalisé
heading-gap = Écart à la cible
heading-due-date = Échéance
heading-verdict = Verdict
heading-status = Statut
heading-amount = Montant (MAD)
heading-head = Chef de soutien
heading-operator = Opérateur
heading-person = Personne
heading-region = Région
heading-ecosystem = Écosystème
heading-period = Période
heading-code = Code
heading-number = Nombre
heading-share = Part
heading-progress = Avancement
heading-value = Valeur
heading-parameter = Paramètre
heading-source = Source
heading-confidence = Confiance
heading-step = Étape
heading-reason = Motif
heading-finding = Observation
heading-severity = Gravité
heading-place = Emplacement
heading-cure = Que faire
heading-file = Pièce
heading-line = Ligne
heading-submission = Déclaration
heading-rows-in = Lignes lues
heading-slot = Place
heading-rows-before = Lignes avant
heading-rows-after = Lignes après
heading-persons-before = Personnes avant
heading-persons-after = Personnes après
heading-persons-gone = Personnes disparues
heading-rows-used = Retenues
heading-rows-ignored = Écartées
heading-rows-refused = Refusées
heading-receipt = Récépissé
heading-total = Total
heading-reading = Lecture
heading-difference = Différence
heading-as-known-on = Connu au
heading-perimeter = Périmètre
heading-contract = Contrat
heading-notice = Avertissement

## Emplacements

place-line = ligne { $line }
place-line-column = ligne { $line }, colonne { $column }
place-line-columns = ligne { $line }, colonnes { $first } à { $last }
place-field = { $place }, champ { $field }
place-article = article { $article }
place-unknown = pièce entière
place-field-alone = champ { $field }

fault-cure = Que faire : { $cure }
