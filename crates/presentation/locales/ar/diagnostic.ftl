## عيوب مستند عقد: ما الخلل وما الذي يُكتب (.cure)

diagnostic-character-refused = المحرف { $character } غير مقبول: فهو لا يُرى أو يغير اتجاه القراءة.
    .cure = يُحذف ويعاد كتابة المقطع.
diagnostic-yaml-tab = استُعملت علامة جدولة للإزاحة.
    .cure = تُكتب فراغات، اثنان لكل مستوى.
diagnostic-yaml-anchor = المراسي (&اسم) غير مقبولة.
    .cure = تُكرر القيمة أو تُجعل كتلة parameter.
diagnostic-yaml-alias = الإحالات (*اسم) غير مقبولة.
    .cure = تُكتب القيمة نفسها.
diagnostic-yaml-tag = وسوم النوع (!اسم) غير مقبولة.
    .cure = يُحذف الوسم: فالنوع يُعرف من المفتاح.
diagnostic-yaml-merge-key = مفتاح الدمج (<<) غير مقبول.
    .cure = تُكتب المفاتيح كلها.
diagnostic-yaml-several-documents = لا تتضمن الكتلة إلا مستندا واحدا.
    .cure = يُحذف السطر --- أو ... أو تُفتح كتلة ثانية.
diagnostic-yaml-too-deep = يتجاوز التداخل { $depth_max } مستويات.
    .cure = يُبسَّط: تُسمى الأجزاء في كتل مستقلة.
diagnostic-yaml-too-long = تتجاوز قائمة أو مجموعة مفاتيح { $entries_max } من العناصر.
    .cure = تُقسم إلى كتل مستقلة، أو إلى أجزاء يميزها سطر بيانات أو صنف.
diagnostic-document-too-long = تتجاوز الوثيقة { $parts_max } من العناوين والكتل؛ ولا يُقرأ ما يلي.
    .cure = تُقسم إلى وثائق مستقلة.
diagnostic-yaml-colon = نقطتان في غير موضعهما.
    .cure = يُكتب «مفتاح: قيمة» بفراغ بعد النقطتين؛ وتوضع القيمة المتضمنة لهما بين علامتي تنصيص.
diagnostic-yaml-bracket = قوس غير مغلق أو فاصلة ناقصة داخله.
    .cure = يُغلق القوس وتُفصل العناصر بفواصل.
diagnostic-yaml-quotation-mark = علامة تنصيص غير مغلقة.
    .cure = تُغلق في القيمة نفسها.
diagnostic-yaml-escape = تسلسل الهروب هذا غير معروف.
    .cure = تُستعمل علامتا تنصيص مفردتان فهما تأخذان النص كما هو.
diagnostic-yaml-character = لا يمكن أن تبدأ قيمة بالمحرف «{ $character }».
    .cure = توضع القيمة بين علامتي تنصيص.
diagnostic-yaml-indentation = الإزاحة لا توافق أي مستوى مفتوح.
    .cure = يُحاذى السطر مع نظرائه في المستوى.
diagnostic-yaml-block-text = رأس النص المطوي (| أو >) غير مفهوم.
    .cure = تُكتب القيمة في سطر واحد أو | وحدها ثم النص مزاحا.
diagnostic-yaml-not-understood = هذه الكتابة غير مفهومة: { $detail }.
    .cure = يُقتدى بشكل كتلة مجاورة.
diagnostic-key-repeated = المفتاح «{ $key }» وارد في السطر { $first_line }.
    .cure = يُحتفظ بواحد.
diagnostic-key-missing = ينقص مفتاح قبل النقطتين.
    .cure = يُكتب المفتاح.
diagnostic-key-not-text = يجب أن يكون المفتاح كلمة.
    .cure = تُكتب كلمة بسيطة.
diagnostic-value-missing = ليس للمفتاح «{ $key }» قيمة.
    .cure = تُكتب القيمة أو يُحذف المفتاح.
diagnostic-item-missing = عنصر في اللائحة فارغ.
    .cure = يُكتب العنصر أو تُحذف الشرطة.
diagnostic-front-matter-missing = لا يبدأ المستند بهويته.
    .cure = يُفتتح بالعلامة --- ثم المعرِّف والعنوان والأطراف والتواريخ واللغات ويُختم بها.
diagnostic-front-matter-not-closed = رأس المستند غير مغلق.
    .cure = يُضاف سطر --- بعد آخر مفتاح.
diagnostic-front-matter-not-keys = رأس المستند ليس سلسلة مفاتيح.
    .cure = يُكتب «مفتاح: قيمة» في كل سطر.
diagnostic-anchor-malformed = المرساة «{ $anchor }» ليست من حروف صغيرة وأرقام وشرطات.
    .cure = يُكتب مثلا art-4.
diagnostic-anchor-repeated = المرساة «{ $anchor }» واردة في السطر { $first_line }.
    .cure = تُعطى لكل مادة مرساتها.
diagnostic-heading-attribute-unknown = الخاصية «{ $attribute }» في العنوان غير مفهومة.
    .cure = لا يُحتفظ إلا بالمرساة، مثلا art-4 مسبوقة بعلامة #.
diagnostic-quote-language-unknown = اللغة «{ $language }» لنص مقتبس غير معروفة.
    .cure = يُكتب fr أو ar أو en.
diagnostic-quote-empty = نص مقتبس فارغ.
    .cure = يُكتب النص المتفق عليه أو يُحذف الاقتباس.
diagnostic-block-kind-missing = لا تبين الكتلة نوعها.
    .cure = يُكتب النوع بعد yaml، مثلا «yaml clause».
diagnostic-block-kind-unknown = «{ $kind }» ليس نوعا من الكتل.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُكتب أحد الأنواع.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-block-opening-not-understood = افتتاح الكتلة «{ $opening }» غير مفهوم.
    .cure = يُكتب yaml متبوعا بنوع واحد.
diagnostic-block-not-closed = الكتلة غير مغلقة.
    .cure = يُضاف بعد آخر سطر سطر من ثلاث علامات نبر.
diagnostic-block-nested = كتلة { $kind } داخل اقتباس أو لائحة.
    .cure = تُخرج إلى الهامش: فالكتلة لا تتداخل.
diagnostic-block-hidden = هذا يشبه كتلة لكن Markdown لا يرى فيه إلا نصا.
    .cure = يُترك سطر فارغ قبل الافتتاح ويوضع على الهامش.
diagnostic-block-empty = كتلة { $kind } فارغة.
    .cure = تُملأ أو تُحذف.
diagnostic-block-not-keys = كتلة { $kind } ليست سلسلة مفاتيح.
    .cure = يُكتب «مفتاح: قيمة» في كل سطر.
diagnostic-block-without-article = كتلة { $kind } لا تستند إلى أي مادة.
    .cure = توضع تحت مادتها أو يُكتب basis.
diagnostic-key-unknown = المفتاح «{ $key }» غير معروف هنا.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُحذف: فما لا يُفهم يُرفض.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-key-absent = ينقص المفتاح «{ $key }».
    .cure = يُضاف: فليست له قيمة تلقائية.
diagnostic-value-not-text = المنتظر هنا قيمة بسيطة.
    .cure = تُكتب كلمة أو عدد أو تاريخ دون لائحة ولا مفاتيح فرعية.
diagnostic-value-not-list = المنتظر هنا لائحة.
    .cure = تُكتب العناصر بعد شرطات أو بين معقوفين.
diagnostic-value-not-keys = المنتظر هنا مفاتيح.
    .cure = يُكتب «مفتاح: قيمة» في كل سطر أو بين حاضنتين.
diagnostic-word-unknown = «{ $word }» ليست كلمة مقبولة هنا.
    .cure = تُكتب إحدى الآتية: { $expected }.
diagnostic-word-unknown-in-column = «{ $word }» ليست من كلمات هذا العمود.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] تُضاف إلى كلمات العمود في كتلة evidence أو تُحذف.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-date-malformed = «{ $found }» ليس تاريخا.
    .cure = يُكتب AAAA-MM-JJ، مثلا 2025-07-01.
diagnostic-month-malformed = «{ $found }» ليس شهرا.
    .cure = يُكتب AAAA-MM، مثلا 2025-07.
diagnostic-months-malformed = «{ $found }» ليس مدة بالأشهر.
    .cure = يُكتب الأول والأخير، مثلا 2026-02 .. 2026-05.
diagnostic-quarters-malformed = «{ $found }» ليس مدة بالفصول.
    .cure = يُكتب الأول والأخير، مثلا 2026-Q1 .. 2026-Q3.
diagnostic-year-malformed = «{ $found }» ليس سنة.
    .cure = تُكتب أربعة أرقام.
diagnostic-interval-malformed = «{ $found }» ليس فترة.
    .cure = يُكتب اليوم الأول والأخير، مثلا 2025-07-01 .. 2030-12-31، أو تُترك النهاية مفتوحة.
diagnostic-interval-empty = الفترة «{ $found }» تنتهي قبل أن تبدأ.
    .cure = يُصحح أحد التاريخين.
diagnostic-number-malformed = «{ $found }» ليس عددا.
    .cure = تُكتب الأرقام ونقطة للعشريات ثم الوحدة: 12000 MAD.
diagnostic-number-unit = الوحدة «{ $found }» والمنتظر «{ $expected }».
    .cure = تُكتب الوحدة المنتظرة أو تُغيَّر وحدة ما يتلقاها. ولا تحويل تلقائيا.
diagnostic-currency-unknown = «{ $found }» ليس رمز عملة.
    .cure = تُكتب الحروف الثلاثة لمعيار ISO 4217، مثلا MAD أو EUR أو USD.
diagnostic-currency-too-fine = للعملة { $found } عدد من الكسور العشرية هو { $decimals }، والمبالغ محفوظة بكسرين.
    .cure = تُكتب المبالغ بعملة أخرى، أو كأعداد.
diagnostic-currency-unsaid = مبالغ هذه الوثيقة بعدة عملات ولا شيء يبين بأيها يُصرف: { $known }.
    .cure = يُكتب currency: مع إحداها في رأس الوثيقة.
diagnostic-unit-unknown = «{ $found }» ليست وحدة معروفة.
    .cure = تُكتب عملة (MAD أو USD) أو job أو person أو month أو day أو quarter أو year أو hour أو m2 أو % أو إحداها على الأخرى: MAD/month.
diagnostic-identifier-malformed = «{ $found }» ليس معرِّفا.
    .cure = يُبدأ بحرف لاتيني دون علامات؛ وتُستعمل الحروف والأرقام والنقطة والشرطة.
diagnostic-identifier-repeated = المعرِّف «{ $id }» مستعمل في السطر { $first_line }.
    .cure = يُختار غيره.
diagnostic-identifier-reserved = «{ $id }» له معنى في اللغة.
    .cure = يُختار اسم آخر.
diagnostic-label-missing = ينقص الاسم باللغة «{ $language }».
    .cure = يُضاف: فالعقد الموقَّع يُقرأ بكل لغاته.
diagnostic-kind-not-written = كتل { $kind } غير منفذة بعد.
    .cure = توصف القاعدة في كتلة note في انتظار ذلك.
diagnostic-uses-malformed = لا يسمي «{ $found }» أي مدونة.
    .cure = يُكتب معرف كل مدونة ونسختها، وبين المدونات فاصلة: ma-common-law 2025, ma-tax 2025.
diagnostic-pack-absent = المدونة «{ $pack }» غير موجودة هنا.
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود؛ وإلا توضع المدونة بجانب هذه الوثيقة أو تُقيَّد (`mithaq record`).
       *[no] توضع المدونة بجانب هذه الوثيقة أو تُقيَّد (`mithaq record`).
    }{ GIVEN($known) ->
        [yes] {" "}المدونات الموجودة: { $known }.
       *[no] {" "}لا توجد هنا أي مدونة.
    }
diagnostic-pack-unsound = المدونة «{ $pack }» لا تُحمَّل.
    .cure = يُنظر في ما يعيبها (`mithaq check`) وتُصلح المدونة أولا.
diagnostic-pack-not-in-force = المدونة «{ $pack }» مقترحة فقط وليست سارية.
    .cure = تُدخل حيز التنفيذ (`mithaq bring-into-force`) أو تُستعمل النسخة السارية.
diagnostic-packs-in-circle = المدونة «{ $pack }» تستعمل هذه، مباشرة أو عبر غيرها: مدونات في حلقة لا بداية لها.
    .cure = يُحذف أحد الأسماء من uses؛ ويُنقل ما تحتاجه كلتاهما إلى مدونة ثالثة.
diagnostic-pack-two-versions = المدونة «{ $pack }» تأتي بنسختين: { $one } و{ $other }.
    .cure = تُستعمل مدونات تستند إلى النسخة نفسها منها.
diagnostic-pack-language-missing = ليست في المدونة «{ $pack }» أسماء باللغة «{ $language }» التي تلزم هذه الوثيقة.
    .cure = تضاف اللغة إلى المدونة، أو تُحذف من languages.
diagnostic-name-in-pack = «{ $id }» اسم موجود في المدونة { $pack } (سطرها { $line }).
    .cure = تُحذف الكتلة وتُستعمل كتلة المدونة، أو يُعطى لها معرف آخر.
diagnostic-name-in-two-packs = «{ $id }» اسم في مدونتين: { $pack } (السطر { $line }) و{ $other } (السطر { $other_line }).
    .cure = تُستعمل إحداهما فقط، أو يُغيَّر الاسم في إحداهما.
diagnostic-kind-not-in-pack = لا مكان لكتلة { $kind } في مدونة: فالمدونات تعير وقائع، والعقود تقول ما هو مستحق.
    .cure = تُنقل إلى عقد. وفي المدونة توجد: { $known }.
diagnostic-scheme-form-malformed = لا يقول «{ $found }» شكل رقم.
    .cure = يُكتب عدد من digits أو letters أو letters or digits على التوالي بفواصل: 9 digits؛ 1 .. 2 letters, 1 .. 6 digits. في حدود 64 حرفا و8 أجزاء؛ وfirst حرف واحد.
diagnostic-scheme-check-malformed = أرقام المراقبة تتبع قاعدة واحدة.
    .cure = يُكتب weights مع modulo، أو divisible_by، أو less_remainder، أو luhn: yes.
diagnostic-scheme-check-needs-digits = أرقام شكلها «{ $found }» لا تراقب هكذا.
    .cure = تتطلب أرقام المراقبة شكلا من الأرقام وحدها، بطول واحد، ووزنا لكل رقم عدا الأخير؛ ويتطلب restore_zeros وجود check_digits.
diagnostic-scheme-special-not-in-form = ليس لـ«{ $found }» شكل هذه الأرقام.
    .cure = يُكتب كما يرد في الملفات، أو يُغيَّر form.
diagnostic-scheme-role-of-person = رقم الأشخاص وحده يقول ما يفعله: role number، أو role card مع الرقم الذي ينوب عنه.
    .cure = يُكتب role: number؛ أو role: card مع stands_in_for. ولا شيء منهما لأرقام المقاولات والحسابات.
diagnostic-scheme-link-unknown = لا يوجد رقم للأشخاص دوره number اسمه «{ $scheme }».
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُصرَّح به في كتلة scheme.
    }{ GIVEN($known) ->
        [yes] {" "}المعروفة هنا: { $known }.
       *[no] {""}
    }
diagnostic-calendar-without-work = كل أيام الأسبوع أيام راحة هنا.
    .cure = يُترك يوم واحد على الأقل خارج rest.
diagnostic-calendar-year-twice = السنة { $year } مقيدة مرتين.
    .cure = تُكتب أيامها في مدخل واحد.
diagnostic-feast-day-malformed = «{ $found }» ليس يوما من السنة.
    .cure = يُكتب الشهر واليوم برقمين لكل منهما: 05-01.
diagnostic-feast-day-or-lunar = يقع العيد في يوم من كل سنة، أو في يوم من كل سنة هجرية.
    .cure = يُكتب day أو lunar؛ ولا شيء منهما إذا كانت السنوات المقيدة وحدها تعطيه.
diagnostic-feast-unknown = لا عيد في هذا التقويم اسمه «{ $feast }».
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُصرَّح به تحت feasts.
    }{ GIVEN($known) ->
        [yes] {" "}المعروفة هنا: { $known }.
       *[no] {""}
    }
diagnostic-feast-outside-year = اليوم { $day } من «{ $feast }» ليس في { $year }.
    .cure = يُكتب تحت سنته.
diagnostic-article-unknown = لا مادة لها المرساة «{ $article }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] تُؤخذ المرساة من عنوان المادة.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-quote-not-found = المادة { $article } لا تتضمن هذه الكلمات.
    .cure = ربما تغير النص: تُقرأ المادة من جديد ثم تُقتبس كلماتها الحالية.
diagnostic-name-unknown = «{ $name }» غير معروف هنا.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُعرَّف الاسم قبل ذلك: فالمرحلة لا تستعمل إلا ما سبقها.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-table-unknown = لا جدول «{ $table }» يصلح هنا.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة evidence بالمفاتيح المطلوبة.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-table-absent = لا يصرح العقد بالجدول «{ $table }».
    .cure = يُصرَّح به في كتلة evidence.
diagnostic-column-unknown = العمود «{ $column }» غير موجود أو ليس من النوع المطلوب.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة evidence للجدول.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-parameter-unknown = لا معيار اسمه «{ $id }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة parameter.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-place-outline-malformed = «{ $found }» لا يُقرأ تتمة لحدود مكان.
    .cure = تُكتب حلقات مغلقة من نقط صحيحة، ثلاث على الأقل، من 0 إلى 10000، كل منها عددان بينهما فراغ.
diagnostic-place-label-malformed = «{ $found }» ليس نقطة من الخريطة.
    .cure = يُكتب عددان صحيحان من 0 إلى 10000 بينهما فراغ.
diagnostic-place-unknown = لا مكان اسمه «{ $place }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة place.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-spell-unknown = «{ $name }» ليست فترة الحضور في هذا البند.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] تُسمى الصيغة المعرَّفة التي يستعملها for_each.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-keys-unknown = «{ $found }» ليس تعريفا لأي مفاتيح.
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة definition.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-keys-malformed = «{ $found }» لا تبين المفاتيح التي يُحسب من أجلها.
    .cure = تُكتب إحدى الآتية: { $known }.
diagnostic-party-unknown = لا طرف اسمه «{ $party }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة party.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-indicator-unknown = لا مؤشر اسمه «{ $indicator }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة indicator.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-judgement-unknown = لا تقدير اسمه «{ $judgement }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُصرَّح به في كتلة judgement.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-reading-unknown = ليس للبند قراءة «{ $reading }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] تُكتب صيغة للبند تحمل هذه القراءة.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-reading-not-chosen = للبند «{ $id }» عدة قراءات ولم تُختر أي منها.
    .cure = يُكتب في رأس المستند مثلا readings: «{ $id }: { $reading }».
diagnostic-scenario-of-unknown = لا بند ولا مراقبة ولا التزام اسمه «{ $of }».
    .cure =
        { GIVEN($nearest) ->
            [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
           *[no] يُسمى ما تختبره الحالة.
        }{ GIVEN($known) ->
            [yes] {" "}المعروف هنا: { $known }.
           *[no] {""}
        }
diagnostic-table-dated-with-period = للجدول فترة في مفتاحه ومدة صلاحية.
    .cure = يُحتفظ بإحداهما.
diagnostic-values-overlap = تسري هذه القيمة في أيام قيمة السطر { $first_line } نفسها.
    .cure = تُقفل الأولى عشية الثانية.
diagnostic-parameter-hole = ليس للمعيار «{ $id }» قيمة من { $from } إلى { $to }.
    .cure = تُحدد قيمة هذه الأيام أو يُقبل ألا تُقيَّم وقائع هذه الفترة.
diagnostic-parameter-scale-or-bands = تتضمن القيمة جدول أشطر وفئات معا أو لا شيء منهما.
    .cure = يُكتب scale أو bands.
diagnostic-parameter-needs-table = المعيار «{ $id }» جدول: لا يُقرأ كعدد.
    .cure = يُستعمل في مرحلة table أو brackets.
diagnostic-parameter-not-scale = المعيار «{ $id }» ليس جدول أشطر.
    .cure = يُكتب بواسطة scale أو تُستعمل مرحلة أخرى.
diagnostic-parameter-not-table = المعيار «{ $id }» ليس جدولا.
    .cure = يُكتب بالكلمات أو بالفئات أو يُستعمل اسمه وحده.
diagnostic-scale-not-rising = الأشطر غير تصاعدية.
    .cure = تُرتَّب من الأدنى إلى الأعلى؛ ويبدأ الجدول من الصفر.
diagnostic-table-not-total = المعيار «{ $id }» لا يقول شيئا عن: { $words }.
    .cure = تُعطى قيمة لكل كلمة أو يُكتب unknown مع درجة الوثوق.
diagnostic-expression-character = المحرف «{ $found }» لا معنى له في عبارة.
    .cure = يُحذف.
diagnostic-expression-ends = تنتهي العبارة قبل أوانها{ GIVEN($found) ->
        [yes] {" "}بعد «{ $found }»
       *[no] {""}
    }.
    .cure = تُتابع بإحدى الآتية: { $expected }.
diagnostic-expression-goes-on = انتهت العبارة، ثم يأتي «{ $found }».
    .cure = يُحذف الباقي أو تُتابع بإحدى الآتية: { $expected }.
diagnostic-expression-not-understood = «{ $found }» غير مفهوم هنا.
    .cure = تُكتب إحدى الآتية: { $expected }.
diagnostic-expression-number = «{ $found }» ليس عددا.
    .cure = تُكتب الأرقام متصلة ونقطة للعشريات.
diagnostic-expression-too-deep = تتداخل العبارة أكثر من اللازم عند «{ $found }».
    .cure = تُقسم إلى مراحل مسماة.
diagnostic-expression-too-long = تتجاوز العبارة { $expected } من الكلمات والأرقام والعلامات؛ ولا تُقرأ ابتداء من «{ $found }».
    .cure = تُقسم إلى مراحل أو شروط مسماة؛ وتوضع قائمة الكلمات بين حاضنتين، وصنف الأماكن في كتلة خاصة به.
diagnostic-type-differs = المنتظر «{ $expected }» والمعطى «{ $found }».
    .cure = تُستعمل قيمة من النوع المنتظر.
diagnostic-unit-differs = «{ $found }» لا تُجمع مع «{ $expected }».
    .cure = تُرد الاثنتان إلى وحدة واحدة بمرحلة: لا تحويل تلقائيا.
diagnostic-units-do-not-multiply = «{ $left }» و«{ $right }» لا تُضربان.
    .cure = يُضرب في عدد دون وحدة أو معدل في مقامه.
diagnostic-words-have-no-order = لا تُقارن الكلمات إلا بـ = أو !=.
    .cure = تُستعمل المساواة.
diagnostic-lookup-needs-time = لا يُعرف التاريخ الذي يُقرأ فيه «{ $name }».
    .cure = يُضاف at: متبوعا بيوم، أو first month لمنصب الشغل.
diagnostic-lookup-time-not-here = لا يمكن هنا إعطاء تاريخ لـ «{ $name }».
    .cure = يُحذف at:.
diagnostic-lookup-not-here = لا يمكن قراءة «{ $name }» هنا.
    .cure = يُقرأ في مرحلة مفاتيحها مفاتيح البند.
diagnostic-absence-unhandled = لا شيء يبين ما العمل حين لا يكون لـ «{ $name }» سطر.
    .cure = يُضاف if_none: مع قيمة، أو fails في شرط، أو not evaluated في مرحلة.
diagnostic-column-not-folded = لـ «{ $name }» عدة أسطر لمفتاح واحد.
    .cure = تُجمع بواسطة sum أو تُعد بواسطة count في مرحلة، أو يُقرأ سطر يوم واحد بواسطة at:.
diagnostic-crossing-missing = قد يتغير «{ $name }» خلال السنة ولا شيء يبين كيف يُحسب.
    .cure = يُضاف crossing مع { $what }: split by months أو at first day أو at last day.
diagnostic-crossing-not-here = لا معنى لـ crossing إلا لمفاتيح بالشخص والسنة.
    .cure = يُحذف.
diagnostic-split-needs-months = الجدول السنوي أو الفصلي لا يُجزأ بالأشهر.
    .cure = يُقرأ جدول بالأشهر أو بالأيام، أو يُختار at first day أو at last day.
diagnostic-split-over-quarters = السنة مجزأة بالأشهر، وفصل من «{ $name }» لا يقع في شهر واحد.
    .cure = يُختار at first day أو at last day، أو يُقرأ جدول بالأشهر أو بالأيام.
diagnostic-split-read-after-round = بعد أول `round` تصير السنة المجزأة واحدة: وليس للعنصر «{ $name }» فيها قيمة واحدة.
    .cure = يُقرأ في مرحلة قبل أول `round`، أو يُختار at first day أو at last day.
diagnostic-split-step-not-added = المرحلة «{ $name }» تُحسب جزءا جزءا ولا تُجمع: فليست لها قيمة للسنة كلها.
    .cure = تُستعمل في مرحلة قبل أول `round`، لكل جزء.
diagnostic-window-over-quarters = الجدول «{ $name }» بالفصول، وأشهر الشغل قد لا تنتهي بنهاية فصل.
    .cure = يُقرأ جدول بالأشهر أو بالأيام.
diagnostic-situation-unlisted = هذه الوضعيات غير مصنفة: { $words }.
    .cure = تُصنف كل منها في counting أو bridging أو ending أو other: لا شيء يُفترض.
diagnostic-situation-listed-twice = الوضعية «{ $word }» مصنفة مرتين.
    .cure = يُحتفظ بواحدة.
diagnostic-step-one-name = للمرحلة اسم واحد بالضبط.
    .cure = يُكتب «- اسم: آلية»، مرحلة لكل شرطة.
diagnostic-step-one-mechanism = تستعمل المرحلة آلية واحدة بالضبط؛ الموجود: { $found }.
    .cure = تُختار إحدى الآتية: { $expected }.
diagnostic-step-two-operands = يلزم قيمتان على الأقل.
    .cure = تُكتب لائحة من عنصرين على الأقل.
diagnostic-step-expected = المنتظر هنا اسم مرحلة.
    .cure = تُحسب القيمة في مرحلة ثم تُسمى.
diagnostic-mechanism-not-here = لا يمكن استعمال الآلية { $mechanism } مع هذه المفاتيح.
    .cure = تُستعمل في تعريف بالأشهر.
diagnostic-fold-not-here = لا يمكن طي الجدول «{ $name }» هنا: فمفاتيحه لا تتضمن مفاتيح القاعدة.
    .cure = يُختار جدول تتضمنها مفاتيحه{ GIVEN($known) ->
        [yes] : { $known }.
       *[no] ، ويُعرَّف في كتلة evidence.
    }
diagnostic-fact-date-not-here = البند بالشخص والسنة ليس له fact_date: أشهره هي التي تحسم.
    .cure = يُحذف.
diagnostic-effect-inside-month = السريان «{ $found }» يبدأ أو ينتهي وسط شهر والوثائق شهرية.
    .cure = يُجعل بدؤه أول يوم من شهر وانتهاؤه آخر يوم.
diagnostic-effect-inside-quarter = «{ $found }» يبدأ أو ينتهي وسط فصل، والبند يحسب بالفصول.
    .cure = يُجعل السريان من أول يوم في فصل إلى آخر يوم في فصل.
diagnostic-pays-other-currency = هذا يُصرف بعملة { $found }، والعقد يصرف بعملة { $expected }.
    .cure = تُصرف مرحلة بعملة { $expected }: فلا شيء يحول المبالغ.
diagnostic-pays-not-rounded = المرحلة «{ $step }» ليست مضبوطة بما يمكن صرفه في عملتها.
    .cure = تُختم بمرحلة round مع الخطوة والطريقة.
diagnostic-pays-may-be-negative = قد ينزل المبلغ المدفوع «{ $step }» تحت الصفر.
    .cure = اكتبوا قبل التقريب مرحلة at_least بحد 0 MAD، أو اقبلوا أن ما دون الصفر يُصرف صفرا.
diagnostic-ties-not-shared = تطلب الخطوة «{ $name }» حصة من التساوي، وهذه الرتبة لا تقسم عند التساوي.
    .cure = اذكروا رتبة من تعريف المفاتيح تنص على ties: share.
diagnostic-ties-share-absent = يقارن الشرط «{ $rank }» التي تقسم عند التساوي، ولا تضرب أي خطوة في الحصة: فيؤدى أكثر من عدد المناصب.
    .cure = أضيفوا خطوة tied_share بهذه الرتبة، واضربوا المبلغ فيها قبل التقريب.
diagnostic-cumulation-silent = البندان «{ $id }» و«{ $other }» قد يؤديان الصنف نفسه ولا يبين أي منهما كيف يُجمع بينهما.
    .cure = يُضاف cumulates إلى أحدهما.
diagnostic-commitment-target-or-judgement = للالتزام إما قيمة مستهدفة وإما تقدير.
    .cure = يُكتب target (وpath عند الاقتضاء) أو judged_by.
diagnostic-target-level-or-additional = تبين القيمة المستهدفة إما المستوى المطلوب وإما ما يُضاف إلى القيمة المرجعية.
    .cure = يُكتب level أو additional مع baseline.
diagnostic-contract-id-twice = العقد «{ $id }» وارد أيضا في ملف آخر: { $other }. ولا شيء يقول أيهما يسري، فلا يُقيَّم أي منهما.
    .cure = يُحتفظ بأحد الملفين، أو يُعطى أحدهما معرفا آخر، أو يُقترح الذي لم يدخل حيز التنفيذ بعد (`mithaq propose`).
diagnostic-parent-unknown = لا يوجد عقد اسمه «{ $parent }»، وهو المذكور إطارا.
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يوضع الإطار بجانب هذه الوثيقة أو يُحذف parent.
    }{ GIVEN($known) ->
        [yes] {" "}العقود الموجودة: { $known }.
       *[no] {" "}لا يوجد هنا عقد آخر.
    }
diagnostic-heads-overlap = البند «{ $clause }» والبند «{ $other }» من العقد «{ $contract }» ({ $path }) قد يؤديان معا «{ $head }» للفاعل نفسه عن المدة نفسها، ولا نص يسمح بذلك.
    .cure = يُكتب cumulates في أحدهما مع «{ $other }» أو «{ $contract }» إذا سمحت النصوص بهما معا، وإلا تُغلق مدة سريان أحدهما.
withheld-draft = مشروع: فهو مقترح وغير ساري المفعول ولا يترتب عليه شيء، ولا يُقيَّم.
    .cure = يُعتد به بعد أن يوقعه الجميع (`mithaq sign`) ويُدخَل حيز التنفيذ (`mithaq bring-into-force`).
withheld-unsound = في الوثيقة أخطاء تمنع قراءتها، فلا تُقيَّم.
    .cure = يُشغَّل `mithaq check` عليها: كل خطأ يُذكر بموضعه.
withheld-pack-changed = ما يُقرأ من المدونة { $pack } ليس ما وُقِّع معه؛ فلا يُقيَّم.
    .cure = يُقترح النص من جديد بجانب مدونة اليوم (`mithaq propose`)، أو تعاد المدونة كما كانت.
withheld-cases = من حالاتها { $all }، تعطي { $failed } غير ما تنتظره الوثيقة، فلا تُقيَّم.
    .cure = يُشغَّل `mithaq check` عليها، ثم يُصحح البند أو الحالة.
diagnostic-yaml-comma = فاصلة تقطع هذه القيمة: { $found }. والفاصلة بين معقوفتين تبدأ المفتاح التالي.
    .cure = توضع القيمة بين علامتي اقتباس: "{ $found }".
diagnostic-expression-sign = «{ $found }» ليست من علامات هذه اللغة.
    .cure = يُكتب «{ $expected }».
diagnostic-evidence-reader-unknown = لا قارئ اسمه «{ $reader }»، فلن تأتي أسطره أبدا.
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُختار أحد القارئات الموجودة، أو يُذكر في file كيف يُكتب الجدول.
    } وهي: { $known }.
diagnostic-evidence-table-differs = يودع الجدول «{ $table }» بمفاتيح أو أعمدة أخرى: يبينها { $path }.
    .cure = يُقرأ ما يودع بمفاتيحه وأنواعه؛ أو يُستعار الجدول من المدونة التي تصرح به، ولا يُصرح هنا بشيء منه.
diagnostic-evidence-table-filed-otherwise = يودع { $path } الجدول «{ $table }» بشكل آخر: لا يمكن لملف أن يكون الاثنين.
    .cure = تصرح وثيقة واحدة بالجدول، وتستعيره الأخرى.
diagnostic-evidence-files-alike = قد يحمل ملف من «{ $table }» أعمدة «{ $other }» الذي يصرح به { $path } دون أن ينقص أياً منهما شيء: فلا يعرف أيهما هو.
    .cure = أعطوا أحدهما عنواناً خاصاً به لا يجوز أن تخلو منه ملفاته.
diagnostic-evidence-table-unfiled = لا وثيقة حاضرة تبين كيف يودع «{ $table }»: فلن تأتي أسطره، وينتظر ما يقوم عليها.
    .cure = تُستعار تحت uses المدونة التي تصرح به، أو تُسجل تلك المدونة، أو يُذكر هنا في file كيف يودع.
diagnostic-evidence-column-unknown = لا يعطي أي ملف الجدولَ «{ $table }» عمودا اسمه «{ $column }»، فلن يُملأ أبدا.
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُختار أحد الأعمدة التي تعطيها الملفات.
    } وهي: { $known }.
diagnostic-from-malformed = «{ $found }» لا تبين اليوم الذي تسري منه القاعدة على الوقائع.
    .cure = يُكتب from ثم يوم: from 2025-07-01.
diagnostic-lookup-dated = «{ $name }» يسري لمدة فقط، ويصل إليه البند عبر موقع سطر.
    .cure = تُكتب الطريق من عمود المواقع: payroll.site.class أو payroll.site.region أو payroll.site.platform.
diagnostic-road-without-places = لا تصرح الوثيقة بأي مكان له «{ $attribute }»، فهذه الطريق لا تؤدي إلى شيء.
    .cure = تُعرَّف الأماكن مع kind، ومع class حيث تُقرأ.
diagnostic-parameter-unread = لا شيء يقرأ المعلمة «{ $id }».
    .cure = تُستعمل في خطوة أو شرط أو تُحذف.
diagnostic-step-unused = لا شيء يستعمل الخطوة «{ $step }» من «{ $id }».
    .cure = تُستعمل في خطوة لاحقة أو شرط أو نتيجة، أو تُحذف.
diagnostic-value-changes-inside-month = تتغير «{ $id }» في { $day } داخل شهر. وفي «{ $clause }» يأخذ الشهر كله القيمة السارية يوم { $read }.
    .cure = يُجعل التغيير مع بداية شهر إن أذن النص بذلك؛ وإلا يُبيَّن بواسطة read_at اليوم الذي يُقرأ فيه الشهر، ويُتحقق من أن النص يقصد ذلك.
diagnostic-class-changes-inside-month = تتغير «{ $id }» في { $day } داخل شهر. وفي «{ $clause }» يأخذ الشهر كله الصنف الساري يوم { $read }.
    .cure = يُجعل التغيير مع بداية شهر إن أذن النص بذلك؛ وإلا يُبيَّن بواسطة read_at اليوم الذي يُقرأ فيه الشهر، ويُتحقق من أن النص يقصد ذلك.
diagnostic-class-of-no-place = ليس لأي مكان الصنف «{ $word }»: فهذه القيمة لا تُطلب أبدا.
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُعطى هذا الصنف لمكان أو تُحذف الكلمة.
    } أصناف الأماكن: { $known }.
diagnostic-condition-never-fails = لا تفشل أي حالة بسبب الشرط «{ $condition }» من «{ $id }»: ولن ينتبه أحد إلى غيابه.
    .cure = تُضاف حالة لا يتخلف فيها إلا هذا الشرط، مع decided_by: { $condition }.
diagnostic-without-effect-gone = تذكر قائمة التغييرات دون أثر تغييرات في «{ $change }»، وليس في الوثيقة منها ما يمر دون انتباه.
    .cure = تُحذف هذه المادة من القائمة، أو يُصحح ما تذكره (of, reading, change, found, instead).
diagnostic-without-effect-noticed = تقول القائمة إن تغييرات «{ $change }» دون أثر، وتنتبه حالة إلى أحدها: تغيير «{ $found }» إلى «{ $instead }» في السطر { $line }.
    .cure = تُحذف هذه المادة من القائمة، أو تُضيَّق بواسطة of وreading وfound وinstead.
diagnostic-signed-says-nothing = لم يعد «signed» يقول شيئا: من وقّع يُسجَّل بأعمال.
    .cure = احذف السطر؛ فالأمران `mithaq propose` و`mithaq sign` يسجلان التوقيعات.
diagnostic-evidence-not-filed = يقول «{ $table }» كيف يُودع، ولا يذكر ملفاته ولا قارئا.
    .cure = يُضاف file بأعمدته، أو read_by باسم قارئ.
diagnostic-evidence-filed-twice = لـ«{ $table }» كل من file وread_by.
    .cure = يُحتفظ بأحدهما: فأسطره تأتي من مكان واحد.
diagnostic-evidence-sum-of-words = لا أعداد في «{ $column }»: فلا شيء يُجمع.
    .cure = يُكتب refuse، أو لا يُذكر العمود.
diagnostic-evidence-sealed-open = لا يمكن ختم «{ $column }»: يلزم عمود بقائمة كلمات مغلقة في جدول حسب الأشخاص.
    .cure = تُعطى للعمود قائمة مغلقة (one of …) في جدول من مفاتيحه person، أو لا يُختم.
diagnostic-column-sealed = «{ $name }» مختوم: يصلح لعد الأشخاص ولا يقرأه شيء آخر.
    .cure = يُقرأ تحت where في count لسلسلة شهرية، أو يُستغنى عنه.
diagnostic-evidence-heading-repeated = «{ $heading }» يقول الشيء نفسه أو يملؤه من قبل.
    .cure = يُعطى كل عمود من الملف عنوانه ومكانه.
diagnostic-evidence-key-unfilled = لا عمود في الملف يملأ المفتاح «{ $key }».
    .cure = يُضاف عمود فيه fills: { $key }.
diagnostic-evidence-column-unfilled = لا عمود في الملف يملأ «{ $column }»: فلن تكون له قيمة أبدا.
    .cure = يُضاف عمود فيه fills: { $column }، أو يُحذف من الجدول.
diagnostic-evidence-check-malformed = «{ $found }» لا يقارن شيئا من السطر.
    .cure = يُكتب طرفان من نوع واحد بينهما علامة: left >= hired أو born <= period.year - 15 أو tax <= wages or tax <= 0 MAD.
diagnostic-evidence-party = «{ $table }» له المفتاح party ولا يودعه طرف، أو يودعه طرف وله المفتاح operator.
    .cure = يُكتب party في keys وفي covers مع filed_by: party KIND، أو لا يُكتب أي منها.
diagnostic-keys-not-computed = لا يُحسب شيء على «{ $keys }» بعد: تُعلن هذه الجداول وتودع وتُعرض، ولا يقرؤها أي بند.
    .cure = يُكتب بند على ما يمكن حسابه: { $known }؛ أو يُحذف البند إلى أن يمكن ذلك.
diagnostic-evidence-reconciliation-malformed = «{ $found }» ليس مجموعا يُقارَب بغيره، ولا هامشا مقبولا.
    .cure = يُكتب واحد من: { $expected }.
diagnostic-evidence-reconciliation-period = ملفات «{ $table }» لا تغطي أي فترة: فلا مجموع منه ينتمي إلى فترة.
    .cure = تُعطى للجدول فترة في keys وفي covers، أو يُحذف هذا الفحص.
diagnostic-scheme-unknown = لا نظام هنا اسمه «{ $scheme }».
    .cure = { GIVEN($nearest) ->
        [yes] يُكتب «{ $nearest }» إن كان هو المقصود.
       *[no] يُصرَّح به في كتلة scheme، أو تُستعمل الحزمة التي تصرح به.
    } الموجود: { $known }.
