## Écarts d’un cas

difference-nothing-named = Aucune clause, aucun contrôle ni engagement ne s’appelle { $of }.
difference-no-key = Aucun constat n’a cette clé.
difference-several-keys = { $found } constats ont cette clé : précisez-la.
difference-status = Statut attendu : { $expected } ; calculé : { $found }.
difference-amount = Montant attendu : { $expected } ; calculé : { $found }.
difference-decided-by = Décision attendue de { $expected } ; décidé par { $found }.
difference-head = Chef de soutien attendu : { $expected } ; de la clause : { $found }.
difference-missing = { $expected } n’est pas parmi les périodes manquantes : { $found }.
difference-step = Étape { $step } attendue : { $expected } ; calculée : { $found }.
