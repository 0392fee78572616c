public import SehatCore

/// What a column of an imported file says about a patient.
public enum ImportField: String, WireEnum {
    case name, otherName, sex, birthDate, ageYears, ageMonths, phone, guardianRelation, guardianName, address, language
    case secondPhone, secondAddress, languages, occupation, religion
    /// `yes` or `no`: whether the birth date is a guess.
    case birthDateEstimated
    case cnic, bform, passport, abha, abhaAddress, aadhaar, panel, insurance
    /// The number under which the patient was known before; kept as an identifier of the kind `other`.
    case formerNumber

    /// The kind of identifier that the column holds; nil for all else.
    var identifier: IdentifierType? {
        switch self {
        case .cnic: .cnic
        case .bform: .bform
        case .passport: .passport
        case .abha: .abha
        case .abhaAddress: .abhaAddress
        case .aadhaar: .aadhaar
        case .panel: .panel
        case .insurance: .insurance
        case .formerNumber: .other
        default: nil
        }
    }
}

/// In which order dates are written: 2026-11-21, 21/11/2026 or 11/21/2026.
public enum ImportDateOrder: String, WireEnum {
    case yearFirst, dayFirst, monthFirst
}

/// What becomes of a row whose person is likely registered already.
public enum ImportDuplicates: String, WireEnum {
    /// It is left out and reported with the record number that it matched.
    case skip
    /// It is registered all the same; the pair comes on the list of likely pairs at night.
    case register
    /// Nobody is looked for; only an identifier that is taken is refused. The fastest.
    case unchecked
}

/// One column of the file.
public struct ImportColumn: Codable, Hashable, Sendable {
    /// The heading as it stands in the file's first line.
    public var heading: String
    public var field: ImportField

    /// A column of that heading.
    public init(_ heading: String, _ field: ImportField) {
        self.heading = heading
        self.field = field
    }
}

/// How the rows of a file become patients.
public struct ImportMapping: Codable, Hashable, Sendable {
    /// Columns that are not named are not imported.
    public var columns: [ImportColumn]
    /// Day first, when absent.
    public var dateOrder: ImportDateOrder?
    /// Left out, when absent.
    public var duplicates: ImportDuplicates?

    /// A mapping of these columns.
    public init(columns: [ImportColumn], dateOrder: ImportDateOrder? = nil, duplicates: ImportDuplicates? = nil) {
        self.columns = columns
        self.dateOrder = dateOrder
        self.duplicates = duplicates
    }

    /// The place of each field in a row.
    ///
    /// - Throws: `Problem.invalid` when the name has no column, a heading is not in the file or a field is named twice.
    func places(in headings: [String]) throws -> [ImportField: Int] {
        var checks = FieldChecks()
        var places: [ImportField: Int] = [:]
        for (index, column) in columns.prefix(100).enumerated() {
            guard let place = headings.firstIndex(of: column.heading) else {
                checks.refuse(
                    "columns.\(index).heading", "patients.field.importHeading",
                    ["heading": String(column.heading.prefix(60))])
                continue
            }
            checks.expect(places[column.field] == nil, "columns.\(index).field", "patients.field.importTwice")
            places[column.field] = place
        }
        checks.expect(places[.name] != nil || !checks.problems.isEmpty, "columns", "patients.field.importName")
        try checks.finish()
        return places
    }

    /// The columns whose headings say what they hold.
    static func guessed(from headings: [String]) -> ImportMapping {
        var columns: [ImportColumn] = []
        for heading in headings {
            let plain = InputText.line(heading).lowercased().filter { $0.isLetter || $0.isNumber }
            guard let field = ImportWords.headings.first(where: { $0.value.contains(plain) })?.key,
                !columns.contains(where: { $0.field == field })
            else { continue }
            columns.append(ImportColumn(heading, field))
        }
        return ImportMapping(columns: columns)
    }
}
