import SehatCore

/// The words of the shipped templates in the four languages of paper. Paper has its own words since a reprint must not
/// change with the pages' catalogues.
enum TemplateWords {
    /// A word in a language; nil when there is none of this name.
    static func word(_ name: String, in language: Language) -> String? {
        words[name].map { $0[order(language)] }
    }

    /// The names of all words.
    static var names: [String] { words.keys.sorted() }

    private static func order(_ language: Language) -> Int {
        switch language {
        case .en: 0
        case .ur: 1
        case .hi: 2
        case .ar: 3
        }
    }

    private static let words: [String: [String]] = {
        var result: [String: [String]] = [:]
        for line in [TemplateWordTable.people, TemplateWordTable.counter, TemplateWordTable.papers].joined(
            separator: "\n"
        ).split(separator: "\n") {
            let fields = line.split(separator: "|").map(String.init)
            if fields.count == 5 { result[fields[0]] = Array(fields[1...]) }
        }
        return result
    }()
}

/// Name, English, Urdu, Hindi, Arabic.
enum TemplateWordTable {
    static let people = """
        page|Page|صفحہ|पृष्ठ|صفحة
        patient|Patient|مریض|रोगी|المريض
        mrn|MRN|ایم آر نمبر|एमआरएन|رقم الملف
        age|Age|عمر|आयु|العمر
        sex|Sex|جنس|लिंग|الجنس
        birthDate|Date of birth|تاریخِ پیدائش|जन्म तिथि|تاريخ الميلاد
        phone|Phone|فون|फ़ोन|الهاتف
        doctor|Doctor|ڈاکٹر|डॉक्टर|الطبيب
        department|Department|شعبہ|विभाग|القسم
        date|Date|تاریخ|दिनांक|التاريخ
        time|Time|وقت|समय|الوقت
        printedBy|Printed by|پرنٹ کنندہ|मुद्रक|طبع بواسطة
        cashier|Cashier|کیشیئر|कैशियर|أمين الصندوق
        signature|Signature|دستخط|हस्ताक्षर|التوقيع
        witness|Witness|گواہ|साक्षी|الشاهد
        interpreter|Interpreter|ترجمان|दुभाषिया|المترجم
        signedWhen|Name and date|نام اور تاریخ|नाम और दिनांक|الاسم والتاريخ
        guardian|Patient or guardian|مریض یا سرپرست|रोगी या अभिभावक|المريض أو ولي الأمر
        allergies|ALLERGIES|الرجی|एलर्जी|حساسية
        seeRecord|several, see the record|کئی ہیں، ریکارڈ دیکھیں|कई हैं, रिकॉर्ड देखें|متعددة، انظر السجل
        mother|Mother|والدہ|माता|الأم
        admission|Admission no.|داخلہ نمبر|भर्ती संख्या|رقم الدخول
        token|Token|ٹوکن|टोकन|الرقم
        visit|Visit|وزٹ|विज़िट|الزيارة
        room|Room|کمرہ|कक्ष|الغرفة
        fee|Fee|فیس|शुल्क|الرسوم
        amount|Amount|رقم|राशि|المبلغ
        total|Total|کل رقم|कुल|الإجمالي
        number|Number|نمبر|संख्या|الرقم
        reason|Reason|وجہ|कारण|السبب
        receivedFrom|Received from|وصول از|प्राप्त|استلمنا من
        paidTo|Paid to|ادائیگی بنام|भुगतान|دفع إلى
        method|Method|طریقہ|माध्यम|الطريقة
        balance|Balance|بقایا|शेष|الرصيد
        """

    static let counter = """
        receipt|Receipt|رسید|रसीद|إيصال
        receiptNumber|Receipt no.|رسید نمبر|रसीद सं.|رقم الإيصال
        billNumber|Bill no.|بل نمبر|बिल सं.|رقم الفاتورة
        when|Date|تاریخ|तारीख़|التاريخ
        service|Service|خدمت|सेवा|الخدمة
        quantity|Qty|تعداد|मात्रा|العدد
        rate|Rate|نرخ|दर|السعر
        serial|No.|نمبر|क्र.|م
        keepReceipt|Please keep this receipt.|براہِ کرم یہ رسید سنبھال کر رکھیں۔|कृपया यह रसीद संभालकर रखें।|يرجى الاحتفاظ بهذا الإيصال.
        bill|Bill|بل|बिल|فاتورة
        cancelled|CANCELLED|منسوخ شدہ|रद्द|مُلغاة
        price|Amount|رقم|राशि|المبلغ
        tokenSlip|Token|ٹوکن|टोकन|رقم الدور
        keepSlip|Keep this slip until your number is called.|نمبر پکارے جانے تک یہ پرچی سنبھال کر رکھیں۔|नंबर पुकारे जाने तक यह पर्ची सँभालकर रखें।|احتفظ بهذه الورقة حتى يُنادى على رقمك.
        """

    static let papers = """
        wristband|Wristband|کلائی بند|कलाई पट्टी|سوار المعصم
        patientCard|Patient card|مریض کارڈ|रोगी कार्ड|بطاقة المريض
        keepCard|Please bring this card to every visit.|براہِ کرم ہر بار یہ کارڈ ساتھ لائیں۔|कृपया हर बार यह कार्ड साथ लाएँ।|يرجى إحضار هذه البطاقة في كل زيارة.
        specimenLabel|Specimen label|نمونہ لیبل|नमूना लेबल|ملصق العينة
        drugLabel|Drug label|دوا لیبل|दवा लेबल|ملصق الدواء
        opdSlip|OPD slip|او پی ڈی پرچی|ओपीडी पर्ची|قسيمة العيادة
        depositVoucher|Deposit voucher|پیشگی جمع رسید|जमा वाउचर|سند قبض دفعة مقدمة
        refundVoucher|Refund voucher|رقم واپسی واؤچر|वापसी वाउचर|سند استرداد
        prescription|Prescription|نسخہ|नुस्खा|وصفة طبية
        medicine|Medicine|دوا|दवा|الدواء
        dose|Dose|خوراک|खुराक|الجرعة
        days|Days|دن|दिन|الأيام
        diagnosis|Diagnosis|تشخیص|निदान|التشخيص
        advice|Advice|ہدایات|सलाह|الإرشادات
        nextVisit|Next visit|اگلا معائنہ|अगली विज़िट|الزيارة القادمة
        labReport|Laboratory report|لیبارٹری رپورٹ|प्रयोगशाला रिपोर्ट|تقرير المختبر
        test|Test|ٹیسٹ|जाँच|الفحص
        result|Result|نتیجہ|परिणाम|النتيجة
        range|Reference range|نارمل حد|संदर्भ सीमा|المدى المرجعي
        specimen|Specimen|نمونہ|नमूना|العينة
        collected|Collected|نمونہ لیا گیا|संग्रह|وقت السحب
        reported|Reported|رپورٹ|रिपोर्ट|وقت التقرير
        flag|Flag|علامت|संकेत|الدلالة
        high|H (high)|H (زیادہ)|H (अधिक)|H (مرتفع)
        low|L (low)|L (کم)|L (कम)|L (منخفض)
        criticalHigh|HH (critically high)|HH (خطرناک حد تک زیادہ)|HH (गंभीर रूप से अधिक)|HH (مرتفع حرج)
        criticalLow|LL (critically low)|LL (خطرناک حد تک کم)|LL (गंभीर रूप से कम)|LL (منخفض حرج)
        technologist|Laboratory technologist|لیبارٹری ٹیکنالوجسٹ|प्रयोगशाला प्रौद्योगिकीविद्|فني المختبر
        pathologist|Pathologist|پیتھالوجسٹ|पैथोलॉजिस्ट|أخصائي علم الأمراض
        radiographer|Radiographer|ریڈیوگرافر|रेडियोग्राफर|فني الأشعة
        radiologist|Radiologist|ریڈیالوجسٹ|रेडियोलॉजिस्ट|أخصائي الأشعة
        radiologyReport|Radiology report|ریڈیالوجی رپورٹ|रेडियोलॉजी रिपोर्ट|تقرير الأشعة
        examination|Examination|معائنہ|परीक्षण|الفحص
        findings|Findings|مشاہدات|निष्कर्ष|النتائج
        impression|Impression|رائے|मत|الانطباع
        dischargeSummary|Discharge summary|خلاصۂ اخراج|छुट्टी सारांश|ملخص الخروج
        admitted|Admitted|تاریخِ داخلہ|भर्ती|تاريخ الدخول
        discharged|Discharged|تاریخِ اخراج|छुट्टी|تاريخ الخروج
        course|Course in hospital|دورانِ علاج|अस्पताल में उपचार|سير المرض
        medicines|Medicines at home|گھر کی ادویات|घर की दवाएँ|الأدوية المنزلية
        consentForm|Consent to treatment|علاج کی رضامندی|उपचार हेतु सहमति|الموافقة على العلاج
        procedure|Procedure|عمل|प्रक्रिया|الإجراء
        consentText|I have been told in my own language what this procedure is, why it is needed, its risks and what else could be done. My questions were answered. I agree to it of my own will and may withdraw at any time.|مجھے میری زبان میں بتایا گیا ہے کہ یہ عمل کیا ہے، کیوں ضروری ہے، اس کے خطرات کیا ہیں اور اس کے علاوہ کیا ہو سکتا ہے۔ میرے سوالات کے جواب دیے گئے۔ میں اپنی مرضی سے اس پر رضامند ہوں اور کسی بھی وقت رضامندی واپس لے سکتا ہوں۔|मुझे मेरी भाषा में बताया गया है कि यह प्रक्रिया क्या है, क्यों आवश्यक है, इसके जोखिम क्या हैं और इसके अलावा क्या हो सकता है। मेरे प्रश्नों के उत्तर दिए गए। मैं अपनी इच्छा से सहमत हूँ और कभी भी सहमति वापस ले सकता हूँ।|شُرح لي بلغتي ما هذا الإجراء ولماذا هو ضروري وما مخاطره وما البدائل. أُجيب عن أسئلتي. أوافق عليه بإرادتي ويمكنني سحب موافقتي في أي وقت.
        dayClose|Day-close sheet|یومیہ اختتامی گوشوارہ|दैनिक समापन पत्रक|كشف إقفال اليوم
        opening|Opening cash|ابتدائی نقد|प्रारंभिक नकद|النقد الافتتاحي
        receipts|Receipts|وصولیاں|प्राप्तियाँ|المقبوضات
        refunds|Refunds|واپسیاں|वापसियाँ|المبالغ المستردة
        expected|Expected|متوقع|अपेक्षित|المتوقع
        counted|Counted|گنتی|गिनती|المعدود
        difference|Difference|فرق|अंतर|الفرق
        count|Count|تعداد|संख्या|العدد
        cashierHandover|Cashier handover|کیشیئر حوالگی|कैशियर हस्तांतरण|تسليم الصندوق
        denomination|Note or coin|نوٹ یا سکہ|नोट या सिक्का|الفئة
        handedBy|Handed over by|حوالہ کنندہ|सौंपने वाला|المسلِّم
        takenBy|Taken over by|وصول کنندہ|लेने वाला|المستلِم
        auditExtract|Audit extract|آڈٹ اقتباس|ऑडिट उद्धरण|مستخرج التدقيق
        user|User|صارف|उपयोगकर्ता|المستخدم
        action|Action|کارروائی|कार्य|الإجراء
        record|Record|ریکارڈ|अभिलेख|السجل
        chain|Chain|سلسلہ|शृंखला|السلسلة
        """
}
