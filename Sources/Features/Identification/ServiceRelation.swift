import Patients
import SehatCore
import SehatStore

/// The hospital's GS1 company prefix, by which its wristbands are told from those of every other hospital.
struct IdentificationSettings: Codable, Hashable, Sendable {
    /// 6 to 12 digits as GS1 has given them; absent for none.
    var companyPrefix: String?
    /// Goes up with every change.
    var version: Int64 = 1

    private static let key = "identification.settings"

    static func inUse(in tx: ReadTx) throws -> IdentificationSettings {
        try tx.setting(key) ?? IdentificationSettings()
    }

    /// An empty prefix takes it away: bands then bear the product's own code.
    ///
    /// - Throws: 422 for what is no prefix; `app.stale`.
    static func update(_ input: IdentificationSettingsInput, in tx: Tx) throws -> IdentificationSettings {
        var settings = try inUse(in: tx)
        try tx.expect(version: settings.version, input.version)
        let prefix = InputText.foldDigits(InputText.line(input.companyPrefix ?? ""))
        var checks = FieldChecks()
        let isPrefix = (6...12).contains(prefix.utf8.count) && prefix.utf8.allSatisfy { (0x30...0x39).contains($0) }
        checks.expect(prefix.isEmpty || isPrefix, "companyPrefix", "identification.field.companyPrefix")
        try checks.finish()
        settings.companyPrefix = prefix.isEmpty ? nil : prefix
        settings.version += 1
        try tx.setSetting(key, settings)
        tx.audit("identification.settings.changed", ["companyPrefix": .text(prefix)])
        tx.announce("identification.settings")
        return settings
    }
}

struct IdentificationSettingsInput: Codable, Sendable {
    /// Absent or empty for none.
    var companyPrefix: String?
    /// The version that the caller has seen; absent not to ask.
    var version: Int64?
}

/// Global Service Relation Numbers of recipients, application identifier 8018 (GS1 General Specifications, 3.9.8).
enum ServiceRelation {
    /// Prefix, the place of the record number in its series, and the check digit: 18 digits.
    ///
    /// - Returns: nil when the hospital has more patients than its prefix leaves room for.
    static func number(prefix: String, recordNumber: String) -> String? {
        guard let serial = RecordNumber.serial(of: recordNumber).map({ String($0) }) else { return nil }
        let room = 17 - prefix.utf8.count
        guard serial.utf8.count <= room else { return nil }
        let body = prefix + String(repeating: "0", count: room - serial.utf8.count) + serial
        return body + String(checkDigit(body))
    }

    /// The check digit of all GS1 numbers of fixed length: weights 3 and 1 in turn, from the right (7.9 there).
    static func checkDigit(_ digits: String) -> Int {
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, one in
            sum + (Int(one.element) - 0x30) * (one.offset.isMultiple(of: 2) ? 3 : 1)
        }
        return (10 - sum % 10) % 10
    }
}
