import DelimitedText
import SehatCore

/// What is wrong with one cell of a row.
struct ImportFault: Codable, Hashable, Sendable {
    /// The field as in `NewPatient`, or `row`.
    let field: String
    let code: String
    let params: [String: String]
    /// The cell as it stands in the file.
    let value: String
}

/// Makes the input of a registration of a row of a file.
struct ImportReading: Sendable {
    let places: [ImportField: Int]
    let dateOrder: ImportDateOrder

    /// What a row says; cells that cannot be understood are in `faults`.
    struct Input: Sendable {
        var patient: NewPatient
        var faults: [ImportFault] = []
        fileprivate(set) var cells: [ImportField: String]

        mutating func refuse(_ field: String, _ code: String, _ cell: ImportField, _ params: [String: String] = [:]) {
            faults.append(
                ImportFault(field: field, code: code, params: params, value: String((cells[cell] ?? "").prefix(200))))
        }

        /// The cell that a field of the registration came from.
        func value(of field: String) -> String {
            let cell =
                field.hasPrefix("identifiers")
                ? identifiers(field)
                : field.hasPrefix("contactPoints") ? contactPoints(field) : ImportField(rawValue: field)
            let text = String((cell.flatMap { cells[$0] } ?? "").prefix(200))
            // No more of it is kept anywhere than the last four digits.
            return cell == .aadhaar && text.count > 4 ? "…" + text.suffix(4) : text
        }

        private func contactPoints(_ field: String) -> ImportField? {
            guard let index = field.split(separator: ".").dropFirst().first.flatMap({ Int($0) }),
                let points = patient.contactPoints, points.indices.contains(index)
            else { return nil }
            return points[index].form == .phone ? .secondPhone : .secondAddress
        }

        private func identifiers(_ field: String) -> ImportField? {
            guard let index = field.split(separator: ".").dropFirst().first.flatMap({ Int($0) }),
                let type = patient.identifiers.flatMap({ $0.indices.contains(index) ? $0[index].type : nil })
            else { return nil }
            return ImportField.allCases.first { $0.identifier == type }
        }
    }

    /// What people write in letters of their own.
    private static let texts: [ImportField] = [.name, .otherName, .guardianName, .address]

    func input(of row: [String]) -> Input {
        var cells: [ImportField: String] = [:]
        for (field, place) in places where place < row.count {
            let text = InputText.line(DelimitedLine.value(row[place]))
            if !text.isEmpty { cells[field] = text }
        }
        var input = Input(patient: NewPatient(name: cells[.name] ?? "", sex: .unknown), cells: cells)
        input.patient.otherName = cells[.otherName]
        input.patient.phone = cells[.phone]
        input.patient.address = cells[.address]
        input.patient.guardianName = cells[.guardianName]
        input.patient.occupation = cells[.occupation]
        input.patient.religion = cells[.religion]
        let points = [
            cells[.secondPhone].map { NewContactPoint(form: .phone, value: $0, use: .other) },
            cells[.secondAddress].map { NewContactPoint(form: .address, value: $0, use: .other) },
        ].compactMap { $0 }
        if !points.isEmpty { input.patient.contactPoints = points }
        for field in Self.texts {
            // As it stands in the file: cleaning takes away marks by which this is known.
            guard let place = places[field], place < row.count, Mojibake.isLikely(row[place]) else { continue }
            input.refuse(field.rawValue, "patients.field.importEncoding", field)
        }
        words(&input)
        birth(&input)
        let identifiers = ImportField.allCases.compactMap { field in
            field.identifier.flatMap { type in cells[field].map { PatientIdentifier(type: type, value: $0) } }
        }
        if !identifiers.isEmpty { input.patient.identifiers = identifiers }
        return input
    }

    private func words(_ input: inout Input) {
        if let text = input.cells[.sex] {
            if let sex = ImportWords.sexes[ImportWords.key(text)] {
                input.patient.sex = sex
            } else {
                input.refuse("sex", "patients.field.importSex", .sex)
            }
        }
        if let text = input.cells[.guardianRelation] {
            if let relation = ImportWords.relations[ImportWords.key(text)] {
                input.patient.guardianRelation = relation
            } else {
                input.refuse("guardianRelation", "patients.field.importRelation", .guardianRelation)
            }
        } else if input.patient.guardianName != nil {
            input.patient.guardianRelation = .father
        }
        if let text = input.cells[.languages] {
            input.patient.languages = SpokenLanguage.read(text)
            if input.patient.languages == nil {
                input.refuse("languages", "patients.field.importLanguages", .languages)
            }
        }
        if let text = input.cells[.language] {
            if let language = ImportWords.languages[ImportWords.key(text)] {
                input.patient.language = language
            } else {
                input.refuse("language", "patients.field.importLanguage", .language)
            }
        }
    }

    private func birth(_ input: inout Input) {
        if let text = input.cells[.birthDate] {
            if let day = day(text) {
                input.patient.birthDate = day
                if let text = input.cells[.birthDateEstimated] {
                    input.patient.birthDateEstimated = ImportWords.answers[ImportWords.key(text)]
                    if input.patient.birthDateEstimated == nil {
                        input.refuse("birthDateEstimated", "patients.field.importAnswer", .birthDateEstimated)
                    }
                }
                return
            }
            if let day = firstDay(ofYear: text) {
                input.patient.birthDate = day
                input.patient.birthDateEstimated = true
                return
            }
            input.refuse("birthDate", "patients.field.importDate", .birthDate)
        }
        for field in [ImportField.ageYears, .ageMonths] {
            guard let text = input.cells[field] else { continue }
            guard let number = Int(InputText.digits(text).prefix(4)), number >= 0 else {
                input.refuse(field.rawValue, "patients.field.importAge", field)
                continue
            }
            // "6 M" in a column of years is an infant's age.
            let isMonths =
                field == .ageMonths
                || ["m", "mo", "month", "months", "ماہ", "माह"].contains(ImportWords.key(text).filter { !$0.isNumber })
            if isMonths { input.patient.ageMonths = number } else { input.patient.ageYears = number }
        }
    }

    /// Old registers often know the year alone; its first day stands for it, which is never later than the day of the import.
    private func firstDay(ofYear text: String) -> CalendarDay? {
        let digits = InputText.foldDigits(text)
        guard digits.count == 4, digits.allSatisfy(\.isNumber), let year = Int(digits) else { return nil }
        return CalendarDay(year: year, month: 1, day: 1)
    }

    /// A day with its parts in the order of the mapping; a part of four digits is the year wherever it stands first.
    private func day(_ text: String) -> CalendarDay? {
        let folded = InputText.foldDigits(text)
        // A spreadsheet may write midnight behind a day.
        let parts = folded.split(whereSeparator: { !$0.isNumber }).prefix(3).map(String.init)
        guard parts.count == 3, let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2]) else {
            return nil
        }
        if parts[0].count == 4 { return CalendarDay(year: first, month: second, day: third) }
        guard parts[2].count == 4 else { return nil }
        return switch dateOrder {
        case .monthFirst: CalendarDay(year: third, month: first, day: second)
        case .dayFirst, .yearFirst: CalendarDay(year: third, month: second, day: first)
        }
    }
}
