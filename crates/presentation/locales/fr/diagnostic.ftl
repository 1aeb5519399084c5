## Défauts d’un document de contrat : ce qui ne va pas, et quoi écrire (.cure)

diagnostic-character-refused = Le caractère { $character } n’est pas admis : il ne se voit pas ou change le sens de lecture.
    .cure = L’effacer et retaper le passage.
diagnostic-yaml-tab = Une tabulation sert de retrait.
    .cure = Écrire des espaces, deux par niveau.
diagnostic-yaml-anchor = Les ancres (&nom) ne sont pas admises.
    .cure = Répéter la valeur, ou en faire un bloc parameter.
diagnostic-yaml-alias = Les renvois (*nom) ne sont pas admis.
    .cure = Écrire la valeur elle-même.
diagnostic-yaml-tag = Les étiquettes de type (!nom) ne sont pas admises.
    .cure = Ôter l’étiquette : le type vient de la clé.
diagnostic-yaml-merge-key = La clé de fusion (<<) n’est pas admise.
    .cure = Écrire toutes les clés.
diagnostic-yaml-several-documents = Un bloc ne contient qu’un document.
    .cure = Ôter la ligne --- ou ..., ou ouvrir un second bloc.
diagnostic-yaml-too-deep = L’emboîtement dépasse { $depth_max } niveaux.
    .cure = Mettre à plat : nommer les parties dans des blocs à part.
diagnostic-yaml-too-long = Une liste ou un ensemble de clés dépasse { $entries_max } entrées.
    .cure = La diviser : en blocs distincts, ou en parties que distingue une ligne de données ou une classe.
diagnostic-document-too-long = Le document dépasse { $parts_max } titres et blocs ; la suite n’est pas lue.
    .cure = Le diviser en plusieurs documents.
diagnostic-yaml-colon = Un deux-points n’est pas à sa place.
    .cure = Écrire « clé: valeur » avec une espace après le deux-points ; mettre entre guillemets une valeur qui contient « : ».
diagnostic-yaml-bracket = Une accolade ou un crochet n’est pas fermé, ou une virgule manque à l’intérieur.
    .cure = Fermer la paire et séparer les éléments par des virgules.
diagnostic-yaml-quotation-mark = Un guillemet n’est pas fermé.
    .cure = Fermer le guillemet sur la même valeur.
diagnostic-yaml-escape = Cette séquence d’échappement est inconnue.
    .cure = Employer des guillemets simples, qui prennent le texte tel quel.
diagnostic-yaml-character = Le caractère « { $character } » ne peut commencer une valeur.
    .cure = Mettre la valeur entre guillemets.
diagnostic-yaml-indentation = Le retrait ne correspond à aucun niveau ouvert.
    .cure = Aligner la ligne sur ses voisines du même niveau.
diagnostic-yaml-block-text = L’en-tête du texte replié (| ou >) n’est pas compris.
    .cure = Écrire la valeur sur une ligne, ou | seul suivi du texte en retrait.
diagnostic-yaml-not-understood = Cette écriture n’est pas comprise : { $detail }.
    .cure = Reprendre la forme d’un bloc voisin.
diagnostic-key-repeated = La clé « { $key } » figure déjà à la ligne { $first_line }.
    .cure = N’en garder qu’une.
diagnostic-key-missing = Il manque une clé avant le deux-points.
    .cure = Écrire la clé.
diagnostic-key-not-text = Une clé doit être un mot.
    .cure = Écrire un mot simple.
diagnostic-value-missing = La clé « { $key } » n’a pas de valeur.
    .cure = Écrire la valeur, ou ôter la clé.
diagnostic-item-missing = Un élément de la liste est vide.
    .cure = Écrire l’élément, ou ôter le tiret.
diagnostic-front-matter-missing = Le document ne commence pas par son identité.
    .cure = Ouvrir par --- puis id, title, parties, dates et langues, et fermer par ---.
diagnostic-front-matter-not-closed = L’en-tête du document n’est pas fermé.
    .cure = Ajouter une ligne --- après sa dernière clé.
diagnostic-front-matter-not-keys = L’en-tête du document n’est pas une suite de clés.
    .cure = Écrire « clé: valeur », une par ligne.
diagnostic-anchor-malformed = L’ancre « { $anchor } » n’est pas faite de minuscules, chiffres et traits d’union.
    .cure = Écrire par exemple art-4.
diagnostic-anchor-repeated = L’ancre « { $anchor } » figure déjà à la ligne { $first_line }.
    .cure = Donner à chaque article une ancre à lui.
diagnostic-heading-attribute-unknown = L’attribut « { $attribute } » d’un titre n’est pas compris.
    .cure = Ne garder que l’ancre, par exemple « art-4 » précédé d’un dièse.
diagnostic-quote-language-unknown = La langue « { $language } » d’un texte cité n’est pas connue.
    .cure = Écrire fr, ar ou en.
diagnostic-quote-empty = Un texte cité est vide.
    .cure = Écrire le texte convenu, ou ôter la citation.
diagnostic-block-kind-missing = Le bloc ne dit pas de quelle nature il est.
    .cure = Écrire la nature après yaml, par exemple « yaml clause ».
diagnostic-block-kind-unknown = « { $kind } » n’est pas une nature de bloc.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Écrire l’une des natures.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-block-opening-not-understood = L’ouverture « { $opening } » n’est pas comprise.
    .cure = Écrire yaml suivi d’une seule nature de bloc.
diagnostic-block-not-closed = Le bloc n’est pas fermé.
    .cure = Ajouter une ligne de trois accents graves après sa dernière ligne.
diagnostic-block-nested = Un bloc { $kind } se trouve dans une citation ou une liste.
    .cure = Le sortir, contre la marge : un bloc ne s’emboîte pas.
diagnostic-block-hidden = Ceci ressemble à un bloc mais Markdown n’y voit que du texte.
    .cure = Laisser une ligne vide avant l’ouverture et la placer contre la marge.
diagnostic-block-empty = Le bloc { $kind } est vide.
    .cure = Le remplir ou l’ôter.
diagnostic-block-not-keys = Le bloc { $kind } n’est pas une suite de clés.
    .cure = Écrire « clé: valeur », une par ligne.
diagnostic-block-without-article = Le bloc { $kind } ne repose sur aucun article.
    .cure = Le placer sous son article, ou écrire basis.
diagnostic-key-unknown = La clé « { $key } » n’est pas connue ici.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] L’ôter : ce qui n’est pas compris est refusé.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-key-absent = La clé « { $key } » manque.
    .cure = L’ajouter : elle n’a pas de valeur par défaut.
diagnostic-value-not-text = Une valeur simple est attendue ici.
    .cure = Écrire un mot, un nombre ou une date, sans liste ni sous-clés.
diagnostic-value-not-list = Une liste est attendue ici.
    .cure = Écrire les éléments précédés d’un tiret, ou entre crochets.
diagnostic-value-not-keys = Des clés sont attendues ici.
    .cure = Écrire « clé: valeur », une par ligne ou entre accolades.
diagnostic-word-unknown = « { $word } » n’est pas un mot admis ici.
    .cure = Écrire l’un de ceux-ci : { $expected }.
diagnostic-word-unknown-in-column = « { $word } » n’est pas un mot de cette colonne.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] L’ajouter aux mots de la colonne dans le bloc evidence, ou l’ôter.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-date-malformed = « { $found } » n’est pas une date.
    .cure = Écrire AAAA-MM-JJ, par exemple 2025-07-01.
diagnostic-month-malformed = « { $found } » n’est pas un mois.
    .cure = Écrire AAAA-MM, par exemple 2025-07.
diagnostic-months-malformed = « { $found } » n’est pas une suite de mois.
    .cure = Écrire le premier et le dernier, par exemple 2026-02 .. 2026-05.
diagnostic-quarters-malformed = « { $found } » n’est pas une suite de trimestres.
    .cure = Écrire le premier et le dernier, par exemple 2026-Q1 .. 2026-Q3.
diagnostic-year-malformed = « { $found } » n’est pas une année.
    .cure = Écrire quatre chiffres.
diagnostic-interval-malformed = « { $found } » n’est pas une période.
    .cure = Écrire le premier et le dernier jour, par exemple 2025-07-01 .. 2030-12-31, ou laisser la fin ouverte.
diagnostic-interval-empty = La période « { $found } » finit avant de commencer.
    .cure = Corriger l’une des deux dates.
diagnostic-number-malformed = « { $found } » n’est pas un nombre.
    .cure = Écrire des chiffres, un point pour les décimales, puis l’unité : 12000 MAD.
diagnostic-number-unit = L’unité est « { $found } » ; « { $expected } » est attendu.
    .cure = Écrire l’unité attendue, ou changer celle de ce qui la reçoit. Rien n’est converti de soi-même.
diagnostic-currency-unknown = « { $found } » n’est pas le code d’une monnaie.
    .cure = Écrire les trois lettres de la norme ISO 4217, par exemple MAD, EUR ou USD.
diagnostic-currency-too-fine = { $found } a { $decimals } décimales, et les montants sont tenus à deux décimales.
    .cure = Écrire les montants dans une autre monnaie, ou comme des nombres.
diagnostic-currency-unsaid = Les montants de ce document sont en plusieurs monnaies et rien ne dit dans laquelle il paie : { $known }.
    .cure = Écrire currency: avec l’une d’elles dans l’en-tête.
diagnostic-unit-unknown = « { $found } » n’est pas une unité connue.
    .cure = Écrire une monnaie (MAD, USD), job, person, month, day, quarter, year, hour, m2, %, ou l’une par l’autre : MAD/month.
diagnostic-identifier-malformed = « { $found } » n’est pas un identifiant.
    .cure = Commencer par une lettre sans accent ; employer lettres, chiffres, point, trait d’union, souligné.
diagnostic-identifier-repeated = L’identifiant « { $id } » est déjà pris à la ligne { $first_line }.
    .cure = En choisir un autre.
diagnostic-identifier-reserved = « { $id } » a déjà un sens dans la langue.
    .cure = Choisir un autre nom.
diagnostic-label-missing = Le libellé manque en « { $language } ».
    .cure = L’ajouter : un contrat signé se lit dans toutes ses langues.
diagnostic-kind-not-written = Les blocs { $kind } ne sont pas encore exécutés.
    .cure = Décrire la règle dans un bloc note en attendant.
diagnostic-uses-malformed = « { $found } » ne nomme aucun recueil.
    .cure = Écrire l’id et la version de chaque recueil, séparés par une virgule : ma-common-law 2025, ma-tax 2025.
diagnostic-pack-absent = Le recueil « { $pack } » n’est pas là.
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est voulu ; sinon placer le recueil à côté de ce document, ou l’inscrire (`mithaq record`).
       *[no] Placer le recueil à côté de ce document, ou l’inscrire (`mithaq record`).
    }{ GIVEN($known) ->
        [yes] {" "}Recueils présents : { $known }.
       *[no] {" "}Aucun recueil n’est là.
    }
diagnostic-pack-unsound = Le recueil « { $pack } » ne se charge pas.
    .cure = Voir ce qui ne va pas (`mithaq check`), et corriger d’abord le recueil.
diagnostic-pack-not-in-force = Le recueil « { $pack } » est seulement proposé, il n’est pas en vigueur.
    .cure = Le mettre en vigueur (`mithaq bring-into-force`), ou utiliser la version en vigueur.
diagnostic-packs-in-circle = Le recueil « { $pack } » utilise celui-ci, directement ou par d’autres : des recueils en cercle n’ont pas de début.
    .cure = Retirer l’un des noms de uses ; mettre dans un troisième recueil ce dont les deux ont besoin.
diagnostic-pack-two-versions = Le recueil « { $pack } » vient en deux versions : { $one } et { $other }.
    .cure = Utiliser des recueils qui reposent sur la même version.
diagnostic-pack-language-missing = Le recueil « { $pack } » n’a pas de libellés en « { $language } », que ce document doit.
    .cure = Ajouter la langue au recueil, ou la retirer de languages.
diagnostic-name-in-pack = « { $id } » est déjà un nom du recueil { $pack } (sa ligne { $line }).
    .cure = Retirer le bloc et utiliser celui du recueil, ou lui donner un autre id.
diagnostic-name-in-two-packs = « { $id } » est un nom de deux recueils : { $pack } (ligne { $line }) et { $other } (ligne { $other_line }).
    .cure = Utiliser l’un des deux, ou renommer dans l’un d’eux.
diagnostic-kind-not-in-pack = Un bloc { $kind } n’a pas sa place dans un recueil : les recueils prêtent des faits, les contrats disent ce qui est dû.
    .cure = Le mettre dans un contrat. Un recueil contient : { $known }.
diagnostic-scheme-form-malformed = « { $found } » ne dit pas la forme d’un numéro.
    .cure = Écrire tant de digits, letters, ou letters or digits, à la suite avec des virgules : 9 digits ; 1 .. 2 letters, 1 .. 6 digits. Au plus 64 caractères en 8 parties ; first est un caractère.
diagnostic-scheme-check-malformed = Les chiffres de contrôle suivent une seule règle.
    .cure = Écrire weights avec modulo, ou divisible_by, ou less_remainder, ou luhn: yes.
diagnostic-scheme-check-needs-digits = Des numéros de la forme « { $found } » ne se contrôlent pas ainsi.
    .cure = Les chiffres de contrôle demandent une forme de chiffres seuls, d’une seule longueur, avec un poids pour chacun sauf le dernier ; restore_zeros demande check_digits.
diagnostic-scheme-special-not-in-form = « { $found } » n’a pas la forme de ces numéros.
    .cure = L’écrire comme il figure dans les fichiers, ou changer form.
diagnostic-scheme-role-of-person = Un numéro de personnes dit ce qu’il fait, et lui seul : role number, ou role card avec le numéro qu’il remplace.
    .cure = Écrire role: number ; ou role: card et stands_in_for. Les numéros d’entreprises et de comptes n’ont ni l’un ni l’autre.
diagnostic-scheme-link-unknown = Aucun numéro de personnes de rôle number ne s’appelle « { $scheme } ».
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est voulu.
       *[no] Le déclarer dans un bloc scheme.
    }{ GIVEN($known) ->
        [yes] {" "}Connus ici : { $known }.
       *[no] {""}
    }
diagnostic-calendar-without-work = Tous les jours de la semaine sont ici des jours de repos.
    .cure = Laisser au moins un jour hors de rest.
diagnostic-calendar-year-twice = L’année { $year } est inscrite deux fois.
    .cure = Écrire ses jours dans une seule entrée.
diagnostic-feast-day-malformed = « { $found } » n’est pas un jour de l’année.
    .cure = Écrire le mois et le jour, deux chiffres chacun : 05-01.
diagnostic-feast-day-or-lunar = Une fête tombe un jour de chaque année, ou un jour de chaque année islamique.
    .cure = Écrire day ou lunar ; ni l’un ni l’autre si seules les années inscrites la donnent.
diagnostic-feast-unknown = Aucune fête de ce calendrier ne s’appelle « { $feast } ».
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est voulu.
       *[no] La déclarer sous feasts.
    }{ GIVEN($known) ->
        [yes] {" "}Connues ici : { $known }.
       *[no] {""}
    }
diagnostic-feast-outside-year = Le jour { $day } de « { $feast } » n’est pas en { $year }.
    .cure = L’écrire sous son année.
diagnostic-article-unknown = Aucun article n’a l’ancre « { $article } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Reprendre l’ancre du titre de l’article.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-quote-not-found = L’article { $article } ne contient pas ces mots.
    .cure = Le texte a pu changer : relire l’article, puis citer ses mots actuels.
diagnostic-name-unknown = « { $name } » n’est pas connu ici.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Définir ce nom plus haut : une étape n’emploie que ce qui la précède.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-table-unknown = Aucune table « { $table } » ne convient ici.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] La déclarer dans un bloc evidence avec les clés voulues.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-table-absent = Le contrat ne déclare pas la table « { $table } ».
    .cure = La déclarer dans un bloc evidence.
diagnostic-column-unknown = La colonne « { $column } » n’existe pas ou n’a pas la nature voulue.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] La déclarer dans le bloc evidence de la table.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-parameter-unknown = Aucun paramètre ne s’appelle « { $id } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Le déclarer dans un bloc parameter.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-place-outline-malformed = « { $found } » ne se lit pas comme la suite d’un contour.
    .cure = Écrire des anneaux fermés de points entiers, trois au moins, de 0 à 10000, chacun de deux nombres séparés d’un blanc.
diagnostic-place-label-malformed = « { $found } » n’est pas un point de la carte.
    .cure = Écrire deux nombres entiers, de 0 à 10000, séparés d’un blanc.
diagnostic-place-unknown = Aucun lieu ne s’appelle « { $place } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Le déclarer dans un bloc place.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-spell-unknown = « { $name } » n’est pas la période de présence de cette clause.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Nommer la définition que for_each emploie.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-keys-unknown = « { $found } » n’est la définition d’aucune clé.
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] La déclarer dans un bloc definition.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-keys-malformed = « { $found } » ne dit pas pour quelles clés calculer.
    .cure = Écrire l’un de ceux-ci : { $known }.
diagnostic-party-unknown = Aucune partie ne s’appelle « { $party } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] La déclarer dans un bloc party.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-indicator-unknown = Aucun indicateur ne s’appelle « { $indicator } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Le déclarer dans un bloc indicator.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-judgement-unknown = Aucune appréciation ne s’appelle « { $judgement } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] La déclarer dans un bloc judgement.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-reading-unknown = La clause n’a pas de lecture « { $reading } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Écrire une variante de la clause qui porte cette lecture.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-reading-not-chosen = La clause « { $id } » a plusieurs lectures et aucune n’est choisie.
    .cure = Écrire dans l’en-tête, par exemple, readings: « { $id }: { $reading } ».
diagnostic-scenario-of-unknown = Aucune clause, aucun contrôle ni engagement ne s’appelle « { $of } ».
    .cure =
        { GIVEN($nearest) ->
            [yes] Écrire « { $nearest } », si c’est ce qui est visé.
           *[no] Nommer ce que le cas met à l’épreuve.
        }{ GIVEN($known) ->
            [yes] {" "}Connus ici : { $known }.
           *[no] {""}
        }
diagnostic-table-dated-with-period = La table a une période dans sa clé et une durée de validité.
    .cure = Garder l’une ou l’autre.
diagnostic-values-overlap = Cette valeur vaut les mêmes jours que celle de la ligne { $first_line }.
    .cure = Clore la première la veille de la seconde.
diagnostic-parameter-hole = Le paramètre « { $id } » n’a pas de valeur du { $from } au { $to }.
    .cure = Dire la valeur de ces jours, ou accepter que les faits de cette période ne soient pas évalués.
diagnostic-parameter-scale-or-bands = La valeur porte un barème et des tranches, ou aucun des deux.
    .cure = Écrire scale (barème par tranches) ou bands (valeur selon la tranche).
diagnostic-parameter-needs-table = Le paramètre « { $id } » est un tableau : on ne peut le lire comme un nombre.
    .cure = L’employer dans une étape table ou brackets.
diagnostic-parameter-not-scale = Le paramètre « { $id } » n’est pas un barème.
    .cure = L’écrire avec scale, ou employer une autre étape.
diagnostic-parameter-not-table = Le paramètre « { $id } » n’est pas un tableau.
    .cure = L’écrire par mots ou par tranches, ou employer son nom seul.
diagnostic-scale-not-rising = Les tranches ne montent pas.
    .cure = Les ranger de la plus basse à la plus haute ; un barème commence à zéro.
diagnostic-table-not-total = Le paramètre « { $id } » ne dit rien de : { $words }.
    .cure = Donner une valeur à chaque mot, ou écrire unknown avec son degré de confiance.
diagnostic-expression-character = Le caractère « { $found } » n’a pas de sens dans une expression.
    .cure = L’ôter.
diagnostic-expression-ends = L’expression s’arrête trop tôt{ GIVEN($found) ->
        [yes] {" "}après « { $found } »
       *[no] {""}
    }.
    .cure = Continuer par l’un de ceux-ci : { $expected }.
diagnostic-expression-goes-on = L’expression est finie, et « { $found } » suit.
    .cure = Ôter la suite, ou continuer par l’un de ceux-ci : { $expected }.
diagnostic-expression-not-understood = « { $found } » n’est pas compris ici.
    .cure = Écrire l’un de ceux-ci : { $expected }.
diagnostic-expression-number = « { $found } » n’est pas un nombre.
    .cure = Écrire des chiffres et un point pour les décimales, sans grouper.
diagnostic-expression-too-deep = L’expression s’emboîte trop profondément à « { $found } ».
    .cure = La couper en étapes nommées.
diagnostic-expression-too-long = L’expression dépasse { $expected } mots, chiffres et signes ; elle n’est pas lue à partir de « { $found } ».
    .cure = La diviser en étapes ou conditions nommées ; une liste de mots se met entre accolades, une classe de lieux dans son propre bloc.
diagnostic-type-differs = « { $expected } » est attendu, « { $found } » est donné.
    .cure = Employer une valeur de la nature attendue.
diagnostic-unit-differs = « { $found } » ne se combine pas avec « { $expected } ».
    .cure = Ramener les deux à la même unité par une étape : rien n’est converti de soi-même.
diagnostic-units-do-not-multiply = « { $left } » et « { $right } » ne se multiplient pas.
    .cure = Multiplier par un nombre sans unité, ou un taux par son propre dénominateur.
diagnostic-words-have-no-order = Des mots ne se comparent que par = ou !=.
    .cure = Employer l’égalité.
diagnostic-lookup-needs-time = On ne sait pas à quelle date lire « { $name } ».
    .cure = Ajouter at: suivi d’un jour, ou de first month pour un emploi.
diagnostic-lookup-time-not-here = « { $name } » n’admet pas de date ici.
    .cure = Ôter at:.
diagnostic-lookup-not-here = « { $name } » ne peut être lu ici.
    .cure = Le lire dans une étape, dont les clés sont celles de la clause.
diagnostic-absence-unhandled = Rien ne dit que faire quand « { $name } » n’a pas de ligne.
    .cure = Ajouter if_none: avec une valeur, ou fails (condition) ou not evaluated (étape).
diagnostic-column-not-folded = « { $name } » a plusieurs lignes pour une clé.
    .cure = Les additionner (sum) ou les compter (count) dans une étape, ou lire celle d’un jour par at:.
diagnostic-crossing-missing = « { $name } » peut changer au cours de l’année et rien ne dit comment compter.
    .cure = Ajouter crossing avec { $what }: split by months, at first day ou at last day.
diagnostic-crossing-not-here = crossing n’a de sens que pour des clés par personne et par année.
    .cure = L’ôter.
diagnostic-split-needs-months = Une table par année ou par trimestre ne se découpe pas par mois.
    .cure = Lire une table par mois ou par jour, ou choisir at first day ou at last day.
diagnostic-split-over-quarters = L’année est découpée par mois, et un trimestre de « { $name } » ne tient dans aucun mois.
    .cure = Choisir at first day ou at last day, ou lire une table par mois ou par jour.
diagnostic-split-read-after-round = Derrière le premier `round`, l’année découpée est une seule : « { $name } » n’y a pas de valeur unique.
    .cure = Le lire dans une étape avant le premier `round`, ou choisir at first day ou at last day.
diagnostic-split-step-not-added = L’étape « { $name } » est calculée morceau par morceau et ne s’additionne pas : pour l’année entière, elle n’a pas de valeur.
    .cure = L’utiliser dans une étape avant le premier `round`, pour chaque morceau.
diagnostic-window-over-quarters = « { $name } » se compte en trimestres, et les mois d’un emploi ne finissent pas forcément avec l’un d’eux.
    .cure = Lire une table par mois ou par jour.
diagnostic-situation-unlisted = Ces situations ne sont rangées nulle part : { $words }.
    .cure = Ranger chacune dans counting, bridging, ending ou other : rien n’est supposé.
diagnostic-situation-listed-twice = La situation « { $word } » est rangée deux fois.
    .cure = N’en garder qu’une.
diagnostic-step-one-name = Une étape porte exactement un nom.
    .cure = Écrire « - nom: mécanisme », une étape par tiret.
diagnostic-step-one-mechanism = Une étape emploie exactement un mécanisme ; trouvé : { $found }.
    .cure = Choisir l’un de ceux-ci : { $expected }.
diagnostic-step-two-operands = Il faut au moins deux valeurs.
    .cure = Écrire une liste d’au moins deux éléments.
diagnostic-step-expected = Le nom d’une étape est attendu ici.
    .cure = Calculer la valeur dans une étape, puis la nommer.
diagnostic-mechanism-not-here = Le mécanisme { $mechanism } ne peut servir avec ces clés.
    .cure = L’employer dans une définition par mois.
diagnostic-fold-not-here = La table « { $name } » ne peut pas être repliée ici : ses clés ne contiennent pas celles de la règle.
    .cure = Choisir une table dont les clés les contiennent{ GIVEN($known) ->
        [yes]  : { $known }.
       *[no] , et la déclarer dans un bloc evidence.
    }
diagnostic-fact-date-not-here = Une clause par personne et par année n’a pas de fact_date : ses mois décident.
    .cure = L’ôter.
diagnostic-effect-inside-month = L’effet « { $found } » commence ou finit au milieu d’un mois, et les pièces sont mensuelles.
    .cure = Le faire commencer au premier jour d’un mois et finir au dernier.
diagnostic-effect-inside-quarter = « { $found } » commence ou finit au milieu d’un trimestre, et la clause compte en trimestres.
    .cure = Faire commencer l’effet le premier jour d’un trimestre et le faire finir le dernier jour d’un trimestre.
diagnostic-pays-other-currency = Ceci est payé en { $found }, et le contrat paie en { $expected }.
    .cure = Payer une étape en { $expected } : rien ne convertit les montants.
diagnostic-pays-not-rounded = L’étape « { $step } » n’est pas exacte à ce qui peut se payer dans sa monnaie.
    .cure = La finir par une étape round avec son pas et son mode.
diagnostic-pays-may-be-negative = Le versement « { $step } » peut descendre sous zéro.
    .cure = Écrire avant l’arrondi une étape at_least avec bound: 0 MAD, ou accepter que moins que zéro soit versé comme zéro.
diagnostic-ties-not-shared = L’étape « { $name } » demande une part d’égalité, et ce rang ne partage pas les siennes.
    .cure = Nommer un rang de la définition des clés qui dit ties: share.
diagnostic-ties-share-absent = La condition compare « { $rank } », dont les égalités se partagent, et aucune étape n’applique la part : on paierait plus qu’il n’y a de places.
    .cure = Ajouter une étape tied_share sur ce rang, et en multiplier le montant avant l’arrondi.
diagnostic-cumulation-silent = Les clauses « { $id } » et « { $other } » peuvent payer le même chef, et aucune ne dit comment elles se cumulent.
    .cure = Ajouter cumulates à l’une des deux.
diagnostic-commitment-target-or-judgement = Un engagement porte soit une cible, soit une appréciation.
    .cure = Écrire target (et path au besoin), ou judged_by.
diagnostic-target-level-or-additional = Une cible dit soit le niveau à atteindre, soit ce qui s’ajoute à la référence.
    .cure = Écrire level, ou additional avec baseline.
diagnostic-contract-id-twice = Le contrat « { $id } » figure aussi dans un autre fichier : { $other }. Rien ne dit lequel des deux vaut ; aucun n’est évalué.
    .cure = Garder l’un des deux fichiers, donner un autre id à l’un, ou proposer celui qui n’est pas encore en vigueur (`mithaq propose`).
diagnostic-parent-unknown = Aucun contrat ne s’appelle « { $parent } », nommé comme cadre.
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est visé.
       *[no] Placer le cadre à côté de ce document, ou ôter parent.
    }{ GIVEN($known) ->
        [yes] {" "}Contrats présents : { $known }.
       *[no] {" "}Il n’y a pas d’autre contrat ici.
    }
diagnostic-heads-overlap = La clause « { $clause } » et la clause « { $other } » du contrat « { $contract } » ({ $path }) peuvent toutes deux verser « { $head } » à un même opérateur pour le même temps, et aucun texte ne le permet.
    .cure = Écrire cumulates dans l’une d’elles, avec « { $other } » ou « { $contract } », si les textes permettent les deux ; sinon, clore l’effet de l’une.
withheld-draft = Un projet : il est proposé, pas en vigueur, et n’engage rien ; il n’est pas évalué.
    .cure = Il compte une fois signé par tous (`mithaq sign`) et mis en vigueur (`mithaq bring-into-force`).
withheld-unsound = Le document a des fautes et ne se lit pas ; il n’est pas évalué.
    .cure = Lancer `mithaq check` sur lui : chaque faute est dite avec sa place.
withheld-pack-changed = Ce qu’il lit du recueil { $pack } n’est pas ce qui a été signé avec lui ; il n’est pas évalué.
    .cure = Proposer de nouveau le texte à côté du recueil d’aujourd’hui (`mithaq propose`), ou remettre le recueil en l’état.
withheld-cases = Sur ses { $all } cas, { $failed } donnent autre chose que ce que le document attend ; il n’est pas évalué.
    .cure = Lancer `mithaq check` sur lui, puis corriger la clause ou le cas.
diagnostic-yaml-comma = Une virgule coupe cette valeur en deux : { $found }. Entre accolades, une virgule ouvre la clé suivante.
    .cure = Mettre la valeur entre guillemets droits : "{ $found }".
diagnostic-expression-sign = « { $found } » n’est pas un signe de ce langage.
    .cure = Écrire « { $expected } ».
diagnostic-evidence-reader-unknown = Il n’y a pas de lecteur « { $reader } » : ses lignes ne viendraient jamais.
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est visé.
       *[no] Choisir un des lecteurs qu’il y a, ou dire par file comment le tableau est écrit.
    } Il y a : { $known }.
diagnostic-evidence-table-differs = Le tableau « { $table } » est déposé avec d’autres clés ou colonnes : { $path } dit lesquelles.
    .cure = Lire ce qui est déposé, avec ses clés et ses types ; ou emprunter le tableau au recueil qui le déclare, et n’en rien déclarer ici.
diagnostic-evidence-table-filed-otherwise = Le tableau « { $table } » est déposé autrement par { $path } : aucun fichier ne peut être les deux.
    .cure = Qu’un seul document déclare le tableau, et que les autres l’empruntent.
diagnostic-evidence-files-alike = Un fichier de « { $table } » peut avoir les colonnes de « { $other } », que déclare { $path }, sans qu’il manque rien à aucun des deux : rien ne dirait lequel c’est.
    .cure = Donner à l’un des deux un en-tête qui lui soit propre et que ses fichiers ne puissent omettre.
diagnostic-evidence-table-unfiled = Aucun document présent ne dit comment « { $table } » est déposé : ses lignes ne viendront pas, et ce qui repose sur elles attendra.
    .cure = Emprunter sous uses le recueil qui le déclare, enregistrer ce recueil, ou dire ici par file comment il est déposé.
diagnostic-evidence-column-unknown = Aucun fichier ne donne à « { $table } » une colonne « { $column } » : elle ne serait jamais remplie.
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est visé.
       *[no] Choisir une des colonnes que donnent les fichiers.
    } Il y a : { $known }.
diagnostic-from-malformed = « { $found } » ne dit pas à partir de quel jour les faits sont atteints.
    .cure = Écrire from et un jour : from 2025-07-01.
diagnostic-lookup-dated = « { $name } » ne vaut que pour un temps ; une clause y va par le site d’une ligne.
    .cure = Écrire la voie depuis une colonne de sites : payroll.site.class, payroll.site.region ou payroll.site.platform.
diagnostic-road-without-places = Le document ne déclare aucun lieu avec « { $attribute } » : cette voie ne mène nulle part.
    .cure = Déclarer des lieux avec kind, et class là où elle est lue.
diagnostic-parameter-unread = Rien ne lit le paramètre « { $id } ».
    .cure = L’employer dans une étape ou une condition, ou l’ôter.
diagnostic-step-unused = Rien n’emploie l’étape « { $step } » de « { $id } ».
    .cure = L’employer dans une étape suivante, une condition ou le résultat, ou l’ôter.
diagnostic-value-changes-inside-month = « { $id } » change le { $day }, au milieu d’un mois. Pour « { $clause } », le mois entier a la valeur du { $read }.
    .cure = La faire changer avec un mois si le texte le permet ; sinon dire par read_at quel jour le mois est lu, et vérifier que le texte l’entend ainsi.
diagnostic-class-changes-inside-month = « { $id } » change le { $day }, au milieu d’un mois. Pour « { $clause } », le mois entier a la classe du { $read }.
    .cure = La faire changer avec un mois si le texte le permet ; sinon dire par read_at quel jour le mois est lu, et vérifier que le texte l’entend ainsi.
diagnostic-class-of-no-place = Aucun lieu n’a la classe « { $word } » : cette valeur n’est jamais demandée.
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est ce qui est visé.
       *[no] Donner cette classe à un lieu, ou ôter le mot.
    } Classes des lieux : { $known }.
diagnostic-condition-never-fails = Aucun cas n’échoue par la condition « { $condition } » de « { $id } » : personne ne remarquerait son absence.
    .cure = Ajouter un cas où elle seule n’est pas remplie, avec decided_by: { $condition }.
diagnostic-without-effect-gone = La liste des changements sans effet nomme des changements de « { $change } », et le document n’en a aucun qui passe encore inaperçu.
    .cure = Retirer cette entrée, ou corriger ce qu’elle nomme (of, reading, change, found, instead).
diagnostic-without-effect-noticed = La liste dit sans effet les changements de « { $change } », et un cas en remarque un : « { $found } » changé en « { $instead } » à la ligne { $line }.
    .cure = Retirer cette entrée, ou la restreindre par of, reading, found et instead.
diagnostic-signed-says-nothing = « signed » ne dit plus rien : qui a signé est inscrit par des actes.
    .cure = Retirez la ligne ; `mithaq propose` et `mithaq sign` inscrivent les signatures.
diagnostic-evidence-not-filed = « { $table } » dit comment il est déposé, mais ni ses fichiers ni un lecteur.
    .cure = Ajouter file avec ses colonnes, ou read_by avec le nom d’un lecteur.
diagnostic-evidence-filed-twice = « { $table } » a à la fois file et read_by.
    .cure = Garder l’un des deux : ses lignes viennent d’un seul endroit.
diagnostic-evidence-sum-of-words = « { $column } » ne contient pas de nombres : rien ne peut être additionné.
    .cure = Écrire refuse, ou ne pas citer la colonne.
diagnostic-evidence-sealed-open = « { $column } » ne peut être scellée : il faut une liste close de mots, dans une table par personne.
    .cure = Donner à la colonne une liste close (one of …) dans une table dont la clé a person, ou ne pas la sceller.
diagnostic-column-sealed = « { $name } » est scellée : elle sert à compter des personnes, rien d’autre ne la lit.
    .cure = La lire sous where d’un count dans une série par mois, ou s’en passer.
diagnostic-evidence-heading-repeated = « { $heading } » dit ou remplit déjà la même chose.
    .cure = Donner à chaque colonne du fichier son intitulé et sa place.
diagnostic-evidence-key-unfilled = Aucune colonne du fichier ne remplit la clé « { $key } ».
    .cure = Ajouter une colonne avec fills: { $key }.
diagnostic-evidence-column-unfilled = Aucune colonne du fichier ne remplit « { $column } » : elle n’aurait jamais de valeur.
    .cure = Ajouter une colonne avec fills: { $column }, ou l’ôter du tableau.
diagnostic-evidence-check-malformed = « { $found } » ne compare rien d’une ligne.
    .cure = Écrire deux côtés de même nature avec un signe entre eux : left >= hired, born <= period.year - 15, tax <= wages or tax <= 0 MAD.
diagnostic-evidence-party = « { $table } » a la clé party sans être déposé par une partie, ou est déposé par une partie et a la clé operator.
    .cure = Écrire ensemble party dans keys et covers et filed_by: party KIND, ou aucun des trois.
diagnostic-keys-not-computed = Rien n’est encore calculé sur « { $keys } » : de tels tableaux se déclarent, se déposent et se montrent, et aucune clause ne les lit.
    .cure = Écrire une clause sur ce qui se calcule : { $known } ; ou ôter la clause en attendant.
diagnostic-evidence-reconciliation-malformed = « { $found } » n’est ni une somme à rapprocher d’une autre, ni une tolérance.
    .cure = Écrire l’un de : { $expected }.
diagnostic-evidence-reconciliation-period = Les fichiers de « { $table } » ne couvrent aucune période : aucune somme n’y appartient à une période.
    .cure = Donner au tableau une période dans keys et dans covers, ou ôter ce contrôle.
diagnostic-scheme-unknown = Il n’y a pas ici de système « { $scheme } ».
    .cure = { GIVEN($nearest) ->
        [yes] Écrire « { $nearest } », si c’est cela.
       *[no] Le déclarer dans un bloc scheme, ou employer le pack qui le fait.
    } Il y a : { $known }.
