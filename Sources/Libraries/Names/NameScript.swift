/// The scripts in which names are read by sound; every other script is compared letter by letter.
public enum NameScript: String, Codable, CaseIterable, Sendable {
    case latin, arabic, devanagari, other

    /// The script of a letter; `.other` also for what is no letter.
    public init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            self = .latin
        case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: self = .arabic
        case 0x0900...0x097F, 0xA8E0...0xA8FF: self = .devanagari
        default: self = .other
        }
    }
}
