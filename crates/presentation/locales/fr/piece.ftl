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
