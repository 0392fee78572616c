/// ZPL II: `~HS` is answered at once with three lines, each between STX and ETX. (Zebra, ZPL II Programming Guide.)
struct ZPLTalk: DeviceTalk {
    /// Cancels the format that is being received and nothing else (ZPL II Programming Guide, `~JX`).
    var remedy: [UInt8] { Array("~JX".utf8) }

    func status(_ link: borrowing DeviceLink) throws -> DeviceStatus { try hostStatus(link).status }

    func confirm(_ link: borrowing DeviceLink) throws {
        let deadline = Deadline(link.patience.confirm)
        var troubles: Set<DeviceTrouble> = []
        while deadline.left > 0 {
            guard let answer = try? hostStatus(link) else { break }
            if answer.waiting == 0, answer.status.isReady { return }
            troubles = answer.status.troubles
            _ = try link.read(within: min(200, deadline.left))
        }
        throw DeviceError.unconfirmed(troubles)
    }

    /// - Returns: the status, and how many formats and labels are still to be printed.
    private func hostStatus(_ link: borrowing DeviceLink) throws -> (status: DeviceStatus, waiting: Int) {
        try link.write(Array("~HS".utf8))
        let deadline = Deadline(link.patience.answer)
        var heard: [UInt8] = []
        while deadline.left > 0 {
            heard += try link.read(within: deadline.left)
            if let answer = Self.read(heard) { return answer }
        }
        throw DeviceError.silent
    }

    static func read(_ bytes: [UInt8]) -> (status: DeviceStatus, waiting: Int)? {
        let lines = bytes.split(separator: 0x02).compactMap { line in
            line.firstIndex(of: 0x03).map { end in
                String(decoding: line[..<end], as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
            }
        }
        guard lines.count >= 3, lines[0].count >= 12, lines[1].count >= 9 else { return nil }
        func isSet(_ line: Int, _ field: Int) -> Bool { lines[line][field] == "1" }
        var status = DeviceStatus()
        if isSet(0, 1) { status.troubles.insert(.paperOut) }
        if isSet(0, 2) { status.troubles.insert(.paused) }
        if isSet(0, 10) { status.troubles.insert(.headHot) }
        if isSet(1, 2) { status.troubles.insert(.coverOpen) }
        if isSet(1, 3) { status.troubles.insert(.ribbonOut) }
        // A printer without paper or with its head up also pauses itself.
        if status.troubles.count > 1 { status.troubles.remove(.paused) }
        return (status, (Int(lines[0][4]) ?? 0) + (Int(lines[1][8]) ?? 0))
    }
}

/// TSPL: `ESC ! ?` is answered at once with one byte; `OUT` in its turn. (TSC, TSPL/TSPL2 Programming Manual.)
struct TSPLTalk: DeviceTalk {
    /// Ends of lines for as much of a picture as a label can lack, which to a printer that waits for none are commands with
    /// nothing in them; then the picture is wiped, so that `PRINT` never brings out a part of the label before. The manual has
    /// a command that starts the printer anew (`ESC ! C`), which loses what comes next.
    var remedy: [UInt8] {
        (0..<65_536).map { $0 % 2 == 0 ? 0x0D : 0x0A } + Array("CLS\r\n".utf8)
    }

    private static let word = Array("SEHAT".utf8)

    func status(_ link: borrowing DeviceLink) throws -> DeviceStatus {
        try link.write([0x1B, 0x21, 0x3F])
        let deadline = Deadline(link.patience.answer)
        while deadline.left > 0 {
            if let answer = try link.read(within: deadline.left).last { return Self.read(answer) }
        }
        throw DeviceError.silent
    }

    static func read(_ byte: UInt8) -> DeviceStatus {
        var status = DeviceStatus()
        if byte & 0x01 != 0 { status.troubles.insert(.coverOpen) }
        if byte & 0x02 != 0 { status.troubles.insert(.paperJam) }
        if byte & 0x04 != 0 { status.troubles.insert(.paperOut) }
        if byte & 0x08 != 0 { status.troubles.insert(.ribbonOut) }
        if byte & 0x10 != 0, status.troubles.isEmpty { status.troubles.insert(.paused) }
        if byte & 0x80 != 0 { status.troubles.insert(.error) }
        return status
    }

    func confirm(_ link: borrowing DeviceLink) throws {
        try link.write(Array("OUT \"SEHAT\"\r\n".utf8))
        let deadline = Deadline(link.patience.confirm)
        var heard: [UInt8] = []
        while deadline.left > 0 {
            heard += try link.read(within: deadline.left)
            if heard.indices.contains(where: { heard[$0...].starts(with: Self.word) }) { return }
        }
        throw DeviceError.unconfirmed((try? status(link).troubles) ?? [])
    }
}
