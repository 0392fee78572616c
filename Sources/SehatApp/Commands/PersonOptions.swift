import ArgumentParser
import Foundation
import Patients
import SehatCore

/// What is said about a person: the fields of a registration as options, or as JSON in a file; an option goes before.
struct PersonOptions: ParsableArguments {
    @Option(help: "A JSON file with the fields as the API has them; - reads standard input.") var from: String?
    @Option(help: "The name as it is written, in any script.") var name: String?
    @Option(help: "The same name in another script.") var otherName: String?
    @Option(help: "male, female, other or unknown.") var sex: Sex?
    @Option(help: "The day of birth, such as 1990-03-21.") var birthDate: CalendarDay?
    @Flag(help: "The day of birth is a guess.") var estimated = false
    @Option(help: "The age in completed years, where the day of birth is not known.") var age: Int?
    @Option(help: "The age in months, alone or beyond the years.") var ageMonths: Int?
    @Option(help: "The telephone in any usual form.") var phone: String?
    @Flag(help: "The person was asked and has no telephone.") var noPhone = false
    @Option(help: "KIND=NUMBER, such as cnic=35202-1234567-1; may be repeated. Kinds: sehat identifier list.")
    var identifier: [String] = []
    @Option(help: "The father's, husband's or guardian's name.") var guardian: String?
    @Option(help: "father, husband, mother, guardian or other.") var guardianRelation: GuardianRelation?
    @Option(help: "The address on one line.") var address: String?
    @Option(help: "The language of the papers: en, ur, hi or ar.") var language: Language?
    @Option(help: "What the person speaks, the best first, such as ur,pa.") var languages: String?
    @Option(help: "Only where the hospital asks it.") var occupation: String?
    @Option(help: "Only where the hospital asks it.") var religion: String?

    /// The fields as the API takes them.
    ///
    /// - Throws: `CommandFailure` when the file cannot be read, is no object, or an identifier has no kind.
    func fields() throws -> [String: Any] {
        var fields = try file()
        let texts: [(String, String?)] = [
            ("name", name), ("otherName", otherName), ("sex", sex?.rawValue), ("birthDate", birthDate?.description),
            ("phone", phone), ("guardianName", guardian), ("guardianRelation", guardianRelation?.rawValue),
            ("address", address), ("language", language?.rawValue), ("occupation", occupation), ("religion", religion),
        ]
        for (field, text) in texts { if let text { fields[field] = text } }
        if let age { fields["ageYears"] = age }
        if let ageMonths { fields["ageMonths"] = ageMonths }
        if estimated { fields["birthDateEstimated"] = true }
        if noPhone { fields["noPhone"] = true }
        if !identifier.isEmpty {
            fields["identifiers"] = try identifier.map { try Self.identifier($0) }.map {
                ["type": $0.type.rawValue, "value": $0.value]
            }
        }
        if let languages {
            fields["languages"] = languages.split { !$0.isLetter }.map { $0.lowercased() }
        }
        return fields
    }

    /// - Throws: `CommandFailure` unless the text is KIND=NUMBER.
    static func identifier(_ text: String) throws -> PatientIdentifier {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let type = IdentifierType(rawValue: parts[0]) else {
            throw CommandFailure("\(text): write KIND=NUMBER, such as cnic=35202-1234567-1", exitCode: .usage)
        }
        return PatientIdentifier(type: type, value: parts[1])
    }

    static func json(_ fields: [String: Any]) throws -> Data {
        try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    }

    private func file() throws -> [String: Any] {
        guard let from else { return [:] }
        let bytes: Data
        do {
            bytes =
                from == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(filePath: from))
        } catch {
            throw CommandFailure("\(from) cannot be read: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
        guard let fields = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] else {
            throw CommandFailure("\(from) holds no JSON object.", exitCode: .data)
        }
        return fields
    }
}
