## Genres de pièces

piece-ebds-preestablished = liste préétablie e-BDS
piece-ebds-main = déclaration principale e-BDS
piece-ebds-complement = déclaration complémentaire e-BDS
piece-annual-tax = état annuel des salaires (9421)

## Ce que contient une colonne

holds-affiliation = affiliation CNSS, sept chiffres dont la clé ; espaces, .0 et zéros de tête perdus sont lus
holds-month = mois AAAA-MM ; aussi 07/2025, 202507, juillet 2025, juil.-25, يوليوز 2025, ou le premier ou dernier jour du mois
holds-registration = numéro CNSS, neuf chiffres commençant par 1, le dernier est la clé ; vide, 0 ou 000000000 tant qu’il n’est pas attribué (la CIN nomme alors la personne)
holds-card = CIN, une ou deux lettres et jusqu’à six chiffres
holds-name = nom ; passé sans être lu ni gardé
holds-identifier = identifiant choisi par l’opérateur : 1 à 64 lettres, chiffres, - et _, sans accent
holds-date = date AAAA-MM-JJ ou JJ/MM/AAAA ; aussi avec -, . ou une heure, un nom de mois, les numéros de jour d’un tableur si toute la colonne en est faite ; 1/9/2025 seulement si la colonne montre l’ordre
holds-year = année de quatre chiffres, de 1900 à 2199 ; l’année d’une date est lue
holds-amount = montant dans l’unité de la colonne, au plus deux décimales après un point ou une virgule ; milliers groupés, unité à côté, moins derrière et ,75 sont lus ; 8,000 ou 8.000 seulement si les autres montants tranchent
holds-centimes = montant en centimes, complété de zéros à gauche
holds-tax-identifier = identifiant fiscal, sept ou huit chiffres sans zéro en tête
holds-days = nombre entier de jours
holds-persons = nombre entier de personnes
holds-situation = situation de l’assuré, vide si elle est normale
holds-control-sum = somme de contrôle des autres champs de la ligne
holds-declarant = numéro sous lequel le fichier est déposé
holds-scheme-number = numéro du système que nomme le document, écrit comme le fait sa source ; les blancs entre les chiffres et les zéros de tête perdus sont lus là où sa clé les prouve
holds-number = numéro de personne, lettres et chiffres
holds-word = l’un des mots listés
holds-count = nombre entier
holds-text = texte, 200 caractères au plus
holds-quarter = trimestre : 2026-Q1, 1/2026
