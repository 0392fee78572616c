/// Names of men of Pakistan, India and the Arab countries as `NameSpellings.text` has them, with the Arabic spelling where it
/// is not the Urdu one in the letters of Arabic. Written by hand from common usage for this project (CC0-1.0).
extension NameSpellings {
    static let men = """
        Imran,Emran,Imraan|عمران|इमरान; Bilal,Bilaal|بلال|बिलाल; Abdullah,Abdulla,Abdallah|عبداللہ|अब्दुल्लाह|عبد الله;
        Ghulam,Gulam,Ghulaam|غلام|ग़ुलाम; Mustafa,Mustapha,Mostafa|مصطفیٰ|मुस्तफ़ा|مصطفى; Murtaza,Murtada|مرتضیٰ|मुर्तज़ा|مرتضى;
        Asif|آصف|आसिफ़; Atif|عاطف|आतिफ़; Tahir,Taahir,Taher|طاہر|ताहिर; Adnan,Adnaan|عدنان|अदनान; Sadiq,Sadique,Sadeq|صادق|सादिक़;
        Ibrahim,Ebrahim,Ibraheem|ابراہیم|इब्राहीम|إبراهيم; Ismail,Esmail,Ismaeel|اسماعیل|इस्माईल|إسماعيل; Nadeem,Nadim|ندیم|नदीम;
        Naveed,Navid,Naved|نوید|नवीद; Waseem,Wasim,Vaseem|وسیم|वसीम; Munir,Muneer,Moneer|منیر|मुनीर; Sultan,Sultaan|سلطان|सुल्तान;
        Laeeq,Laiq,Laeeque|لئیق|लईक़; Raees,Rais,Raes|رئیس|रईस; Sarfraz,Sarfaraz,Sarafraz|سرفراز|सरफ़राज़; Khalid,Khaled|خالد|ख़ालिद;
        Ali,Aly,Alee|علی|अली; Javed,Javaid,Jawaid,Jawed,Javid|جاوید|जावेद; Aslam|اسلم|असलम; Shahid,Shaahid,Shahed|شاہد|शाहिद;
        Kashif,Kaashif|کاشف|काशिफ़; Yousaf,Yusuf,Yousuf,Yousef,Yusaf,Youssef|یوسف|यूसुफ़; Hafeez|حفیظ|हफ़ीज़; Zulfiqar,Zulfikar,Zulfqar|ذوالفقار|ज़ुल्फ़िक़ार;
        Sajid,Saajid,Sajed|ساجد|साजिद; Majid,Maajid|ماجد|माजिद; Kamil|کامل|कामिल; Jamal,Jamaal|جمال|जमाल; Jalal|جلال|जलाल;
        Bashar|بشار|बशार; Zaid,Zayd|زید|ज़ैद; Saad,Sad|سعد|साद; Saud|سعود|सऊद; Faiz,Fayz|فیض|फ़ैज़; Faizan,Fezan|فیضان|फ़ैज़ान;
        Farhan,Farhaan|فرحان|फ़रहान; Farman|فرمان|फ़रमान; Fawad,Fuad,Fouad|فواد|फ़वाद|فؤاد; Ghazi|غازی|ग़ाज़ी; Ghayas|غیاث|ग़यास;
        Haider,Hyder,Haidar,Hayder|حیدر|हैदर; Hanif,Haneef|حنیف|हनीफ़; Haroon,Harun,Haroun|ہارون|हारून; Hasnain,Husnain|حسنین|हसनैन;
        Ijaz,Ejaz,Aijaz,Eijaz|اعجاز|एजाज़|إعجاز; Imtiaz,Imtiyaz,Emtiaz|امتیاز|इम्तियाज़|امتياز; Inam,Enam,Inaam|انعام|इनाम|إنعام;
        Intizar|انتظار|इंतज़ार; Iqrar|اقرار|इक़रार; Irshad,Ershad|ارشاد|इरशाद|إرشاد; Israr|اسرار|इसरार|إسرار; Izhar|اظہار|इज़हार|إظهار;
        Ilyas,Elyas,Iliyas|الیاس|इलियास|إلياس; Ishfaq|اشفاق|इशफ़ाक़|إشفاق; Ehsan,Ihsan,Ahsaan|احسان|एहसान|إحسان; Ahsan,Ehsun|احسن|अहसन|أحسن;
        Asad,Assad|اسد|असद|أسد; Asghar,Asgar|اصغر|असग़र|أصغر; Azhar,Azher|اظہر|अज़हर|أظهر; Athar,Ather|اطہر|अतहर|أطهر; Anas,Annas|انس|अनस|أنس;
        Arif,Aarif|عارف|आरिफ़; Aamir|عامر|आमिर; Ammar,Amaar|عمار|अम्मार; Anees,Anis|انیس|अनीस|أنيس; Ayub,Ayoub,Ayyub,Ayoob|ایوب|अय्यूब|أيوب;
        Adil,Aadil|عادل|आदिल; Adeel|عدیل|अदील; Aqeel,Aqil,Akeel|عقیل|अक़ील; Aleem,Alim|علیم|अलीम; Azam,Aazam|اعظم|आज़म|أعظم;
        Awais,Owais,Uwais,Ovais|اویس|उवैस|أويس; Ayaz,Ayaaz|ایاز|अयाज़|أياز; Azmat|عظمت|अज़मत; Badar,Badr|بدر|बद्र; Baber|بابر|बाबर;
        Basharat|بشارت|बशारत; Basit|باسط|बासित; Burhan|برہان|बुरहान; Daud,Dawood,Dawud,Daood,Daoud|داؤد|दाऊद|داود; Dilawar|دلاور|दिलावर;
        Dildar|دلدار|दिलदार; Ehtisham,Ihtisham|احتشام|एहतेशाम; Faheem|فہیم|फ़हीम; Faraz|فراز|फ़राज़; Fareed,Farid|فرید|फ़रीद; Faseeh|فصیح|फ़सीह;
        Fazal,Fazl|فضل|फ़ज़ल; Feroz,Firoz,Feroze,Firoze|فیروز|फ़िरोज़; Fida|فدا|फ़िदा; Ghaffar,Gaffar|غفار|ग़फ़्फ़ार; Ghafoor,Gafoor|غفور|ग़फ़ूर;
        Ghani|غنی|ग़नी; Gul|گل|गुल; Hakeem,Hakim|حکیم|हकीम; Haleem,Halim|حلیم|हलीम; Hamad|حمد|हमद; Hammad|حماد|हम्माद; Hamdan|حمدان|हमदान;
        Hidayat|ہدایت|हिदायत; Humayun,Humayoun|ہمایوں|हुमायूँ|همايون; Ijlal|اجلال|इजलाल; Iftikhar|افتخار|इफ़्तिख़ार; Ikhlaq,Akhlaq|اخلاق|अख़लाक़|أخلاق;
        Jabbar|جبار|जब्बार; Jabir,Jaber|جابر|जाबिर; Jafar,Jaffar,Jafer|جعفر|जाफ़र; Jahangir,Jehangir,Jahangeer|جہانگیر|जहाँगीर; Jamshed,Jamshaid,Jamsheed|جمشید|जमशेद;
        Jibran|جبران|जिब्रान; Jawad,Javad|جواد|जवाद; Kaleem,Kalim|کلیم|कलीम; Karamat|کرامت|करामत; Kazim,Kazem|کاظم|काज़िम; Khadim|خادم|ख़ादिम;
        Khaleel,Khalil|خلیل|ख़लील; Khursheed,Khurshid|خورشید|ख़ुर्शीद; Khurram,Khuram|خرم|ख़ुर्रम; Khizar,Khizer,Khidr|خضر|ख़िज़्र; Luqman,Lukman|لقمان|लुक़मान;
        Lutfullah|لطف اللہ|लुत्फ़ुल्लाह; Mahboob|محبوب|महबूब; Mahfooz,Mehfooz|محفوظ|महफ़ूज़; Mansha|منشاء|मंशा; Maroof|معروف|मारूफ़; Masood,Masud,Masoud|مسعود|मसऊद;
        Mateen,Matin|متین|मतीन; Mazhar|مظہر|मज़हर; Mehdi,Mahdi|مہدی|मेहदी; Miraj|معراج|मेराज; Moeen,Moin,Mueen|معین|मुईन; Mohsin,Muhsin,Mohsen|محسن|मोहसिन;
        Mubarak|مبارک|मुबारक; Mudassir,Mudasir|مدثر|मुदस्सिर; Mujahid|مجاہد|मुजाहिद; Mukhtar,Mukhtiar|مختار|मुख़्तार; Munawar,Munawwar|منور|मुनव्वर; Muneeb,Munib|منیب|मुनीब;
        Murad|مراد|मुराद; Musa,Moosa,Mousa|موسیٰ|मूसा|موسى; Isa,Eisa,Essa|عیسیٰ|ईसा|عيسى; Yahya,Yahia,Yehya|یحییٰ|यहया|يحيى; Mushahid|مشاہد|मुशाहिद; Musharraf,Musharaf|مشرف|मुशर्रफ़;
        Muslim|مسلم|मुस्लिम; Muzaffar,Muzafar|مظفر|मुज़फ़्फ़र; Naeem,Naim|نعیم|नईम; Najam,Najm|نجم|नज्म; Najeeb,Najib|نجیب|नजीब; Naseer|نصیر|नसीर;
        Nasir,Nasser,Naser|ناصر|नासिर; Nasrullah|نصراللہ|नसरुल्लाह|نصر الله; Nazar|نذر|नज़र; Nizam|نظام|निज़ाम; Noor,Nur,Nour|نور|नूर; Obaid,Ubaid|عبید|उबैद;
        Obaidullah,Ubaidullah|عبیداللہ|उबैदुल्लाह|عبيد الله; Omair,Umair|عمیر|उमैर; Qadeer,Qadir|قدیر|क़दीर; Qaiser,Qaisar|قیصر|क़ैसर; Qamar|قمر|क़मर; Qais|قیس|क़ैस;
        Qudrat|قدرت|क़ुदरत; Qurban|قربان|क़ुर्बान; Qutub|قطب|क़ुतुब; Rafay|رافع|राफ़े; Rahat|راحت|राहत; Rahmat,Rehmat|رحمت|रहमत; Ramzan,Ramadan|رمضان|रमज़ान;
        Rasool,Rasul|رسول|रसूल; Rauf,Raouf|رؤف|रऊफ़|رؤوف; Razzaq,Razaq,Razak|رزاق|रज़्ज़ाक़; Rehan,Raihan,Rayhan|ریحان|रेहान; Rafaqat|رفاقت|रफ़ाक़त; Rohail|روحیل|रुहैल;
        Saadat|سعادت|सआदत; Sabir,Saber|صابر|साबिर; Sabtain|سبطین|सिब्तैन; Safdar|صفدر|सफ़दर; Saif|سیف|सैफ़; Saifullah|سیف اللہ|सैफ़ुल्लाह; Sajjad,Sajad|سجاد|सज्जाद;
        Salman,Salmaan|سلمان|सलमान; Salahuddin|صلاح الدین|सलाहुद्दीन; Sameer,Samir|سمیر|समीर; Sanaullah|ثناء اللہ|सनाउल्लाह; Sardar|سردار|सरदार; Sarwar,Server|سرور|सरवर;
        Shabbir,Shabir|شبیر|शब्बीर; Shadab|شاداب|शादाब; Shafaqat|شفقت|शफ़क़त; Shafi|شفیع|शफ़ी; Shahzad,Shehzad|شہزاد|शहज़ाद; Shahzaib|شاہ زیب|शाहज़ेब; Shahrukh|شاہ رخ|शाहरुख़;
        Shakir|شاکر|शाकिर; Shams|شمس|शम्स; Sharif,Shareef|شریف|शरीफ़; Shaukat,Shoukat|شوکت|शौकत; Shehryar,Shahryar,Shaharyar|شہریار|शहरयार; Sher|شیر|शेर; Shoaib,Shuaib|شعیب|शोएब;
        Sibtain|سبطین|सिब्तैन; Siraj|سراج|सिराज; Suleman,Sulaiman,Suleiman|سلیمان|सुलेमान; Tabish|تابش|ताबिश; Taj|تاج|ताज; Tajammul|تجمل|तजम्मुल; Talha|طلحہ|तल्हा;
        Talib|طالب|तालिब; Tanveer,Tanvir,Tanweer|تنویر|तनवीर; Taqi|تقی|तक़ी; Tauqeer,Touqeer|توقیر|तौक़ीर; Tauseef,Touseef|توصیف|तौसीफ़; Tayyab,Tayab|طیب|तय्यब; Tufail|طفیل|तुफ़ैल;
        Ubaidur|عبید|उबैदुर; Umer|عمر|उमर; Uroosa|عروسہ|उरूसा; Wahab,Wahhab|وہاب|वहाब; Wali|ولی|वली; Waqar,Vaqar|وقار|वक़ार; Waris|وارث|वारिस; Wasif|واصف|वासिफ़; Yaseen,Yasin|یاسین|यासीन;
        Yawar|یاور|यावर; Qayyum,Qayum,Qayoom|قیوم|क़य्यूम; Abidin,Abideen|عابدین|आबिदीन; Younis,Younas,Younus|یونس|यूनुस; Zahoor,Zahur|ظہور|ज़हूर; Zakir,Zaakir|ذاکر|ज़ाकिर; Zakariya,Zakaria,Zakria|زکریا|ज़करिया; Zain,Zayn|زین|ज़ैन; Zaman|زمان|ज़मान;
        Zeeshan,Zishan|ذیشان|ज़ीशान; Zia ul Haq|ضیاء الحق|ज़ियाउल हक़; Haq,Haque,Huq|حق|हक़; Ziyad,Ziad|زیاد|ज़ियाद; Zubair|زبیر|ज़ुबैर; Allah,Ullah|اللہ|अल्लाह|الله; Deen,Din,Uddin|دین|दीन;
        Ahad|احد|अहद|أحد; Ayan|ایان|अयान|أيان; Rayyan,Rayan|ریان|रय्यान; Hadi|ہادی|हादी; Azaan|اذان|अज़ान|أذان; Arham|ارحم|अरहम|أرحم; Zohaib,Zuhaib|زوہیب|ज़ोहैब; Sheraz,Shiraz|شیراز|शीराज़;
        Zaki|ذکی|ज़की; Waleed,Walid|ولید|वलीद; Yazid|یزید|यज़ीद; Zuhair,Zohair|زہیر|ज़ुहैर; Hisham|ہشام|हिशाम; Osama|اسامہ|उसामा|أسامة; Marwan|مروان|मरवान; Nabil,Nabeel|نبیل|नबील;
        Mahmud,Mahmoud,Mehmood,Mehmud|محمود|महमूद; Tariq Mehmood|طارق محمود|तारिक़ महमूद; Ashraf|اشرف|अशरफ़|أشرف; Akhtar,Akhter|اختر|अख़्तर|أختر; Anjum|انجم|अंजुम|أنجم;
        Sudhir,Sudheer|سدھیر|सुधीर; Suresh|سریش|सुरेश; Ramesh|رمیش|रमेश; Mahesh|مہیش|महेश; Dinesh|دنیش|दिनेश; Mukesh|مکیش|मुकेश; Rakesh|راکیش|राकेश; Naresh|نریش|नरेश; Lokesh|لوکیش|लोकेश;
        Yogesh|یوگیش|योगेश; Manish|منیش|मनीष; Manoj|منوج|मनोज; Anil|انیل|अनिल; Vijay|وجے|विजय; Ram|رام|राम; Lal|لال|लाल; Mohan|موہن|मोहन; Sohan Lal|سوہن لال|सोहन लाल; Deepak,Dipak|دیپک|दीपक;
        Pankaj|پنکج|पंकज; Rohit|روہت|रोहित; Rajiv,Rajeev|راجیو|राजीव; Sanjeev,Sanjiv|سنجیو|संजीव; Ravi|روی|रवि; Raghav|راگھو|राघव; Raghunath|رگھوناتھ|रघुनाथ; Jagdish,Jagdeesh|جگدیش|जगदीश;
        Harish|ہریش|हरीश; Girish|گریش|गिरीश; Kailash|کیلاش|कैलाश; Kamlesh|کملیش|कमलेश; Kapil|کپل|कपिल; Hari|ہری|हरि; Vikram|وکرم|विक्रम; Vivek|وویک|विवेक; Amar|امر|अमर; Amrit|امرت|अमृत;
        Abhishek|ابھیشیک|अभिषेक; Ashish,Asheesh|آشیش|आशीष; Alok|آلوک|आलोक; Gaurav|گورو|गौरव; Saurabh,Sourabh|سوربھ|सौरभ; Sumeet|سمیت|सुमित; Siddharth|سدھارتھ|सिद्धार्थ; Shankar|شنکر|शंकर;
        Narayan|نارائن|नारायण; Narendra,Narender|نریندر|नरेंद्र; Jitendra,Jitender|جتیندر|जितेंद्र; Devendra,Devender|دیویندر|देवेंद्र; Ravindra,Ravinder|رویندر|रवींद्र; Bhagwan|بھگوان|भगवान; Bhagat|بھگت|भगत;
        Chander,Chandra|چندر|चंद्र; Chand|چاند|चाँद; Dev|دیو|देव; Durga|درگا|दुर्गा; Ganpat|گنپت|गणपत; Gopi|گوپی|गोपी; Hemant|ہیمنت|हेमंत; Inder|اندر|इंदर; Jagan|جگن|जगन; Jaswant|جسونت|जसवंत;
        Kuldeep|کلدیپ|कुलदीप; Madan|مدن|मदन; Mangal|منگل|मंगल; Nand|نند|नंद; Naveen,Navin|نوین|नवीन; Omkar|اومکار|ओंकार; Param|پرم|परम; Parvesh|پرویش|प्रवेश; Praveen,Pravin|پروین|प्रवीण; Pratap|پرتاپ|प्रताप;
        Prem|پریم|प्रेम; Puran|پورن|पूरन; Rajan|راجن|राजन; Rajbir|راجبیر|राजबीर; Sahil|ساحل|साहिल; Satish|ستیش|सतीश; Satpal|ستپال|सतपाल; Shivam|شیوم|शिवम; Sita|سیتا|सीता; Sukhwinder|سکھوندر|सुखविंदर; Surinder|سریندر|सुरिंदर;
        Tulsi|تلسی|तुलसी; Uday|ادے|उदय; Ujjwal|اجول|उज्ज्वल; Varinder|وریندر|वरिंदर; Vinay|ونے|विनय; Vipin|وپن|विपिन; Singh,Sing|سنگھ|सिंह; Nath|ناتھ|नाथ; Patel|پٹیل|पटेल; Babu|بابو|बाबू; Gagan|گگن|गगन; Arnav|ارنو|अर्णव;
        John|جان|जॉन|جون; Joseph|جوزف|जोसेफ|جوزيف; Yaqub,Yakub,Yaqoob|یعقوب|याक़ूब; Masih,Maseeh|مسیح|मसीह; Peter|پیٹر|पीटर|بيتر; Paul|پال|पॉल|بول; James|جیمز|जेम्स|جيمس; Thomas|تھامس|थॉमस|توماس; Samuel|سیموئیل|सैमुअल|صموئيل
        """
}
