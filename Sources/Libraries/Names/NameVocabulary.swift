/// Words that stand beside a name, and short forms of names, in the four ways of writing.
///
/// Titles and relation words carry no identity and are left out; words such as Bibi, Kumar or a leading Muhammad are
/// shared by so many people that they weigh little.
public enum NameVocabulary {
    /// What a word says about who somebody is.
    public enum Role: String, Codable, Sendable {
        /// A title or relation word, no part of the name.
        case ignored
        /// A word shared by so many people that it says little: Bibi, Kumar, a leading Muhammad.
        case common
        /// A word that tells people apart.
        case telling
    }

    /// The role of a folded word.
    ///
    /// - Parameters:
    ///   - isFirst: whether no word that counts came before it.
    ///   - isLast: whether no word follows.
    static func role(_ text: String, isFirst: Bool, isLast: Bool) -> Role {
        let kinds = kinds[SpelledText(text)] ?? []
        if kinds.contains(.ignored) { return .ignored }
        if isFirst && !isLast && kinds.contains(.leading) { return .common }
        return kinds.contains(.common) ? .common : .telling
    }

    /// In which of the lists a word stands.
    private struct Kinds: OptionSet {
        let rawValue: UInt8
        static let ignored = Kinds(rawValue: 1)
        static let leading = Kinds(rawValue: 2)
        static let common = Kinds(rawValue: 4)
    }

    /// The lists as one, for one look at each word.
    private static let kinds: [SpelledText: Kinds] = {
        var all: [SpelledText: Kinds] = [:]
        for (words, kind) in [(ignored, Kinds.ignored), (leading, .leading), (common, .common)] {
            for word in words { all[SpelledText(word), default: []].insert(kind) }
        }
        return all
    }()

    /// Whether a folded word often stands before the name proper and says little there.
    static func mayLead(_ text: String) -> Bool { kinds[SpelledText(text)]?.contains(.leading) ?? false }

    /// Whether a single letter before "/o" makes a relation: s/o, d/o, w/o, c/o, b/o, f/o, h/o.
    static func isRelation(_ letter: String) -> Bool { relationLetters.contains(letter) }

    /// The full form of a written short form; nil for what is none.
    static func fullForm(_ word: LetterFolding.Word, isFirst: Bool, isLast: Bool) -> String? {
        if let form = shortForms[word.text] { return form }
        guard isFirst && !isLast else { return nil }
        return leadingShortForms[word.text]
    }

    private static func folded(_ text: String) -> Set<String> { Set(LetterFolding.words(text).map(\.text)) }

    private static let relationLetters: Set<String> = ["s", "d", "w", "c", "b", "f", "h", "wd"]

    private static let ignored = folded(
        """
        mr mrs ms miss mst dr prof engr adv shri sri shree smt shrimati srimati km kumari master baby haji alhaj hajj hajjan \
        hafiz hafiza qari maulana molana maulvi molvi mufti pir peer late marhoom marhum sahib sahab saheb sahiba ji bhai ben \
        bin ibn bint binte ould walad zauja son daughter wife widow of father husband name mussammat musammat janab mohtarma al el
        جناب مسٹر مسز مس محترم محترمہ ڈاکٹر پروفیسر انجینئر ایڈووکیٹ شری شریمتی ماسٹر حاجی الحاج حجن حافظ حافظہ قاری مولانا \
        مولوی مفتی پیر مرحوم مرحومہ صاحب صاحبہ نومولود مسماۃ مسمات ولد بن ابن پسر دختر بنت زوجہ اہلیہ بیوی بیوہ والد والدہ \
        شوہر نام کا ابنة زوجة حرم أرملة السید السیدة الدکتور الدکتورة المرحوم المرحومة المولود مولود ال
        श्री श्रीमती श्रीम सुश्री कुमारी डॉ डा प्रो कु मास्टर बेबी हाजी अलहाज हज्जन हाफ़िज़ हाफिज हाफ़िज़ा क़ारी कारी मौलाना मौलवी मुफ़्ती \
        मुफ्ती पीर स्वर्गीय स्व साहब साहिब साहिबा जी भाई बेन नवजात शिशु पुत्र सुपुत्र वल्द पिता पुत्री सुपुत्री दुख़्तर दुख्तर पत्नी धर्मपत्नी \
        ज़ौजा जौजा विधवा बेवा पति माता का नाम बिन इब्न बिंत
        """)

    private static let common = folded(
        """
        bibi begum bano khatoon khatun khanum devi kumar singh kaur lal ram khan ali ahmed ahmad
        بیبی بی بیگم بانو خاتون خانم دیوی کمار سنگھ کور لال رام خان علی احمد
        बीबी बेगम बानो ख़ातून खातून ख़ानम खानम देवी कुमार सिंह कौर लाल राम ख़ान खान अली अहमद
        """)

    private static let leading = folded(
        """
        muhammad mohammad mohammed muhammed mohamed mohamad syed sayyid saiyad sayed syeda sayyida chaudhry chaudhary \
        malik mian rana raja sardar nawab mir khwaja rai makhdoom sheikh shaikh
        محمد سید سیدہ چوہدری ملک میاں رانا راجہ سردار نواب میر خواجہ رائے مخدوم شیخ
        मोहम्मद मुहम्मद सैयद सय्यद सैयदा चौधरी मलिक मियाँ राणा राजा सरदार नवाब मीर ख़्वाजा ख्वाजा राय मख़दूम शेख़ शेख
        """)

    private static let shortForms: [String: String] = [
        "mohd": "muhammad", "mohmd": "muhammad", "muhd": "muhammad", "mhd": "muhammad", "md": "muhammad",
        "mohamm": "muhammad", "gh": "ghulam", "chd": "chaudhry", "chdry": "chaudhry",
        // One name each, in spellings that the sounds alone set too far apart.
        "aisha": "ayesha", "aysha": "ayesha", "aishah": "ayesha", "aaisha": "ayesha", "aesha": "ayesha",
        "said": "saeed", "krishan": "krishna", "کرشن": "کرشنا",
    ]
    private static let leadingShortForms: [String: String] = [
        "m": "muhammad", "mo": "muhammad", "ch": "chaudhry", "मो": "मोहम्मद", "म": "मोहम्मद", "मु": "मुहम्मद", "م": "محمد",
    ]
}
