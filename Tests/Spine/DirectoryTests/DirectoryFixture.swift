import GRDB
import SehatCore
import SehatStore
import TestKit

@testable import Directory

extension TestStore {
    static func directory() throws -> TestStore {
        try make([DirectoryModule.module()])
    }

    /// Runs a command as an administrator.
    func write<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await store.write(as: .administrator, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> T) async throws -> T {
        try await store.read(as: .administrator, body)
    }

    func department(_ code: String, letters: String? = nil, room: String? = nil) async throws -> Department {
        try await write { tx in
            try Departments.create(
                NewDepartment(code: code, name: LocalizedText(en: code), tokenLetters: letters, room: room), in: tx)
        }
    }

    func service(_ code: String, _ amount: Int64? = nil) async throws -> ServiceView {
        try await write { tx in
            try Services.create(
                NewService(
                    code: code, name: LocalizedText(en: "Service " + code, ur: "خدمت"),
                    price: amount.map { tx.hospital.money($0) }), in: tx)
        }
    }
}

extension Principal {
    static let administrator = Principal.user("nadia", .directoryView, .directoryManage)
}
