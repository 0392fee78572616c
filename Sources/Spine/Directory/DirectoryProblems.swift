public import SehatCore

extension Permission {
    /// See departments, practitioners, stations, services and prices.
    public static let directoryView = Permission("directory.view")
    /// Change them, and the hospital's profile.
    public static let directoryManage = Permission("directory.manage")
}

extension Problem {
    /// There is no such department.
    public static let departmentNotFound = Problem(.notFound, "directory.department.notFound")
    /// The department takes no new work.
    public static let departmentClosed = Problem(.conflict, "directory.department.closed")
    /// Another department has this code.
    static let departmentCodeTaken = Problem(
        .conflict, "directory.department.codeTaken", fields: [.init("code", "directory.field.taken")])

    /// There is no such practitioner.
    public static let practitionerNotFound = Problem(.notFound, "directory.practitioner.notFound")
    /// The practitioner takes no new work.
    public static let practitionerClosed = Problem(.conflict, "directory.practitioner.closed")
    /// The practitioner works in another department.
    public static let practitionerElsewhere = Problem(
        .invalid, "directory.practitioner.elsewhere",
        fields: [.init("practitionerID", "directory.field.practitionerElsewhere")])

    /// There is no such station.
    public static let stationNotFound = Problem(.notFound, "directory.station.notFound")
    /// Another station has this number.
    static let stationNumberTaken = Problem(
        .conflict, "directory.station.numberTaken", fields: [.init("number", "directory.field.taken")])

    /// There is no such service.
    public static let serviceNotFound = Problem(.notFound, "directory.service.notFound")
    /// The service is no longer offered.
    public static let serviceClosed = Problem(.conflict, "directory.service.closed")
    /// Another service has this code.
    static let serviceCodeTaken = Problem(
        .conflict, "directory.service.codeTaken", fields: [.init("code", "directory.field.taken")])

    /// The service has no price in force on that day; an amount is never made up.
    public static func priceMissing(_ serviceCode: String, on day: CalendarDay) -> Problem {
        Problem(.conflict, "directory.price.missing", params: ["service": serviceCode, "day": day.description])
    }

    /// A price that was in force already cannot be changed afterwards.
    static let pricePast = Problem(.conflict, "directory.price.past", fields: [.init("from", "directory.field.past")])

    /// Another department or practitioner calls its tokens by these letters.
    static let tokenLettersTaken = Problem(
        .conflict, "directory.tokenLetters.taken", fields: [.init("tokenLetters", "directory.field.taken")])
}
