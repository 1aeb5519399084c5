## Genres de pièces

piece-operators = registre des opérateurs
piece-affiliations = registre des affiliations
piece-sites = registre des sites
piece-turnover = chiffre d’affaires
piece-payroll = registre de paie
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
holds-contract = type de contrat de travail
holds-nationality = code de pays ISO 3166 en deux lettres, MA pour le Maroc ; aussi trois lettres, ou un mot
holds-year = année de quatre chiffres, de 1900 à 2199 ; l’année d’une date est lue
holds-ecosystem = écosystème
holds-amount = montant en dirhams, au plus deux décimales après un point ou une virgule ; milliers groupés, DH ou MAD, moins derrière et ,75 sont lus ; 8,000 ou 8.000 seulement si les autres montants tranchent
holds-centimes = montant en centimes, complété de zéros à gauche
holds-legal-name = raison sociale, au plus 200 caractères
holds-ice = ICE, quinze chiffres divisibles par 97 ; les zéros de tête perdus sont remis
holds-tax-identifier = identifiant fiscal, sept ou huit chiffres sans zéro en tête
holds-platform = plateforme, vide hors d’une plateforme
holds-region = région de la norme ISO 3166-2, de MA-01 à MA-12
holds-days = nombre entier de jours
holds-persons = nombre entier de personnes
holds-situation = situation de l’assuré, vide si elle est normale
holds-control-sum = somme de contrôle des autres champs de la ligne
holds-number = numéro de personne, lettres et chiffres
holds-word = l’un des mots listés
holds-count = nombre entier
holds-text = texte, 200 caractères au plus
holds-quarter = trimestre : 2026-Q1, 1/2026
