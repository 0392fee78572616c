import Crypto
import Foundation
import GRDB
import SehatCore

/// The writer's memory of where the audit chain ends; changed only while the writer holds a transaction.
struct AuditChain: Sendable {
    private(set) var seq: Int64 = 0
    private(set) var lastAt = Instant(milliseconds: 0)
    private(set) var signedSeq: Int64 = 0
    private var hash = AuditCanonical.genesis
    private var actors: [AuditActor: Known] = [:]
    private var events: [EventKey: Known] = [:]
    private var lastActorID: Int64 = 0
    private var lastEventID: Int64 = 0
    private var keyID: Int64 = 0
    private var key: Curve25519.Signing.PrivateKey?

    /// A row of a dictionary and its canonical bytes.
    private struct Known: Sendable {
        let id: Int64
        let bytes: [UInt8]
    }

    private struct EventKey: Hashable, Sendable {
        let action: String
        let entity: String
    }

    /// The most actors that are remembered; beyond it the memory starts afresh.
    private static let largestMemory = 5000

    init() {}

    /// Reads the end of the chain from the database.
    init(_ db: Database) throws {
        if let row = try Row.fetchOne(db, sql: "SELECT seq, at, hash FROM storeAudit ORDER BY seq DESC LIMIT 1") {
            seq = row["seq"]
            lastAt = row["at"]
            hash = Array(row["hash"] as Data)
        }
        signedSeq = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM storeAuditHead") ?? 0
        lastActorID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM storeAuditActor") ?? 0
        lastEventID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM storeAuditEvent") ?? 0
        if let row = try Row.fetchOne(db, sql: "SELECT id, privateKey FROM storeAuditKey ORDER BY id DESC LIMIT 1") {
            keyID = row["id"]
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: row["privateKey"] as Data)
        }
    }

    /// Writes the entries of one command behind the last one.
    mutating func append(_ drafts: [AuditDraft], by principal: Principal, at now: Instant, _ db: Database) throws {
        if drafts.isEmpty { return }
        let actor = try known(AuditActor(principal), db)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO storeAudit (seq, at, actor, event, entityID, patientID, detail, reason, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for draft in drafts {
            let event = try known(EventKey(action: draft.action, entity: draft.entity), db)
            let detail = AuditCanonical.detail(draft.detail)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(160 + actor.bytes.count + event.bytes.count + detail.utf8.count)
            bytes += hash
            AuditCanonical.append(seq + 1, to: &bytes)
            AuditCanonical.append(now.milliseconds, to: &bytes)
            bytes += actor.bytes
            bytes += event.bytes
            AuditCanonical.append(draft.entityID, to: &bytes)
            AuditCanonical.append(draft.patientID?.rawValue, to: &bytes)
            AuditCanonical.append(detail, to: &bytes)
            AuditCanonical.append(draft.reason, to: &bytes)
            let next = Array(SHA256.hash(data: bytes))
            try statement.run {
                $0.add(seq + 1)
                $0.add(now)
                $0.add(actor.id)
                $0.add(event.id)
                $0.add(draft.entityID)
                $0.add(draft.patientID)
                $0.add(detail)
                $0.add(draft.reason)
                $0.add(next)
            }
            seq += 1
            hash = next
            lastAt = now
        }
    }

    /// The end of the chain, signed and stored; the stored head where the end has been signed already.
    mutating func sign(at now: Instant, _ db: Database) throws -> AuditHead {
        if signedSeq == seq, seq > 0, let head = try AuditHeads.newest(db) { return head }
        let key = try signingKey(at: now, db)
        let signature = try key.signature(for: AuditCanonical.head(seq: seq, at: now, hash: hash))
        try db.execute(
            sql: "INSERT OR IGNORE INTO storeAuditHead (seq, at, hash, signature, key) VALUES (?, ?, ?, ?, ?)",
            arguments: [seq, now, Data(hash), signature, keyID])
        signedSeq = seq
        return AuditHead(
            seq: seq, at: now, hash: Hex.text(hash), signature: Hex.text(signature),
            publicKey: Hex.text(key.publicKey.rawRepresentation))
    }

    /// - Throws: `DatabaseError` when no head was ever signed, so that there is no key yet.
    func signature(for bytes: [UInt8]) throws -> [UInt8] {
        guard let key else { throw DatabaseError(message: "there is no audit key yet") }
        return Array(try key.signature(for: bytes))
    }

    private mutating func signingKey(at now: Instant, _ db: Database) throws -> Curve25519.Signing.PrivateKey {
        if let key { return key }
        let made = Curve25519.Signing.PrivateKey()
        try db.execute(
            sql: "INSERT INTO storeAuditKey (id, publicKey, privateKey, createdAt) VALUES (?, ?, ?, ?)",
            arguments: [keyID + 1, made.publicKey.rawRepresentation, made.rawRepresentation, now])
        keyID += 1
        key = made
        return made
    }

    private mutating func known(_ actor: AuditActor, _ db: Database) throws -> Known {
        if let known = actors[actor] { return known }
        let found = try Int64.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT id FROM storeAuditActor WHERE userID IS ? AND username = ? AND sessionID IS ?
                    AND stationID IS ? AND address = ? LIMIT 1
                    """),
            arguments: [actor.userID, actor.username, actor.sessionID, actor.stationID, actor.address])
        if found == nil {
            try db.cachedStatement(
                sql: """
                    INSERT INTO storeAuditActor (id, userID, username, sessionID, stationID, address)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                lastActorID + 1, actor.userID, actor.username, actor.sessionID, actor.stationID, actor.address,
            ])
            lastActorID += 1
        }
        let known = Known(id: found ?? lastActorID, bytes: AuditCanonical.actor(actor))
        if actors.count >= Self.largestMemory { actors = [:] }
        actors[actor] = known
        return known
    }

    private mutating func known(_ event: EventKey, _ db: Database) throws -> Known {
        if let known = events[event] { return known }
        let found = try Int64.fetchOne(
            db, sql: "SELECT id FROM storeAuditEvent WHERE action = ? AND entity = ?",
            arguments: [event.action, event.entity])
        if found == nil {
            try db.execute(
                sql: "INSERT INTO storeAuditEvent (id, action, entity) VALUES (?, ?, ?)",
                arguments: [lastEventID + 1, event.action, event.entity])
            lastEventID += 1
        }
        let known = Known(id: found ?? lastEventID, bytes: AuditCanonical.event(event.action, event.entity))
        events[event] = known
        return known
    }
}
