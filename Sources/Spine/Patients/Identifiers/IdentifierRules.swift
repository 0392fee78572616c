import GRDB
import SehatCore
public import SehatStore

/// All kinds of identifiers that the hospital takes, and what follows from them for a value.
public struct IdentifierRules: Sendable {
    /// In the order of lists.
    let all: [IdentifierRule]

    /// The rules as the hospital has set them.
    public static func current(in tx: ReadTx) throws -> IdentifierRules {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM patientsIdentifierType ORDER BY position, id")
        return IdentifierRules(all: try IdentifierRule.fetchAll(statement))
    }

    /// The rules where identifiers are at hand; without any none is read, which spares most registrations the look-up.
    static func needed(for identifiers: [PatientIdentifier]?, in tx: ReadTx) throws -> IdentifierRules {
        identifiers?.isEmpty ?? true ? shipped : try current(in: tx)
    }

    subscript(type: IdentifierType) -> IdentifierRule? { all.first { $0.code == type } }

    /// The identifier with its value in the form in which it is stored and shown.
    ///
    /// - Throws: `Problem.invalid` for `field`, saying how the value should look, or that the kind is not taken.
    func normalised(_ identifier: PatientIdentifier, field: String) throws(Problem) -> PatientIdentifier {
        guard let rule = self[identifier.type], rule.isActive else {
            throw Problem.invalid(field, "patients.field.identifierType", ["type": identifier.type.rawValue])
        }
        return PatientIdentifier(type: identifier.type, value: try rule.normalised(identifier.value, field: field))
    }

    /// What a search compares; empty for kinds that are not searched.
    func searchKey(of identifier: PatientIdentifier) -> String {
        self[identifier.type]?.isSearchable ?? true ? identifier.searchKey : ""
    }

    /// The key that no two patients may share; nil for kinds that may be shared.
    func uniqueKey(of identifier: PatientIdentifier) -> String? {
        guard let space = self[identifier.type]?.numberSpace else { return nil }
        return "\(space):\(identifier.searchKey)"
    }

    /// The identifiers whose check digit does not fit, so that somebody looks at the card once more.
    func doubtful(_ identifiers: [PatientIdentifier]) -> [PatientIdentifier] {
        identifiers.filter { self[$0.type]?.checkDigitFits($0.value) == false }
    }

    /// The identifiers with the next number wherever the product gives it and none was typed.
    func numbered(_ identifiers: [PatientIdentifier]?, in tx: Tx) throws -> [PatientIdentifier]? {
        try identifiers?.map { identifier in
            guard let rule = self[identifier.type], rule.isNumbered, rule.isActive,
                InputText.line(identifier.value).isEmpty
            else { return identifier }
            let number = String(try tx.nextNumber(rule.series))
            let width = rule.mask?.count(where: IdentifierRule.isOpenPlace) ?? rule.minimumLength
            let prefix = rule.numberPrefix ?? ""
            let zeros = String(repeating: "0", count: max(0, width - number.count - prefix.count))
            return PatientIdentifier(type: identifier.type, value: prefix + zeros + number)
        }
    }
}

extension IdentifierRules {
    /// The kinds as the product is delivered; a hospital changes them and adds its own.
    ///
    /// Sources: NADRA's card layout (CNIC, B-Form), ABDM's health id documents (ABHA number and address; its published
    /// examples do not all pass Luhn, so that a misfit is a warning), UIDAI's circular on masked Aadhaar, ICAO 9303.
    static let shipped = IdentifierRules(all: [
        rule(
            1, .cnic, LocalizedText(en: "CNIC", ur: "شناختی کارڈ", hi: "सीएनआईसी", ar: "بطاقة الهوية"),
            mask: "99999-9999999-9", example: "35202-1234567-1", space: "nadra"),
        rule(
            2, .bform, LocalizedText(en: "B-Form", ur: "ب فارم", hi: "बी-फ़ॉर्म", ar: "وثيقة تسجيل الطفل"),
            mask: "99999-9999999-9", example: "35202-1234567-1", space: "nadra"),
        rule(
            3, .abha, LocalizedText(en: "ABHA number", ur: "آبھا نمبر", hi: "आभा संख्या", ar: "رقم أبها"),
            mask: "99-9999-9999-9999", example: "91-1234-5678-9015", space: "abha", check: .luhn),
        rule(
            4, .abhaAddress, LocalizedText(en: "ABHA address", ur: "آبھا پتہ", hi: "आभा पता", ar: "عنوان أبها"),
            .address, 11...39, example: "ayesha.khan@abdm", space: "abhaAddress"),
        rule(
            5, .aadhaar,
            LocalizedText(
                en: "Aadhaar, last four digits", ur: "آدھار کے آخری چار ہندسے", hi: "आधार के अंतिम चार अंक",
                ar: "آخر أربعة أرقام من آدهار"),
            mask: "9999", example: "4321", isSearchable: false),
        rule(
            6, .passport, LocalizedText(en: "Passport", ur: "پاسپورٹ", hi: "पासपोर्ट", ar: "جواز السفر"),
            .alphanumeric, 6...12, example: "AB1234567", space: "passport"),
        rule(
            7, .panel, LocalizedText(en: "Panel card", ur: "پینل کارڈ", hi: "पैनल कार्ड", ar: "بطاقة الجهة المتعاقدة"),
            .any, 1...40, example: "PNL-1024"),
        rule(
            8, .insurance, LocalizedText(en: "Insurance card", ur: "انشورنس کارڈ", hi: "बीमा कार्ड", ar: "بطاقة التأمين"),
            .any, 1...40, example: "INS-90017"),
        rule(
            9, .other, LocalizedText(en: "Other number", ur: "دیگر نمبر", hi: "अन्य संख्या", ar: "رقم آخر"),
            .any, 1...40, example: "A-17"),
    ])

    private static func rule(
        _ position: Int, _ code: IdentifierType, _ name: LocalizedText, mask: String? = nil,
        _ characters: IdentifierCharacters = .digits, _ lengths: ClosedRange<Int> = 1...40, example: String,
        space: String? = nil, check: IdentifierCheck = .none, isSearchable: Bool = true
    ) -> IdentifierRule {
        IdentifierRule(
            id: ID(rawValue: Int64(position)), code: code, name: name, mask: mask, characters: characters,
            minimumLength: lengths.lowerBound, maximumLength: lengths.upperBound, example: example, check: check,
            checkRefuses: false, numberSpace: space, isSearchable: isSearchable, isNumbered: false, numberPrefix: nil,
            isActive: true, position: position, version: 1)
    }
}
