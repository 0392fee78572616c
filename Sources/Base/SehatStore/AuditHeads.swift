import Crypto
import Foundation
import GRDB
import SehatCore

/// The signed heads that stand in the database.
enum AuditHeads {
    static func newest(_ db: Database) throws -> AuditHead? {
        try Row.fetchOne(db, sql: select + " ORDER BY seq DESC LIMIT 1").map(head)
    }

    static func all(_ db: Database) throws -> [AuditHead] {
        try Row.fetchAll(db, sql: select + " ORDER BY seq").map(head)
    }

    private static let select = """
        SELECT seq, at, hash, signature, publicKey FROM storeAuditHead JOIN storeAuditKey ON storeAuditKey.id = key
        """

    private static func head(_ row: Row) -> AuditHead {
        AuditHead(
            seq: row["seq"], at: row["at"], hash: Hex.text(row["hash"] as Data),
            signature: Hex.text(row["signature"] as Data), publicKey: Hex.text(row["publicKey"] as Data))
    }
}

extension AuditHead {
    /// Whether the signature belongs to this head and its own public key; whose key it is must be known otherwise.
    public var hasValidSignature: Bool {
        guard let hash = Hex.lowerCaseBytes(hash), let signature = Hex.lowerCaseBytes(signature),
            let key = Hex.lowerCaseBytes(publicKey),
            let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        else { return false }
        return verifier.isValidSignature(signature, for: AuditCanonical.head(seq: seq, at: at, hash: hash))
    }
}
