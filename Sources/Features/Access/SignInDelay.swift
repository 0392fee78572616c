import GRDB
import SehatCore
import SehatStore
import Synchronization

/// One try to sign in: which name from which address.
struct SignInAttempt: Hashable, Sendable {
    /// Folded, and cut so that nobody fills the table with long names.
    let username: String
    let address: String

    init(username: String, address: String) {
        self.username = String(Username.fold(username).prefix(64))
        self.address = address
    }

    var pairScope: String { "p:\(username)@\(address)" }
    var nameScope: String { "u:\(username)" }
    var addressScope: String { "a:\(address)" }
}

/// The waiting times after wrong passwords: they grow, and nobody is locked out for good.
///
/// A hard lock would let anybody stop a ward by typing a nurse's name with wrong passwords. So the strict count is
/// that of a name *from one address*; the counts of a name from anywhere and of an address with any name are mild,
/// and the former does not hold at an address where the person has signed in lately. Names that do not exist are
/// counted in the same way, so that waiting tells nothing about which names exist.
enum SignInDelay {
    /// How many failures are free, and where the doubling of the waiting time ends.
    struct Rule: Sendable {
        let free: Int
        let longestSeconds: Int64

        /// 2 seconds after the first failure that is not free, then 4, 8, …
        func seconds(after failures: Int) -> Int64 {
            failures < free ? 0 : min(longestSeconds, 1 << Int64(min(failures - free + 1, 20)))
        }
    }

    static let pair = Rule(free: 3, longestSeconds: 300)
    static let name = Rule(free: 10, longestSeconds: 30)
    static let address = Rule(free: 30, longestSeconds: 60)
    /// Failures are forgotten after an hour without another.
    static let memorySeconds: Int64 = 3600

    private struct Failures: Codable, FetchableRecord {
        var count: Int
        var lastAt: Instant
    }

    /// - Parameter inFlight: other tries of the same name from the same address that are being checked just now;
    ///   each is taken for a failure, so that trying in parallel gains nothing.
    /// - Throws: `access.signIn.wait` with the seconds that are left to wait.
    static func check(_ attempt: SignInAttempt, inFlight: Int, in tx: ReadTx) throws {
        let pairFailures = try failures(attempt.pairScope, tx)
        if inFlight > 0, pairFailures.count + inFlight >= pair.free {
            throw Problem.signInWait(seconds: pair.seconds(after: pairFailures.count + inFlight))
        }
        var wait = remaining(pairFailures, pair, tx)
        wait = max(wait, remaining(try failures(attempt.addressScope, tx), address, tx))
        let nameWait = remaining(try failures(attempt.nameScope, tx), name, tx)
        if nameWait > wait, try !isKnown(attempt, in: tx) { wait = nameWait }
        if wait > 0 { throw Problem.signInWait(seconds: wait) }
    }

    /// Counts a failure; old ones of everybody are swept out on the way.
    static func fail(_ attempt: SignInAttempt, in tx: Tx) throws {
        try tx.housekeeping {
            try tx.db.execute(
                sql: "DELETE FROM accessFailure WHERE lastAt <= ?", arguments: [tx.now.adding(seconds: -memorySeconds)])
            for scope in [attempt.pairScope, attempt.nameScope, attempt.addressScope] {
                try tx.db.execute(
                    sql: """
                        INSERT INTO accessFailure (scope, count, lastAt) VALUES (?, 1, ?)
                        ON CONFLICT (scope) DO UPDATE SET count = count + 1, lastAt = excluded.lastAt
                        """, arguments: [scope, tx.now])
            }
        }
    }

    /// Forgets the failures of a name after a good sign-in. Those of the address are halved only, since one good
    /// account must not cover up for guessing at all the others.
    static func succeed(_ attempt: SignInAttempt, in tx: Tx) throws {
        try tx.housekeeping {
            try tx.db.execute(
                sql: "DELETE FROM accessFailure WHERE scope IN (?, ?)",
                arguments: [attempt.pairScope, attempt.nameScope])
            try tx.db.execute(
                sql: "UPDATE accessFailure SET count = count / 2 WHERE scope = ?", arguments: [attempt.addressScope])
        }
    }

    /// Lifts every waiting time of a name: an administrator has given out a new password.
    static func forgive(username: String, in tx: Tx) throws {
        let attempt = SignInAttempt(username: username, address: "")
        try tx.housekeeping {
            try tx.db.execute(
                sql: "DELETE FROM accessFailure WHERE scope = ? OR substr(scope, 1, length(?)) = ?",
                arguments: [attempt.nameScope, attempt.pairScope, attempt.pairScope])
        }
    }

    /// How often a name has failed lately, from anywhere.
    static func failures(of username: String, in tx: ReadTx) throws -> Int {
        try failures(SignInAttempt(username: username, address: "").nameScope, tx).count
    }

    private static func failures(_ scope: String, _ tx: ReadTx) throws -> Failures {
        let statement = try tx.db.cachedStatement(sql: "SELECT count, lastAt FROM accessFailure WHERE scope = ?")
        guard let failures = try Failures.fetchOne(statement, arguments: [scope]),
            tx.now.seconds(since: failures.lastAt) < memorySeconds
        else { return Failures(count: 0, lastAt: tx.now) }
        return failures
    }

    private static func remaining(_ failures: Failures, _ rule: Rule, _ tx: ReadTx) -> Int64 {
        let end = failures.lastAt.adding(seconds: rule.seconds(after: failures.count))
        return max(0, (end.milliseconds - tx.now.milliseconds + 999) / 1000)
    }

    /// Whether the person has signed in from this address within the last month.
    private static func isKnown(_ attempt: SignInAttempt, in tx: ReadTx) throws -> Bool {
        try Bool.fetchOne(
            tx.db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM accessUser u JOIN accessSession s ON s.userID = u.id
                    WHERE u.username = ? AND s.address = ? AND s.createdAt > ?)
                """,
            arguments: [attempt.username, attempt.address, tx.now.adding(seconds: -30 * 86400)]) ?? false
    }
}

/// Counts the tries that are being checked just now.
final class SignInGate: Sendable {
    private let running = Mutex<[String: Int]>([:])

    /// Enters a try; returns how many others of the same name and address are inside.
    func enter(_ attempt: SignInAttempt) -> Int {
        running.withLock { running in
            let others = running[attempt.pairScope, default: 0]
            running[attempt.pairScope] = others + 1
            return others
        }
    }

    func leave(_ attempt: SignInAttempt) {
        running.withLock { running in
            let left = running[attempt.pairScope, default: 1] - 1
            running[attempt.pairScope] = left > 0 ? left : nil
        }
    }
}
