import Foundation
import SehatCore

/// What a person says of a new hospital, as typed.
struct HospitalAnswers: Codable, Sendable, Equatable {
    var name = ""
    var nameUr: String?
    var nameHi: String?
    var nameAr: String?
    var address: String?
    var phone: String?
    var currency = "PKR"
    var timeZone = "Asia/Karachi"
    var language = "ur"

    private enum CodingKeys: String, CodingKey {
        case name, address, phone, currency, language
        case nameUr = "name_ur"
        case nameHi = "name_hi"
        case nameAr = "name_ar"
        case timeZone = "time_zone"
    }

    init(name: String = "") {
        self.name = name
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        nameUr = try values.decodeIfPresent(String.self, forKey: .nameUr)
        nameHi = try values.decodeIfPresent(String.self, forKey: .nameHi)
        nameAr = try values.decodeIfPresent(String.self, forKey: .nameAr)
        address = try values.decodeIfPresent(String.self, forKey: .address)
        phone = try values.decodeIfPresent(String.self, forKey: .phone)
        currency = try values.decodeIfPresent(String.self, forKey: .currency) ?? currency
        timeZone = try values.decodeIfPresent(String.self, forKey: .timeZone) ?? timeZone
        language = try values.decodeIfPresent(String.self, forKey: .language) ?? language
    }

    /// The profile, with the fiscal year and the grouping of digits that go with the currency.
    ///
    /// - Throws: `CommandFailure` that says which answer is not right.
    func profile() throws -> HospitalProfile {
        guard let currency = Currency(code: currency.uppercased()) else {
            throw CommandFailure("There is no currency \"\(currency)\" in Sehat.", exitCode: .usage)
        }
        guard TimeZone(identifier: timeZone) != nil else {
            throw CommandFailure("There is no time zone \"\(timeZone)\".", exitCode: .usage)
        }
        guard let language = Language(rawValue: language) else {
            throw CommandFailure("The language must be en, ur, hi or ar.", exitCode: .usage)
        }
        let clean = InputText.line(name)
        guard !clean.isEmpty, clean.count <= 120 else {
            throw CommandFailure("The hospital's name must have 1 to 120 characters.", exitCode: .usage)
        }
        return HospitalProfile(
            name: LocalizedText(en: clean, ur: nameUr, hi: nameHi, ar: nameAr),
            address: LocalizedText(en: InputText.line(address ?? "")), phone: InputText.line(phone ?? ""),
            currency: currency, timeZoneIdentifier: timeZone,
            fiscalYearStartMonth: currency == .INR ? 4 : currency == .PKR ? 7 : 1, language: language,
            grouping: currency == .INR ? .lakh : .thousands)
    }
}
