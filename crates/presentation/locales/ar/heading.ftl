## عناوين الأعمدة والأبواب

heading-article = المادة
heading-clause = البند
heading-commitment = الالتزام
heading-party = الطرف
heading-indicator = المؤشر
heading-baseline = القيمة المرجعية
heading-target = القيمة المستهدفة
heading-actual = المنجز
heading-gap = الفارق عن الهدف
heading-due-date = الأجل
heading-verdict = الحكم
heading-status = الحالة
heading-amount = المبلغ (درهم)
heading-head = صنف الدعم
heading-operator = الفاعل
heading-person = الشخص
heading-region = الجهة
heading-ecosystem = المنظومة
heading-period = الفترة
heading-code = الرمز
heading-number = العدد
heading-share = الحصة
heading-progress = التقدم
heading-value = القيمة
heading-parameter = المعيار
heading-source = المصدر
heading-confidence = الوثوق
heading-step = المرحلة
heading-reason = السبب
heading-finding = الملاحظة
heading-severity = الخطورة
heading-place = الموضع
heading-cure = ما العمل
heading-file = الوثيقة
heading-line = السطر
heading-submission = التصريح
heading-rows-in = الأسطر المقروءة
heading-slot = الموضع
heading-rows-before = الأسطر قبل
heading-rows-after = الأسطر بعد
heading-persons-before = الأشخاص قبل
heading-persons-after = الأشخاص بعد
heading-persons-gone = أشخاص اختفوا
heading-rows-used = المعتمدة
heading-rows-ignored = المستبعدة
heading-rows-refused = المرفوضة
heading-receipt = الوصل
heading-total = المجموع
heading-reading = القراءة
heading-difference = الفرق
heading-as-known-on = المعلوم بتاريخ
heading-perimeter = النطاق
heading-contract = العقد
heading-notice = تنبيه

## المواضع

place-line = السطر { $line }
place-line-column = السطر { $line }، العمود { $column }
place-line-columns = السطر { $line }، الأعمدة من { $first } إلى { $last }
place-field = { $place }، الخانة { $field }
place-article = المادة { $article }
place-unknown = الوثيقة كلها
place-field-alone = الخانة { $field }

fault-cure = ما العمل: { $cure }
