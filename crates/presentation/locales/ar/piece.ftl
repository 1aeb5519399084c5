## أنواع الوثائق

piece-operators = سجل الفاعلين
piece-affiliations = سجل الانخراطات
piece-sites = سجل المواقع
piece-turnover = رقم المعاملات
piece-payroll = سجل الأجور
piece-ebds-preestablished = لائحة e-BDS المعدة مسبقا
piece-ebds-main = تصريح e-BDS الرئيسي
piece-ebds-complement = تصريح e-BDS التكميلي
piece-annual-tax = البيان السنوي للأجور (9421)
