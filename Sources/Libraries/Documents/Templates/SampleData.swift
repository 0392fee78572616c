import SehatCore

/// Data by which the shipped templates can be looked at: nobody's.
enum SampleData {
    static let text = "{\(people), \(money), \(clinic)}"

    /// A word in a language, of words in English, Urdu, Hindi and Arabic by their names; the name itself where there is none.
    static func say(_ name: String, _ language: Language, of words: [String: [String]]) -> String {
        guard let said = words[name] else { return name }
        switch language {
        case .en: return said[0]
        case .ur: return said[1]
        case .hi: return said[2]
        case .ar: return said[3]
        }
    }

    private static let people = """
        "hospital": {"name": {"en": "Rahmat General Hospital", "ur": "رحمت جنرل ہسپتال", "hi": "रहमत जनरल अस्पताल", "ar": "مستشفى الرحمة العام"},
          "secondName": "Rahmat General Hospital", "address": {"en": "12 Canal Road, Lahore", "ur": "12 کینال روڈ، لاہور", "hi": "12 कैनाल रोड, लाहौर", "ar": "12 طريق القناة، لاهور"},
          "phones": ["042-35761234", "0300-1234567"]},
        "print": {"by": {"en": "Ayesha Malik", "ur": "عائشہ ملک", "hi": "आयशा मलिक", "ar": "عائشة مالك"}, "at": "2026-11-21T10:30", "version": "v1"},
        "patient": {"name": {"en": "Muhammad Usman Chaudhry", "ur": "محمد عثمان چوہدری", "hi": "श्रीमती ज्योति त्रिपाठी", "ar": "عبد الله محمد لطفي الأحمد"},
          "mrn": "10000016", "age": 34, "ageUnit": {"en": "y", "ur": "سال", "hi": "वर्ष", "ar": "سنة"}, "sex": {"en": "Male", "ur": "مرد", "hi": "महिला", "ar": "ذكر"},
          "birthDate": "1992-03-03", "phone": "0300-1234567", "gsrn": "501234500000000019", "bandIssue": "1",
          "allergies": {"en": "Penicillin", "ur": "پینسلین", "hi": "पेनिसिलिन", "ar": "البنسلين"}},
        "infant": {"name": {"en": "Baby of Samina Bhatti", "ur": "بچہ ثمینہ بھٹی", "hi": "शिशु ज्योति त्रिपाठी", "ar": "مولود سمية الأحمد"}, "mrn": "10000024",
          "bornAt": "2026-11-21T03:15", "sex": {"en": "Female", "ur": "لڑکی", "hi": "बालिका", "ar": "أنثى"}, "gsrn": "501234500000000026", "bandIssue": "1",
          "mother": {"name": {"en": "Samina Bhatti", "ur": "ثمینہ بھٹی", "hi": "ज्योति त्रिपाठी", "ar": "سمية الأحمد"}, "mrn": "10000032"}},
        "doctor": {"name": {"en": "Dr. Samina Bhatti", "ur": "ڈاکٹر ثمینہ بھٹی", "hi": "डॉ. धर्मेन्द्र शर्मा", "ar": "د. سمية الأحمد"},
          "department": {"en": "Medicine", "ur": "شعبہ طب", "hi": "चिकित्सा", "ar": "الباطنية"}},
        "visit": {"token": "A-047", "number": "V-26-000812", "room": "3", "fee": {"amount": 150000, "currency": "PKR"}}
        """

    private static let money = """
        "deposit": {"number": "D-26-000031", "method": {"en": "Cash", "ur": "نقد", "hi": "नकद", "ar": "نقدًا"},
          "reason": {"en": "Surgery", "ur": "آپریشن", "hi": "शल्यक्रिया", "ar": "جراحة"}, "amount": {"amount": 2500000, "currency": "PKR"}, "balance": {"amount": 2500000, "currency": "PKR"}},
        "refund": {"number": "F-26-000007", "method": {"en": "Cash", "ur": "نقد", "hi": "नकद", "ar": "نقدًا"},
          "reason": {"en": "Test not done", "ur": "ٹیسٹ نہیں ہوا", "hi": "जाँच नहीं हुई", "ar": "لم يُجرَ الفحص"}, "amount": {"amount": 87500, "currency": "PKR"}, "balance": {"amount": 0, "currency": "PKR"}},
        "day": {"date": "2026-11-21", "opening": {"amount": 500000, "currency": "PKR"}, "receipts": {"amount": 12345600, "currency": "PKR"},
          "refunds": {"amount": -87500, "currency": "PKR"}, "expected": {"amount": 12758100, "currency": "PKR"}, "counted": {"amount": 12757100, "currency": "PKR"},
          "difference": {"amount": -1000, "currency": "PKR"}, "cashiers": [
            {"name": {"en": "Ayesha Malik", "ur": "عائشہ ملک", "hi": "आयशा मलिक", "ar": "عائشة مالك"}, "count": 84, "receipts": {"amount": 7345600, "currency": "PKR"}, "refunds": {"amount": -87500, "currency": "PKR"}, "difference": {"amount": -1000, "currency": "PKR"}},
            {"name": {"en": "Ghulam Abbas", "ur": "غلام عباس گیلانی", "hi": "गुलाम अब्बास", "ar": "غلام عباس"}, "count": 61, "receipts": {"amount": 5000000, "currency": "PKR"}, "refunds": {"amount": 0, "currency": "PKR"}, "difference": {"amount": 0, "currency": "PKR"}}]},
        "handover": {"total": {"amount": 3770000, "currency": "PKR"}, "notes": [
          {"value": {"amount": 500000, "currency": "PKR"}, "count": 5, "amount": {"amount": 2500000, "currency": "PKR"}},
          {"value": {"amount": 100000, "currency": "PKR"}, "count": 12, "amount": {"amount": 1200000, "currency": "PKR"}},
          {"value": {"amount": 10000, "currency": "PKR"}, "count": 7, "amount": {"amount": 70000, "currency": "PKR"}}]},
        "audit": {"chain": "9f2c4b7e1a6d8830", "rows": [
          {"time": "09:05", "user": {"en": "Ayesha Malik", "ur": "عائشہ ملک", "hi": "आयशा मलिक", "ar": "عائشة مالك"}, "action": {"en": "Payment received", "ur": "رقم وصول کی", "hi": "भुगतान प्राप्त", "ar": "استلام دفعة"}, "record": "R-26-0001234"},
          {"time": "09:41", "user": {"en": "Dr. Samina Bhatti", "ur": "ڈاکٹر ثمینہ بھٹی", "hi": "डॉ. धर्मेन्द्र शर्मा", "ar": "د. سمية الأحمد"}, "action": {"en": "Patient record opened", "ur": "مریض کا ریکارڈ کھولا", "hi": "रोगी अभिलेख खोला", "ar": "فتح ملف المريض"}, "record": "10000016"}]}
        """

    private static let clinic = """
        "clinic": {"diagnosis": {"en": "Acute tonsillitis", "ur": "گلے کی شدید سوزش", "hi": "तीव्र टॉन्सिलाइटिस", "ar": "التهاب اللوزتين الحاد"},
          "advice": {"en": "Drink plenty of water. Come back at once if breathing becomes difficult.", "ur": "پانی زیادہ پئیں۔ سانس میں دشواری ہو تو فوراً رابطہ کریں۔", "hi": "पानी अधिक पिएँ। साँस लेने में कठिनाई हो तो तुरंत आएँ।", "ar": "اشرب الكثير من الماء. راجعنا فورًا عند صعوبة التنفس."},
          "nextVisit": "2026-11-28"},
        "medicines": [
          {"name": "Augmentin 625 mg", "schedule": "1+0+1", "days": 5, "how": {"en": "After food", "ur": "کھانے کے بعد", "hi": "भोजन के बाद", "ar": "بعد الطعام"}},
          {"name": "Panadol 500 mg", "schedule": "1+1+1", "days": 3, "how": {"en": "For fever", "ur": "بخار میں", "hi": "बुख़ार में", "ar": "عند الحمى"}}],
        "drug": {"name": "Augmentin 625 mg", "schedule": "1+0+1", "how": {"en": "after food, 5 days", "ur": "کھانے کے بعد، 5 دن", "hi": "भोजन के बाद, 5 दिन", "ar": "بعد الطعام، 5 أيام"}},
        "lab": {"accession": "2611210047", "specimen": {"en": "Blood, EDTA", "ur": "خون، EDTA", "hi": "रक्त, EDTA", "ar": "دم، EDTA"}, "collectedTime": "08:40",
          "collectedAt": "2026-11-21T08:40", "reportedAt": "2026-11-21T10:05", "tests": [
            {"name": {"en": "Haemoglobin", "ur": "ہیموگلوبن", "hi": "हीमोग्लोबिन", "ar": "الهيموغلوبين"}, "result": "13.2", "unit": "g/dL", "range": "13.0-17.0"},
            {"name": {"en": "White cells", "ur": "سفید خلیات", "hi": "श्वेत कोशिकाएँ", "ar": "الكريات البيضاء"}, "result": "12.4", "unit": "×10⁹/L", "range": "4.0-11.0", "high": true},
            {"name": {"en": "Potassium", "ur": "پوٹاشیم", "hi": "पोटैशियम", "ar": "البوتاسيوم"}, "result": "6.8", "unit": "mmol/L", "range": "3.5-5.1", "criticalHigh": true},
            {"name": {"en": "Platelets", "ur": "پلیٹلیٹس", "hi": "प्लेटलेट", "ar": "الصفائح الدموية"}, "result": "18", "unit": "×10⁹/L", "range": "150-400", "criticalLow": true},
            {"name": {"en": "TSH", "ur": "ٹی ایس ایچ", "hi": "टीएसएच", "ar": "الهرمون المنبه للدرقية"}, "result": "<0.1", "unit": "mIU/L", "range": "0.4-4.0", "low": true}]},
        "signed": {"pathologist": {"en": "Dr. Samina Bhatti", "ur": "ڈاکٹر ثمینہ بھٹی", "hi": "डॉ. धर्मेन्द्र शर्मा", "ar": "د. سمية الأحمد"},
          "radiologist": {"en": "Dr. Samina Bhatti", "ur": "ڈاکٹر ثمینہ بھٹی", "hi": "डॉ. धर्मेन्द्र शर्मा", "ar": "د. سمية الأحمد"}},
        "radiology": {"examination": {"en": "Chest X-ray, PA view", "ur": "سینے کا ایکسرے", "hi": "छाती का एक्स-रे", "ar": "أشعة الصدر"},
          "findings": {"en": "Heart size is normal. Both lung fields are clear. No effusion.", "ur": "دل کا حجم نارمل ہے۔ دونوں پھیپھڑے صاف ہیں۔ پانی نہیں ہے۔", "hi": "हृदय का आकार सामान्य है। दोनों फेफड़े साफ़ हैं।", "ar": "حجم القلب طبيعي. الرئتان صافيتان. لا يوجد انصباب."},
          "impression": {"en": "Normal chest X-ray.", "ur": "ایکسرے نارمل ہے۔", "hi": "सामान्य एक्स-रे।", "ar": "أشعة صدر طبيعية."}},
        "admission": {"number": "I-26-000112", "admittedAt": "2026-11-18T21:10", "dischargedAt": "2026-11-21T11:00",
          "procedure": {"en": "Tonsillectomy under general anaesthesia", "ur": "بے ہوشی میں ٹانسلز کا آپریشن", "hi": "बेहोशी में टॉन्सिल की शल्यक्रिया", "ar": "استئصال اللوزتين تحت التخدير العام"},
          "course": {"en": "Treated with antibiotics; fever settled on the second day.", "ur": "اینٹی بائیوٹک دی گئی؛ دوسرے دن بخار اتر گیا۔", "hi": "एंटीबायोटिक दी गई; दूसरे दिन बुख़ार उतर गया।", "ar": "عولج بالمضادات الحيوية؛ زالت الحمى في اليوم الثاني."}}
        """
}
