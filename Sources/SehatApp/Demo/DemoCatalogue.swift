import SehatCore

/// The departments and the price list of the demonstration hospital.
enum DemoCatalogue {
    struct Department {
        let code: String
        let name: LocalizedText
    }

    struct Service {
        let code: String
        let department: String
        /// Whole rupees.
        let price: Int64
        let name: LocalizedText
    }

    static let departments: [Department] = table(
        """
        MED	General Medicine	جنرل میڈیسن	सामान्य चिकित्सा	الطب العام
        PED	Paediatrics	شعبۂ اطفال	बाल रोग	طب الأطفال
        GYN	Gynaecology	گائناکالوجی	स्त्री रोग	أمراض النساء
        SUR	General Surgery	جنرل سرجری	सामान्य सर्जरी	الجراحة العامة
        ORT	Orthopaedics	آرتھوپیڈکس	हड्डी रोग	جراحة العظام
        CAR	Cardiology	امراضِ قلب	हृदय रोग	أمراض القلب
        ENT	Ear, Nose and Throat	ناک، کان، گلا	कान, नाक, गला	الأنف والأذن والحنجرة
        EYE	Ophthalmology	امراضِ چشم	नेत्र रोग	طب العيون
        SKN	Dermatology	امراضِ جلد	त्वचा रोग	الأمراض الجلدية
        DEN	Dentistry	شعبۂ دندان	दंत चिकित्सा	طب الأسنان
        LAB	Laboratory	لیبارٹری	प्रयोगशाला	المختبر
        RAD	Radiology	ریڈیالوجی	रेडियोलॉजी	الأشعة
        """
    ).map { Department(code: $0[0], name: text($0, from: 1)) }

    static let services: [Service] = table(
        """
        CONS-MED	MED	500	Consultation, general physician	معائنہ، جنرل فزیشن	परामर्श, सामान्य चिकित्सक	استشارة طبيب عام
        CONS-SPEC	MED	1500	Consultation, specialist	معائنہ، ماہر ڈاکٹر	परामर्श, विशेषज्ञ	استشارة اختصاصي
        CONS-PED	PED	800	Consultation, child specialist	معائنہ، ماہرِ اطفال	परामर्श, बाल रोग विशेषज्ञ	استشارة طبيب أطفال
        CONS-GYN	GYN	1200	Consultation, gynaecologist	معائنہ، ماہرِ امراضِ نسواں	परामर्श, स्त्री रोग विशेषज्ञ	استشارة طبيبة نساء
        CONS-CAR	CAR	2000	Consultation, cardiologist	معائنہ، ماہرِ امراضِ قلب	परामर्श, हृदय रोग विशेषज्ञ	استشارة طبيب قلب
        DRESS	SUR	350	Wound dressing	زخم کی پٹی	घाव की पट्टी	تضميد جرح
        SUTURE	SUR	1800	Suturing, small wound	ٹانکے، چھوٹا زخم	टाँके, छोटा घाव	خياطة جرح صغير
        INJ-IM	MED	100	Injection, intramuscular	ٹیکہ، پٹھوں میں	इंजेक्शन, मांसपेशी	حقنة عضلية
        NEB	MED	250	Nebulisation	نیبولائزیشن	नेबुलाइज़ेशन	جلسة بخار
        PLASTER	ORT	2500	Plaster, forearm	پلستر، بازو	प्लास्टर, बाँह	جبيرة الساعد
        ECG	CAR	600	ECG	ای سی جی	ईसीजी	تخطيط القلب
        ECHO	CAR	4500	Echocardiography	ایکوکارڈیوگرافی	इकोकार्डियोग्राफी	تخطيط صدى القلب
        ETT	CAR	3500	Exercise tolerance test	ای ٹی ٹی	व्यायाम परीक्षण	اختبار الجهد
        AUDIO	ENT	1200	Audiometry	سماعت کا ٹیسٹ	श्रवण जाँच	قياس السمع
        EYE-REF	EYE	400	Refraction	نظر کا معائنہ	दृष्टि जाँच	فحص النظر
        BIOPSY-SK	SKN	3000	Skin biopsy	جلد کی بائیوپسی	त्वचा बायोप्सी	خزعة جلد
        SCALING	DEN	2500	Dental scaling	دانتوں کی صفائی	दाँतों की सफ़ाई	تنظيف الأسنان
        FILLING	DEN	3000	Dental filling	دانت کی بھرائی	दाँत की भराई	حشوة أسنان
        CBC	LAB	650	Complete blood count (CBC)	خون کا مکمل ٹیسٹ (CBC)	पूर्ण रक्त गणना (CBC)	تعداد الدم الكامل (CBC)
        ESR	LAB	250	ESR	ای ایس آر	ईएसआर	سرعة الترسيب
        RBS	LAB	150	Blood glucose, random	خون میں شکر، رینڈم	रक्त शर्करा, रैंडम	سكر الدم العشوائي
        FBS	LAB	150	Blood glucose, fasting	خون میں شکر، نہار منہ	रक्त शर्करा, खाली पेट	سكر الدم الصائم
        HBA1C	LAB	1400	HbA1c	ایچ بی اے ون سی	एचबीए1सी	السكر التراكمي
        LFT	LAB	1100	Liver function tests	جگر کے ٹیسٹ	यकृत जाँच	وظائف الكبد
        RFT	LAB	950	Renal function tests	گردوں کے ٹیسٹ	गुर्दा जाँच	وظائف الكلى
        LIPID	LAB	1300	Lipid profile	لپڈ پروفائل	लिपिड प्रोफ़ाइल	دهون الدم
        TSH	LAB	1200	TSH	ٹی ایس ایچ	टीएसएच	الهرمون المنبه للدرقية
        URINE	LAB	250	Urine examination	پیشاب کا ٹیسٹ	मूत्र जाँच	فحص البول
        HBSAG	LAB	600	Hepatitis B surface antigen	ہیپاٹائٹس بی	हेपेटाइटिस बी	التهاب الكبد ب
        HCV	LAB	700	Hepatitis C antibody	ہیپاٹائٹس سی	हेपेटाइटिस सी	التهاب الكبد ج
        DENGUE	LAB	1500	Dengue NS1 antigen	ڈینگی این ایس ون	डेंगू एनएस1	مستضد الضنك
        MALARIA	LAB	400	Malarial parasite	ملیریا	मलेरिया	طفيل الملاريا
        XR-CHEST	RAD	1200	X-ray chest	ایکسرے سینہ	एक्स-रे छाती	أشعة الصدر
        XR-HAND	RAD	1000	X-ray hand	ایکسرے ہاتھ	एक्स-रे हाथ	أشعة اليد
        XR-KNEE	RAD	1200	X-ray knee	ایکسرے گھٹنا	एक्स-रे घुटना	أشعة الركبة
        US-ABD	RAD	1800	Ultrasound abdomen	الٹراساؤنڈ پیٹ	अल्ट्रासाउंड पेट	موجات صوتية للبطن
        US-OBS	RAD	1800	Ultrasound, obstetric	الٹراساؤنڈ، حمل	अल्ट्रासाउंड, गर्भावस्था	موجات صوتية للحمل
        CT-HEAD	RAD	7500	CT head	سی ٹی سر	सीटी सिर	أشعة مقطعية للرأس
        MRI-SPINE	RAD	14000	MRI lumbar spine	ایم آر آئی کمر	एमआरआई कमर	رنين مغناطيسي للعمود الفقري
        OPG	DEN	1500	Dental panoramic X-ray (OPG)	دانتوں کا ایکسرے (OPG)	दाँतों का एक्स-रे (OPG)	أشعة بانورامية للأسنان
        """
    ).compactMap { row in
        Int64(row[2]).map { Service(code: row[0], department: row[1], price: $0, name: text(row, from: 3)) }
    }

    private static func text(_ row: [String], from column: Int) -> LocalizedText {
        LocalizedText(en: row[column], ur: row[column + 1], hi: row[column + 2], ar: row[column + 3])
    }

    private static func table(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    }
}
