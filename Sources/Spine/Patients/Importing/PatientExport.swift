import Crypto
import DelimitedText
import Foundation
import GRDB
import SehatCore
import SehatStore
import SehatWeb

/// All patients as a file for spreadsheets and other systems; its headings are those that an import knows.
enum PatientExport {
    /// How many patients are read at once.
    private static let page = 1000

    static let headings = ["recordNumber"] + columns.map(\.rawValue) + ["registeredAt", "diedOn", "isRestricted"]
    private static let columns: [ImportField] = [
        .name, .otherName, .sex, .birthDate, .birthDateEstimated, .phone, .guardianRelation, .guardianName, .address,
        .language, .cnic,
        .bform,
        .passport, .abha, .abhaAddress, .aadhaar, .panel, .insurance, .formerNumber, .secondPhone, .secondAddress,
        .languages, .occupation, .religion,
    ]

    static let endpoint = Endpoint.raw(
        .get, "/patients/export", "patients.patient.export", .requires(.patientsExport),
        "All patients as delimited text (RFC 4180, UTF-8 with byte order mark), in the order of their registration.",
        shape: RawShape(contentType: "text/csv")
    ) { call in
        let (store, principal) = (call.store, call.principal)
        try await store.write(as: principal, name: "patients.export") { tx in tx.audit("patients.export.begun") }
        let name = "patients-\(store.hospital.businessDay(of: store.now)).csv"
        return RawAnswer(
            headers: [
                ("content-type", "text/csv; charset=utf-8"),
                ("content-disposition", "attachment; filename=\"\(name)\""),
            ],
            body: .stream { writer in
                var (hash, count, last) = (SHA256(), 0, Int64(0))
                func send(_ text: String) async throws {
                    hash.update(data: Data(text.utf8))
                    try await writer.write(text)
                }
                try await send(DelimitedLine.byteOrderMark + DelimitedLine.of(headings))
                while true {
                    let after = last
                    let found = try await store.read(as: principal) { tx in try lines(after: after, in: tx) }
                    if found.count > 0 { try await send(found.text) }
                    (count, last) = (count + found.count, found.last)
                    if found.isEnd { break }
                }
                let (total, digest) = (
                    count, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                )
                try await store.write(as: principal, name: "patients.export") { tx in
                    tx.audit("patients.export.done", ["patients": .number(Int64(total)), "sha256": .text(digest)])
                }
            })
    }

    private struct Lines: Sendable {
        var text = ""
        var count = 0
        var last: Int64
        var isEnd = false
    }

    /// The next patients; those merged into others, those taken back and those whose records the person may not open are
    /// left out.
    private static func lines(after: Int64, in tx: ReadTx) throws -> Lines {
        let records = try PatientRecord.fetchAll(
            tx.db, sql: "SELECT * FROM patientsPatient WHERE id > ? ORDER BY id LIMIT ?", arguments: [after, page])
        var lines = Lines(last: records.last?.id.rawValue ?? after, isEnd: records.count < page)
        let questions = try RegistrationQuestions.inUse(in: tx)
        let closed = try RestrictedPatients.closed(records.lazy.filter(\.isRestricted).map(\.id), in: tx)
        for var record in records where record.withdrawnAt == nil && !closed.contains(record.id) {
            if !questions.asksOccupation { record.occupation = nil }
            if !questions.asksReligion { record.religion = nil }
            guard try PatientAliases.current(record.id, in: tx) == record.id else { continue }
            let identifiers = try OpeningPatients.identifiers(of: record.id, in: tx)
            let points = try ContactPoints.list(of: record.id, in: tx)
            lines.text += DelimitedLine.of(fields(record, identifiers, points))
            lines.count += 1
        }
        return lines
    }

    private static func fields(
        _ record: PatientRecord, _ identifiers: [PatientIdentifier], _ points: [ContactPointView]
    ) -> [String] {
        let values = columns.map { column in
            if let type = column.identifier { return identifiers.first { $0.type == type }?.value ?? "" }
            return switch column {
            case .name: record.name
            case .otherName: record.otherName ?? ""
            case .sex: record.sex.rawValue
            case .birthDate: record.birthDate?.description ?? ""
            case .birthDateEstimated: record.birthDate == nil ? "" : record.birthDateEstimated ? "yes" : "no"
            case .phone: record.phone ?? ""
            case .guardianRelation: record.guardianRelation?.rawValue ?? ""
            case .guardianName: record.guardianName ?? ""
            case .address: record.address ?? ""
            case .language: record.language?.rawValue ?? ""
            case .secondPhone: points.first { $0.form == .phone }?.value ?? ""
            case .secondAddress: points.first { $0.form == .address }?.value ?? ""
            case .languages: (record.languages ?? []).map(\.rawValue).joined(separator: " ")
            case .occupation: record.occupation ?? ""
            case .religion: record.religion ?? ""
            default: ""
            }
        }
        return [record.mrn] + values + [
            record.createdAt.description, record.diedOn?.description ?? "", record.isRestricted ? "yes" : "no",
        ]
    }
}
