public import SehatCore

extension Problem {
    /// The body is larger than the endpoint takes.
    public static func tooLarge(limit: Int) -> Problem {
        Problem(.tooLarge, "app.tooLarge", params: ["limit": String(limit)])
    }

    /// Too many requests; worth another try after that many seconds.
    public static func tooMany(seconds: Int) -> Problem {
        Problem(.tooMany, "app.tooMany", params: ["seconds": String(seconds)])
    }

    /// The body is no JSON; says where it stops being it, counted from 1.
    public static func brokenJSON(line: Int, column: Int) -> Problem {
        Problem(.malformed, "app.malformed", params: ["line": String(line), "column": String(column)])
    }

    /// The body is not of the media type that the endpoint takes.
    public static let wrongContentType = Problem(.malformed, "app.contentType")

    /// The route has no such method.
    public static let wrongMethod = Problem(.notFound, "app.method")

    /// A command that must not happen twice came without an `Idempotency-Key`.
    public static let idempotencyKeyRequired = Problem(.malformed, "app.idempotency.required")

    /// The `Idempotency-Key` was used before with other input.
    public static let idempotencyKeyReused = Problem(.conflict, "app.idempotency.reused")

    /// The write did not come from a page of this server.
    public static let crossSite = Problem(.forbidden, "app.crossSite")

    /// The `X-CSRF-Token` is missing or not the session's.
    public static let csrf = Problem(.forbidden, "app.csrf")

    /// The password must be changed before anything else.
    public static let mustChangePassword = Problem(.forbidden, "access.mustChangePassword")

    /// The session is locked until its password is given again.
    public static let locked = Problem(.unauthenticated, "access.locked")
}
