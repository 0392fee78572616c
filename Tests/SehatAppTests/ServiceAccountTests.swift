import Foundation
import Glibc
import SehatApp
import TestKit
import Testing

/// Commands that root types on a hospital of another account.
@Suite(.serialized) struct ServiceAccountTests {
    /// Any account but root's: run by root the hospital is given away, run by another it is that one's already.
    private static let owner: uid_t = getuid() == 0 ? 65_534 : getuid()

    private func givenHospital() async throws -> Hospital {
        let hospital = try await Hospital.open()
        hospital.close()
        for path in try Self.paths(hospital.directory.url) { try #require(lchown(path, Self.owner, gid_t.max) == 0) }
        return hospital
    }

    private static func paths(_ folder: URL) throws -> [String] {
        let inside = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return [folder.path] + inside.map { "\(folder.path)/\($0)" }
    }

    private static func strangers(_ folder: URL) throws -> [String] {
        try paths(folder).filter { path in
            var facts = stat()
            return lstat(path, &facts) != 0 || facts.st_uid != owner
        }
    }

    @Test func whatACommandMakesBelongsToTheOwnerOfTheHospital() async throws {
        let hospital = try await givenHospital()
        defer { hospital.remove() }
        let made = try await Binary.run(["backup", "now", "--data", hospital.directory.path])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try Self.strangers(hospital.directory.url) == [])
        #expect(try Self.paths(hospital.directory.backups).contains { $0.hasSuffix("manifest.json") })
    }

    @Test func aRestoredHospitalBelongsToTheOwnerOfItsDirectory() async throws {
        let hospital = try await givenHospital()
        defer { hospital.remove() }
        #expect(try await Binary.run(["backup", "now", "--data", hospital.directory.path]).status == 0)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: hospital.directory.backups.path).first)
        let target = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: target) }
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        try #require(chown(target.path, Self.owner, gid_t.max) == 0)
        let backup = hospital.directory.backups.appending(path: name).path
        let restored = try await Binary.run(
            ["restore", backup, "--data", target.path, "--key-file", hospital.directory.keyFile.path])
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try Self.strangers(target) == [])
        #expect(try Self.paths(target).contains { $0.hasSuffix("/sehat.db") })
    }
}
