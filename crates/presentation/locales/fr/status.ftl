## Statut d’un constat

status-due = dû
status-zero-by-rule = nul selon la règle
status-not-applicable = sans objet
status-pending = en attente
status-not-evaluated = non évalué

## Verdict sur un engagement

verdict-met = tenu
verdict-on-course = en bonne voie
verdict-at-risk = à risque
verdict-not-met = non tenu
verdict-not-yet-due = pas encore échu
verdict-suspended = suspendu
verdict-cannot-be-determined = impossible à déterminer
verdict-no-measure-agreed = aucune mesure convenue
verdict-awaiting-judgement = en attente d’appréciation

## Degré de confiance

confidence-official = texte officiel
confidence-reprint = texte officiel repris par un tiers
confidence-press = presse
confidence-inferred = déduit
confidence-assumed = supposé

## Statut du texte

text-status-original = texte original
text-status-restated = texte reformulé

## Gravité d’une observation

severity-error = erreur
severity-notice = information
severity-warning = à vérifier
severity-cell-unread = case non lue
severity-row-refused = ligne refusée
severity-file-refused = pièce refusée

## Chefs de soutien

head-income-tax-contribution = contribution au titre de l’impôt sur le revenu
head-corporate-tax-contribution = contribution au titre de l’impôt sur les sociétés
head-employment-premium = prime à l’emploi
head-training-premium = prime à la formation
head-growth-premium = prime à la croissance
head-investment-aid = aide à l’investissement
head-training-aid = aide à la formation

## Écosystèmes

ecosystem-crm = CRM, gestion de la relation client
ecosystem-bpo = BPO, externalisation de processus métiers
ecosystem-ito = ITO, externalisation informatique
ecosystem-eso = ESO, externalisation de l’ingénierie et de la R&D
ecosystem-kpo = KPO, externalisation de la connaissance

## Côtés

side-state = État
side-industry = profession
side-both = les deux parties ensemble

## Mécanismes d’une étape

mechanism-value = valeur
mechanism-sum = somme
mechanism-count = nombre
mechanism-percent-of = pourcentage
mechanism-product = produit
mechanism-ratio = rapport
mechanism-sum-of = somme des termes
mechanism-difference = différence
mechanism-at-most = au plus
mechanism-at-least = au moins
mechanism-brackets = barème par tranches
mechanism-table = tableau
mechanism-choose = selon le cas
mechanism-round = arrondi
mechanism-tied-share = part des places à égalité
mechanism-running-excess = dépassement du plus haut niveau
mechanism-at-month = valeur d’un autre mois

## Ce qui décide, hors des conditions et des étapes

decided-in-effect = durée d’effet de la règle
decided-applies-to-facts = date à partir de laquelle la règle atteint les faits
decided-fact-date = date du fait
decided-period = période
decided-identity = identité

## Lecture d’une cible

level-reading-level = niveau à atteindre
level-reading-additional = en plus de la référence

## Lignes écartées sans faute

ignored-occasional-labour = main-d’œuvre occasionnelle
ignored-separators-only = ligne sans valeur
ignored-end-of-file-mark = marque de fin de fichier
ignored-repeated-header = en-tête répété
ignored-trailer = dernière ligne d’un logiciel
ignored-total-line = ligne de total
ignored-repeated-line = ligne répétée
ignored-pre-established-list = liste préétablie
ignored-occasional-staff = personnel occasionnel
ignored-duplicate = déjà reçues
ignored-trainees = stagiaires
ignored-doctoral-students = doctorants
ignored-share-plan-beneficiaries = bénéficiaires d’options d’achat ou de souscription d’actions
ignored-savings-plan-beneficiaries = titulaires de plans d’épargne

cell-permanent = durée indéterminée
cell-fixed-term = durée déterminée
cell-temporary = intérim
cell-internship = stage
cell-moroccan = marocaine
cell-foreign = étrangère
cell-primary = région principale
cell-secondary = région secondaire
cell-outside-platform = hors plateforme
cell-region-without-platform = région sans plateforme
cell-platform = dans une plateforme
cell-unknown = inconnu
cell-firm = entreprises
cell-yes = oui
cell-no = non
perimeter-office-des-changes-new = Office des changes, nouvelle série
perimeter-office-des-changes-old = Office des changes, ancienne série
perimeter-contract-baseline = référence du contrat
perimeter-federation = chiffres de la fédération
perimeter-ministry-stable-jobs = emplois stables recensés par le ministère
perimeter-cdg-parks = parcs de la Caisse de dépôt et de gestion
publisher-amrc = AMRC
publisher-everest = Everest
publisher-fmes = FMES
publisher-fnh = Finances News
publisher-hellowork = Hellowork
publisher-investinmorocco-nl = Invest in Morocco
publisher-labass = Labass
publisher-lematin = Le Matin
publisher-libe = Libération
publisher-lnt = La Nouvelle Tribune
publisher-managers-tn = Managers
publisher-ministry = le ministère
publisher-oxford-business-group = Oxford Business Group
publisher-press = presse
publisher-valyoplus = Valyoplus
publisher-webmanagercenter = Webmanagercenter
publisher-yabiladi = Yabiladi
