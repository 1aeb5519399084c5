## Charts

chart-actual = Actual
chart-agreed = Agreed
chart-forecast = Forecast
chart-unknown = not known
chart-secret = statistical secrecy
chart-from-to = { $low } to { $high }
chart-no-figures = { $title }: no figure known.
chart-spark-described = { $label }: { $actual } on { $date }; target { $target }.
chart-spark-described-without-target = { $label }: { $actual } on { $date }.
chart-bullet-described = { $label }: { $actual } for a target of { $target }.
chart-bullet-described-unknown = { $label }: actual cannot be determined, for a target of { $target }.
chart-bars-described = { $title }. Highest: { $first }, { $high }; lowest: { $last }, { $low }.
chart-bars-described-one = { $title }. { $first }: { $high }.
chart-cascade-described = { $title }. From { $first } to { $last } in { $count } steps.
chart-trajectory-described = { $title }. Actual: { $actual } on { $date }; agreed: { $target } on { $due }.
chart-trajectory-described-ahead = { $title }. Agreed: { $target } on { $due }; no actual figure known.
chart-map-described = { $title }. Regions with a known figure: { $count }; lowest: { $lowest }, { $low }; highest: { $highest }, { $high }.
