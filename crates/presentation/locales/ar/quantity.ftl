## المقادير. تصير الفراغات غير قابلة للكسر.

quantity-money-in = { $figure } { $currency }
quantity-billions-in = { PLURAL($count) ->
    [few] { $figure } ملايير { $currency }
   *[other] { $figure } مليار { $currency }
}
quantity-millions-in = { PLURAL($count) ->
    [few] { $figure } ملايين { $currency }
   *[other] { $figure } مليون { $currency }
}
quantity-and = { $sum } + { $more }
currency-mad = درهم
currency-eur = يورو
currency-usd = دولار أمريكي
currency-gbp = جنيه إسترليني
quantity-per-month = { $figure } شهريا
quantity-per-year = { $figure } سنويا
quantity-per-quarter = { $figure } فصليا
quantity-per-day = { $figure } يوميا
quantity-per-hour = { $figure } للساعة
quantity-per-person = { $figure } للشخص
quantity-per-job = { $figure } للمنصب
quantity-per-area = { $figure } للمتر المربع
quantity-per-currency = { $figure } لكل 1 { $currency }
quantity-area = { $figure } م²
quantity-months = { PLURAL($count) ->
    [zero] { $count } شهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرا
   *[other] { $count } شهر
}
quantity-days = { PLURAL($count) ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوما
   *[other] { $count } يوم
}
quantity-years = { PLURAL($count) ->
    [zero] { $count } سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}
quantity-quarters = { PLURAL($count) ->
    [zero] { $count } فصل
    [one] فصل واحد
    [two] فصلان
    [few] { $count } فصول
    [many] { $count } فصلا
   *[other] { $count } فصل
}
quantity-hours = { PLURAL($count) ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
quantity-jobs = { PLURAL($count) ->
    [zero] { $count } منصب شغل
    [one] منصب شغل واحد
    [two] منصبا شغل
    [few] { $count } مناصب شغل
    [many] { $count } منصب شغل
   *[other] { $count } منصب شغل
}
quantity-persons = { PLURAL($count) ->
    [zero] { $count } شخص
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصا
   *[other] { $count } شخص
}
quantity-operators = { PLURAL($count) ->
    [zero] { $count } فاعل
    [one] فاعل واحد
    [two] فاعلان
    [few] { $count } فاعلين
    [many] { $count } فاعلا
   *[other] { $count } فاعل
}
quantity-rows = { PLURAL($count) ->
    [zero] { $count } سطر
    [one] سطر واحد
    [two] سطران
    [few] { $count } أسطر
    [many] { $count } سطرا
   *[other] { $count } سطر
}
quantity-pieces = { PLURAL($count) ->
    [zero] { $count } وثيقة
    [one] وثيقة واحدة
    [two] وثيقتان
    [few] { $count } وثائق
    [many] { $count } وثيقة
   *[other] { $count } وثيقة
}
quantity-findings = { PLURAL($count) ->
    [zero] { $count } ملاحظة
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
quantity-commitments = { PLURAL($count) ->
    [zero] { $count } التزام
    [one] التزام واحد
    [two] التزامان
    [few] { $count } التزامات
    [many] { $count } التزاما
   *[other] { $count } التزام
}
quantity-determinations = { PLURAL($count) ->
    [zero] { $count } معاينة
    [one] معاينة واحدة
    [two] معاينتان
    [few] { $count } معاينات
    [many] { $count } معاينة
   *[other] { $count } معاينة
}
quantity-from-to = من { $first } إلى { $last }
quantity-from = ابتداء من { $first }
