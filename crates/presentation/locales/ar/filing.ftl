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
