## لماذا حُكم على الالتزام هكذا وفترة الأرقام المنشورة

because-judged = القرار لشخص: { $judgement }
because-judged-by = القرار يعود إلى { $by }: { $judgement }
because-no-indicator = المؤشر { $indicator } غير وارد في العقد
because-no-perimeter = لا يسمي النص أي نطاق إحصائي
because-no-horizon = لا يحدد النص أي تاريخ
because-no-figure-in-perimeter = لا رقم منشورا في النطاق { $perimeter }
because-no-figure-for = لا رقم منشورا بتاريخ { $by } ولا بعده
because-level-reached = آخر رقم منشور يبلغ المستوى
because-step = كانت مرحلة { $by } هي { $level }
because-horizon = انقضى أجل { $by }؛ ورقمه هو الحاسم
because-nothing-due = لا شيء مستحقا قبل { $by }
figure-half-1 = النصف الأول من { $year }
figure-half-2 = النصف الثاني من { $year }
figure-quarter-1 = الفصل الأول من { $year }
figure-quarter-2 = الفصل الثاني من { $year }
figure-quarter-3 = الفصل الثالث من { $year }
figure-quarter-4 = الفصل الرابع من { $year }
figure-years = من { $first } إلى { $last }
