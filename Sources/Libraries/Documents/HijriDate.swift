import Foundation
public import SehatCore

/// A day of the Islamic calendar by the tables of Umm al-Qura, the civil calendar of Saudi Arabia.
///
/// The tables (from ICU, through Foundation) hold for 1300 to 1600 AH, November 1882 to 2174; other years follow the
/// arithmetic calendar. Where the month is declared by sighting, as in Pakistan and India, a hospital sets by how many days
/// its calendar stands beside the tables: there usually one day behind.
public struct HijriDate: Hashable, Sendable {
    /// The year after the Hijra.
    public let year: Int
    /// 1 is Muharram, 12 is Dhu al-Hijja.
    public let month: Int
    /// 1 to 30.
    public let day: Int

    /// The most days that a hospital's calendar may stand beside the tables, either way.
    public static let shiftLimit = 2

    /// The day on which a Gregorian day falls.
    ///
    /// - Parameter shift: -1 where the month is begun one day after Umm al-Qura; held within `shiftLimit`.
    public init(_ day: CalendarDay, shift: Int = 0) {
        let days = day.daysSince1970 + min(max(shift, -Self.shiftLimit), Self.shiftLimit)
        // Noon, so that no rounding of seconds can reach another day.
        let noon = Date(timeIntervalSince1970: Double(days) * 86_400 + 43_200)
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: noon)
        year = parts.year ?? 0
        month = parts.month ?? 1
        self.day = parts.day ?? 1
    }

    /// The name of the month as the language's readers write it.
    public func monthName(in language: Language) -> String {
        let names =
            switch language {
            case .en: Self.english
            case .ur: Self.urdu
            case .hi: Self.hindi
            case .ar: Self.arabic
            }
        return names.indices.contains(month - 1) ? names[month - 1] : ""
    }

    /// The sign of the era behind the year.
    public static func era(in language: Language) -> String {
        switch language {
        case .en: "AH"
        case .ur: "ھ"
        case .hi: "हिजरी"
        case .ar: "هـ"
        }
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .islamicUmmAlQura)
        calendar.timeZone = .gmt
        return calendar
    }()

    private static let english = [
        "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal",
        "Dhu al-Qada", "Dhu al-Hijja",
    ]
    private static let urdu = [
        "محرم", "صفر", "ربیع الاول", "ربیع الثانی", "جمادی الاول", "جمادی الثانی", "رجب", "شعبان", "رمضان", "شوال",
        "ذوالقعدہ", "ذوالحجہ",
    ]
    private static let hindi = [
        "मुहर्रम", "सफ़र", "रबीउल अव्वल", "रबीउस्सानी", "जुमादल अव्वल", "जुमादस्सानी", "रजब", "शाबान", "रमज़ान", "शव्वाल",
        "ज़ुल क़ादा", "ज़ुल हिज्जा",
    ]
    private static let arabic = [
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
        "ذو القعدة", "ذو الحجة",
    ]
}
