import Crypto
import Directory
import Foundation
import NIOSSL
import Printing
import SehatCore
import SehatStore
import TestKit
import Testing

/// A hospital with one counter, its two printers, a department and a price list, closed and ready for the real binary.
struct CounterGround: Sendable {
    static let patient = "محمد عثمان چوہدری"
    /// Codes, names and prices in rupees; five are billed. None is the department's consultation.
    static let services: [(code: String, en: String, ur: String, price: Int64)] = [
        ("CBC", "Complete blood count", "خون کا مکمل ٹیسٹ", 650), ("LFT", "Liver function tests", "جگر کے ٹیسٹ", 1100),
        ("RFT", "Renal function tests", "گردوں کے ٹیسٹ", 950),
        ("ESR", "Sedimentation rate", "خون کے جمنے کی رفتار", 250),
        ("XRC", "Chest X-ray", "سینے کا ایکسرے", 1200),
    ]
    /// What they cost together, in rupees.
    static let total: Int64 = 4150

    let hospital: Hospital
    let username: String

    static func make(_ peer: PrintPeer, _ language: Language) async throws -> CounterGround {
        let hospital = try await Hospital.open(isPlain: false)
        try await hospital.store.write(as: .system("test")) { tx in
            let department = try Departments.create(
                NewDepartment(code: "MED", name: LocalizedText(en: "General Medicine", ur: "جنرل میڈیسن")), in: tx)
            for service in services {
                _ = try Services.create(
                    NewService(
                        code: service.code, name: LocalizedText(en: service.en, ur: service.ur),
                        departmentID: department.id, price: tx.hospital.money(service.price * 100),
                        priceFrom: tx.today), in: tx)
            }
            _ = try Stations.create(
                NewStation(number: 1, name: LocalizedText(en: "Counter 1", ur: "کاؤنٹر 1")), in: tx)
            let thermal = try Printers.add(.init(name: "Counter 1", kind: .thermal, target: peer.thermal), in: tx)
            let office = try Printers.add(.init(name: "Office", kind: .office, target: peer.office), in: tx)
            for paper in ["receipt", "tokenSlip"] {
                _ = try Routing.set(.init(documentKind: paper, printerID: thermal.id), in: tx)
            }
            _ = try Routing.set(.init(documentKind: "bill", printerID: office.id), in: tx)
        }
        let username = try await hospital.user(
            roles: ["registration", "cashier", "supervisor"], language: language)
        hospital.close()
        return CounterGround(hospital: hospital, username: username)
    }

    /// What a browser needs to trust the hospital at this address: the hash of its authority's public key.
    static func trust(_ url: String) async throws -> String {
        let authority = try await Caller.with(url) { try await $0.call("GET", "/api/tls/ca.pem").bytes }
        let certificate = try #require(try NIOSSLCertificate.fromPEMBytes(authority).first)
        let key = try certificate.extractPublicKey().toSPKIBytes()
        return Data(SHA256.hash(data: key)).base64EncodedString()
    }
}
