notice-fictitious-title = DONNÉES FICTIVES
notice-fictitious = Les opérateurs, les personnes et les chiffres présentés ici ont été générés. Ils ne décrivent aucune entreprise, aucun salarié, aucun montant réel.
notice-restated-title = TEXTE REFORMULÉ
notice-restated = Ce contrat est restitué dans nos propres termes à partir de sources publiques. Il ne remplace pas le texte signé ; chaque valeur porte sa source et son degré de confiance.
notice-estimate-title = ESTIMATION
notice-estimate = Ce montant repose sur une valeur ou une lecture qu’aucun texte officiel n’énonce (presse, déduction ou hypothèse). Il n’est pas opposable.
notice-simulation-title = SIMULATION
notice-simulation = Calcul fait sur un texte ou un paramètre modifié. Ce n’est pas un constat.
