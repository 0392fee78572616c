public import SehatCore

/// How money is written: pure functions, shared by paper and by anything else that shows an amount.
public enum MoneyFormat {
    /// The amount without a sign of currency, always with the minor digits: 1,250.00.
    public static func amount(_ money: Money, _ format: NumberFormat, grouping: HospitalProfile.Grouping? = nil)
        -> String
    {
        format.decimal(
            money.amount, scale: money.currency.minorDigits, grouping: grouping ?? habit(of: money.currency))
    }

    /// The sign of the currency in a language: Rs, ₹, or the code; the Arabic abbreviation for Gulf currencies.
    public static func sign(of currency: Currency, in language: Language) -> String {
        switch currency.code {
        case "PKR": return "Rs"
        case "INR": return "₹"
        default: return language == .ar ? arabicSigns[currency.code] ?? currency.code : currency.code
        }
    }

    /// How the digits of a currency are usually grouped: lakh and crore for INR, thousands otherwise.
    public static func habit(of currency: Currency) -> HospitalProfile.Grouping {
        currency == .INR ? .lakh : .thousands
    }

    private static let arabicSigns = [
        "AED": "د.إ", "SAR": "ر.س", "QAR": "ر.ق", "OMR": "ر.ع", "KWD": "د.ك", "BHD": "د.ب",
    ]
}
