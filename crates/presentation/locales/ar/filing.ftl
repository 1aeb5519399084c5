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
waiting-sum = { $keys } غير مقيَّمة. ويمكن معرفة مآل { $said } منها: { $amount } MAD في المجموع. ويبقى { $pending } منها قيد الانتظار.
waiting-lead = تقدير لما ينتظر: كل حالة تحت سببها الأول، محسوبة بدقة بعد تنحية الأسباب. وليس مستحقا ولا يدخل في أي مجموع.
waiting-by-cure-title = من بيده العلاج
waiting-by-head-title = حسب الباب
waiting-by-operator-title = حسب الفاعل والباب والعلاج
heading-who = من
heading-not-evaluated = غير مقيَّمة
heading-said = مبلغها معروف
heading-waits = تقدير ما ينتظر (MAD)
who-operator = الفاعل
who-register-keeper = ماسك السجلات
who-social-security = الضمان الاجتماعي
who-ministry = الوزارة
cause-missing = ملف ناقص
cause-absent = سطر أو خانة ناقصة
cause-rows-refused = أسطر مرفوضة
cause-cell-unread = خانة غير مقروءة
cause-rows-disagree = أسطر متعارضة
cause-no-site = موقع لا يوجد في أي سجل
cause-start-not-shown = بداية الشغل غير مبينة
cause-partial-year = سنة لا تقسم
cause-no-value = قيمة غير محددة
cause-no-class = مكان غير مصنف
cause-divided-by-zero = رقم معاملات منعدم
cause-identity = أرقام متناقضة
