## ما يُنتظر إيداعه وما تم منه

filing-expected-title = الملفات التي تنتظرها البنود السارية، كما كان معروفا في { $date }
filing-missing-title = منتظر وناقص
filing-older-title = ثغرات أقدم لا يقرؤها أي بند سار
filing-complete = لا ينقص شيء مما تنتظره البنود السارية.
filing-never = { $table }: لم يودع قط. منتظر ابتداء من { $since }؛ وينقص منه { $count }.
filing-stopped = { $table }: آخر إيداع عن { $last }؛ وينقص منه { $count } منذ { $since }.
filing-never-by = { $table }: لم يودعه قط { $count }: { $operators }.
filing-stopped-by = { $table }: توقف عن إيداعه { $count }: { $operators }.
filing-older-count = وتنقص أيضا فترات أقدم عددها { $count } لا يقرؤها أي بند سار.
filing-range = من { $first } إلى { $last }
filing-state-overdue = متأخر منذ { $due }
filing-state-due = لم يحل أجله بعد: إلى غاية { $due }
filing-state-undated = لم يحدد أي يوم
filing-not-evaluated = غير مقيَّم لانعدام أي ملف: { $operators }. ولا يُحسب لهم شيء أعلاه.
filing-without-person = { $clause }: الفاعل { $operator }، دون تعيين شخص
heading-expected = المنتظر
heading-covered = المتوصل به
heading-late = متأخر
heading-overdue = حل أجله ولم يرد
heading-older-gaps = ثغرات أقدم
heading-never-filed = لم يودع قط
heading-stopped = توقف الإيداع
heading-operators = الفاعلون
reason-never-filed = { $table }: لم يودع شيء قط عن زمن هذه القاعدة، ابتداء من { $since }.
    .cure = يودع { $table } ابتداء من { $since }: فلا تُعرف الأشخاص والمبالغ إلا حينئذ.

## ما ينتظر الوثائق

waiting-title = ما ينتظر الوثائق
waiting-none = لا شيء مما تؤديه البنود ينتظر وثائق.
waiting-never-filed = لا تستطيع بعض البنود قول شيء عن هذا الفاعل ولا حتى عدد الحالات المنتظرة: لم يرد أي ملف تُعرف منه الأشخاص.
waiting-sum = { $keys } غير مقيَّمة. ويمكن معرفة مآل { $said } منها: { $amount } في المجموع. ويبقى { $pending } منها قيد الانتظار.
waiting-sum-unsaid = { $keys } غير مقيَّمة. ولا يمكن معرفة مآل أي منها.
waiting-lead = تقدير لما ينتظر: كل حالة تحت سببها الأول، محسوبة بدقة بعد تنحية الأسباب. وليس مستحقا ولا يدخل في أي مجموع.
waiting-line = في انتظار الوثائق: { $keys } غير مقيَّمة، ولا يرد لها أي مبلغ أعلاه.
waiting-line-estimate = تقدير ما ينتظر: { $amount } عن { $said } منها؛ ولا يدخل في أي مجموع.
waiting-line-never = لم يودَع قط أحد الجداول عن { $operators }: فلا يمكن حتى عدُّ ما كان سيعطيه.
waiting-opened-by = من بيده العلاج:
waiting-estimated-by = من بيده العلاج، وتقدير لما ينتظر:
waiting-counted = { $keys } غير مقيَّمة. ويحسب مآلها الأمر الوارد أدناه، ويرد هنا بعد حسابه على الوثائق نفسها.
waiting-apart = لا ينقص شيء مما تنتظره البنود السارية. ومع ذلك تنتظر { $keys } غير مقيَّمة فترات أقدم أو أمرا آخر: انظر «ما ينتظر الوثائق».
waiting-by-cure-title = من بيده العلاج
waiting-by-head-title = حسب الباب
waiting-by-operator-title = حسب الفاعل والباب والعلاج
heading-who = من
heading-not-evaluated = غير مقيَّمة
heading-said = مبلغها معروف
heading-waits = تقدير ما ينتظر
who-operator = الفاعل
who-register-keeper = ماسك السجلات
who-social-security = الضمان الاجتماعي
who-ministry = الوزارة
who-keeper = القائم على فضاء العمل
cause-damaged = ملف متضرر
cause-missing = ملف ناقص
cause-absent = سطر أو خانة ناقصة
cause-rows-refused = أسطر مرفوضة
cause-cell-unread = خانة غير مقروءة
cause-rows-disagree = أسطر متعارضة
cause-no-site = موقع لا يوجد في أي سجل
cause-start-not-shown = بداية الشغل غير مبينة
cause-start-restated = تاريخ توظيف معدل
cause-hole = شهر ناقص وسط شغل
cause-exit-day-not-shown = يوم المغادرة غير مبين
cause-tie = توظيفات لا يرتبها النص
cause-partial-year = سنة لا تقسم
cause-no-value = قيمة غير محددة
cause-no-class = مكان غير مصنف
cause-divided-by-zero = رقم معاملات منعدم
cause-too-large = مبلغ يفوق كل حد
cause-identity = أرقام متناقضة

## أشخاص موضع شك

doubt-title = أشخاص موضع شك
doubt-lead = ما تتعارض فيه الأسطر أو تتركه مفتوحا بشأن الأشخاص. وما دام قائما فلا يُقيَّم ما يتوقف عليه؛ وبعضه لا يحجب اليوم شيئا.
doubt-kind = { $kind }: { $count }
doubt-hole = { $table }: لا يظهر من { $first } إلى { $last } ({ $months })، ثم يظهر من جديد بتاريخ التوظيف نفسه
doubt-hole-month = { $table }: لا يظهر في { $month }، ثم يظهر من جديد بتاريخ التوظيف نفسه
doubt-restated = { $table }: وُظف في { $first }؛ وفي { $month } يرد { $other }
doubt-after-exit = { $table }: غادر، ثم يظهر من جديد في { $month } بتاريخ التوظيف { $first }
doubt-number-taken = يرد رقم تسجيل واحد مع بطاقتي تعريف
doubt-card-taken = ترد بطاقة تعريف واحدة تحت رقمي تسجيل
doubt-both-taken = تتقاطع الأرقام وبطاقات التعريف
doubt-identity = { $what }؛ قد يكون { $with }: { $line }
doubt-identity-more = { $what }؛ قد يكون { $with }: { $line } و{ $count } غيرها
doubt-more-lines = و{ $count } غيرها
doubt-identity-elsewhere = { $what }؛ قد يكون { $with }
doubt-opened-by = لفتح إحدى المعاينات:
heading-shown = ما تبينه الأسطر

## توظيفات متساوية

ties-title = توظيفات لا يرتبها النص
ties-shared = بحصة: { $keys } عن توظيفات متساوية، للمناصب الباقية لها؛ والمستحق منها { $amount }، وهو داخل في المجاميع.
ties-open = في انتظار ترتيب: { $keys } عن توظيفات متساوية غير مقيَّمة؛ ولا يرد لها أي مبلغ.
ties-of-clause = { $clause }. { $told }

## مجاميع مقارَبة

party-evidence-title = أطراف تودع وليست من الفاعلين
reconciliation-title = مجاميع مقارَبة
reconciliation-lead = ما تطلب الوثائق تشابهه: فترة والتي قبلها، وجدول وجدول آخر. لا يُغيَّر شيء بسببها ولا يُرفض.
reconciliation-sum = مجموع { $column }
reconciliation-rows = الأسطر
reconciliation-persons = الأشخاص
reconciliation-side = { $table }, { $of }, { $period }
reconciliation-known = { $side }: { $figure }
reconciliation-from = { $told } ({ $files })
reconciliation-more = { $files } و{ $count } غيرها
reconciliation-differs = { $label } { $found }؛ { $against }. المقبول: من { $least } إلى { $most }. الفرق: { $difference }.
reconciliation-open = لا تمكن المقارنة بعد. { $found }؛ { $against }.
reconciliation-missing = { $side }: { $periods } بلا إيداع، من { $first } إلى { $last }
reconciliation-not-owed = { $side }: لم يكن أي إيداع مستحقاً عن هذه المدة، ولم يرد أي إيداع
reconciliation-refused = { $side }: رفضت { $rows } قد تكون منه
reconciliation-unread = { $side }: خانات لم تُقرأ: { $count }
reconciliation-doubtful = { $side }: أرقام رسمية لأشخاص يناقض بعضها بعضا
reconciliation-too-large = { $side }: المجموع يتجاوز كل قياس
reconciliation-standing-holds = متطابق
reconciliation-standing-differs = مختلف
reconciliation-standing-open = لا تمكن مقارنته بعد
heading-check = المقاربة
heading-held-against = يقارَب بـ
