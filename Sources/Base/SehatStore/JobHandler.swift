import Foundation
import GRDB
public import Logging
public import SehatCore

/// What runs the jobs of one kind.
public struct JobHandler: Sendable {
    public let kind: String
    public let maxAttempts: Int
    /// How many jobs of this kind run at once.
    public let width: Int
    /// Whether what is due of this kind is done before anybody is served.
    public let comesFirst: Bool
    let run: @Sendable (JobContext) async throws -> Void

    /// - Parameters:
    ///   - maxAttempts: after so many failures the job is dead and waits for an administrator.
    ///   - width: how many jobs of this kind run at once; 1 keeps them in order.
    ///   - comesFirst: whether the product answers wrongly until jobs of this kind are done, so that a server that starts with
    ///     some of them does them before it serves anybody: what a migration has left to do.
    ///   - run: does the work outside any transaction. It may run again after a crash, so it must either do no harm
    ///     twice, or put its result and the end of the job into one transaction with `JobContext.finish`.
    public init(
        _ kind: String, maxAttempts: Int = 10, width: Int = 4, comesFirst: Bool = false,
        _ run: @escaping @Sendable (JobContext) async throws -> Void
    ) {
        self.kind = kind
        self.maxAttempts = maxAttempts
        self.width = max(1, width)
        self.comesFirst = comesFirst
        self.run = run
    }
}

/// One attempt at a job.
public struct JobContext: Sendable {
    public let id: ID<Job>
    public let kind: String
    /// 1 at the first attempt.
    public let attempt: Int
    public let store: Store
    public let logger: Logger
    let json: String

    /// Who writes on behalf of the job.
    public var principal: Principal { .system("job.\(kind)") }

    /// - Throws: `DecodingError` when the payload has another shape.
    public func payload<Payload: Decodable>(_ type: Payload.Type = Payload.self) throws -> Payload {
        try JSONDecoder().decode(Payload.self, from: Data(json.utf8))
    }

    /// Writes the result and ends the job in one transaction, so that neither can be without the other.
    ///
    /// - Returns: nil when the job was ended before: `body` is not run then.
    public func finish<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T? {
        try await store.write(as: principal, name: "job.\(kind)") { [id] tx in
            let isOpen = try tx.housekeeping {
                try tx.db.cachedStatement(sql: "DELETE FROM storeJob WHERE id = ?").execute(arguments: [id])
                return tx.db.changesCount == 1
            }
            return isOpen ? try body(tx) : nil
        }
    }
}

/// A failure whose words an administrator may read: no secrets, no names of patients.
public struct JobFailure: Error, CustomStringConvertible {
    public let description: String
    /// Whether another attempt is of no use, so that the job is dead at once.
    public let isFinal: Bool

    public init(_ description: String, isFinal: Bool = false) {
        self.description = description
        self.isFinal = isFinal
    }
}
