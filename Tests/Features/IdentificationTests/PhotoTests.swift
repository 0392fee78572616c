import Documents
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Pictures
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing
import Typesetting

@testable import Identification
@testable import Patients

@Suite struct PhotoTests {
    private func routed(
        _ principal: Principal = Ward.nurse, _ body: @Sendable (Ward, any TestClientProtocol) async throws -> Void
    ) async throws {
        let ward = try await Ward.open()
        defer { ward.test.remove() }
        try await ward.test.routed(Ward.modules, as: principal) { client in try await body(ward, client) }
    }

    @Test func aPhotoIsMadeAnewSmallAndWithoutWhatTheFileSays() async throws {
        try await routed { ward, client in
            var file = try Ward.photo(900, 1200)
            // A comment between the head and the pixels, as cameras write places.
            let words = Array("tEXtComment\0Lahore 31.52 74.35".utf8)
            file.insert(contentsOf: [0, 0, 0, UInt8(words.count - 4)] + words + [0, 0, 0, 0], at: 33)
            let body = "{\"image\": \"\(Data(file).base64EncodedString())\", \"source\": \"camera\"}"
            let path = "/api/patients/\(ward.patient.id)/photo"
            let answer = try await client.send(.put, path, body)
            #expect(answer.status == .ok, "\(String(buffer: answer.body))")
            let view = try answer.json(PhotoView.self)
            #expect(view.width == 300 && view.height == 400 && view.source == .camera)
            let shown = Array((try await client.send(.get, path + ".jpeg")).body.readableBytesView)
            let head = try PictureHead(shown)
            #expect(head.kind == .jpeg && [head.width, head.height] == [300, 400] && shown.count < 64 << 10)
            #expect(!String(decoding: shown, as: UTF8.self).contains("Lahore"))
            let jpeg = Data(try Picture(file, .rgb, longestSide: 800).jpeg(quality: 90)).base64EncodedString()
            let again = try await client.send(.put, path, "{\"image\": \"\(jpeg)\"}").json(PhotoView.self)
            #expect(again.source == .file && again.height == 400)
            let known = try await client.send(.get, "/api/patients/\(ward.patient.id)/identification").json(
                IdentificationView.self)
            #expect(known.photo?.id == again.id && again.id != view.id)

            let gone = try await client.send(.delete, path)
            #expect(gone.status == .ok)
            #expect(try await client.send(.get, path + ".jpeg").status == .notFound)
            let left = try await ward.read { tx in
                try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM identificationPhoto WHERE body IS NOT NULL")
            }
            #expect(left == 0, "the pixels are gone")
            let actions = try await ward.read { tx in
                try String.fetchAll(
                    tx.db,
                    sql: """
                        SELECT e.action FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                        WHERE e.action LIKE 'identification.photo%' ORDER BY a.seq
                        """)
            }
            #expect(
                actions == [
                    "identification.photo.set", "identification.photo.read", "identification.photo.set",
                    "identification.photo.removed",
                ])
        }
    }

    @Test func whatIsNoPhotoIsRefused() async throws {
        try await routed { ward, client in
            let strip = Data(try Ward.photo(1000, 50)).base64EncodedString()
            let damaged = Data(try Ward.photo(300, 400).prefix(900)).base64EncodedString()
            for image in ["", "not base64", "aGVsbG8=", strip, damaged] {
                let answer = try await client.send(
                    .put, "/api/patients/\(ward.patient.id)/photo", "{\"image\": \"\(image)\"}")
                #expect(answer.status == .unprocessableContent, "\(image.prefix(20))")
            }
        }
    }

    /// A restricted record keeps its photo, bands and cards closed too.
    @Test func aClosedRecordShowsNothing() async throws {
        try await routed { ward, client in
            _ = try await ward.test.store.write(as: .user("amina", id: 9, .patientsRestricted, .patientsRead)) { tx in
                try RestrictedPatients.mark(
                    ward.patient.id, RestrictionInput(isRestricted: true, reason: "A minister"), in: tx)
            }
            let path = "/api/patients/\(ward.patient.id)"
            let image = Data(try Ward.photo(300, 400)).base64EncodedString()
            let answers = [
                try await client.send(.get, path + "/photo.jpeg"),
                try await client.send(.get, path + "/identification"),
                try await client.send(.put, path + "/photo", "{\"image\": \"\(image)\"}"),
                try await client.send(.post, path + "/wristband", "{}"),
                try await client.send(.post, path + "/card", "{}"),
                try await client.send(.post, path + "/contact-points", "{\"form\": \"address\", \"value\": \"x\"}"),
                try await client.send(
                    .post, path + "/contacts", "{\"name\": \"Karim\", \"kind\": \"sibling\"}"),
            ]
            #expect(answers.allSatisfy { $0.status == .forbidden }, "\(answers.map(\.status))")
        }
    }

    @Test(arguments: CardForm.allCases, Language.allCases)
    func theCardShowsThePhotoAndItsCode(_ form: CardForm, _ language: Language) async throws {
        let ward = try await Ward.open {
            $0.otherName = "Muhammad Usman Chaudhry"
            $0.birthDate = CalendarDay(year: 1992, month: 3, day: 3)
            $0.phone = "0300-1234567"
        }
        defer { ward.test.remove() }
        let file = try PhotoFile(try Ward.photo(600, 800))
        _ = try await ward.write { [id = ward.patient.id] tx in try Photos.set(id, file, .file, in: tx) }
        let paper = try await ward.write { [id = ward.patient.id] tx in
            try Issuing.card(id, CardInput(form: form, language: language), in: tx)
        }
        let document = try await ward.document(paper)
        #expect(document.kind == .patientCard && document.paper.isRoll == (form == .roll))
        let layout = try Typesetter().layout(document)
        #expect(layout.warnings.isEmpty && layout.pages.count == 1)
        let body = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
        let label = try #require(LabelCode.digits(.patient, number: ward.patient.mrn))
        #expect(body.contains(label) && body.contains("\"png\""))
        let again = try await problem {
            _ = try await ward.write { [id = ward.patient.id] tx in try Issuing.card(id, CardInput(), in: tx) }
        }
        #expect(again?.fields.map(\.field) == ["reason"])
    }
}
