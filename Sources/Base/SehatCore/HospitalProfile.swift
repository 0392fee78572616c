public import Foundation

/// What the whole hospital shares: its names, money, time zone and where its business day ends.
public struct HospitalProfile: Codable, Hashable, Sendable {
    /// How thousands are grouped in amounts: 1,250,000 or 12,50,000.
    public enum Grouping: String, Codable, CaseIterable, Sendable, WireEnum {
        case thousands, lakh
    }

    public var name: LocalizedText
    public var address: LocalizedText
    public var phone: String
    public var currency: Currency
    public var timeZoneIdentifier: String
    /// Minutes after midnight at which a business day begins; 0 for midnight.
    public var dayCutOffMinutes: Int
    /// The month (1 to 12) in which the fiscal year begins: 7 in Pakistan, 4 in India.
    public var fiscalYearStartMonth: Int
    public var language: Language
    public var grouping: Grouping
    /// Cash is taken in multiples of this many minor units; 1 means no rounding.
    public var cashRounding: Int64

    public init(
        name: LocalizedText, address: LocalizedText = LocalizedText(en: ""), phone: String = "",
        currency: Currency = .PKR, timeZoneIdentifier: String = "Asia/Karachi", dayCutOffMinutes: Int = 0,
        fiscalYearStartMonth: Int = 7, language: Language = .ur, grouping: Grouping = .thousands,
        cashRounding: Int64 = 100
    ) {
        self.name = name
        self.address = address
        self.phone = phone
        self.currency = currency
        self.timeZoneIdentifier = timeZoneIdentifier
        self.dayCutOffMinutes = dayCutOffMinutes
        self.fiscalYearStartMonth = fiscalYearStartMonth
        self.language = language
        self.grouping = grouping
        self.cashRounding = cashRounding
    }

    public var timeZone: TimeZone { TimeZone(identifier: timeZoneIdentifier) ?? .gmt }

    /// The business day to which a moment belongs.
    public func businessDay(of instant: Instant) -> CalendarDay {
        CalendarDay(instant, in: timeZone, cutOffMinutes: dayCutOffMinutes)
    }

    /// The fiscal year of a day, named by the calendar year in which it begins.
    public func fiscalYear(of day: CalendarDay) -> Int {
        day.month >= fiscalYearStartMonth ? day.year : day.year - 1
    }

    public func money(_ amount: Int64) -> Money {
        Money(amount: amount, currency: currency)
    }
}
