import GRDB
public import SehatCore
public import SehatStore

/// Leading patients through a queue: one function for each step, refused where the token is elsewhere.
public enum Calling {
    /// Puts the token's number on the board, again when it is there already.
    ///
    /// - Parameter room: where to go; the queue's room when absent.
    /// - Throws: 404; 409 `encounters.token.<state>` unless the token waits, was called or was skipped.
    public static func call(_ id: ID<Encounter>, room: String? = nil, in tx: Tx) throws -> EncounterView {
        var checks = FieldChecks()
        let room = checks.optionalLine("room", room, limit: 20)
        try checks.finish()
        return try step(id, .call, in: tx) { token in
            try noteCall(token, in: tx)
            token.room = room ?? token.room
            token.calls += 1
            token.calledAt = tx.now
        }
    }

    /// Calls whoever is next in the queue: in turn, and every third time one with priority.
    ///
    /// - Throws: 404; 409 `encounters.queue.empty` when nobody waits.
    public static func callNext(_ id: ID<Queue>, room: String? = nil, in tx: Tx) throws -> EncounterView {
        let queue = try Queues.find(id, in: tx)
        guard let next = try QueueLine.load(queue, in: tx).order.first,
            let token = try tx.row(TokenRecord.self, next.id)
        else { throw Problem.queueEmpty }
        return try call(token.encounterID, room: room, in: tx)
    }

    /// The patient has come into the room.
    ///
    /// - Throws: 404; 409 `encounters.token.<state>` unless the token was called; 409 `encounters.room.busyWith` while
    ///   another patient is in the room.
    public static func serve(_ id: ID<Encounter>, in tx: Tx) throws -> EncounterView {
        try step(id, .serve, in: tx) { token in
            let room = token.room ?? "queue \(token.queueID)"
            let statement = try tx.db.cachedStatement(
                sql: "SELECT label FROM encountersToken WHERE day = ? AND servingRoom = ?")
            if let other = try String.fetchOne(statement, arguments: [token.day, room]) {
                throw Problem.roomBusy(room: token.room ?? "", token: other)
            }
            token.servingRoom = room
            token.servedAt = tx.now
        }
    }

    /// The patient has been seen; the visit is finished.
    ///
    /// - Throws: 404; 409 `encounters.token.<state>` unless the patient is in the room.
    public static func done(_ id: ID<Encounter>, in tx: Tx) throws -> EncounterView {
        try step(id, .done, in: tx) { token in
            token.servingRoom = nil
            token.endedAt = tx.now
        }
    }

    /// Nobody came when the number was called.
    ///
    /// - Throws: 404; 409 `encounters.token.<state>` unless the token was called.
    public static func skip(_ id: ID<Encounter>, in tx: Tx) throws -> EncounterView {
        try step(id, .skip, in: tx) { _ in }
    }

    /// A patient who was skipped has come back and waits at the end of the line.
    ///
    /// - Throws: 404; 409 `encounters.token.<state>` unless the token was skipped.
    public static func requeue(_ id: ID<Encounter>, in tx: Tx) throws -> EncounterView {
        try step(id, .requeue, in: tx) { token in
            var queue = try Queues.find(token.queueID, in: tx)
            queue.lastPosition += 1
            try queue.update(tx.db, columns: ["lastPosition"])
            token.position = queue.lastPosition
        }
    }

    /// The patient gives the token back; the visit is cancelled.
    ///
    /// - Throws: 404; 422 without a reason; 409 `encounters.token.<state>` once the patient is in the room.
    public static func cancel(_ id: ID<Encounter>, reason: String, in tx: Tx) throws -> EncounterView {
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        return try step(id, .cancel, reason: reason, in: tx) { token in
            token.reason = reason
            token.endedAt = tx.now
        }
    }

    /// The one way in which a token changes its state: guard, change, visit, audit, announcement.
    private static func step(
        _ id: ID<Encounter>, _ step: TokenStep, reason: String? = nil, in tx: Tx,
        _ change: (inout TokenRecord) throws -> Void
    ) throws -> EncounterView {
        let encounter = try EncounterQueries.record(id, in: tx)
        let token = try EncounterQueries.token(of: id, in: tx)
        let moved = try move(token, of: encounter, step, reason: reason, in: tx, change)
        return try EncounterQueries.view(moved.encounter, moved.token, in: tx)
    }

    static func move(
        _ token: TokenRecord, of encounter: EncounterRecord, _ step: TokenStep, reason: String? = nil, in tx: Tx,
        _ change: (inout TokenRecord) throws -> Void
    ) throws -> (encounter: EncounterRecord, token: TokenRecord) {
        guard let state = token.state.after(step) else { throw Problem.tokenState(token) }
        var (token, encounter) = (token, encounter)
        try change(&token)
        token.state = state
        token.version += 1
        try token.update(tx.db)
        let status = EncounterStatus(of: state)
        if status != encounter.status {
            encounter.status = status
            encounter.endedAt = status.isOver ? tx.now : nil
            encounter.version += 1
            try encounter.update(tx.db)
        }
        tx.audit(
            "encounters.token.\(step.rawValue)", encounter.id, patient: encounter.patientID,
            ["token": .text(token.label), "state": .text(state.rawValue)], reason: reason)
        tx.announce(Queues.topic, token.queueID.description)
        return (encounter, token)
    }

    /// Keeps what the order of the line and the waiting time are reckoned from.
    private static func noteCall(_ token: TokenRecord, in tx: Tx) throws {
        guard token.calls == 0 else { return }
        var queue = try Queues.find(token.queueID, in: tx)
        queue.normalCalls = token.priority == .normal ? queue.normalCalls + 1 : 0
        queue.calledTokens += 1
        queue.firstCallAt = queue.firstCallAt ?? tx.now
        queue.lastCallAt = tx.now
        try queue.update(tx.db)
    }
}
