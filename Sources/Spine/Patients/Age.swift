public import SehatCore

/// How old a patient is on a day: completed years, months of the running year, days of the running month.
public struct Age: Codable, Hashable, Sendable {
    /// Completed years.
    public let years: Int
    /// Completed months since the last birthday, 0 to 11.
    public let months: Int
    /// Days since the last completed month, 0 to 30.
    public let days: Int

    /// The age on `day` of somebody born on `birth`; all zero before the birth.
    public init(bornOn birth: CalendarDay, on day: CalendarDay) {
        guard birth < day else {
            (years, months, days) = (0, 0, 0)
            return
        }
        var total = (day.year - birth.year) * 12 + day.month - birth.month
        if Self.day(birth, plusMonths: total) > day { total -= 1 }
        years = total / 12
        months = total % 12
        days = day.daysSince1970 - Self.day(birth, plusMonths: total).daysSince1970
    }

    /// The oldest age that is taken at registration, in years.
    public static let limit = 130

    /// How far an estimated birth may lie from the real one, in years: what people guess of a grown person at most.
    static let estimateYears = 10

    /// The day on which somebody of this age in months is taken to have been born, `months` before `day`.
    static func birthDay(months: Int, before day: CalendarDay) -> CalendarDay {
        Self.day(day, plusMonths: -months)
    }

    /// The same day of another month, or that month's last day where it has no such day.
    private static func day(_ day: CalendarDay, plusMonths months: Int) -> CalendarDay {
        let total = day.year * 12 + day.month - 1 + months
        let (year, month) = (total / 12, total % 12 + 1)
        for candidate in stride(from: day.day, through: 28, by: -1) {
            if let found = CalendarDay(year: year, month: month, day: candidate) { return found }
        }
        return CalendarDay(year: year, month: month, day: min(day.day, 28)) ?? day
    }
}
