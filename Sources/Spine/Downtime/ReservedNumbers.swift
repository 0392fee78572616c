public import GRDB
public import SehatCore
public import SehatStore

/// Reserving numbers for blank forms, and accounting for every one of them.
public enum ReservedNumbers {
    /// What is announced when a number is reserved, used or given up.
    static let topic = "downtime.number"
    /// Clocks on walls are not exact: paper may be that many seconds ahead of the server.
    private static let tolerance: Int64 = 300

    /// Sees to it that the place has as many open numbers of each series as it keeps forms.
    ///
    /// - Returns: the numbers for the forms.
    public static func topUp(_ place: DowntimePlace, _ series: [ReservedSeries], in tx: Tx) throws -> FormNumbers {
        var all: FormNumbers = [:]
        for series in series {
            var numbers = try ready(place.id, series.kind, year: series.year(tx), in: tx)
            let missing = max(0, place.forms - numbers.count)
            if missing > 0 {
                let taken = try (0..<missing).map { _ in try reserve(series, for: place, in: tx) }
                tx.audit(
                    "downtime.numbers.reserved", place.id,
                    [
                        "kind": .text(series.kind.rawValue), "count": .number(Int64(taken.count)),
                        "first": .text(taken.first ?? ""), "last": .text(taken.last ?? ""),
                    ])
                tx.announce(topic)
                numbers += taken
            }
            all[series.kind] = Array(numbers.prefix(place.forms))
        }
        return all
    }

    private static func ready(
        _ place: ID<DowntimePlace>, _ kind: ReservedKind, year: Int?, in tx: ReadTx
    ) throws -> [String] {
        try String.fetchAll(
            tx.db,
            sql: """
                SELECT number FROM downtimeNumber
                WHERE placeID = ? AND kind = ? AND state = 'open' AND handedAt IS NULL AND year IS ? ORDER BY id
                """, arguments: [place, kind, year])
    }

    private static func reserve(_ series: ReservedSeries, for place: DowntimePlace, in tx: Tx) throws -> String {
        let taken = try series.next(tx)
        try ReservedNumber(
            id: tx.newID(), kind: series.kind, number: taken.number, year: taken.year, serial: taken.serial,
            placeID: place.id, state: .open, reservedAt: tx.now
        ).insert(tx.db)
        return taken.number
    }

    /// The number as it was typed from the paper, still open.
    ///
    /// - Throws: 404 `downtime.number.unknown`; 409 `downtime.number.used` or `downtime.number.void`; 422 for a time of the
    ///   paper that cannot be.
    public static func require(
        _ kind: ReservedKind, _ typed: String, paperAt: Instant, in tx: ReadTx
    ) throws -> ReservedNumber {
        let number = try find(kind, typed, in: tx)
        switch number.state {
        case .open: break
        case .used: throw Problem(.conflict, "downtime.number.used", params: ["number": number.number])
        case .void: throw Problem(.conflict, "downtime.number.void", params: ["number": number.number])
        }
        guard paperAt <= tx.now.adding(seconds: tolerance), paperAt >= number.reservedAt.adding(seconds: -tolerance)
        else { throw Problem.invalid("at", "downtime.field.paperTime") }
        return number
    }

    /// - Throws: 404 `downtime.number.unknown`.
    static func find(_ kind: ReservedKind?, _ typed: String, in tx: ReadTx) throws -> ReservedNumber {
        let text = InputText.foldDigits(InputText.line(typed)).uppercased().filter { $0 != " " }
        let found = try ReservedNumber.fetchOne(
            tx.db, sql: "SELECT * FROM downtimeNumber WHERE number = ?1 AND (?2 IS NULL OR kind = ?2)",
            arguments: [text, kind])
        guard let found else { throw Problem(.notFound, "downtime.number.unknown", params: ["number": text]) }
        return found
    }

    /// Notes that what stands on the paper was entered as the row `id`: the mark of everything that was entered later.
    ///
    /// With the first number that is used, the other forms of the place count as taken into use: new packs have other numbers, so
    /// that nobody ever writes on two papers of one number.
    public static func use<Entity>(
        _ number: ReservedNumber, for id: ID<Entity>, paperAt: Instant, in tx: Tx
    ) throws {
        var number = number
        number.state = .used
        number.paperAt = paperAt
        number.entityID = id.rawValue
        try end(&number, in: tx)
        tx.audit(
            "downtime.number.entered", id,
            [
                "kind": .text(number.kind.rawValue), "number": .text(number.number),
                "paperAt": .text(paperAt.description),
            ])
        if number.handedAt == nil { try handOut(number.placeID, in: tx) }
    }

    /// Gives up the number of a form that was not used or was spoiled.
    ///
    /// - Throws: 404; 409 when it was accounted for before; 422 without a reason.
    public static func void(_ id: ID<ReservedNumber>, reason: String, in tx: Tx) throws -> ReservedNumber {
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        guard var number = try tx.row(ReservedNumber.self, id) else { throw Problem.downtimeNumberNotFound }
        guard number.state == .open else {
            throw Problem(.conflict, "downtime.number.\(number.state.rawValue)", params: ["number": number.number])
        }
        number.state = .void
        number.reason = reason
        try end(&number, in: tx)
        tx.audit(
            "downtime.number.voided", id,
            ["kind": .text(number.kind.rawValue), "number": .text(number.number)], reason: reason)
        return number
    }

    /// Says that the place has taken its forms into use: packs made from now on have other numbers, and these wait to be
    /// entered or given up.
    ///
    /// - Returns: how many.
    @discardableResult
    public static func handOut(_ place: ID<DowntimePlace>, in tx: Tx) throws -> Int {
        try tx.db.execute(
            sql: "UPDATE downtimeNumber SET handedAt = ? WHERE placeID = ? AND state = 'open' AND handedAt IS NULL",
            arguments: [tx.now, place])
        let count = tx.db.changesCount
        tx.audit("downtime.forms.used", place, ["count": .number(Int64(count))])
        tx.announce(topic)
        return count
    }

    private static func end(_ number: inout ReservedNumber, in tx: Tx) throws {
        number.enteredAt = tx.now
        number.enteredBy = tx.principal.userID
        number.enteredByName = tx.principal.username
        try number.update(tx.db)
        tx.announce(topic, number.id.description)
    }
}
