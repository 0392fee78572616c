import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// A patient's row and digest are the same by the quick way as by the general one.
@Suite struct PatientRowsTests {
    private static let full = PatientFacts(
        names: PatientNames(primary: "محمد \"عثمان\" \\ चौधरी", other: "Usman / Choudhry"), sex: .male,
        birthDate: CalendarDay(year: 1990, month: 2, day: 3), birthDateEstimated: true, phone: "+923001234567",
        hasNoPhone: false,
        identifiers: [
            PatientIdentifier(type: .cnic, value: "35202-1234567-1"), PatientIdentifier(type: .other, value: "A/17"),
        ], guardian: Guardian(relation: .father, name: "چوہدری اکرم"), address: "Street 7\u{7F}", language: .ur,
        languages: [.ur, .pa], occupation: "farmer", religion: "")
    private static let bare = PatientFacts(
        names: PatientNames(primary: "A"), sex: .unknown, birthDate: nil, birthDateEstimated: false, phone: nil,
        hasNoPhone: true, identifiers: [], guardian: nil, address: nil, language: nil)

    @Test(arguments: [full, bare]) func theDigestIsOverTheSameBytesAsEver(facts: PatientFacts) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(
            String(decoding: facts.canonicalJSON, as: UTF8.self)
                == String(decoding: try encoder.encode(facts), as: UTF8.self))
    }

    @Test(arguments: [full, bare]) func aRowIsReadAsItWasWritten(facts: PatientFacts) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.write { tx in
            var record = PatientRecord(
                facts, id: tx.newID(), mrn: "10000017", at: tx.now, reasonForNew: facts.phone.map { _ in "new" })
            record.isRestricted = facts.phone != nil
            record.withdrawnAt = facts.phone.map { _ in tx.now }
            record.diedOn = facts.birthDate
            try record.insert(in: tx)
            tx.audit("test.inserted", record.id)
            let general = try #require(try PatientRecord.fetchOne(tx.db, sql: "SELECT * FROM patientsPatient"))
            let quick = try #require(try PatientRecord.find(record.id, in: tx))
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            #expect(try encoder.encode(general) == encoder.encode(record))
            #expect(try encoder.encode(quick) == encoder.encode(record))
            let columns = try tx.db.columns(in: "patientsPatient").map(\.name)
            #expect(Set(columns) == Set(PatientRecord.columnNames) && columns.count == PatientRecord.columnNames.count)
        }
    }
}
