import CText
import Documents
import SehatCore

/// A stretch of characters that is shaped at once: one font, one script, one language, one direction.
struct TextItem: Sendable {
    let range: Range<Int>
    let face: FontFace
    let script: UInt32
    let language: Language
    let level: Int8

    var isRightToLeft: Bool { level % 2 == 1 }
}

/// Which characters count as what when a font is chosen.
enum ScalarClass {
    /// Steers the bidirectional algorithm; never reaches a font.
    case control
    /// Has no ink and follows its neighbours' font.
    case ignorable
    case space
    /// Belongs to the character before it.
    case mark
    case arabic
    case devanagari
    /// Latin, digits, signs and everything else.
    case other

    init(_ value: UInt32) {
        switch value {
        case 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .space
        case 0x21...0x7E: self = .other
        case 0x200B...0x200D, 0x2060...0x2065, 0x00AD, 0x034F, 0x180E, 0xFE00...0xFE0F, 0xFEFF: self = .ignorable
        case 0x0600...0x06FF, 0x0750...0x077F, 0x0870...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC:
            self = ParagraphText.isBidiControl(value) ? .control : Self.isMark(value) ? .mark : .arabic
        case 0x0900...0x097F, 0xA8E0...0xA8FF, 0x1CD0...0x1CFF: self = Self.isMark(value) ? .mark : .devanagari
        default:
            self = ParagraphText.isBidiControl(value) ? .control : Self.isMark(value) ? .mark : .other
        }
    }

    private static func isMark(_ value: UInt32) -> Bool {
        guard value >= 0x0300, let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }
}

/// Splits a paragraph into items: chooses a font for every character by its script and the language of its field.
struct Itemizer {
    private let engine: Engine
    private let text: ParagraphText
    private let isBold: Bool
    private let urduFace: UrduFace
    private var families: [FontFace.Family?]
    /// The characters to shape; those that no font has are replaced.
    private(set) var shown: [UInt32]
    /// Characters that no font has.
    private(set) var missing: Set<Unicode.Scalar> = []

    init(_ engine: Engine, _ text: ParagraphText, isBold: Bool, urduFace: UrduFace) {
        self.engine = engine
        self.text = text
        self.isBold = isBold
        self.urduFace = urduFace
        self.shown = text.scalars
        families = [FontFace.Family?](repeating: nil, count: text.scalars.count)
    }

    /// The items in reading order; control characters belong to none.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when a font cannot be loaded.
    mutating func items(levels: [Int8]) throws -> [TextItem] {
        let classes = text.scalars.map(ScalarClass.init)
        try chooseFonts(classes)
        settleNeutrals(classes)
        return cut(classes, levels)
    }

    private mutating func chooseFonts(_ classes: [ScalarClass]) throws {
        var previous: FontFace.Family?
        for index in classes.indices {
            let family: FontFace.Family?
            switch classes[index] {
            case .control, .space, .ignorable: family = nil
            case .mark: family = try markFamily(index, after: previous)
            case .arabic: family = try firstCovering(index, arabicFamilies(language(index)))
            case .devanagari: family = try firstCovering(index, [.devanagari, .sans])
            case .other: family = try firstCovering(index, [.sans, .devanagari, arabicFamilies(language(index))[0]])
            }
            families[index] = family
            if classes[index] != .ignorable { previous = family }
        }
    }

    /// A mark stays in its base's font, so that a stack of marks is never split; only without a base it picks one.
    private mutating func markFamily(_ index: Int, after base: FontFace.Family?) throws -> FontFace.Family {
        if let base, try has(text.scalars[index], base, index) { return base }
        return try firstCovering(index, [.sans, .devanagari] + arabicFamilies(language(index)))
    }

    private func arabicFamilies(_ language: Language) -> [FontFace.Family] {
        language == .ar || urduFace == .naskh ? [.naskh, .nastaliq, .sans] : [.nastaliq, .naskh, .sans]
    }

    private mutating func firstCovering(_ index: Int, _ candidates: [FontFace.Family]) throws -> FontFace.Family {
        let scalar = text.scalars[index]
        for family in candidates where try has(scalar, family, index) { return family }
        if let scalar = Unicode.Scalar(scalar) { missing.insert(scalar) }
        shown[index] = 0xFFFD
        return .sans
    }

    private func has(_ scalar: UInt32, _ family: FontFace.Family, _ index: Int) throws -> Bool {
        if scalar < 0x7F, family == .sans { return true }
        return try engine.font(FontFace(family, isBold: isBold(index))).glyph(for: scalar) != nil
    }

    private func language(_ index: Int) -> Language { text.runs[Int(text.owners[index])].language }

    private func isBold(_ index: Int) -> Bool { isBold || text.runs[Int(text.owners[index])].isStrong }

    /// A space takes the narrow space of a script font only between two words of that font, so that it does not
    /// vanish between a date and a time; ignorables follow the character before them.
    private mutating func settleNeutrals(_ classes: [ScalarClass]) {
        var previous: FontFace.Family?
        var start = 0
        while start < classes.count {
            if let family = families[start] {
                previous = family
                start += 1
                continue
            }
            var end = start
            while end < classes.count, families[end] == nil { end += 1 }
            let next = end < classes.count ? families[end] : nil
            let spaces = previous == next ? previous ?? .sans : .sans
            for index in start..<end where classes[index] != .control {
                families[index] = classes[index] == .space ? spaces : previous ?? next ?? .sans
            }
            start = end
        }
    }

    private func cut(_ classes: [ScalarClass], _ levels: [Int8]) -> [TextItem] {
        var items: [TextItem] = []
        var start = 0
        while start < classes.count {
            guard let family = families[start] else {
                start += 1
                continue
            }
            let face = FontFace(family, isBold: isBold(start))
            let script = script(start, family)
            var end = start + 1
            while end < classes.count, families[end] == family, levels[end] == levels[start],
                language(end) == language(start), isBold(end) == face.isBold, self.script(end, family) == script
            {
                end += 1
            }
            items.append(
                TextItem(
                    range: start..<end, face: face, script: script, language: language(start), level: levels[start]))
            start = end
        }
        return items
    }

    /// The script tells HarfBuzz which rules of the font apply; signs and digits follow their font's main script.
    private func script(_ index: Int, _ family: FontFace.Family) -> UInt32 {
        switch family {
        case .nastaliq, .naskh: return HB_SCRIPT_ARABIC.rawValue
        case .devanagari: return HB_SCRIPT_DEVANAGARI.rawValue
        case .sans:
            let value = text.scalars[index]
            return (0x0370...0x03FF).contains(value)
                ? HB_SCRIPT_GREEK.rawValue
                : (0x0400...0x052F).contains(value) ? HB_SCRIPT_CYRILLIC.rawValue : HB_SCRIPT_LATIN.rawValue
        }
    }
}
