## Graphiques

chart-actual = Réalisé
chart-agreed = Convenu
chart-forecast = Prévision
chart-unknown = non connu
chart-secret = secret statistique
chart-from-to = de { $low } à { $high }
chart-no-figures = { $title } : aucun chiffre connu.
chart-spark-described = { $label } : { $actual } au { $date } ; cible { $target }.
chart-spark-described-without-target = { $label } : { $actual } au { $date }.
chart-bullet-described = { $label } : { $actual } pour une cible de { $target }.
chart-bullet-described-unknown = { $label } : réalisé impossible à déterminer, pour une cible de { $target }.
chart-bars-described = { $title }. Le plus haut : { $first }, { $high } ; le plus bas : { $last }, { $low }.
chart-bars-described-one = { $title }. { $first } : { $high }.
chart-cascade-described = { $title }. De { $first } à { $last } en { $count } étapes.
chart-trajectory-described = { $title }. Réalisé : { $actual } au { $date } ; convenu : { $target } au { $due }.
chart-trajectory-described-ahead = { $title }. Convenu : { $target } au { $due } ; aucun réalisé connu.
chart-map-described = { $title }. Régions dont le chiffre est connu : { $count } ; la plus basse : { $lowest }, { $low } ; la plus haute : { $highest }, { $high }.
