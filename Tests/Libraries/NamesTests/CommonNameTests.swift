import Testing

@testable import Names

/// Common names are proposed as people write them, in every direction.
@Suite struct CommonNameTests {
    /// Latin, Urdu and Hindi of one name after the other.
    private static let names = """
        Imran عمران इमरान; Bilal بلال बिलाल; Fatima فاطمہ फ़ातिमा; Abdullah عبداللہ अब्दुल्लाह; Ghulam غلام ग़ुलाम; Mustafa مصطفیٰ मुस्तफ़ा; Hassan حسن हसन; Hussain حسین हुसैन; Ahmed احمد अहमद; Khadija خدیجہ ख़दीजा;
        Zainab زینب ज़ैनब; Maryam مریم मरियम; Sana ثناء सना; Saima صائمہ साइमा; Nasreen نسرین नसरीन; Shabnam شبنم शबनम; Rukhsana رخسانہ रुख़साना; Irfan عرفان इरफ़ान; Kamran کامران कामरान; Adnan عدنان अदनान;
        Nadeem ندیم नदीम; Naveed نوید नवीद; Tariq طارق तारिक़; Khalid خالد ख़ालिद; Rashid راشد राशिद; Javed جاوید जावेद; Iqbal اقبال इक़बाल; Akram اکرم अकरम; Aslam اسلم असलम; Arshad ارشد अरशद;
        Amjad امجد अमजद; Waseem وسیم वसीम; Faisal فیصل फ़ैसल; Shahid شاہد शाहिद; Asif آصف आसिफ़; Atif عاطف आतिफ़; Kashif کاشف काशिफ़; Yasir یاسر यासिर; Umar عمر उमर; Hamza حمزہ हमज़ा;
        Ibrahim ابراہیم इब्राहीम; Ismail اسماعیل इस्माईल; Yousaf یوسف यूसुफ़; Bashir بشیر बशीर; Sadiq صادق सादिक़; Farooq فاروق फ़ारूक़; Habib حبیب हबीब; Hafeez حفیظ हफ़ीज़; Latif لطیف लतीफ़; Majeed مجید मजीद;
        Munir منیر मुनीर; Mushtaq مشتاق मुश्ताक़; Qasim قاسم क़ासिम; Rafiq رفیق रफ़ीक़; Riaz ریاض रियाज़; Sajid ساجد साजिद; Saleem سلیم सलीम; Sarfraz سرفراز सरफ़राज़; Shafiq شفیق शफ़ीक़; Sohail سہیل सोहेल;
        Sultan سلطان सुल्तान; Tahir طاہر ताहिर; Usman عثمان उस्मान; Waqas وقاص वक़ास; Zafar ظفر ज़फ़र; Zahid زاہد ज़ाहिद; Zubair زبیر ज़ुबैर; Kausar کوثر कौसर; Shaheen شاہین शाहीन; Shazia شازیہ शाज़िया;
        Samina ثمینہ समीना; Sadia سعدیہ सादिया; Rabia رابعہ राबिया; Nadia نادیہ नादिया; Naila نائلہ नाइला; Kiran کرن किरन; Hina حنا हिना; Farzana فرزانہ फ़रज़ाना; Bano بانو बानो; Amna آمنہ आमना;
        Abida عابدہ आबिदा; Laeeq لئیق लईक़; Raees رئیس रईस; Nabila نبیلہ नबीला; Lubna لبنیٰ लुबना; Salma سلمیٰ सलमा; Uzma عظمیٰ उज़मा; Tahira طاہرہ ताहिरा; Ghazala غزالہ ग़ज़ाला; Fareeda فریدہ फ़रीदा;
        Zulfiqar ذوالفقار ज़ुल्फ़िक़ार; Haider حیدر हैदर; Imtiaz امتیاز इम्तियाज़; Asad اسد असद; Asghar اصغر असग़र; Anees انیس अनीस; Masood مسعود मसऊद; Mohsin محسن मोहसिन; Musa موسیٰ मूसा; Naeem نعیم नईम;
        Nasir ناصر नासिर; Noor نور नूर; Sabir صابر साबिर; Safdar صفدر सफ़दर; Salman سلمان सलमान; Sharif شریف शरीफ़; Shoaib شعیب शोएब; Talha طلحہ तल्हा; Waleed ولید वलीद; Zahoor ظہور ज़हूर;
        Sunita سنیتا सुनीता; Anita انیتا अनीता; Rajesh راجیش राजेश; Suresh سریش सुरेश; Ramesh رمیش रमेश; Mahesh مہیش महेश; Dinesh دنیش दिनेश; Mukesh مکیش मुकेश; Rakesh راکیش राकेश; Manoj منوج मनोज;
        Anil انیل अनिल; Vijay وجے विजय; Ram رام राम; Mohan موہن मोहन; Deepak دیپک दीपक; Pankaj پنکج पंकज; Sharma شرما शर्मा; Gupta گپتا गुप्ता; Kavita کویتا कविता; Radha رادھا राधा;
        Khan خان ख़ान; Malik ملک मलिक; Butt بٹ बट; Qureshi قریشی क़ुरैशी; Ansari انصاری अंसारी; Chaudhry چوہدری चौधरी; Bhatti بھٹی भट्टी; Awan اعوان आवान; Niazi نیازی नियाज़ी; Cheema چیمہ चीमा;
        Khokhar کھوکھر खोखर; Gilani گیلانی गीलानी; Rizvi رضوی रिज़वी; Baloch بلوچ बलोच; Leghari لغاری लग़ारी; Singh سنگھ सिंह; Kaur کور कौर; Patel پٹیل पटेल; Verma ورما वर्मा; Jain جین जैन
        """.split(separator: ";").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }

    private func folded(_ text: String?) -> String {
        LetterFolding.words((text ?? "").replacing("ء", with: "")).map(\.text).joined(separator: " ")
    }

    @Test(arguments: [(0, 1), (0, 2), (1, 0), (2, 0), (2, 1), (1, 2)])
    func commonNamesAreWrittenAsPeopleWriteThem(_ from: Int, _ to: Int) {
        let orthographies: [NameOrthography] = [.latin, .urdu, .hindi]
        #expect(Self.names.count >= 150)
        for name in Self.names {
            let proposed = Transliteration.propose(name[from], as: orthographies[to])
            #expect(folded(proposed) == folded(name[to]), "\(name[from])")
        }
    }

    @Test(arguments: [
        ("Dr. Imran", NameOrthography.urdu, "ڈاکٹر عمران"), ("Ghulam Mustafa", .urdu, "غلام مصطفیٰ"),
        ("Abdul Qadir", .urdu, "عبدالقادر"), ("Zia-ul-Haq", .urdu, "ضیاء الحق"), ("عبدالرشید", .latin, "Abdul Rashid"),
        ("Fatima", .arabic, "فاطمة"), ("Imran Khan", .arabic, "عمران خان"), ("فاطمة", .latin, "Fatima"),
        ("Abdullah", .arabic, "عبد الله"), ("خديجة", .latin, "Khadija"), ("Mustafa", .arabic, "مصطفى"),
        ("خدیجہ بی بی", .latin, "Khadija Bibi"), ("Khadija Bibi", .hindi, "ख़दीजा बीबी"),
    ])
    func titlesAndCompoundsAreCarriedOver(_ name: String, _ target: NameOrthography, _ expected: String) {
        #expect(folded(Transliteration.propose(name, as: target)) == folded(expected))
    }

    @Test func whatIsKnownBetterGoesBeforeTheLists() {
        #expect(Transliteration.propose("Sana Khan", as: .urdu, known: ["Sana": "صنا"]) == "صنا خان")
    }
}
