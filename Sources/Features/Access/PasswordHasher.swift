import CSodium
import Foundation
import SehatCore
import Synchronization

/// Hashes and checks passwords with Argon2id (libsodium), a bounded number at a time, away from the event loops.
///
/// Every hash takes 64 MiB and a core for about a tenth of a second; two at once keep the memory and the other
/// traffic of a two-core server within bounds while a whole shift signs in.
public final class PasswordHasher: Sendable {
    /// What one hash costs.
    public struct Cost: Sendable, Hashable {
        /// Passes over the memory (t).
        public let passes: UInt64
        /// Memory in bytes (m).
        public let memory: Int

        public init(passes: UInt64, memory: Int) {
            self.passes = passes
            self.memory = memory
        }

        /// t = 3, m = 64 MiB, p = 1.
        public static let standard = Cost(passes: 3, memory: 64 << 20)
        /// As cheap as libsodium allows: for tests only.
        public static let cheapest = Cost(passes: 1, memory: 8 << 10)
    }

    /// How many hashes run and wait just now, and the most that ever ran together.
    struct Load: Sendable, Hashable {
        var running = 0
        var waiting = 0
        var peak = 0
    }

    private let cost: Cost
    private let waitingLimit: Int
    private let queue: OperationQueue
    private let load = Mutex(Load())

    /// - Parameters:
    ///   - atOnce: hashes that run at the same time.
    ///   - waitingLimit: hashes that may wait; more are refused at once rather than late.
    /// - Throws: `Problem` app.internal when libsodium cannot start (no source of random numbers).
    public init(cost: Cost = .standard, atOnce: Int = 2, waitingLimit: Int = 1000) throws {
        guard sodium_init() >= 0 else { throw Problem.internal(incident: "access.sodium") }
        self.cost = cost
        self.waitingLimit = waitingLimit
        queue = OperationQueue()
        queue.name = "sehat.passwords"
        queue.maxConcurrentOperationCount = atOnce
    }

    /// The hash of a password, with its salt and cost, as it is stored (`$argon2id$…`).
    ///
    /// - Throws: `Problem.busy` when too many are waiting or the memory is not to be had.
    public func hash(_ password: String) async throws -> String {
        let cost = cost
        return try await run { try Self.hash(password, cost: cost) }
    }

    /// Whether `hash` is that of `password`; always takes the time of a hash.
    ///
    /// - Throws: `Problem.busy` when too many are waiting.
    public func verify(_ password: String, against hash: String) async throws -> Bool {
        let prepared = PasswordPolicy.normalized(password)
        return try await run {
            prepared.withCString { crypto_pwhash_str_verify(hash, $0, UInt64(prepared.utf8.count)) == 0 }
        }
    }

    /// Takes the time that checking a password takes, for a username that does not exist.
    func verifyNothing(_ password: String) async throws {
        _ = try await verify(password, against: hashOfNobody)
    }

    /// A new one-time password with its hash.
    ///
    /// - Throws: `Problem.busy` when too many hashes are waiting.
    public func oneTimePassword() async throws -> PreparedPassword {
        let plain = OneTimePassword.make()
        return PreparedPassword(plain: plain, hash: try await hash(plain))
    }

    /// A new one-time password, hashed on the calling thread: for `init`, while nobody else waits.
    ///
    /// - Throws: `Problem.busy` when the memory is not to be had.
    public func oneTimePasswordBlocking() throws -> PreparedPassword {
        let plain = OneTimePassword.make()
        return PreparedPassword(plain: plain, hash: try hashBlocking(plain))
    }

    /// The hash of a password, made on the calling thread and outside the bound.
    func hashBlocking(_ password: String) throws -> String {
        try Self.hash(password, cost: cost)
    }

    /// Whether a stored hash was made at another cost than today's, and should be made anew at the next sign-in.
    func needsRehash(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, cost.passes, cost.memory) != 0
    }

    var currentLoad: Load { load.withLock { $0 } }

    /// A well-formed hash of today's cost that no password has.
    var hashOfNobody: String {
        let salt = String(repeating: "A", count: 22)
        let value = String(repeating: "A", count: 43)
        return "$argon2id$v=19$m=\(cost.memory / 1024),t=\(cost.passes),p=1$\(salt)$\(value)"
    }

    private static func hash(_ password: String, cost: Cost) throws -> String {
        let prepared = PasswordPolicy.normalized(password)
        var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = prepared.withCString {
            crypto_pwhash_str(&output, $0, UInt64(prepared.utf8.count), cost.passes, cost.memory)
        }
        guard result == 0 else { throw Problem(.busy, "app.busy") }
        return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Runs work of a hash's cost when its turn has come.
    ///
    /// - Throws: `Problem.busy` when too many are waiting, or what the work throws.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let admitted = load.withLock { load in
            guard load.waiting < waitingLimit else { return false }
            load.waiting += 1
            return true
        }
        guard admitted else { throw Problem(.busy, "app.busy") }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                self.load.withLock { load in
                    load.waiting -= 1
                    load.running += 1
                    load.peak = max(load.peak, load.running)
                }
                let result = Swift.Result { try work() }
                self.load.withLock { $0.running -= 1 }
                continuation.resume(with: result)
            }
        }
    }
}
