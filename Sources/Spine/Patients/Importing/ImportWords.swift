import SehatCore

/// The words that lists of patients use, in the languages of the hospital; compared in lower case, letters and digits only.
enum ImportWords {
    static let headings: [ImportField: Set<String>] = [
        .name: [
            "name", "patientname", "fullname", "patient", "نام", "مریضکانام", "नाम", "मरीज़कानाम", "मरीजकानाम", "रोगीकानाम",
            "الاسم", "اسمالمريض",
        ],
        .otherName: [
            "othername", "nameurdu", "urduname", "namehindi", "hindiname", "nameenglish", "englishname", "arabicname",
            "دوسرانام", "अन्यनाम",
        ],
        .sex: ["sex", "gender", "جنس", "लिंग", "लिङ्ग", "الجنس"],
        .birthDate: ["birthdate", "dateofbirth", "dob", "تاریخپیدائش", "जन्मतिथि", "تاريخالميلاد"],
        .birthDateEstimated: ["birthdateestimated", "dobestimated", "estimated"],
        .ageYears: ["age", "ageyears", "years", "عمر", "आयु", "उम्र", "العمر"],
        .ageMonths: ["agemonths", "months"],
        .phone: [
            "phone", "mobile", "telephone", "cell", "contact", "phoneno", "mobileno", "contactno", "phonenumber",
            "mobilenumber", "فون", "موبائل", "فوننمبر", "फोन", "फ़ोन", "मोबाइल", "الهاتف", "الجوال",
        ],
        .guardianRelation: ["relation", "guardianrelation", "relationship", "رشتہ", "संबंध", "صلةالقرابة"],
        .guardianName: [
            "guardianname", "guardian", "fathername", "fathersname", "fatherhusband", "fatherhusbandname", "father",
            "husbandname", "sodowo", "والد", "والدکانام", "पिताकानाम", "पिता", "اسمالأب", "وليالأمر",
        ],
        .address: ["address", "city", "village", "پتہ", "पता", "العنوان"],
        .secondPhone: [
            "secondphone", "phone2", "mobile2", "contact2", "alternatephone", "alternatemobile", "whatsapp",
            "otherphone",
            "دوسرافون", "दूसराफोन", "दूसराफ़ोन", "هاتفآخر",
        ],
        .secondAddress: ["secondaddress", "address2", "permanentaddress", "مستقلپتہ", "स्थायीपता", "العنوانالدائم"],
        .languages: ["languages", "spokenlanguages", "mothertongue", "مادریزبان", "मातृभाषा", "اللغةالأم"],
        .occupation: ["occupation", "profession", "پیشہ", "व्यवसाय", "المهنة"],
        .religion: ["religion", "مذہب", "धर्म", "الديانة"],
        .language: ["language", "زبان", "भाषा", "اللغة"],
        .cnic: ["cnic", "nic", "cnicno", "idcard", "شناختیکارڈ", "شناختیکارڈنمبر"],
        .bform: ["bform", "bformno", "بفارم"],
        .passport: ["passport", "passportno", "پاسپورٹ", "पासपोर्ट", "جوازالسفر"],
        .abha: ["abha", "abhanumber", "abhano", "आभा"],
        .abhaAddress: ["abhaaddress", "phraddress", "आभापता"],
        .aadhaar: ["aadhaar", "aadhaarlast4", "aadhaarlastfour", "आधार"],
        .panel: ["panel", "panelno", "panelcard", "پینل"],
        .insurance: ["insurance", "insuranceno", "insurancecard", "انشورنس", "बीमा", "التأمين"],
        .formerNumber: [
            "mrn", "mrno", "mr", "recordnumber", "registrationno", "regno", "oldnumber", "formernumber", "رجسٹریشننمبر",
            "पंजीकरणसंख्या", "رقمالملف",
        ],
    ]

    static let sexes: [String: Sex] = [
        "m": .male, "male": .male, "man": .male, "boy": .male, "1": .male, "مرد": .male, "لڑکا": .male, "पुरुष": .male,
        "पु": .male, "ذكر": .male, "ذکر": .male,
        "f": .female, "female": .female, "woman": .female, "girl": .female, "2": .female, "عورت": .female,
        "خاتون": .female, "لڑکی": .female,
        "महिला": .female, "स्त्री": .female, "म": .female, "أنثى": .female, "انثى": .female, "انثی": .female,
        "x": .other, "o": .other, "other": .other, "transgender": .other, "خواجہسرا": .other, "अन्य": .other,
        "u": .unknown, "unknown": .unknown, "نامعلوم": .unknown, "अज्ञात": .unknown,
    ]

    static let answers: [String: Bool] = [
        "yes": true, "y": true, "true": true, "1": true, "ہاں": true, "हाँ": true, "نعم": true,
        "no": false, "n": false, "false": false, "0": false, "نہیں": false, "नहीं": false, "لا": false,
    ]

    static let relations: [String: GuardianRelation] = [
        "father": .father, "so": .father, "do": .father, "f": .father, "والد": .father, "पिता": .father, "أب": .father,
        "الأب": .father,
        "husband": .husband, "wo": .husband, "h": .husband, "شوہر": .husband, "पति": .husband, "زوج": .husband,
        "الزوج": .husband,
        "mother": .mother, "والدہ": .mother, "माता": .mother, "أم": .mother, "guardian": .guardian, "سرپرست": .guardian,
        "अभिभावक": .guardian, "other": .other,
    ]

    static let languages: [String: Language] = [
        "en": .en, "english": .en, "انگریزی": .en, "ur": .ur, "urdu": .ur, "اردو": .ur, "hi": .hi, "hindi": .hi,
        "हिन्दी": .hi, "हिंदी": .hi,
        "ar": .ar, "arabic": .ar, "عربی": .ar, "العربية": .ar,
    ]

    /// A cell as the lists above have it.
    static func key(_ text: String) -> String {
        let plain = text.lowercased().filter {
            $0.isLetter || $0.isNumber
                || $0.unicodeScalars.contains {
                    $0.properties.generalCategory == .spacingMark || $0.properties.generalCategory == .nonspacingMark
                }
        }
        return InputText.foldDigits(plain)
    }
}
