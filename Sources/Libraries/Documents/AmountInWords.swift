public import SehatCore

/// Money written out in words, as receipts and cheques must have it, in four languages.
///
/// Rupee amounts count in lakh and crore, others in thousand and million; the minor part follows when it is not
/// zero. Negative amounts are led by the language's word for minus. Pure and total over all amounts.
public enum AmountInWords {
    /// The amount in words, closed by the language's "only".
    public static func text(_ money: Money, in language: Language) -> String {
        let perMajor = UInt64(money.currency.minorPerMajor)
        let major = money.amount.magnitude / perMajor
        let minor = money.amount.magnitude % perMajor
        let isNegative = money.amount < 0
        let code = money.currency.code
        switch language {
        case .en: return EnglishWords.amount(major, minor, code: code, isNegative: isNegative)
        case .ur: return IndicWords.urdu.amount(major, minor, code: code, isNegative: isNegative)
        case .hi: return IndicWords.hindi.amount(major, minor, code: code, isNegative: isNegative)
        case .ar: return ArabicWords.amount(major, minor, code: code, isNegative: isNegative)
        }
    }

    /// True when a currency counts in lakh and crore.
    static func countsInLakh(_ code: String) -> Bool { code == "PKR" || code == "INR" }
}
