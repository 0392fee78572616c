/// Commands that a printer obeys the moment their bytes arrive, also where they stand in the middle of a picture.
///
/// A picture that happens to hold such bytes would open the drawer, switch the printer off or throw away what it has. The
/// cure is one dot: the second byte of the sequence gets a dot beside one that is there, which no eye sees and no code
/// minds, and the sequence is none. ESC/POS could be told to ignore two of them (`GS ( D`), but not all of them, and many
/// compatible printers do not know that command and print it.
enum ImmediateCommands {
    /// ESC/POS: `DLE EOT`, `DLE ENQ` and `DLE DC4` (Epson, ESC/POS Command Reference); a bit of 1 is black.
    static func defuseEscPos(_ bytes: inout [UInt8], from start: Int) {
        defuse(&bytes, from: start) { first, second in
            first == 0x10 && (second == 0x04 || second == 0x05 || second == 0x14) ? second | second << 1 : second
        }
    }

    /// TSPL: `ESC !` and `~!` with a letter (TSC, TSPL/TSPL2 Programming Manual); a bit of 0 is black.
    static func defuseTSPL(_ bytes: inout [UInt8], from start: Int) {
        defuse(&bytes, from: start) { first, second in
            (first == 0x1B || first == 0x7E) && second == 0x21 ? 0x20 : second
        }
    }

    private static func defuse(_ bytes: inout [UInt8], from start: Int, _ cure: (UInt8, UInt8) -> UInt8) {
        guard bytes.count > start + 1 else { return }
        for index in start..<bytes.count - 1 {
            let cured = cure(bytes[index], bytes[index + 1])
            if cured != bytes[index + 1] { bytes[index + 1] = cured }
        }
    }
}
