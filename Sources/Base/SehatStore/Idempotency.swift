import Crypto
import Foundation
import GRDB
public import SehatCore

/// An answer as it went over the wire, kept so that a repeated request gets the same.
public struct StoredAnswer: Hashable, Sendable {
    public let status: Int
    public let contentType: String
    public let body: [UInt8]

    public init(status: Int, contentType: String = "application/json", body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

extension Store {
    /// Runs a command at most once for a key of this principal.
    ///
    /// The answer is stored in the command's own transaction. The same key with the same route and body gets the
    /// stored answer and runs nothing; a command that failed has stored nothing and may be tried again.
    /// - Parameter bodyHash: SHA-256 of the request's body.
    /// - Returns: the answer, and whether it is the stored one.
    /// - Throws: `Problem` `app.idempotency.reused` when the key was used for something else, and all that `write`
    ///   throws.
    public func writeOnce(
        key: String, route: String, bodyHash: [UInt8], as principal: Principal, name: String = "command",
        _ body: @escaping @Sendable (Tx) throws -> StoredAnswer
    ) async throws -> (answer: StoredAnswer, isReplay: Bool) {
        try await write(as: principal, name: name) { tx in
            let owner = principal.userID?.description ?? "\(principal.kind):\(principal.username)"
            if let stored = try Idempotency.find(key, owner: owner, tx.db) {
                guard stored.route == route, stored.bodyHash == bodyHash else { throw Idempotency.reused }
                return (stored.answer, true)
            }
            let answer = try body(tx)
            try tx.housekeeping {
                try Idempotency.keep(answer, key, owner: owner, route: route, bodyHash: bodyHash, now: tx.now, tx.db)
            }
            return (answer, false)
        }
    }
}

/// The table of stored answers.
enum Idempotency {
    static let reused = Problem(.conflict, "app.idempotency.reused")

    struct Stored {
        let route: String
        let bodyHash: [UInt8]
        let answer: StoredAnswer
    }

    static func find(_ key: String, owner: String, _ db: Database) throws -> Stored? {
        let statement = try db.cachedStatement(
            sql: "SELECT route, bodyHash, status, contentType, body FROM storeAnswer WHERE principal = ? AND key = ?")
        return try statement.first {
            $0.add(owner)
            $0.add(key)
        } _: { row in
            Stored(
                route: row.string(0), bodyHash: row.withBytes(1) { Array($0) },
                answer: StoredAnswer(
                    status: Int(row.int64(2)), contentType: row.string(3), body: row.withBytes(4) { Array($0) }))
        }
    }

    static func keep(
        _ answer: StoredAnswer, _ key: String, owner: String, route: String, bodyHash: [UInt8], now: Instant,
        _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO storeAnswer (principal, key, route, bodyHash, status, contentType, body, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).run {
            $0.add(owner)
            $0.add(key)
            $0.add(route)
            $0.add(bodyHash)
            $0.add(answer.status)
            $0.add(answer.contentType)
            $0.add(answer.body)
            $0.add(now)
        }
    }

    static func hasAny(before: Instant, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM storeAnswer WHERE at < ?)", arguments: [before]) ?? false
    }

    /// Removes a thousand at most, so that no command waits long behind it.
    static func forget(before: Instant, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM storeAnswer WHERE (principal, key) IN
                (SELECT principal, key FROM storeAnswer WHERE at < ? LIMIT 1000)
                """, arguments: [before])
    }
}
