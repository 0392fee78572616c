import Foundation
import GRDB
import SehatCore

/// The small table of JSON values by key.
enum Settings {
    /// Where the hospital's profile stands.
    static let hospitalKey = "hospital"

    static func read<Value: Decodable>(_ key: String, _ db: Database) throws -> Value? {
        let statement = try db.cachedStatement(sql: "SELECT value FROM storeSetting WHERE key = ?")
        guard let text = try statement.first({ $0.add(key) }, { $0.string(0) }) else { return nil }
        return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    static func write(_ key: String, _ value: some Encodable, now: Instant, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO storeSetting (key, value, changedAt) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value, changedAt = excluded.changedAt
                """)
        try statement.execute(arguments: [key, text, now])
    }

    static func remove(_ key: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM storeSetting WHERE key = ?", arguments: [key])
    }

    /// The stored profile, or one that says so little that nobody takes it for real.
    static func hospital(_ db: Database) throws -> HospitalProfile {
        try read(hospitalKey, db) ?? HospitalProfile(name: LocalizedText(en: "Hospital"))
    }
}
