## فروق حالة

difference-nothing-named = لا يوجد بند ولا مراقبة ولا التزام باسم { $of }.
difference-no-key = لا توجد معاينة بهذا المفتاح.
difference-several-keys = { $found } معاينات لها هذا المفتاح: دققوا المفتاح.
difference-status = الحالة المنتظرة: { $expected }؛ المحسوبة: { $found }.
difference-amount = المبلغ المنتظر: { $expected }؛ المحسوب: { $found }.
difference-decided-by = كان القرار منتظرا من { $expected }؛ والحاسم هو { $found }.
difference-head = صنف الدعم المنتظر: { $expected }؛ صنف البند: { $found }.
difference-missing = ليست { $expected } من بين الفترات الناقصة: { $found }.
difference-step = الخطوة { $step } المنتظرة: { $expected }؛ المحسوبة: { $found }.
