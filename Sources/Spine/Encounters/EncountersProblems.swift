public import SehatCore

extension Permission {
    /// Open visits and give tokens.
    public static let encountersOpen = Permission("encounters.open")
    /// See visits and queues.
    public static let encountersRead = Permission("encounters.read")
    /// Call patients and lead them through the queue.
    public static let encountersManageQueue = Permission("encounters.manageQueue")
}

extension Problem {
    /// There is no such visit.
    public static let encounterNotFound = Problem(.notFound, "encounters.notFound")
    /// There is no such queue.
    static let queueNotFound = Problem(.notFound, "encounters.queue.notFound")
    /// Nobody waits in the queue.
    static let queueEmpty = Problem(.conflict, "encounters.queue.empty")

    /// The patient has a place in this queue already; `again` is needed for another.
    static func alreadyOpen(_ token: TokenRecord) -> Problem {
        Problem(
            .conflict, "encounters.alreadyOpen",
            params: ["token": token.label, "encounterID": token.encounterID.description])
    }

    /// The step is not possible from the state in which the token is; the text says what is.
    static func tokenState(_ token: TokenRecord) -> Problem {
        Problem(.conflict, "encounters.token." + token.state.rawValue, params: ["token": token.label])
    }

    /// Another patient is in the room.
    static func roomBusy(room: String, token: String) -> Problem {
        Problem(.conflict, "encounters.room.busyWith", params: ["room": room, "token": token])
    }
}
