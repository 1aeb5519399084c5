## حالة المعاينة

status-due = مستحق
status-zero-by-rule = صفر بموجب القاعدة
status-not-applicable = لا ينطبق
status-pending = قيد الانتظار
status-not-evaluated = غير مقيَّم

## الحكم على الالتزام

verdict-met = تم الوفاء به
verdict-on-course = في المسار السليم
verdict-at-risk = مهدَّد
verdict-not-met = لم يتم الوفاء به
verdict-not-yet-due = لم يحل أجله بعد
verdict-suspended = معلَّق
verdict-cannot-be-determined = يتعذر تحديده
verdict-no-measure-agreed = لم يُتفق على مقياس
verdict-awaiting-judgement = في انتظار التقدير

## درجة الوثوق

confidence-official = نص رسمي
confidence-reprint = نص رسمي منقول عن الغير
confidence-press = صحافة
confidence-inferred = مستنتج
confidence-assumed = مفترض

## وضعية النص

text-status-original = النص الأصلي
text-status-restated = نص معاد صياغته

## خطورة الملاحظة

severity-error = خطأ
severity-notice = للإخبار
severity-warning = يستوجب التحقق
severity-cell-unread = خانة لم تُقرأ
severity-row-refused = سطر مرفوض
severity-file-refused = وثيقة مرفوضة

## أصناف الدعم

head-income-tax-contribution = المساهمة في الضريبة على الدخل
head-corporate-tax-contribution = المساهمة في الضريبة على الشركات
head-employment-premium = منحة التشغيل
head-training-premium = منحة التكوين
head-growth-premium = منحة النمو
head-investment-aid = دعم الاستثمار
head-training-aid = دعم التكوين

## المنظومات

ecosystem-crm = تدبير العلاقة مع الزبناء (CRM)
ecosystem-bpo = ترحيل العمليات المهنية (BPO)
ecosystem-ito = ترحيل الخدمات المعلوماتية (ITO)
ecosystem-eso = ترحيل الهندسة والبحث والتطوير (ESO)
ecosystem-kpo = ترحيل الخدمات المعرفية (KPO)

## الطرفان

side-state = الدولة
side-industry = المهنيون
side-both = الطرفان معا

## آليات المرحلة

mechanism-value = قيمة
mechanism-sum = مجموع
mechanism-count = عدد
mechanism-percent-of = نسبة مئوية
mechanism-product = جداء
mechanism-ratio = نسبة
mechanism-sum-of = مجموع الحدود
mechanism-difference = فرق
mechanism-at-most = على الأكثر
mechanism-at-least = على الأقل
mechanism-brackets = جدول بالأشطر
mechanism-table = جدول
mechanism-choose = حسب الحالة
mechanism-round = تقريب
mechanism-tied-share = حصة من المناصب عند التساوي
mechanism-running-excess = ما يتجاوز أعلى مستوى
mechanism-at-month = قيمة شهر آخر

## ما يحسم خارج الشروط والمراحل

decided-in-effect = مدة سريان القاعدة
decided-applies-to-facts = التاريخ الذي تسري منه القاعدة على الوقائع
decided-fact-date = تاريخ الواقعة
decided-period = الفترة
decided-identity = الهوية

## قراءة القيمة المستهدفة

level-reading-level = المستوى المطلوب
level-reading-additional = زيادة على القيمة المرجعية

## أسطر مستبعدة دون خطأ

ignored-occasional-labour = يد عاملة عرضية
ignored-separators-only = سطر بلا قيم
ignored-end-of-file-mark = علامة نهاية الملف
ignored-repeated-header = عناوين مكررة
ignored-trailer = سطر ختامي للبرنامج
ignored-total-line = سطر مجموع
ignored-repeated-line = سطر مكرر
ignored-pre-established-list = اللائحة المعدة مسبقا
ignored-occasional-staff = مستخدمون عرضيون
ignored-duplicate = سبق التوصل بها
ignored-trainees = متدربون
ignored-doctoral-students = طلبة الدكتوراه
ignored-share-plan-beneficiaries = مستفيدون من خيارات شراء الأسهم أو الاكتتاب فيها
ignored-savings-plan-beneficiaries = أصحاب مخططات الادخار

cell-permanent = غير محدد المدة
cell-fixed-term = محدد المدة
cell-temporary = عمل مؤقت
cell-internship = تدريب
cell-moroccan = مغربية
cell-foreign = أجنبية
cell-primary = جهة رئيسية
cell-secondary = جهة ثانوية
cell-outside-platform = خارج المنصات
cell-region-without-platform = جهة بلا منصة
cell-platform = داخل منصة
cell-unknown = غير معروف
cell-firm = مقاولة
cell-yes = نعم
cell-no = لا
perimeter-office-des-changes-new = مكتب الصرف، السلسلة الجديدة
perimeter-office-des-changes-old = مكتب الصرف، السلسلة القديمة
perimeter-contract-baseline = مرجع العقد
perimeter-federation = أرقام الفيدرالية
perimeter-ministry-stable-jobs = مناصب الشغل القارة التي أحصتها الوزارة
perimeter-cdg-parks = حظائر صندوق الإيداع والتدبير
publisher-amrc = الجمعية المغربية لعلاقات الزبناء
publisher-everest = إيفرست
publisher-fmes = مؤسسة FMES
publisher-fnh = فينانس نيوز
publisher-hellowork = هيلووورك
publisher-investinmorocco-nl = إنفست إن موروكو
publisher-labass = لاباس
publisher-lematin = لوماتان
publisher-libe = ليبيراسيون
publisher-lnt = لا نوفيل تريبون
publisher-managers-tn = مانجرز
publisher-ministry = الوزارة
publisher-oxford-business-group = مجموعة أوكسفورد للأعمال
publisher-press = الصحافة
publisher-valyoplus = فاليوبلوس
publisher-webmanagercenter = ويب مانجر سنتر
publisher-yabiladi = يا بلادي
