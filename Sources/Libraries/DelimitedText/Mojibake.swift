/// Text that was read in the wrong encoding before it was saved: `Ø§Ø­Ù…Ø¯` and `ط§ط­ظ…ط¯` for احمد.
public enum Mojibake {
    /// Whether letters of the text are the bytes of UTF-8 taken one by one as Windows-1252 (or Latin-1) or as Windows-1256,
    /// or were lost in a conversion (U+FFFD).
    public static func isLikely(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return false }
        if text.unicodeScalars.contains("\u{FFFD}") { return true }
        let latin = Reading(text, latin)
        // After a Latin letter a sign such as § is never a letter of a name, so one is enough, and some may be lost.
        if latin.letters >= 1 && latin.covered * 2 >= latin.beyondASCII { return true }
        // Arabic letters stand beside each other in good names too: everything has to fit.
        let arabic = Reading(text, Windows1256.byte)
        return arabic.letters >= 2 && arabic.covered == arabic.beyondASCII
    }

    /// The byte of a character in Windows-1252, and in Latin-1 where that has another one.
    private static func latin(_ scalar: Unicode.Scalar) -> UInt8? {
        if (0x80...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return windows1252[scalar.value]
    }

    /// From 0x80 to 0x9F (Unicode Consortium, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
    private static let windows1252: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88,
        0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93,
        0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
        0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]

    /// What the characters of a text say when they are taken for bytes of UTF-8.
    private struct Reading {
        /// Characters beyond ASCII, and those of them that are bytes of a letter.
        private(set) var beyondASCII = 0
        private(set) var covered = 0
        private(set) var letters = 0

        init(_ text: String, _ byte: (Unicode.Scalar) -> UInt8?) {
            let scalars = Array(text.unicodeScalars)
            var index = 0
            while index < scalars.count {
                guard !scalars[index].isASCII else {
                    index += 1
                    continue
                }
                let length = Self.letter(scalars[index...], byte)
                beyondASCII += max(length, 1)
                covered += length
                letters += length > 0 ? 1 : 0
                index += max(length, 1)
            }
        }

        /// How many characters at the beginning are the bytes of one letter; 0 where they are not.
        private static func letter(_ scalars: ArraySlice<Unicode.Scalar>, _ byte: (Unicode.Scalar) -> UInt8?) -> Int {
            guard let lead = scalars.first.flatMap(byte), (0xC2...0xEF).contains(lead) else { return 0 }
            let length = lead < 0xE0 ? 2 : 3
            var value = UInt32(lead & (lead < 0xE0 ? 0x1F : 0x0F))
            let rest = scalars.dropFirst().prefix(length - 1)
            guard rest.count == length - 1 else { return 0 }
            for scalar in rest {
                guard let next = byte(scalar), (0x80...0xBF).contains(next) else { return 0 }
                value = value << 6 | UInt32(next & 0x3F)
            }
            return isOfNames(value) ? length : 0
        }

        /// Latin letters with marks, Arabic, Devanagari, signs such as joiners and quotation marks, Arabic forms.
        private static func isOfNames(_ value: UInt32) -> Bool {
            switch value {
            case 0xC0...0x17F, 0x600...0x6FF, 0x750...0x77F, 0x900...0x97F, 0x2000...0x206F, 0xFB50...0xFDFF,
                0xFE70...0xFEFC:
                true
            default: false
            }
        }
    }
}
