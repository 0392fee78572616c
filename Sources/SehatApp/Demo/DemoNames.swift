/// The names of the demonstration patients and doctors, each in Latin, Urdu, Devanagari and Arabic script.
///
/// Rows are tab-separated text, not literals of structs, since large literals are slow to compile.
enum DemoNames {
    struct Name {
        let latin: String
        let urdu: String
        let hindi: String
        let arabic: String
    }

    static let men = rows(
        """
        Muhammad	محمد	मोहम्मद	محمد
        Usman	عثمان	उस्मान	عثمان
        Ahmad	احمد	अहमद	أحمد
        Ali	علی	अली	علي
        Hassan	حسن	हसन	حسن
        Hussain	حسین	हुसैन	حسين
        Bilal	بلال	बिलाल	بلال
        Imran	عمران	इमरान	عمران
        Kashif	کاشف	काशिफ़	كاشف
        Zubair	زبیر	ज़ुबैर	زبير
        Faisal	فیصل	फ़ैसल	فيصل
        Tariq	طارق	तारिक़	طارق
        Naveed	نوید	नवीद	نويد
        Shahid	شاہد	शाहिद	شاهد
        Rashid	راشد	राशिद	راشد
        Yousuf	یوسف	यूसुफ़	يوسف
        Ibrahim	ابراہیم	इब्राहीम	إبراهيم
        Saeed	سعید	सईद	سعيد
        Waqas	وقاص	वक़ास	وقاص
        Rajesh	راجیش	राजेश	راجيش
        Suresh	سریش	सुरेश	سوريش
        Vikram	وکرم	विक्रम	فيكرام
        Anil	انیل	अनिल	أنيل
        Arjun	ارجن	अर्जुन	أرجون
        Abdul Rahman	عبدالرحمٰن	अब्दुल रहमान	عبد الرحمن
        Ghulam	غلام	ग़ुलाम	غلام
        """)

    static let women = rows(
        """
        Fatima	فاطمہ	फ़ातिमा	فاطمة
        Ayesha	عائشہ	आयशा	عائشة
        Khadija	خدیجہ	ख़दीजा	خديجة
        Zainab	زینب	ज़ैनब	زينب
        Maryam	مریم	मरियम	مريم
        Sana	ثنا	सना	ثناء
        Hina	حنا	हिना	حناء
        Nadia	نادیہ	नादिया	نادية
        Saima	صائمہ	साइमा	صائمة
        Rukhsana	رخسانہ	रुख़साना	رخسانة
        Shazia	شازیہ	शाज़िया	شازية
        Bushra	بشریٰ	बुशरा	بشرى
        Kausar	کوثر	कौसर	كوثر
        Nasreen	نسرین	नसरीन	نسرين
        Parveen	پروین	परवीन	بروين
        Sunita	سنیتا	सुनीता	سونيتا
        Priya	پریا	प्रिया	بريا
        Lakshmi	لکشمی	लक्ष्मी	لاكشمي
        Kavita	کویتا	कविता	كافيتا
        Amina	آمنہ	आमिना	آمنة
        Hafsa	حفصہ	हफ़सा	حفصة
        Iqra	اقراء	इक़रा	إقراء
        """)

    static let families = rows(
        """
        Chaudhry	چوہدری	चौधरी	شودري
        Khan	خان	ख़ान	خان
        Malik	ملک	मलिक	ملك
        Butt	بٹ	बट	بت
        Sheikh	شیخ	शेख़	شيخ
        Qureshi	قریشی	क़ुरैशी	قريشي
        Siddiqui	صدیقی	सिद्दीक़ी	صديقي
        Bhatti	بھٹی	भट्टी	بهاتي
        Rajput	راجپوت	राजपूत	راجبوت
        Gill	گل	गिल	جيل
        Sharma	شرما	शर्मा	شارما
        Verma	ورما	वर्मा	فيرما
        Singh	سنگھ	सिंह	سينغ
        Gupta	گپتا	गुप्ता	غوبتا
        Al Harbi	الحربی	अल हरबी	الحربي
        Al Mansoori	المنصوری	अल मंसूरी	المنصوري
        Ansari	انصاری	अंसारी	أنصاري
        Mirza	مرزا	मिर्ज़ा	ميرزا
        Awan	اعوان	आवान	أعوان
        Niazi	نیازی	नियाज़ी	نيازي
        """)

    static let towns = rows(
        """
        Lahore	لاہور	लाहौर	لاهور
        Model Town	ماڈل ٹاؤن	मॉडल टाउन	موديل تاون
        Gulberg	گلبرگ	गुलबर्ग	غلبرغ
        Shahdara	شاہدرہ	शाहदरा	شاهدرة
        Chichawatni	چیچہ وطنی	चीचावतनी	تشيتشا وطني
        Kasur	قصور	क़सूर	قصور
        Sheikhupura	شیخوپورہ	शेखूपुरा	شيخوبورة
        Gujranwala	گوجرانوالہ	गुजरांवाला	غوجرانوالا
        """)

    private static func rows(_ text: String) -> [Name] {
        text.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t").map(String.init)
            guard columns.count == 4 else { return nil }
            return Name(latin: columns[0], urdu: columns[1], hindi: columns[2], arabic: columns[3])
        }
    }
}
