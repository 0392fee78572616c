import GRDB
import SehatCore
public import SehatStore

/// What happens to tokens when their day is over.
public enum ClosingDays {
    static let jobKind = "encounters.closeDay"

    /// The payload of the job.
    struct Payload: Codable, Sendable {
        let day: CalendarDay
    }

    /// Ends every live token of the days before today: whoever waits has left unseen, whoever is in a room was seen.
    ///
    /// Harmless when there is nothing to end.
    /// - Returns: how many tokens it ended.
    public static func close(in tx: Tx) throws -> Int {
        let tokens = try TokenRecord.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM encountersToken INDEXED BY encountersTokenLive
                WHERE day < ? AND state IN ('waiting', 'called', 'serving', 'skipped') ORDER BY day, id
                """, arguments: [tx.today])
        for token in tokens {
            let encounter = try EncounterQueries.record(token.encounterID, in: tx)
            let step: TokenStep = token.state == .serving ? .done : .leave
            _ = try Calling.move(token, of: encounter, step, in: tx) { token in
                token.servingRoom = nil
                token.endedAt = tx.now
            }
        }
        return tokens.count
    }

    /// Asks for `close` as soon as the day after `day` has begun; once for each day.
    static func schedule(after day: CalendarDay, in tx: Tx) throws {
        let isScheduled =
            try Bool.fetchOne(
                tx.db, sql: "SELECT EXISTS (SELECT 1 FROM encountersQueue WHERE day = ?)", arguments: [day]) ?? false
        if isScheduled { return }
        let hospital = tx.hospital
        let end = day.adding(days: 1).start(in: hospital.timeZone, cutOffMinutes: hospital.dayCutOffMinutes)
        try tx.enqueue(try Job(jobKind, payload: Payload(day: day), notBefore: end.adding(seconds: 60)))
    }

    static let handler = JobHandler(jobKind) { context in
        _ = try await context.finish { tx in try close(in: tx) }
    }
}
