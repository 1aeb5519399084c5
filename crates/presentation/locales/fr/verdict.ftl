## Pourquoi un engagement est jugé ainsi, et la période des chiffres publiés

because-judged = une personne décide : { $judgement }
because-judged-by = { $by } décide : { $judgement }
because-no-indicator = l’indicateur { $indicator } n’est pas dans le contrat
because-no-perimeter = le texte ne nomme aucun périmètre statistique
because-no-horizon = le texte ne fixe aucune date
because-no-figure-in-perimeter = aucun chiffre publié dans le périmètre { $perimeter }
because-no-figure-for = aucun chiffre publié pour le { $by } ni après
because-level-reached = le dernier chiffre publié atteint déjà le niveau
because-step = l’étape du { $by } était de { $level }
because-horizon = l’échéance du { $by } est passée ; son chiffre décide
because-nothing-due = rien n’est dû avant le { $by }
figure-half-1 = 1er semestre { $year }
figure-half-2 = 2e semestre { $year }
figure-quarter-1 = 1er trimestre { $year }
figure-quarter-2 = 2e trimestre { $year }
figure-quarter-3 = 3e trimestre { $year }
figure-quarter-4 = 4e trimestre { $year }
figure-years = de { $first } à { $last }
