## Pourquoi un constat n’est pas fait

reason-missing = Aucune déclaration acceptée ne couvre { $table } pour { $period }.
    .cure = Déposer la déclaration manquante : le constat sera refait.
reason-missing-whole = Aucune déclaration acceptée ne donne { $table }.
    .cure = Déposer la pièce manquante : le constat sera refait.
reason-absent = La déclaration de { $table } pour { $period } ne porte pas cette ligne, ou le champ y est vide.
    .cure = Vérifier la déclaration ; une correction la remplace en entier.
reason-absent-whole = La pièce { $table } ne porte pas cette ligne, ou le champ y est vide.
    .cure = Vérifier la pièce ; une correction la remplace en entier.
reason-rows-refused = Des lignes de { $table } pour { $period } ont été refusées ; la ligne qui manque en fait peut-être partie.
    .cure = Corriger les lignes refusées et redéposer le fichier : le constat sera refait.
reason-start-not-shown = Les pièces ne montrent pas le début de l’emploi : leur premier mois, { $month }, n’est pas forcément celui de l’embauche.
    .cure = Déposer le registre de paie, qui porte la date d’embauche, ou la déclaration du mois précédent.
reason-partial-year = La règle ne couvre qu’une partie de { $year } et une pièce annuelle ne peut être découpée.
    .cure = Déposer le registre de paie mensuel de cette année.
reason-not-yet = On ne le saura qu’au { $until }.
    .cure = Rien à faire avant cette date.
reason-no-value = Le paramètre { $parameter } n’a pas de valeur à cette date.
    .cure = L’administration doit en arrêter la valeur.
reason-no-value-for-word = Le paramètre { $parameter } n’a pas de valeur connue pour « { $word } ».
    .cure = L’administration doit en arrêter la valeur.
reason-no-class = Le lieu { $place } n’a pas de classe à cette date.
    .cure = L’administration doit classer ce lieu.
reason-divided-by-zero = Un rapport a zéro pour diviseur : le chiffre d’affaires total, par exemple, est nul.
    .cure = Vérifier les montants déclarés.
