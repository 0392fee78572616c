import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import SehatStore
import SehatWeb
import Synchronization
import TestKit
import Testing

@testable import Patients

/// A file of patients from its arrival to its undoing, through the routes.
@Suite struct ImportTests {
    private static let manager = Principal.user(
        "amina", .patientsRead, .patientsRegister, .patientsUpdate, .patientsImport, .patientsExport)

    private func runner(_ test: TestStore) -> JobRunner {
        JobRunner(store: test.store, handlers: PatientsModule.module().jobs, logger: LogRecorder().logger)
    }

    private func with(_ body: @Sendable (TestStore, any TestClientProtocol) async throws -> Void) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.routed([PatientsModule.module()], as: Self.manager) { client in try await body(test, client) }
    }

    private func upload(_ text: String, _ client: any TestClientProtocol) async throws -> ImportView {
        try await upload(bytes: Array(text.utf8), client).json(ImportView.self)
    }

    private func upload(bytes: [UInt8], _ client: any TestClientProtocol) async throws -> TestResponse {
        try await client.execute(
            uri: "/api/patients/imports?name=old.csv", method: .post, body: ByteBuffer(bytes: bytes))
    }

    private func run(
        _ step: String, _ view: ImportView, _ test: TestStore, _ client: any TestClientProtocol, _ body: String = "{}"
    ) async throws -> ImportView {
        let answer = try await client.send(.post, "/api/patients/imports/\(view.id)/\(step)", body)
        #expect(answer.status == .ok, "\(step): \(String(buffer: answer.body))")
        try await runner(test).runDue()
        return try await client.send(.get, "/api/patients/imports/\(view.id)").json(ImportView.self)
    }

    /// Registered, duplicates, faulty.
    private func counts(_ view: ImportView) -> [Int] { [view.registered, view.duplicates, view.faulty] }

    private static let file = """
        MR No;Patient Name;Gender;Age;Mobile;Father/Husband Name;CNIC;DOB
        A-17;محمد عثمان چوہدری;M;34;0300-1234567;چوہدری اکرم;35202-1234567-1;
        A-18;Ayesha Siddiqa;F;;;;;21/03/1990
        A-19;;M;20;;;;
        A-20;Bilal Khan;Q;20;03001;;;31/02/1990
        ;;;;;;;
        A-21;"Zubaida; Khatoon";خاتون;6 M;;;;
        A-22;Ayesha Siddiqua;F;;;;;21/03/1990
        """

    @Test func aFileIsCheckedThenRegisteredAndEveryFaultIsNamed() async throws {
        try await with { test, client in
            let received = try await upload(Self.file, client)
            #expect(received.separator == ";" && received.encoding == "utf8" && received.sample.count == 5)
            #expect(
                Set(received.mapping.columns.map(\.field)) == [
                    .formerNumber, .name, .sex, .ageYears, .phone, .guardianName, .cnic, .birthDate,
                ])

            let checked = try await run("check", received, test, client)
            #expect(checked.state == .checked && checked.rows == 7)
            #expect(counts(checked) == [3, 0, 3])
            #expect(try await test.search("").isEmpty, "a dry run registers nobody")

            let report = String(buffer: try await client.send(.get, "/api/patients/imports/\(received.id)/faults").body)
            #expect(report.hasPrefix("\u{FEFF}Row,"))
            for part in ["\r\n4,Patient Name,", "\r\n5,Gender,Q,", "\r\n5,DOB,31/02/1990,", "\r\n8,,Ayesha Siddiqua,"] {
                #expect(report.contains(part), "\(part) in \(report)")
            }

            let rows = try await client.send(.get, "/api/patients/imports/\(received.id)/faulty-rows?limit=1")
                .json(Page<ImportEndpoints.FaultyRow>.self)
            #expect(rows.items.map(\.row) == [4, 5, 5, 5] && rows.next == "5", "a row is never torn apart: \(rows)")
            let next = try await client.send(.get, "/api/patients/imports/\(received.id)/faulty-rows?after=5")
                .json(Page<ImportEndpoints.FaultyRow>.self)
            let wrong = try await client.send(.get, "/api/patients/imports/\(received.id)/faulty-rows?after=x")
            #expect(wrong.status == .unprocessableContent)
            #expect(next.items.map(\.row) == [8] && next.items.first?.value == "Ayesha Siddiqua" && next.next == nil)

            let done = try await run("run", received, test, client)
            #expect(done.state == .done && counts(done) == [3, 0, 3])
            let usman = try #require(try await test.search("usman chaudhry").first)
            #expect(usman.phone == "+923001234567" && usman.guardian?.name == "چوہدری اکرم" && usman.age?.years == 34)
            #expect(try await test.found("35202-1234567-1") == [usman.mrn])
            let cards = try await test.read { tx in try OpeningPatients.identifiers(of: usman.id, in: tx) }
            #expect(cards.contains(PatientIdentifier(type: .other, value: "A-17")) && cards.count == 2)
            #expect(try await test.search("zubaida").first?.age?.months == 6)
            #expect(
                try await test.read { tx in try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM patientsImportPiece") }
                    == 0)

            // The same file once more finds everybody.
            let again = try await run("run", try await upload(Self.file, client), test, client)
            #expect(counts(again) == [0, 4, 2])
        }
    }

    /// What is exported and imported elsewhere says the same: a guess stays a guess, and no number is lost.
    @Test func anExportIsImportedWithoutLoss() async throws {
        let numbers = [
            PatientIdentifier(type: .abhaAddress, value: "ayesha.khan@abdm"), .init(type: .aadhaar, value: "4321"),
            .init(type: .insurance, value: "INS-7"),
        ]
        let there = try TestStore.patients()
        defer { there.remove() }
        try await there.register("Ayesha Khan", sex: .female) {
            $0.ageYears = 30
            $0.identifiers = numbers
        }
        let answers = Mutex("")
        try await there.routed([PatientsModule.module()], as: Self.manager) { client in
            let text = String(buffer: try await client.send(.get, "/api/patients/export").body)
            answers.withLock { $0 = text }
        }
        let file = answers.withLock { $0 }
        try await with { test, client in
            let done = try await run("run", try await upload(file, client), test, client)
            #expect(counts(done) == [1, 0, 0])
            let ayesha = try #require(try await test.search("ayesha khan").first)
            #expect(ayesha.birthDateEstimated && ayesha.age?.years == 30)
            let cards = try await test.read { tx in try OpeningPatients.identifiers(of: ayesha.id, in: tx) }
            #expect(Set(cards).isSuperset(of: numbers))
        }
    }

    /// The number of the old system is the surest match there is.
    @Test func aFormerNumberAloneFindsWhoWasImported() async throws {
        try await with { test, client in
            let file = "MR No,Name\n15,Short\n16,Long"
            let first = try await run("run", try await upload(file, client), test, client)
            let again = try await run("run", try await upload(file, client), test, client)
            #expect(counts(first) == [2, 0, 0] && counts(again) == [0, 2, 0])
        }
    }

    /// Old registers know the year of birth alone.
    @Test func aYearAloneIsABirthDayThatIsEstimated() async throws {
        try await with { test, client in
            let file = "Name,Sex,DOB\nHassan Sheikh,m,1943\nNadia Ijaz,f,۱۹۸۸\nOmar Farooq,m,19"
            let done = try await run("run", try await upload(file, client), test, client)
            #expect(counts(done) == [2, 0, 1])
            let hassan = try #require(try await test.search("hassan sheikh").first)
            #expect(hassan.birthDate == CalendarDay(year: 1943, month: 1, day: 1) && hassan.birthDateEstimated == true)
            #expect(try await test.search("nadia ijaz").first?.birthDate == CalendarDay(year: 1988, month: 1, day: 1))
        }
    }

    /// Whatever the process was doing when it died, the next one goes on behind the last committed rows.
    @Test func anInterruptedImportGoesOnWhereItWas() async throws {
        let lines = (1...ImportBatch.size * 2 + 10).map { "Patient \(Self.word($0)),f,\($0 % 80)" }
        let text = (["Name,Sex,Age"] + lines).joined(separator: "\n")
        try await with { test, client in
            let received = try await upload(text, client)
            let mapping =
                "{\"mapping\":{\"columns\":[{\"heading\":\"Name\",\"field\":\"name\"},{\"heading\":\"Age\",\"field\":\"ageYears\"}],\"duplicates\":\"unchecked\"}}"
            _ = try await client.send(.post, "/api/patients/imports/\(received.id)/run", mapping)
            // One batch is committed by hand; a second look at the same rows must change nothing.
            let batch = try #require(try await test.read { tx in try ImportBatch.next(of: received.id, in: tx) })
            let outcomes = try await ImportPreparing(batch.view).outcomes(of: batch, test.store, as: .system())
            #expect(try await test.write { tx in try ImportRunning.take(batch, outcomes, in: tx) })
            #expect(try await test.write { tx in try ImportRunning.take(batch, outcomes, in: tx) })
            try await runner(test).runDue()
            let view = try await client.send(.get, "/api/patients/imports/\(received.id)").json(ImportView.self)
            #expect(view.state == .done && view.registered == lines.count && view.faulty == 0)
            let numbers = try await test.read { tx in
                try String.fetchAll(tx.db, sql: "SELECT mrn FROM patientsPatient")
            }
            #expect(numbers.count == lines.count && Set(numbers).count == lines.count)
        }
    }

    /// Rows that were read with one mapping count for nothing once the import goes by another.
    @Test func rowsReadWithAFormerMappingAreReadAnew() async throws {
        try await with { test, client in
            let received = try await upload("Name,Other,Age\nBilal Ahmed,Sana Mirza,30\n", client)
            func check(_ heading: String) async throws {
                let columns = "[{\"heading\":\"\(heading)\",\"field\":\"name\"}]"
                _ = try await client.send(
                    .post, "/api/patients/imports/\(received.id)/check",
                    "{\"mapping\":{\"columns\":\(columns),\"duplicates\":\"unchecked\"}}")
            }
            try await check("Other")
            let batch = try #require(try await test.read { tx in try ImportBatch.next(of: received.id, in: tx) })
            let outcomes = try await ImportPreparing(batch.view).outcomes(of: batch, test.store, as: .system())
            _ = try await client.send(.post, "/api/patients/imports/\(received.id)/stop")
            try await check("Name")
            #expect(
                try await test.write { tx in try ImportRunning.take(batch, outcomes, in: tx) }, "there is more to do")
            let view = try await client.send(.get, "/api/patients/imports/\(received.id)").json(ImportView.self)
            #expect(view.state == .checking && view.rows == 0)
        }
    }

    /// The next rows are checked while those before them are stored; the same person in both is found all the same.
    @Test(arguments: ["skip", "unchecked"]) func aRowThatRepeatsOneOfThePartBeforeIsLeftOut(duplicates: String)
        async throws
    {
        var lines = (1...ImportBatch.size + 20).map {
            "Patient \(Self.word($0)),f,\($0 % 80),\(3_520_200_000_000 + $0)"
        }
        lines[ImportBatch.size + 4] = lines[ImportBatch.size - 3]
        let count = lines.count
        let text = (["Name,Sex,Age,CNIC"] + lines).joined(separator: "\n")
        try await with { test, client in
            let received = try await upload(text, client)
            let columns = [("Name", "name"), ("CNIC", "cnic")].map { heading, field in
                "{\"heading\":\"\(heading)\",\"field\":\"\(field)\"}"
            }.joined(separator: ",")
            let view = try await run(
                "run", received, test, client,
                "{\"mapping\":{\"columns\":[\(columns)],\"duplicates\":\"\(duplicates)\"}}")
            #expect(view.state == .done && counts(view) == [count - 1, 0, 1])
            let report = try await client.send(.get, "/api/patients/imports/\(view.id)/faults")
            #expect(String(buffer: report.body).contains("\(ImportBatch.size + 6),"))
        }
    }

    @Test func undoingTakesBackOnlyWhoWasLeftAlone() async throws {
        try await with { test, client in
            let done = try await run("run", try await upload(Self.file, client), test, client)
            let (usman, zubaida) = (
                try #require(try await test.search("usman").first), try #require(try await test.search("zubaida").first)
            )
            try await test.write { tx in
                var change = PatientChange()
                change.address = "Gujrat"
                _ = try Registering.update(zubaida.id, change, version: 1, in: tx)
            }
            let refused = try await client.send(.post, "/api/patients/imports/\(done.id)/undo", #"{"reason": " "}"#)
            #expect(refused.status == .unprocessableContent)
            let undone = try await run("undo", done, test, client, #"{"reason": "wrong file"}"#)
            #expect(undone.state == .undone && undone.removed == 2 && undone.kept == 1)
            #expect(try await test.search("").map(\.id) == [zubaida.id])
            for text in ["usman", "03001234567", "35202-1234567-1", usman.mrn] {
                #expect(try await test.found(text) == [], "\(text)")
            }
            let gone = try await client.send(.get, "/api/patients/\(usman.id)")
            #expect(gone.status == .notFound)
            #expect(try await test.auditTexts().filter { $0.action == "patients.patient.withdrawn" }.count == 2)
            // The identifier is free again, the record number is not.
            let next = try await test.register("Usman Chaudhry") {
                $0.identifiers = [PatientIdentifier(type: .cnic, value: "3520212345671")]
            }
            #expect(next.mrn != usman.mrn)
        }
    }

    @Test func anOpenQuotationMarkIsNamedWithItsLine() async throws {
        try await with { test, client in
            for (text, line) in [
                ("Name,Sex\n\"Ali,m\n", "2"), ("\"Name,Sex\nAli,m\n", "1"), ("sep=;\r\nName;Sex\r\n\"Ali;m\r\n", "3"),
            ] {
                let answer = try await upload(bytes: Array(text.utf8), client)
                let body = String(buffer: answer.body)
                #expect(answer.status == .unprocessableContent && body.contains("importOpenQuote"), "\(body)")
                #expect(body.contains(" \(line) "), "\(text): \(body)")
            }
            // With a row that can be read the file is taken, and the report names the row.
            let view = try await upload("Name,Sex\n\"Ali,m\nBilal,m\n", client)
            #expect(view.sample == [["Bilal", "m"]])
            let checked = try await run("check", view, test, client)
            #expect(counts(checked) == [1, 0, 1])
        }
    }

    @Test func aHeadingThatStandsTwiceNamesTwoColumns() async throws {
        try await with { test, client in
            let view = try await upload("Name,Name,Phone,Phone,,\nAli,علی,03001234567,03217654321,x,y\n", client)
            #expect(view.headings == ["Name", "Name (2)", "Phone", "Phone (2)", "", "(2)"])
            #expect(view.mapping.columns.map(\.heading) == ["Name", "Phone", "Phone (2)"])
            let mapping = """
                {"mapping":{"columns":[{"heading":"Name","field":"otherName"},{"heading":"Name (2)","field":"name"}]}}
                """
            let done = try await run("run", view, test, client, mapping)
            #expect(counts(done) == [1, 0, 0])
            #expect(try await test.search("Ali").map(\.names) == [PatientNames(primary: "علی", other: "Ali")])
        }
    }

    @Test func aNameInTheWrongEncodingIsAFaultOfItsRow() async throws {
        try await with { test, client in
            let view = try await upload("Name,Sex\nØ§Ø­Ù…Ø¯,m\nاحمد,m\n", client)
            let checked = try await run("check", view, test, client)
            #expect(counts(checked) == [1, 0, 1])
            let report = String(buffer: try await client.send(.get, "/api/patients/imports/\(view.id)/faults").body)
            #expect(report.contains("\r\n2,Name,Ø§Ø") && report.contains("CSV UTF-8"), "\(report)")
        }
    }

    @Test func whatIsNoListIsRefusedWithAHint() async throws {
        try await with { test, client in
            let inPage: [UInt8] = Array("Name\n".utf8) + [0x04, 0x81, 0x04, 0xA2, 0x04, 0x9F]
            for (bytes, code) in [
                (inPage, "importInPage"), ([0x50, 0x4B, 3, 4, 0, 0], "importWorkbook"), ([], "importEmpty"),
                (Array("Name\n".utf8), "importEmpty"),
            ] {
                let answer = try await upload(bytes: bytes, client)
                #expect(
                    answer.status == .unprocessableContent
                        && String(buffer: answer.body).contains("patients.field.\(code)"), "\(code)")
            }
            let left = try await test.read { tx in try String.fetchAll(tx.db, sql: "SELECT state FROM patientsImport") }
            #expect(left == Array(repeating: "discarded", count: 4))
            let view = try await upload("Name,Sex\nAli,m\n", client)
            let wrong = try await client.send(
                .post, "/api/patients/imports/\(view.id)/check",
                #"{"mapping":{"columns":[{"heading":"Nom","field":"name"}]}}"#)
            #expect(String(buffer: wrong.body).contains("patients.field.importHeading"))
        }
    }

    @Test func aMappingIsKeptUnderAName() async throws {
        try await with { _, client in
            for order in ["monthFirst", "yearFirst"] {
                let body =
                    "{\"name\":\"Old system\",\"mapping\":{\"columns\":[{\"heading\":\"Name\",\"field\":\"name\"}],\"dateOrder\":\"\(order)\"}}"
                let saved = try await client.send(.post, "/api/patients/import-profiles", body)
                #expect(saved.status == .ok)
            }
            let kept = try await client.send(.get, "/api/patients/import-profiles").json(Page<ImportProfile>.self).items
            #expect(kept.count == 1 && kept.first?.mapping.dateOrder == .yearFirst)
            let id = try #require(kept.first?.id)
            let removed = try await client.send(.delete, "/api/patients/import-profiles/\(id)")
            #expect(removed.status == .noContent)
        }
    }

    /// What was taken out can be taken in by another hospital, and says the same there.
    @Test func anExportIsAnImport() async throws {
        let file = try await exported()
        #expect(file.hasPrefix("\u{FEFF}recordNumber,name,") && file.contains("'+923001234567"))
        try await with { test, client in
            let done = try await run("run", try await upload(file, client), test, client, #"{"mapping":null}"#)
            #expect(counts(done) == [2, 0, 0])
            let found = try #require(try await test.search("03001234567").first)
            #expect(
                found.names == PatientNames(primary: "محمد, \"عثمان\"", other: "=Usman")
                    && found.birthDate == CalendarDay(year: 1990, month: 3, day: 21))
        }
    }

    private func exported() async throws -> String {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("محمد, \"عثمان\"") {
            ($0.otherName, $0.phone) = ("=Usman", "03001234567")
            $0.birthDate = CalendarDay(year: 1990, month: 3, day: 21)
        }
        try await test.register("Ayesha Siddiqa", sex: .female)
        let file = try await test.routed([PatientsModule.module()], as: Self.manager) { client in
            String(buffer: try await client.send(.get, "/api/patients/export").body)
        }
        let actions = try await test.auditTexts().map(\.action)
        #expect(actions.suffix(2) == ["patients.export.begun", "patients.export.done"])
        return file
    }

    /// Letters for a number, since names have no digits.
    private static func word(_ number: Int) -> String {
        String(String(number).unicodeScalars.compactMap { Unicode.Scalar($0.value + 49) }.map(Character.init))
    }
}
