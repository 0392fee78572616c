/// Which signs a name may have: those that the product's fonts print, so that no wristband shows an empty box.
enum NameSigns {
    /// The first sign of a text, with whatever is joined to it, that no paper could show.
    static func unprintable(in text: String) -> Character? {
        if text.unicodeScalars.allSatisfy(isPrintable) { return nil }
        return text.first { !$0.unicodeScalars.allSatisfy(isPrintable) }
    }

    /// Letters, marks and digits of Latin, Arabic script and Devanagari, joiners, and the punctuation of names.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        // The rest of Latin, its modifier letters and combining marks; not the signs of multiplication and division.
        case 0xAA, 0xB4, 0xB7, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x2B0...0x36F, 0x1E00...0x1EFF: true
        case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
        case 0x0900...0x097F, 0xA8E0...0xA8FF: true
        // Joiners, hyphens and dashes, quotation marks.
        case 0x200B...0x200D, 0x2010...0x2015, 0x2018...0x201D: true
        default: false
        }
    }
}
