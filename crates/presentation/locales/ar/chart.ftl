## الرسوم البيانية

chart-actual = المنجز
chart-agreed = المتفق عليه
chart-forecast = التوقع
chart-unknown = غير معروف
chart-secret = سر إحصائي
chart-from-to = من { $low } إلى { $high }
chart-no-figures = { $title }: لا رقم معروفا.
chart-spark-described = { $label }: { $actual } بتاريخ { $date }؛ القيمة المستهدفة { $target }.
chart-spark-described-without-target = { $label }: { $actual } بتاريخ { $date }.
chart-bullet-described = { $label }: { $actual } من أصل قيمة مستهدفة قدرها { $target }.
chart-bullet-described-unknown = { $label }: يتعذر تحديد المنجز، والقيمة المستهدفة { $target }.
chart-bars-described = { $title }. الأعلى: { $first }، { $high }؛ الأدنى: { $last }، { $low }.
chart-bars-described-one = { $title }. { $first }: { $high }.
chart-cascade-described = { $title }. من { $first } إلى { $last }، عدد المراحل { $count }.
chart-trajectory-described = { $title }. المنجز: { $actual } بتاريخ { $date }؛ المتفق عليه: { $target } بتاريخ { $due }.
chart-trajectory-described-ahead = { $title }. المتفق عليه: { $target } بتاريخ { $due }؛ لا منجز معروفا.
chart-map-described = { $title }. الجهات المعروفة أرقامها: { $count }؛ الأدنى: { $lowest }، { $low }؛ الأعلى: { $highest }، { $high }.
