/// Words that people build passwords from, in this part of the world and elsewhere; collected for this product.
///
/// They are the stems of the common passwords: `PasswordPolicy` also refuses them with digits and signs around,
/// with letters written as digits (`p@55w0rd`), twice, and two of them together. 1,500 stems so stand for many
/// millions of passwords, among them the ones that lists of stolen passwords have at the top.
enum CommonWords {
    static let all: Set<String> = Set(
        [access, affection, names, places, sports, culture, nature, work, general].joined(separator: " ")
            .split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    private static let access = """
        pass password passwort passwd pwd passcode passphrase pword secret secrets letmein letme open
        opensesame sesame welcome login logon signin enter admin administrator adm root toor sys system
        sysadmin super superuser superadmin user users username guest visitor test tests testing tester temp
        temporary demo default master access changeme change please begin start trial sample example private
        secure security key keys lock unlock safe code codes hack hacker hacked server client network internet
        wifi router web website online offline computer laptop desktop keyboard mouse monitor printer mobile
        phone telephone samsung nokia apple iphone android windows microsoft office google gmail yahoo hotmail
        outlook email mail facebook instagram whatsapp twitter youtube tiktok linkedin skype oracle mysql
        postgres postgresql sqlserver database data backup linux ubuntu debian cisco dell lenovo toshiba sony
        philips siemens huawei oppo vivo xiaomi redmi jazz zong telenor ufone airtel jio vodafone nothing
        whatever none null undefined blank empty qwe qwer qwert qwerty qwertz azerty asd asdf asdfg asdfgh zxc
        zxcv zxcvb zxcvbn abc abcd abcde abcdef xyz xxx xxxx aaa aaaa iop jkl poiuy lkjh mnbv mnbvc qaz wsx
        edc one two three four five six seven eight nine zero ten first second third last monday tuesday
        wednesday thursday friday saturday sunday january february march april may june july august september
        october november december spring summer autumn winter today tomorrow yesterday morning evening night
        day year hello hey hi bye goodbye thanks thankyou yes no
        """

    private static let affection = """
        love ilove iam ihate mylove lover lovers loves loving lovely loveme iloveyou iloveu iluvu loveyou
        loveu missyou hateyou fuckyou fuckoff fuck fucker shit bitch asshole sexy sex hot cool cute baby
        babygirl babyboy babe honey sweet sweety sweetie sweetheart sugar darling dear dearest jaan jan jaanu
        janu janum jaaneman meri mera pyar pyaar ishq mohabbat muhabbat dil dilse zindagi sajna sona sonu monu
        golu chotu bunty sweetu pagal dost yaar friend friends friendship bestfriend forever together always
        never heart hearts broken brokenheart kiss kisses hug hugs smile smiles happy happiness sad angel
        angels princess prince queen king boss lucky luck chance dream dreams dreamer hope faith believe peace
        freedom liberty mother father mom mommy mummy mama maa ammi ammijan abbu papa baba daddy dad brother
        bhai bhaijan sister baji behen family home house sweethome son daughter beta beti wife husband girl
        girls boy boys man woman lady gentleman life mylife live living beautiful beauty pretty handsome
        awesome amazing great good best better perfect special crazy funny fun party music dance magic mystery
        killer devil evil demon ghost monster
        """

    private static let names = """
        muhammad mohammad mohammed muhammed mohamed mohd ahmad ahmed ali hassan hasan hussain husain hussein
        usman osman umar omar umer abubakar bakar bilal hamza zaid zayd khalid waleed walid tariq saad saeed
        said salman sulaiman ibrahim ismail ishaq yaqoob yousaf yousuf yusuf musa haroon idrees adnan imran
        irfan kamran faisal fahad farhan farooq haider junaid kashif luqman majid nadeem naveed nasir noman
        qasim rashid rehan rizwan sajid shahid shahzad shoaib sohail tahir talha wasim waqar waqas yasir zahid
        zain zubair abdul abdullah abdulrahman rahman rehman rahim karim kareem malik khan chaudhry choudhary
        butt sheikh shaikh qureshi siddiqui ansari mirza baig syed sayed shah raja rana awan mughal fatima
        ayesha aisha khadija zainab maryam mariam amna amina hina sana sadia saima sidra rabia nadia nida noor
        noreen nazia farah fariha bushra kiran maria mehwish mahnoor iqra hira hafsa huma laiba areeba alina
        anum asma asiya samina shazia sumaira tahira uzma yasmin zara zoya raj rahul rohit rohan ravi rakesh
        ramesh suresh mahesh ganesh krishna shiva om omsai sairam sai ram sita radha kumar singh sharma verma
        gupta patel reddy rao nair iyer amit ajay vijay sanjay sunil anil ashok deepak dinesh manoj mukesh
        naresh pankaj prakash pradeep praveen rajesh sachin sandeep santosh satish vikas vikram vinod vivek
        arjun aryan karan varun priya pooja neha nisha anjali aarti asha deepa divya geeta kavita kavya
        lakshmi laxmi meena megha pallavi preeti rani rekha ritu sapna seema shweta simran sneha sonia sunita
        swati usha abdulaziz khaled nasser sultan salem saleh mansour fawaz hamad rashed mona layla laila
        salma sara sarah huda noura reem john james robert michael mike william david dave richard rick joseph
        joe thomas tom charles charlie chris christopher daniel danny matthew matt anthony tony mark donald
        steven steve paul andrew andy joshua josh kenneth kevin brian george edward ed ronald tim timothy
        jason jeff jeffrey ryan jacob jake gary nick nicholas nicole eric jonathan larry justin scott brandon
        ben benjamin samuel sam frank gregory greg raymond alex alexander alexandra alexis patrick jack dennis
        jerry tyler aaron jose adam henry nathan zachary peter kyle walter harold carl arthur roger keith
        jordan austin mary patricia jennifer jenny linda elizabeth barbara susan jessica jessie karen lisa
        nancy betty margaret sandra ashley kimberly kim emily emma donna michelle carol amanda melissa deborah
        stephanie rebecca laura sharon cynthia kathleen amy angela anna annie brenda pamela katherine kate
        christine christina samantha debra rachel carolyn janet catherine heather diane julie julia olivia
        joyce victoria vicky virginia kelly lauren megan andrea cheryl hannah jacqueline martha gloria teresa
        ann sophie sophia isabella chloe grace natalie natasha vanessa veronica sabrina monica maggie molly
        buddy max oscar rocky toby simon martin lucas louis luis carlos juan pedro marco mario antonio ivan
        igor dmitry sergey vladimir tanya elena hunter taylor cooper harley ginger pepper
        """

    private static let places = """
        pakistan pak pakistani paki zindabad pakistanzindabad dilpakistan karachi lahore islamabad rawalpindi
        pindi peshawar quetta multan faisalabad sialkot gujranwala hyderabad sukkur larkana abbottabad gujrat
        sargodha bahawalpur kashmir punjab sindh balochistan kpk gilgit swat murree clifton gulberg defence
        india indian hindustan bharat mumbai bombay delhi newdelhi kolkata calcutta chennai madras bangalore
        bengaluru pune ahmedabad jaipur lucknow kanpur kerala gujarat bihar goa agra tajmahal nepal bangladesh
        dhaka srilanka afghanistan kabul iran iraq saudi arabia riyadh jeddah makkah mecca madina medina dubai
        uae sharjah abudhabi ajman qatar doha oman muscat kuwait bahrain manama turkey egypt cairo london
        england britain america american newyork texas california florida canada toronto australia germany
        berlin france paris italy roma spain madrid barcelona brazil mexico japan tokyo china korea russia
        moscow world earth asia europe africa city village country
        """

    private static let sports = """
        football soccer cricket hockey squash tennis baseball basketball volleyball badminton golf rugby
        boxing wrestling karate kungfu swimming runner running racing racer rider biker player players winner
        winners champion champions champ captain coach team goal goals score trophy worldcup league chelsea
        arsenal liverpool manchester united mancity realmadrid juventus milan ronaldo messi neymar ronaldinho
        zidane beckham afridi boomboom babar babarazam wasimakram shoaibakhtar kohli virat dhoni tendulkar
        msdhoni yankees cowboys lakers steelers eagles raiders broncos packers bulldogs gators rangers dodgers
        giants redsox bulls celtics spurs ferrari porsche mercedes bmw audi honda toyota corolla civic suzuki
        mehran yamaha kawasaki mustang corvette camaro chevy ford jaguar lexus nissan
        """

    private static let culture = """
        allah allahuakbar allahhu bismillah alhamdulillah mashallah mashaallah inshallah inshaallah
        subhanallah islam muslim quran namaz salah ramadan ramzan eid kaaba prophet rasool haq mola moula imam
        madad yaali yaallah jesus christ christian church bible god godisgood blessed blessing heaven bhagwan
        hanuman durga mahakal jaimatadi waheguru diwali holi superman batman spiderman ironman hulk thor
        avengers joker harry potter harrypotter hogwarts gandalf frodo starwars skywalker vader jedi yoda
        startrek matrix terminator pokemon pikachu naruto sasuke goku dragonball onepiece mickey donald
        simpsons snoopy garfield scooby scoobydoo tweety spongebob barbie hellokitty titanic rambo rocket
        robot ninja samurai pirate warrior knight wizard merlin phantom maverick bond jamesbond metallica
        nirvana slipknot eminem rihanna shakira beyonce madonna beatles elvis rockstar rock metal guitar piano
        drummer singer minecraft fortnite pubg freefire roblox callofduty counterstrike playstation xbox
        nintendo zelda gamer gaming bollywood srk shahrukh salmankhan aamir katrina kareena deepika bahubali
        sholay maula jatt coffee chocolate cookie cookies banana orange cherry mango biryani pizza burger
        chicken cheese butter pepsi coke cocacola marlboro whiskey money dollar rupee cash gold golden silver
        diamond platinum bitcoin crypto
        """

    private static let nature = """
        sun sunny sunshine sunset sunrise moon moonlight star stars stardust sky blue red green black white
        yellow purple pink brown grey gray rainbow rain snow ice fire flame water river ocean sea beach island
        mountain forest tree flower flowers rose roses lily jasmine chameli tulip daisy gulab butterfly bird
        birds parrot eagle falcon hawk shaheen phoenix dove peacock lion tiger tigers leopard panther cheetah
        wolf wolves bear fox horse pony stallion bull monkey gorilla elephant rabbit bunny cat cats kitty
        kitten dog dogs doggy puppy fish shark dolphin whale snake cobra python viper scorpion spider dragon
        dragons dinosaur turtle frog bee storm thunder lightning shadow darkness light bright crystal pearl
        ruby emerald sapphire space galaxy universe planet mars jupiter saturn venus mercury apollo zeus
        nature earthquake hurricane
        """

    private static let work = """
        hospital hosp clinic medical medicine medic health healthcare sehat shifa care patient patients doctor
        doctors doc nurse nurses nursing sister ward wards bed surgery surgeon theatre emergency casualty icu
        opd ipd lab labs laboratory pathology radiology xray scan pharmacy pharmacist chemist blood heart
        dental dentist eye cardio reception receptionist registration counter desk front frontdesk cashier
        cash bill billing accounts account accountant finance audit auditor manager management director chief
        head staff employee worker team office store stores purchase reports report record records department
        central general national city civil trust foundation welfare memorial international school college
        university student students teacher class study exam result engineer engineering lawyer police army
        pakarmy navy airforce soldier pilot driver company business bank market shop
        """

    private static let general = """
        power success trouble remember simple extreme creative classic special standard general global
        ultimate infinity future energy mission passion pleasure paradise passport picture photo photos camera
        video movie movies news paper paperboy letter letters pencil marker book books story history science
        physics chemistry biology math maths english urdu hindi arabic spanish french number numbers alpha
        beta gamma delta omega sigma sierra tango victor kilo echo hunter hunting fishing fisher sailing
        sailor surfing surfer dancing dancer walker trucker truck trucks taxi train trains plane airplane
        flight rocket machine motor engine turbo speed speedy racer wheels diesel petrol hammer blade blades
        bullet sniper shooter shotgun pistol hitman gangster bigboss badboy goodboy goodgirl bigboy fatboy
        cowboy playboy loverboy homeboy bigdog mad madman iceman batgirl catwoman superstar rockon lollipop
        bubble bubbles candy popcorn icecream sweetpea peanut pumpkin carrot potato tomato onion chili pickle
        olive apple apples peach grape grapes lemon melon strawberry cheesecake noodles pasta bread water
        juice milk tea chai sugarcane window windows door doors table chair garden kitchen bathroom bedroom
        hotel motel castle tower bridge street road highway corner border center square circle triangle button
        zipper marble copper iron steel silver stone stones brick glass wood wooden cotton velvet leather
        plastic rubber color colors colour alone lonely broken single double triple little small big large
        huge long short tall fast slow hard soft heavy light early late young old new fresh clean dirty rich
        poor smart clever genius stupid idiot loser psycho maniac freak crazygirl crazyboy justme itsme
        iamking iambest noname nobody someone anyone everyone people person human alien vampire zombie mummy
        dracula wolverine cyclops flash arrow joker riddler gotham tarzan sherlock holmes watson einstein
        newton edison mozart beethoven picasso tesla darwin alladin aladdin sinbad umroayyar heer ranjha laila
        majnu iqbal jinnah quaid quaideazam gandhi nehru bhutto imrankhan nawaz sharif benazir modi obama
        trump putin lincoln kennedy
        """
}
