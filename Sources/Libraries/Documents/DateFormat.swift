public import SehatCore

/// How days and times are written: the month always by name, so that no reader can mix up day and month.
public enum DateFormat {
    /// The name of a month (1 to 12): short in English, in full in the other languages; empty outside the range.
    public static func month(_ month: Int, in language: Language) -> String {
        guard (1...12).contains(month) else { return "" }
        return names(language)[month - 1]
    }

    /// The day of the month in two digits.
    public static func dayOfMonth(_ day: CalendarDay, _ format: NumberFormat) -> String {
        format.localized(twoDigits(day.day))
    }

    /// The year in four digits.
    public static func year(_ day: CalendarDay, _ format: NumberFormat) -> String {
        format.localized(String(day.year))
    }

    /// A time of day on the 24-hour clock, 09:05; hours and minutes outside the clock are held within it.
    public static func time(hour: Int, minute: Int, _ format: NumberFormat) -> String {
        format.localized(twoDigits(min(max(hour, 0), 23)) + ":" + twoDigits(min(max(minute, 0), 59)))
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func names(_ language: Language) -> [String] {
        switch language {
        case .en: english
        case .ur: urdu
        case .hi: hindi
        case .ar: arabic
        }
    }

    private static let english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let urdu = [
        "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
    ]
    private static let hindi = [
        "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
    ]
    private static let arabic = [
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ]
}
