public import SehatCore

/// Telephone numbers in E.164, read from what people type in Pakistan, India and the Gulf.
public enum PhoneNumber {
    /// A country's numbering plan, as far as checking needs it.
    struct Plan: Sendable {
        /// The country code without `+`.
        let code: String
        /// Whether national numbers are written with a leading 0 that the international form lacks.
        let hasTrunkZero: Bool
        /// How many digits follow the country code, by the digit that comes first there; `*` is any other but 0.
        let lengths: [Character: ClosedRange<Int>]
        /// A number as people there write it, for messages.
        let example: String

        /// Whether digits after the country code are a whole number of the plan.
        func isWhole(_ digits: some StringProtocol) -> Bool {
            guard let first = digits.first, first != "0", let range = lengths[first] ?? lengths["*"] else {
                return false
            }
            return range.contains(digits.count)
        }
    }

    static let plans = [
        Plan(code: "92", hasTrunkZero: true, lengths: ["3": 10...10, "*": 9...10], example: "0300-1234567"),
        Plan(code: "91", hasTrunkZero: true, lengths: ["*": 10...10], example: "98765 43210"),
        Plan(code: "971", hasTrunkZero: true, lengths: ["5": 9...9, "*": 8...8], example: "050 123 4567"),
        Plan(code: "966", hasTrunkZero: true, lengths: ["*": 9...9], example: "050 123 4567"),
        Plan(code: "974", hasTrunkZero: false, lengths: ["*": 8...8], example: "3312 3456"),
        Plan(code: "968", hasTrunkZero: false, lengths: ["*": 8...8], example: "9212 3456"),
        Plan(code: "965", hasTrunkZero: false, lengths: ["*": 8...8], example: "5012 3456"),
        Plan(code: "973", hasTrunkZero: false, lengths: ["*": 8...8], example: "3612 3456"),
    ]

    /// The numbering plan of the country whose money the hospital takes; Pakistan's for any other.
    static func plan(for currency: Currency) -> Plan {
        let code =
            switch currency {
            case .INR: "91"
            case .AED: "971"
            case .SAR: "966"
            case .QAR: "974"
            case .OMR: "968"
            case .KWD: "965"
            case .BHD: "973"
            default: "92"
            }
        return plans.first { $0.code == code } ?? plans[0]
    }

    /// The number as `+` and digits.
    ///
    /// National numbers (0300-1234567, 300 1234567) are taken as of the hospital's country; `+` or `00` introduces
    /// a country code, which may be of any country. Digits of every script and any grouping are read.
    /// - Parameter home: the hospital's currency, which tells its country.
    /// - Throws: `Problem.invalid` for `field` when the text is not a telephone number, saying what is wrong.
    public static func e164(_ text: String, home: Currency, field: String = "phone") throws(Problem) -> String {
        let plan = plan(for: home)
        var folded = InputText.foldDigits(InputText.line(text))
        // As a link on a page or in a message has it (RFC 3966).
        if folded.lowercased().hasPrefix("tel:") { folded = String(folded.dropFirst(4)) }
        guard separated(folded, plan).count < 2 else {
            throw Problem.invalid(field, "patients.field.phoneTwo", ["example": plan.example])
        }
        let plus = folded.utf8.lastIndex(of: UInt8(ascii: "+"))
        guard folded.utf8.allSatisfy({ isDigit($0) || signs.contains($0) }),
            plus.map({ !folded.utf8[..<$0].contains(where: isDigit) }) ?? true
        else { throw Problem.invalid(field, "patients.field.phoneCharacters", ["example": plan.example]) }
        var digits = String(decoding: folded.utf8.filter(isDigit), as: UTF8.self)
        if plus != nil || digits.hasPrefix("00") {
            if digits.hasPrefix("00") { digits = String(digits.dropFirst(2)) }
            return try international(digits, field: field, home: plan)
        }
        if let national = national(digits, plan) { return "+" + plan.code + national }
        // Typed with the country code but without the plus sign.
        if digits.hasPrefix(plan.code), let rest = national(String(digits.dropFirst(plan.code.count)), plan) {
            return "+" + plan.code + rest
        }
        throw wrongLength(digits, field: field, plan)
    }

    /// The numbers of a text that holds several, divided by a slash, a comma, a semicolon or a bar; one where a slash only
    /// groups the digits of one.
    static func separate(_ text: String, home: Currency) -> [String] {
        separated(InputText.foldDigits(InputText.line(text)), plan(for: home))
    }

    private static func separated(_ folded: String, _ plan: Plan) -> [String] {
        if folded.utf8.allSatisfy({ $0 < 0x80 && !dividers.contains($0) }) { return [folded] }
        let parts = folded.split { "/,;|،؛".contains($0) }.map { InputText.line(String($0)) }
        let lengths = parts.map { part in part.utf8.count(where: isDigit) }
        // The shortest whole number of any plan has eight digits.
        return parts.count > 1 && lengths.allSatisfy { $0 >= 8 } ? parts : [folded]
    }

    private static let dividers = Array("/,;|".utf8)
    private static let signs = Array("+ -()./".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func international(_ digits: String, field: String, home: Plan) throws(Problem) -> String {
        if let plan = plans.first(where: { digits.hasPrefix($0.code) }) {
            var rest = digits.dropFirst(plan.code.count)
            if plan.hasTrunkZero, rest.first == "0" { rest = rest.dropFirst() }  // +92 (0)300 1234567
            guard plan.isWhole(rest) else { throw wrongLength(digits, field: field, plan) }
            return "+" + plan.code + rest
        }
        guard (8...15).contains(digits.count), digits.first != "0" else {
            throw wrongLength(digits, field: field, home)
        }
        return "+" + digits
    }

    private static func national(_ digits: String, _ plan: Plan) -> String? {
        let significant = plan.hasTrunkZero && digits.first == "0" ? String(digits.dropFirst()) : digits
        return plan.isWhole(significant) ? significant : nil
    }

    private static func wrongLength(_ digits: String, field: String, _ plan: Plan) -> Problem {
        .invalid(field, "patients.field.phoneLength", ["digits": String(digits.count), "example": plan.example])
    }

    /// The digits of a number from its end, which is how it is stored for searching by last digits.
    static func searchKey(e164: String) -> String {
        String(decoding: e164.utf8.filter(isDigit).reversed(), as: UTF8.self)
    }

    /// The search key of typed digits: their country and trunk prefixes do not matter, the last digits do.
    static func searchKey(typed digits: String) -> String {
        String(digits.drop { $0 == "0" }.reversed())
    }
}
