import Documents
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import Identification
@testable import Patients

@Suite struct WristbandTests {
    /// What a scanner reads in the raster that goes to the printer.
    private func scanned(_ document: PrintDocument) throws -> [String]? {
        guard let python = ProcessInfo.processInfo.environment["SEHAT_PYTHON"] else { return nil }
        let page = try #require(try DocumentRenderer().raster(document).first)
        let file = FileManager.default.temporaryDirectory.appending(path: "band-\(UUID().uuidString).png")
        try Data(try PNGWriter().write(page)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let program = """
            import sys, zxingcpp
            from PIL import Image
            for code in zxingcpp.read_barcodes(Image.open(sys.argv[1]).convert("L")): print(code.text.replace("\\x1d", "|"))
            """
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// A GTIN-13, an SSCC and a GSRN (GS1 General Specifications, 7.9).
    @Test(arguments: [("629104150021", 3), ("37610425002123456", 9), ("50123450000000001", 9)])
    func checkDigitsAreThoseOfTheStandard(_ digits: String, _ check: Int) {
        #expect(ServiceRelation.checkDigit(digits) == check)
    }

    @Test func theNumberHoldsPrefixAndPlaceInTheSeries() {
        #expect(ServiceRelation.number(prefix: "8961234", recordNumber: "10000016") == "896123400000000014")
        #expect(ServiceRelation.number(prefix: "896123456789", recordNumber: "10000016")?.utf8.count == 18)
        let far = RecordNumber.format(100_000)
        #expect(ServiceRelation.number(prefix: "896123456789", recordNumber: far) == nil, "no room left")
        #expect(ServiceRelation.number(prefix: "8961234", recordNumber: "10000017") == nil, "no record number")
    }

    @Test(arguments: Language.allCases) func theBandSaysWhoItIsToAScanner(_ language: Language) async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        try await ward.setPrefix("8961234")
        let paper = try await ward.band(nil, language)
        #expect(paper.issue.number == 1 && paper.issue.gsrn == "896123400000000014" && paper.ticket.copy == 1)
        let document = try await ward.document(paper)
        #expect(document.kind == .wristband && document.language == language)
        #expect(try Typesetter().layout(document).warnings.isEmpty)
        if let codes = try scanned(document) {
            #expect(codes == ["(8018)896123400000000014(8019)1(91)10000016"])
        }
    }

    @Test func withoutAPrefixItBearsOurOwnLabel() async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        let paper = try await ward.band()
        #expect(paper.issue.gsrn == nil)
        if let codes = try scanned(try await ward.document(paper)) {
            let label = try #require(LabelCode.digits(.patient, number: ward.patient.mrn))
            #expect(codes == [label])
        }
    }

    @Test func aSecondBandTakesAReasonAndANumberOfItsOwn() async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        try await ward.setPrefix("8961234")
        _ = try await ward.band()
        for silent in [nil, " "] as [String?] {
            let refused = try await problem { _ = try await ward.band(silent) }
            #expect(refused?.fields.map(\.field) == ["reason"])
        }
        let second = try await ward.band("The first was cut off")
        #expect(second.issue.number == 2 && second.ticket.copy == 1, "another paper, not a copy")
        if let codes = try scanned(try await ward.document(second)) {
            #expect(codes == ["(8018)896123400000000014(8019)2(91)10000016"])
        }
        let view = try await ward.read { [id = ward.patient.id] tx in try Identification.view(id, in: tx) }
        #expect(view.issues.map(\.number) == [2, 1] && view.issues[0].reason == "The first was cut off")
        let audit = try await ward.read { tx in
            try String.fetchAll(
                tx.db,
                sql: """
                    SELECT e.action FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                    WHERE e.action LIKE 'identification.wristband%' AND a.reason = 'The first was cut off'
                    """)
        }
        #expect(audit == ["identification.wristband.issuedAgain"])
    }

    @Test(arguments: Language.allCases) func anInfantsBandNamesTheMother(_ language: Language) async throws {
        let ward = try await Ward.open { input in
            input.name = "ثمینہ بھٹی"
            input.sex = .female
            input.ageYears = 28
        }
        defer { ward.test.remove() }
        let child = try await ward.write { [id = ward.patient.id] tx in
            try Newborns.register(of: id, NewNewborn(name: nil, sex: .female, birthDate: nil), in: tx)
        }
        let paper = try await ward.write { tx in
            try Issuing.wristband(child.id, WristbandInput(language: language), in: tx)
        }
        let document = try await ward.document(paper)
        #expect(document.paper.height == .mm(18))
        let text = try JSONEncoder().encode(document)
        let body = String(decoding: text, as: UTF8.self)
        #expect(body.contains("ثمینہ بھٹی") && body.contains(ward.patient.mrn) && body.contains(child.mrn))
        #expect(try Typesetter().layout(document).warnings.isEmpty)
    }

    @Test func theDeadGetNoBandAndAMergeCountsOn() async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        _ = try await ward.band()
        let double = try await ward.write { tx in
            var input = NewPatient(name: "Muhammad Usman", sex: .male)
            input.reasonForNew = "made by a test"
            return try Registering.register(input, in: tx)
        }
        let merging = Merging(parts: [.master, IdentificationPatientPart.part])
        _ = try await ward.write { [id = ward.patient.id] tx in
            try merging.merge(
                into: double.id, MergeInput(loserID: id, reason: "x", version: 1, loserVersion: 1), in: tx)
        }
        let next = try await ward.band("Another record number")
        #expect(next.issue.number == 2)
        let day = try #require(CalendarDay(year: 2026, month: 11, day: 20))
        _ = try await ward.write { tx in try Deaths.note(double.id, NewDeath(diedOn: day), in: tx) }
        #expect(try await problem { _ = try await ward.band("again") }?.code == "patients.deceased")
    }

    @Test func aPrefixIsDigits() async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        for wrong in ["12345", "1234567890123", "89612x4"] {
            let refused = try await problem { try await ward.setPrefix(wrong) }
            #expect(refused?.fields.map(\.code) == ["identification.field.companyPrefix"], "\(wrong)")
        }
        try await ward.setPrefix("۸۹۶۱۲۳۴")
        try await ward.setPrefix("")
        #expect(try await ward.read { tx in try IdentificationSettings.inUse(in: tx).companyPrefix } == nil)
    }
}
