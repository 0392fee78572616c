/// ESC/POS: `DLE EOT n` is answered at once, also when the printer is off line; `GS r 1` in its turn, when everything
/// before it has been worked off. (Epson, ESC/POS Command Reference.)
struct EscPosTalk: DeviceTalk {
    /// White for as much of a picture as a band can lack; every document then begins with `ESC @`. Outside of a picture
    /// printers skip zeros. Makers of raster printers name this way to break off (Brother, Raster Command Reference,
    /// "Invalidate"); clearing the buffers by `DLE ENQ 2` or `DLE DC4` is known to few, and wants answers to be waited for.
    var remedy: [UInt8] { [UInt8](repeating: 0, count: 32_768) }

    func status(_ link: borrowing DeviceLink) throws -> DeviceStatus {
        var status = DeviceStatus()
        let printer = try realTime(1, link)
        let cause = try realTime(2, link)
        let error = try realTime(3, link)
        let paper = try realTime(4, link)
        if cause & 0x04 != 0 { status.troubles.insert(.coverOpen) }
        if cause & 0x20 != 0 || paper & 0x60 == 0x60 { status.troubles.insert(.paperOut) }
        if error & 0x08 != 0 { status.troubles.insert(.cutterError) }
        if error & 0x20 != 0 { status.troubles.insert(.error) }
        if error & 0x40 != 0 { status.troubles.insert(.headHot) }
        if printer & 0x08 != 0, status.troubles.isEmpty { status.troubles.insert(.offline) }
        status.isPaperLow = paper & 0x0C == 0x0C
        return status
    }

    func confirm(_ link: borrowing DeviceLink) throws {
        try link.write([0x1D, 0x72, 0x01])
        let deadline = Deadline(link.patience.confirm)
        while deadline.left > 0 {
            // Bits 4 and 7 are 0 in the answer to GS r, and 1 and 0 in one to DLE EOT.
            if try link.read(within: deadline.left).contains(where: { $0 & 0x90 == 0 }) { return }
        }
        throw DeviceError.unconfirmed((try? status(link).troubles) ?? [])
    }

    private func realTime(_ question: UInt8, _ link: borrowing DeviceLink) throws -> UInt8 {
        try link.write([0x10, 0x04, question])
        let deadline = Deadline(link.patience.answer)
        while deadline.left > 0 {
            if let answer = try link.read(within: deadline.left).last(where: { $0 & 0x93 == 0x12 }) { return answer }
        }
        throw DeviceError.silent
    }
}
