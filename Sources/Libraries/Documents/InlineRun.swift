public import SehatCore

/// A piece of text ready for the bidirectional algorithm: characters with isolates, and what layout must know of it.
public struct InlineRun: Hashable, Sendable {
    /// The characters, with directional isolates round values and no-break spaces inside them.
    public var text: String
    /// What it is.
    public var kind: InlineKind
    /// The language of the field, which chooses between Nastaliq and Naskh.
    public var language: Language
    /// True for bold.
    public var isStrong: Bool

    /// A piece of text.
    public init(text: String, kind: InlineKind, language: Language, isStrong: Bool = false) {
        self.text = text
        self.kind = kind
        self.language = language
        self.isStrong = isStrong
    }
}

/// What the rendering of a piece depends on.
public struct InlineContext: Hashable, Sendable {
    /// The document's language.
    public var language: Language
    /// Which digits values are written with.
    public var digits: DigitStyle
    /// How digits are grouped; nil for the habit of the currency.
    public var grouping: HospitalProfile.Grouping?
    /// How Hijri dates stand beside Umm al-Qura; nil for papers without them.
    public var hijriShift: Int?
    /// The page on which the piece stands, from 1.
    public var pageNumber: Int
    /// How many pages there are.
    public var pageCount: Int

    /// A context.
    public init(
        language: Language, digits: DigitStyle = .western, grouping: HospitalProfile.Grouping? = nil,
        hijriShift: Int? = nil, pageNumber: Int = 1, pageCount: Int = 1
    ) {
        self.language = language
        self.digits = digits
        self.grouping = grouping
        self.hijriShift = hijriShift
        self.pageNumber = pageNumber
        self.pageCount = pageCount
    }

    /// The way numbers are written in this context.
    public var numbers: NumberFormat { NumberFormat(language: language, digits: digits) }
}

extension PrintDocument {
    /// The context in which the document's pieces are rendered, on a given page.
    public func context(pageNumber: Int = 1, pageCount: Int = 1) -> InlineContext {
        InlineContext(
            language: language, digits: digits, grouping: grouping, hijriShift: hijriShift, pageNumber: pageNumber,
            pageCount: pageCount)
    }
}

extension Inline {
    /// The piece as text with isolates by its type.
    ///
    /// Control characters and bidi overrides are gone afterwards; a value's units stand beside it behind no-break
    /// spaces; names longer than 160 graphemes end with an ellipsis; identifiers are complete.
    public func runs(in context: InlineContext) -> [InlineRun] {
        let numbers = context.numbers
        switch self {
        case .text(let text, let language):
            return [Self.prose(CleanText.prose(text), language ?? context.language, context)]
        case .name(let name, let language):
            let clean = CleanText.line(name, limit: CleanText.nameLimit)
            return [InlineRun(text: Isolate.first(clean), kind: .name, language: language ?? context.language)]
        case .identifier(let text), .phone(let text):
            return [context.run(Isolate.left(Isolate.glued(InputText.foldDigits(CleanText.line(text)))), .identifier)]
        case .money(let money):
            return [context.run(Self.money(money, context))]
        case .amount(let money):
            return [
                context.run(Isolate.number(MoneyFormat.amount(money, numbers, grouping: context.grouping), numbers))
            ]
        case .date(let day):
            return [context.run(Self.date(day, time: nil, context))] + Self.hijri(day, context)
        case .dateTime(let day, let hour, let minute):
            let time = DateFormat.time(hour: hour, minute: minute, numbers)
            return [context.run(Self.date(day, time: time, context))] + Self.hijri(day, context)
        case .time(let hour, let minute):
            return [context.run(Isolate.number(DateFormat.time(hour: hour, minute: minute, numbers), numbers))]
        case .amountInWords(let money):
            return [context.run(AmountInWords.text(money, in: context.language), .text)]
        case .strong(let pieces):
            return pieces.flatMap { $0.runs(in: context) }.map { run in
                var strong = run
                strong.isStrong = true
                return strong
            }
        default:
            return [context.run(measured(context))]
        }
    }

    /// Prose in a language of the other direction is isolated, line by line, so that its full stops stay at its end.
    private static func prose(_ text: String, _ language: Language, _ context: InlineContext) -> InlineRun {
        var text = text
        if language.isRightToLeft != context.language.isRightToLeft, !text.isEmpty {
            text = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { language.isRightToLeft ? Isolate.right(String($0)) : Isolate.left(String($0)) }
                .joined(separator: "\n")
        }
        return InlineRun(text: text, kind: .text, language: language)
    }

    private func measured(_ context: InlineContext) -> String {
        let numbers = context.numbers
        switch self {
        case .number(let units, let scale):
            return Isolate.number(numbers.decimal(units, scale: scale, grouping: context.grouping), numbers)
        case .quantity(let units, let scale, let unit):
            return Isolate.measured(numbers.decimal(units, scale: scale, grouping: context.grouping), unit, numbers)
        case .percent(let basisPoints):
            return Isolate.number(numbers.localized(Self.percent(basisPoints)), numbers)
        case .result(let text, let unit), .dose(let text, let unit):
            return Isolate.measured(numbers.localized(CleanText.line(text)), unit, numbers)
        case .pageNumber:
            return Isolate.number(numbers.decimal(Int64(context.pageNumber)), numbers)
        case .pageCount:
            return Isolate.number(numbers.decimal(Int64(context.pageCount)), numbers)
        default:
            return ""
        }
    }

    private static func money(_ money: Money, _ context: InlineContext) -> String {
        let number = MoneyFormat.amount(money, context.numbers, grouping: context.grouping)
        let sign = MoneyFormat.sign(of: money.currency, in: context.language)
        if CleanText.isRightToLeft(sign) { return Isolate.measured(number, sign, context.numbers) }
        return Isolate.left(sign + Isolate.space + Isolate.forced(number, context.numbers))
    }

    /// A day whose month has a right-to-left name runs from right to left, each number isolated for itself: inside a
    /// left-to-right isolate the year would change places with the day.
    private static func date(_ day: CalendarDay, time: String?, _ context: InlineContext) -> String {
        let numbers = context.numbers
        let month = DateFormat.month(day.month, in: context.language)
        let dayOfMonth = DateFormat.dayOfMonth(day, numbers)
        let year = DateFormat.year(day, numbers)
        if context.language.isRightToLeft {
            let numbered = { (text: String) in Isolate.number(text, numbers) }
            let parts = [numbered(dayOfMonth), month, numbered(year)] + (time.map { [numbered($0)] } ?? [])
            return Isolate.right(parts.joined(separator: Isolate.space))
        }
        let joint = context.language == .en ? "-" : Isolate.space
        let date = [dayOfMonth, month, year].joined(separator: joint)
        return Isolate.left(date + (time.map { Isolate.space + $0 } ?? ""))
    }

    /// The same day by the Islamic calendar, behind the Gregorian one; a line may break between the two.
    private static func hijri(_ day: CalendarDay, _ context: InlineContext) -> [InlineRun] {
        guard let shift = context.hijriShift else { return [] }
        let (date, numbers) = (HijriDate(day, shift: shift), context.numbers)
        let dayOfMonth = numbers.localized(String(date.day))
        let month = Isolate.glued(date.monthName(in: context.language))
        let year = numbers.localized(String(date.year))
        let era = HijriDate.era(in: context.language)
        let text =
            if context.language.isRightToLeft {
                Isolate.right(
                    [Isolate.number(dayOfMonth, numbers), month, Isolate.number(year, numbers) + Isolate.space + era]
                        .joined(separator: Isolate.space))
            } else {
                Isolate.left([dayOfMonth, month, year, era].joined(separator: Isolate.space))
            }
        return [context.run(" · ", .text), context.run(text)]
    }

    /// Hundredths of a percent with no needless zeros: 1250 is 12.5%, 1000 is 10%.
    private static func percent(_ basisPoints: Int) -> String {
        let western = NumberFormat(language: .en)
        let scale = basisPoints % 100 == 0 ? 0 : basisPoints % 10 == 0 ? 1 : 2
        let divisor = scale == 0 ? 100 : scale == 1 ? 10 : 1
        return western.decimal(Int64(basisPoints / divisor), scale: scale) + "%"
    }
}

extension InlineContext {
    fileprivate func run(_ text: String, _ kind: InlineKind = .value) -> InlineRun {
        InlineRun(text: text, kind: kind, language: language)
    }
}

/// Directional isolates (UAX #9) round values.
enum Isolate {
    /// U+00A0, which holds a unit beside its number.
    static let space = "\u{A0}"

    /// Left to right.
    static func left(_ text: String) -> String { "\u{2066}\(text)\u{2069}" }
    /// Right to left.
    static func right(_ text: String) -> String { "\u{2067}\(text)\u{2069}" }
    /// The direction of the first strong letter.
    static func first(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

    /// Spaces inside made no-break ones.
    static func glued(_ text: String) -> String { text.replacing(" ", with: space) }

    /// A number in its own left-to-right isolate.
    static func number(_ text: String, _ format: NumberFormat) -> String { left(forced(text, format)) }

    /// Arabic-Indic digits act as right-to-left letters on the signs between them, even inside an isolate: 1+0+0
    /// would turn round. Local digits therefore stand in an override as well.
    static func forced(_ text: String, _ format: NumberFormat) -> String {
        let text = glued(text)
        return format.usesLocalDigits ? "\u{202D}\(text)\u{202C}" : text
    }

    /// A number and its unit; a unit in a right-to-left script follows at the left of the number.
    static func measured(_ number: String, _ unit: String?, _ format: NumberFormat) -> String {
        let unit = glued(CleanText.line(unit ?? ""))
        if unit.isEmpty { return Isolate.number(number, format) }
        if CleanText.isRightToLeft(unit) { return right(Isolate.number(number, format) + space + unit) }
        return left(forced(number, format) + space + unit)
    }
}
