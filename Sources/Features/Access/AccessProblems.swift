import SehatCore

extension Problem {
    /// The one answer to an unknown username and to a wrong password.
    static let signInWrong = Problem(.unauthenticated, "access.signIn.wrong")

    /// The password was right, but the account has been switched off.
    static let signInDisabled = Problem(.forbidden, "access.signIn.disabled")

    /// Too many wrong passwords: worth another try after that many seconds.
    static func signInWait(seconds: Int64) -> Problem {
        Problem(.tooMany, "access.signIn.wait", params: ["seconds": String(seconds)])
    }

    static let usernameTaken = Problem.invalid("username", "access.field.usernameTaken")
    static let roleNameTaken = Problem.invalid("name", "access.field.roleNameTaken")
    static let stationUnknown = Problem.invalid("stationID", "access.field.station")

    /// The change would leave nobody who may manage users.
    static let lastAdministrator = Problem(.conflict, "access.lastAdministrator")

    /// People cannot switch off the account they are using.
    static let ownAccount = Problem(.conflict, "access.ownAccount")

    /// Built-in roles keep their name and cannot be deleted.
    static let builtInRole = Problem(.conflict, "access.builtInRole")

    /// A role that people hold cannot be deleted.
    static func roleInUse(count: Int) -> Problem {
        Problem(.conflict, "access.roleInUse", params: ["count": String(count)])
    }

    /// A program's account has no password and no roles.
    static let programAccount = Problem(.conflict, "access.programAccount")

    /// Only a person who signed in has a session to lock, unlock or move to a station.
    static let noSession = Problem(.conflict, "access.noSession")
}
