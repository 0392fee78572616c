import Billing
import Crypto
import Directory
import Downtime
import Encounters
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Ledger
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import DowntimePack

@Suite struct PackTests {
    static let passphrase = "سات نیلے گھوڑے 7"

    /// A hospital with a patient in a queue, prices, an open bill, and a ward with a directory.
    struct Ground: Sendable {
        let test: TestStore
        let making = PackMaking(parts: DowntimePart.hospital + [.billing])
        let folder: URL
        let place: ID<DowntimePlace>
        let patient: ID<Patient>
        let service: ID<Service>
        let mrn: String
        let bill: String
        var modules: [Module] { Self.modules + [PackModule.module(making)] }

        static let modules = [
            DirectoryModule.module(), PatientsModule.module(), EncountersModule.module(), LedgerModule.module(),
            PrintQueueModule.module(), DowntimeModule.module(), BillingModule.module(),
        ]

        init(language: Language = .ur, forms: Int = 2) async throws {
            let test = try TestStore.make(Self.modules)
            let folder = TestStore.newDirectory()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let lock = try #require(try PackLock(PackTests.passphrase))
            let input = PlaceInput(
                name: "Ward 3/مرد", directory: folder.path, language: language, forms: forms)
            let made = try await test.store.write(as: .system("test")) { tx in
                try tx.setHospital(HospitalProfile(name: LocalizedText(en: "Shifa Hospital", ur: "شفا ہسپتال")))
                let department = try Departments.create(
                    NewDepartment(code: "MED", name: LocalizedText(en: "Medicine", ur: "میڈیسن")), in: tx)
                let service = try Services.create(
                    NewService(
                        code: "CBC", name: LocalizedText(en: "Blood count", ur: "سی بی سی"),
                        departmentID: department.id, price: tx.hospital.money(75_000)), in: tx)
                var person = NewPatient(name: "محمد عثمان چوہدری", sex: .male)
                person.otherName = "Muhammad Usman"
                person.ageYears = 40
                person.noPhone = true
                let patient = try Registering.register(person, in: tx)
                _ = try Opening.open(NewEncounter(patientID: patient.id, departmentID: department.id), in: tx)
                let bill = try Issuing.issue(
                    NewBill(patientID: patient.id, lines: [NewBillLine(serviceID: service.id)]), in: tx)
                let place = try input.create(lock, in: tx)
                return (place.id, patient.id, patient.mrn, bill.number, service.id)
            }
            self.test = test
            self.folder = folder
            (place, patient, mrn, bill, service) = made
        }

        func make() async throws -> (page: Data, contents: PackContents) {
            let place = try await making.make(place, in: test.store, as: .system("test")) { try $0() }
            let page = try Data(contentsOf: PackFiles.newest(place))
            return (page, try PackSealing.open(page: page, passphrase: PackTests.passphrase))
        }

        func remove() {
            test.remove()
            try? FileManager.default.removeItem(at: folder)
        }
    }

    @Test func aPackOpensWithThePassphraseAloneAndSaysNothingWithout() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let (page, contents) = try await ground.make()
        let text = String(decoding: page, as: UTF8.self)
        for secret in [ground.mrn, "عثمان", "Usman", ground.bill, Self.passphrase] {
            #expect(!text.contains(secret), "\(secret) can be read without the passphrase")
        }
        #expect(text.contains("شفا ہسپتال") && text.contains("Ward 3"))
        let all = contents.lists.flatMap { $0.rows.flatMap { $0 } }.joined(separator: "|")
        for wanted in [ground.mrn, "محمد عثمان چوہدری", "Muhammad Usman", ground.bill, "CBC", "سی بی سی"] {
            #expect(all.contains(wanted), "\(wanted) is missing")
        }
        #expect(contents.lists.map(\.name).suffix(3) == ["patients", "prices", "bills"])
        #expect(contents.listsPDF.starts(with: Data("%PDF-".utf8)))
        #expect(contents.formsPDF?.starts(with: Data("%PDF-".utf8)) == true)
        #expect(throws: DowntimeOpeningError.wrongPassphrase) {
            _ = try PackSealing.open(page: page, passphrase: "another passphrase")
        }
    }

    @Test func aChangedPackDoesNotOpen() async throws {
        let ground = try await Ground(forms: 0)
        defer { ground.remove() }
        let (page, contents) = try await ground.make()
        #expect(contents.formsPDF == nil)
        // The label is readable and says how old the pack is: it cannot be made younger.
        let text = String(decoding: page, as: UTF8.self)
        let label = try #require(text.firstMatch(of: /"label":"[^"]*2026-11-21T05:30/))
        let younger = text.replacingCharacters(in: label.range, with: String(label.output.dropLast(2)) + "59")
        #expect(throws: DowntimeOpeningError.wrongPassphrase) {
            _ = try PackSealing.open(page: Data(younger.utf8), passphrase: Self.passphrase)
        }
        #expect(throws: DowntimeOpeningError.notAPack) {
            _ = try PackSealing.open(page: Data("<html>".utf8), passphrase: Self.passphrase)
        }
    }

    @Test func theOneBeforeIsKeptOnceAndAMissingShareIsSaidAndNeverMade() async throws {
        let ground = try await Ground(forms: 1)
        defer { ground.remove() }
        _ = try await ground.make()
        _ = try await ground.make()
        _ = try await ground.make()
        let files = try FileManager.default.contentsOfDirectory(atPath: ground.folder.path).sorted()
        #expect(files == ["sehat-Ward 3_مرد-before.html", "sehat-Ward 3_مرد.html"])
        try FileManager.default.removeItem(at: ground.folder)
        await #expect(throws: DowntimeFault.self) {
            _ = try await ground.making.make(ground.place, in: ground.test.store, as: .system("test")) { try $0() }
        }
        #expect(!FileManager.default.fileExists(atPath: ground.folder.path))
        ground.test.clock.advance(seconds: 3600)
        let place = try await ground.test.store.read(as: .system()) { tx in
            try DowntimePlaces.find(ground.place, in: tx)
        }
        #expect(place.fault?.contains("No such file") == true && place.isOld(at: ground.test.store.now))
    }

    @Test(arguments: Language.allCases) func sheetsAreSetInEveryLanguage(_ language: Language) async throws {
        let ground = try await Ground(language: language)
        defer { ground.remove() }
        let gathered = try await ground.making.gather(ground.place, in: ground.test.store, as: .system("test"))
        let sheets = PackSheets(gathered: gathered)
        #expect(try sheets.lists().count > 1000)
        #expect(try #require(try sheets.forms()).count > 1000)
        // Registration, token, vitals, prescription, bill with receipt: two of each.
        #expect(gathered.forms.count == 10)
        for form in gathered.forms { #expect(!"\(form)".contains("downtime."), "a text is missing in \(language)") }
    }

    @Test func aBillFromPaperStandsUnderItsNumbersAndTimeAndPrintsNothing() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        _ = try await ground.making.gather(ground.place, in: ground.test.store, as: .system("test"))
        let rows = try await ground.test.store.read(as: .system()) { tx in
            try ReservedNumber.fetchAll(tx.db, sql: "SELECT * FROM downtimeNumber ORDER BY id")
        }
        let bill = try #require(rows.first { $0.kind == .bill })
        let receipt = try #require(rows.first { $0.kind == .receipt })
        ground.test.clock.advance(seconds: 7200)
        let at = ground.test.clock.now.adding(seconds: -3600)
        let paper = PaperBill(
            number: bill.number.lowercased(), at: at,
            bill: NewBill(patientID: ground.patient, lines: [NewBillLine(serviceID: ground.service, quantity: 2)]),
            receiptNumber: receipt.number, tenders: [NewTender(.cash, 150_000)])
        let cashier = Principal.user("shazia", .downtimeEnter, .billingIssue, .billingCollect)
        let (view, prints) = try await ground.test.store.write(as: cashier) { tx in
            let view = try BillBackEntry.enter(paper, in: tx)
            return (view, try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM printQueueJob") ?? -1)
        }
        #expect(view.number == bill.number && view.issuedAt == at && view.status == .settled)
        #expect(view.payments.first?.receiptNumber == receipt.number && prints == 0)
        let next = try await ground.test.store.write(as: cashier) { tx in
            try Issuing.issue(
                NewBill(patientID: ground.patient, lines: [NewBillLine(serviceID: ground.service)]), in: tx)
        }
        // Two bill numbers were reserved behind the first bill; the next free one follows them.
        #expect(next.number > bill.number && !rows.map(\.number).contains(next.number))
    }

    @Test func placesAreKeptOverTheAPI() async throws {
        let ground = try await Ground(forms: 1)
        defer { ground.remove() }
        let manager = Principal.user("admin", .downtimeRead, .downtimeManage, .downtimeEnter)
        try await ground.test.routed(ground.modules, as: manager) { client in
            let short = try await client.send(
                .post, "/api/downtime/places", #"{"name": "Ward 4", "directory": "relative", "passphrase": "short"}"#)
            #expect(short.status == .unprocessableContent)
            for directory in [ground.folder.appending(path: "none").path, "/etc/passwd"] {
                let missing = try await client.send(
                    .post, "/api/downtime/places",
                    #"{"name": "Ward 4", "directory": "\#(directory)", "passphrase": "seven blue horses"}"#)
                #expect(missing.status == .unprocessableContent)
                #expect("\(try missing.object())".contains("downtime.field.noDirectory"))
            }
            let made = try await client.send(
                .post, "/api/downtime/places",
                #"{"name": "Ward 4", "directory": "\#(ground.folder.path)", "passphrase": "seven blue horses", "forms": 1}"#
            )
            #expect(made.status == .created)
            let view = try made.json(PlaceView.self)
            let packed = try await client.send(.post, "/api/downtime/places/\(view.id)/make").json(PlaceView.self)
            #expect(packed.madeAt == ground.test.clock.now && packed.fault == nil && !packed.isOld)
            let url = ground.folder.appending(path: packed.file)
            let contents = try PackSealing.open(page: try Data(contentsOf: url), passphrase: "seven blue horses")
            #expect(contents.lists.contains { $0.name == "patients" })
            let moved = try await client.send(
                .patch, "/api/downtime/places/\(view.id)", #"{"directory": "/no/such/share"}"#,
                ["if-match": "\(packed.version)"])
            #expect(moved.status == .unprocessableContent && FileManager.default.fileExists(atPath: url.path))
            let rests = try await client.send(
                .patch, "/api/downtime/places/\(view.id)", #"{"isActive": false}"#, ["if-match": "\(view.version)"])
            #expect(rests.status == .ok && !FileManager.default.fileExists(atPath: url.path))
            let list = try await client.send(.get, "/api/downtime/places").json(PackModule.List.self)
            #expect(list.items.count == 2)
            let raw = try await client.send(.get, "/api/downtime/places").object()
            #expect(!"\(raw)".contains("packKey") && "\(raw)".contains("Ward 4"))
        }
    }
}
