import Crypto
import Directory
import Downtime
import Foundation
import SehatCore
import SehatStore
import SehatWeb

/// What is said about a place that gets packs; what is absent stays or is as usual.
struct PlaceInput: Codable, Sendable {
    /// One line of at most 60 characters.
    var name: String?
    var departmentID: ID<Department>?
    /// An absolute path on the server.
    var directory: String?
    /// The hospital's where absent.
    var language: Language?
    /// Blank forms of each sort, 0 to 100; 10 where absent.
    var forms: Int?
    /// Minutes after which people are told that there is no new pack, 5 to 1440; 45 where absent.
    var limitMinutes: Int?
    /// At least 12 characters. It is kept nowhere: whoever is to open packs must know it.
    var passphrase: String?
    var isActive: Bool?
    var version: Int64?
}

/// A place as the pages see it.
struct PlaceView: Codable, Sendable {
    let id: ID<DowntimePlace>
    let name: String
    let departmentID: ID<Department>?
    let directory: String
    let file: String
    let language: Language
    let forms: Int
    let limitMinutes: Int
    let isActive: Bool
    let madeAt: Instant?
    /// Whether there should be a newer pack.
    let isOld: Bool
    let fault: String?
    let bytes: Int64?
    let version: Int64

    init(_ place: DowntimePlace, now: Instant) {
        id = place.id
        name = place.name
        departmentID = place.departmentID
        directory = place.directory
        file = PackFiles.newest(place).lastPathComponent
        language = place.language
        forms = place.forms
        limitMinutes = place.limitMinutes
        isActive = place.isActive
        madeAt = place.madeAt
        isOld = place.isOld(at: now)
        fault = place.fault
        bytes = place.bytes
        version = place.version
    }
}

/// A passphrase that was made into a key, away from the database's own thread: that takes a second on purpose.
struct PackLock: Sendable {
    let salt: Data
    let key: Data

    init?(_ passphrase: String?) throws {
        guard let passphrase else { return nil }
        guard passphrase.count >= 12 else { throw Problem.invalid("passphrase", "downtime.field.passphrase") }
        salt = PackSealing.newSalt()
        key = try PackSealing.key(passphrase, salt: salt, rounds: PackSealing.rounds).withUnsafeBytes { Data($0) }
    }
}

extension PlaceInput {
    /// Asked away from the database's own thread: a share that hangs answers late. Whether it may be written is seen when a
    /// pack is made, for the server's unit may have to be told of a new directory first.
    ///
    /// - Throws: 422 for a directory that is not there; what is no whole path is left to the other checks.
    func expectDirectory() throws {
        guard let directory, directory.hasPrefix("/") else { return }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw Problem.invalid("directory", "downtime.field.noDirectory")
        }
    }

    /// - Throws: 422 with every wrong field.
    func create(_ lock: PackLock?, in tx: Tx) throws -> DowntimePlace {
        var checks = FieldChecks()
        let name = checks.line("name", name ?? "", limit: 60)
        let directory = checks.path(directory ?? "")
        checks.expect(lock != nil, "passphrase", "downtime.field.passphrase")
        checks.amounts(self)
        try checks.finish()
        guard let lock else { throw Problem.invalid("passphrase", "downtime.field.passphrase") }
        let place = DowntimePlace(
            id: tx.newID(), name: name, departmentID: try departmentID.map { try Departments.require($0, in: tx).id },
            directory: directory, language: language ?? tx.hospital.language, salt: lock.salt, packKey: lock.key,
            rounds: PackSealing.rounds, forms: forms ?? 10, limitMinutes: limitMinutes ?? 45, createdAt: tx.now)
        try DowntimePlaces.insert(place, in: tx)
        return place
    }

    /// - Returns: the place as it was and as it is.
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field.
    func change(
        _ id: ID<DowntimePlace>, _ lock: PackLock?, in tx: Tx
    ) throws -> (before: DowntimePlace, after: DowntimePlace) {
        let before = try DowntimePlaces.find(id, in: tx)
        try tx.expect(version: before.version, version)
        var place = before
        var checks = FieldChecks()
        if let name { place.name = checks.line("name", name, limit: 60) }
        if let directory { place.directory = checks.path(directory) }
        checks.amounts(self)
        try checks.finish()
        if let departmentID { place.departmentID = try Departments.require(departmentID, in: tx).id }
        place.language = language ?? place.language
        place.forms = forms ?? place.forms
        place.limitMinutes = limitMinutes ?? place.limitMinutes
        place.isActive = isActive ?? place.isActive
        if let lock {
            place.salt = lock.salt
            place.packKey = lock.key
            place.rounds = PackSealing.rounds
        }
        if place == before { return (before, before) }
        try DowntimePlaces.update(place, in: tx)
        return (before, try DowntimePlaces.find(id, in: tx))
    }
}

extension FieldChecks {
    fileprivate mutating func path(_ text: String) -> String {
        let path = line("directory", text, limit: 400)
        expect(
            path.hasPrefix("/") && !path.split(separator: "/").contains(".."), "directory", "downtime.field.directory")
        return path
    }

    fileprivate mutating func amounts(_ input: PlaceInput) {
        if let forms = input.forms { expect((0...100).contains(forms), "forms", "downtime.field.forms") }
        if let minutes = input.limitMinutes {
            expect((5...1440).contains(minutes), "limitMinutes", "downtime.field.limit")
        }
    }
}
