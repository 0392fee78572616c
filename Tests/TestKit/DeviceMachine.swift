import PrinterDevices

/// What reads a printer's bytes, one after the other.
struct DeviceMachine {
    enum Event {
        /// Nothing to be said.
        case none
        /// A question that is answered at once.
        case asked(UInt8)
        /// A question that is answered when everything before it has been worked off.
        case askedInTurn(reply: [UInt8])
        case pulse
        /// A label came out.
        case labelDone
    }

    private let language: DeviceLanguage
    /// The document since the last end of one, without the questions.
    var document: [UInt8] = []
    private var pending: [UInt8] = []
    /// Bytes of picture that are still to come, which mean nothing.
    private var picture = 0
    /// Whether a label's memory holds a picture.
    private var holdsPicture = false

    init(_ language: DeviceLanguage) {
        self.language = language
    }

    mutating func take(_ byte: UInt8) -> Event {
        if picture > 0 {
            picture -= 1
            document.append(byte)
            return .none
        }
        pending.append(byte)
        return switch language {
        case .escpos: escpos()
        case .zpl: zpl()
        case .tspl: tspl()
        }
    }

    /// What the printer answers to a question, in the words of its language.
    func answer(_ question: UInt8, _ fault: SimulatedDevice.Fault) -> [UInt8] {
        switch language {
        case .escpos:
            switch question {
            case 1: return [0x12 | (fault.paperOut || fault.coverOpen ? 0x08 : 0)]
            case 2: return [0x12 | (fault.coverOpen ? 0x04 : 0) | (fault.paperOut ? 0x20 : 0)]
            case 4: return [0x12 | (fault.paperOut ? 0x6C : 0)]
            default: return [0x12]
            }
        case .zpl:
            let first = "\u{2}030,\(fault.paperOut ? 1 : 0),0,0203,000,0,0,0,000,0,0,0\u{3}\r\n"
            let second = "\u{2}001,0,\(fault.coverOpen ? 1 : 0),0,1,2,6,0,00000000,1,000\u{3}\r\n"
            return Array((first + second + "\u{2}1234,0\u{3}\r\n").utf8)
        case .tspl: return [(fault.coverOpen ? 0x01 : 0) | (fault.paperOut ? 0x04 : 0)]
        }
    }

    private mutating func keep(picture bytes: Int = 0) -> Event {
        document += pending
        pending = []
        picture = bytes
        return .none
    }

    private mutating func drop(_ event: Event) -> Event {
        pending = []
        return event
    }

    private mutating func escpos() -> Event {
        let bytes = pending
        func lacks(_ count: Int) -> Bool { bytes.count < count }
        switch (bytes[0], bytes.count > 1 ? bytes[1] : nil) {
        case (0x00, _): return drop(.none)
        case (0x10, nil), (0x1B, nil), (0x1D, nil): return .none
        case (0x1B, 0x40):
            // It forgets what it has not printed.
            document = []
            return keep()
        case (0x10, 0x04): return lacks(3) ? .none : drop(.asked(bytes[2]))
        case (0x1B, 0x70):
            if lacks(5) { return .none }
            _ = keep()
            return .pulse
        case (0x1D, 0x72): return lacks(3) ? .none : drop(.askedInTurn(reply: [0x00]))
        case (0x1D, 0x76):
            if lacks(8) { return .none }
            return keep(picture: (Int(bytes[4]) + Int(bytes[5]) << 8) * (Int(bytes[6]) + Int(bytes[7]) << 8))
        case (0x1D, 0x56): return lacks(4) ? .none : keep()
        default: return keep()
        }
    }

    private mutating func zpl() -> Event {
        if pending[0] == UInt8(ascii: "~") {
            if pending.count < 3 { return .none }
            if pending.elementsEqual("~JX".utf8) {
                document = []
                return drop(.none)
            }
            return pending.elementsEqual("~HS".utf8) ? drop(.asked(0)) : keep()
        }
        // White space between labels belongs to none.
        if document.isEmpty, pending == [0x0A] { return drop(.none) }
        _ = keep()
        return document.suffix(3).elementsEqual("^XZ".utf8) ? .labelDone : .none
    }

    private mutating func tspl() -> Event {
        if pending[0] == 0x1B {
            if pending.count < 3 { return .none }
            return pending == [0x1B, 0x21, 0x3F] ? drop(.asked(0)) : keep()
        }
        let line = String(decoding: pending, as: UTF8.self)
        if line.hasPrefix("BITMAP "), pending.last == UInt8(ascii: ",") {
            let parts = line.dropFirst(7).split(separator: ",")
            if parts.count == 5, let width = Int(parts[2]), let height = Int(parts[3]) {
                holdsPicture = true
                return keep(picture: width * height)
            }
        }
        guard pending.last == 0x0A else { return .none }
        if line.hasPrefix("OUT \"") {
            let word = line.dropFirst(5).prefix { $0 != "\"" }
            return drop(.askedInTurn(reply: Array("\(word)\r\n".utf8)))
        }
        // A line without a command is none.
        if pending.allSatisfy({ $0 == 0x0D || $0 == 0x0A }), !holdsPicture { return drop(.none) }
        if line == "CLS\r\n", holdsPicture {
            (document, holdsPicture) = ([], false)
            return drop(.none)
        }
        _ = keep()
        if line.hasPrefix("PRINT ") { holdsPicture = false }
        return line.hasPrefix("PRINT ") ? .labelDone : .none
    }
}
