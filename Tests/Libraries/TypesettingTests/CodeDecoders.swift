import Documents

@testable import Typesetting

/// Reads QR symbols back, written from the standard and not from the encoder: it knows the patterns' places by itself
/// and checks every Reed-Solomon syndrome.
struct QRReader {
    let size: Int
    let isDark: (Int, Int) -> Bool

    enum Failure: Error { case format, syndrome, mode }

    /// The payload; throws when format, parity or mode are wrong.
    func read() throws -> (text: String, level: QRCorrection) {
        let (level, mask) = try format()
        let version = (size - 17) / 4
        var bits: [Bool] = []
        var upwards = true
        for right in stride(from: size - 1, to: 0, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) where right > 0 {
            for step in 0..<size {
                let row = upwards ? size - 1 - step : step
                for column in [right, right - 1] where !isPattern(row, column, version) {
                    bits.append(isDark(row, column) != QRCanvas.inverts(mask, row, column))
                }
            }
            upwards.toggle()
        }
        let words = stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        return (try text(try data(words, version, level), version), level)
    }

    private func format() throws -> (QRCorrection, Int) {
        var first = 0
        for (index, row) in [0, 1, 2, 3, 4, 5, 7, 8].enumerated() { first |= (isDark(row, 8) ? 1 : 0) << index }
        for (index, column) in [7, 5, 4, 3, 2, 1, 0].enumerated() {
            first |= (isDark(8, column) ? 1 : 0) << (8 + index)
        }
        var second = 0
        for index in 0..<8 { second |= (isDark(8, size - 1 - index) ? 1 : 0) << index }
        for index in 8..<15 { second |= (isDark(size - 15 + index, 8) ? 1 : 0) << index }
        guard first == second, isDark(size - 8, 8) else { throw Failure.format }
        let plain = (first ^ 0x5412) >> 10
        return ([.medium, .low, .high, .quartile][plain >> 3], plain & 7)
    }

    private func isPattern(_ row: Int, _ column: Int, _ version: Int) -> Bool {
        if row == 6 || column == 6 { return true }
        if row < 9, column < 9 || column >= size - 8 { return true }
        if row >= size - 8, column < 9 { return true }
        if version >= 7, (row < 6 && column >= size - 11) || (column < 6 && row >= size - 11) { return true }
        let places = Self.alignments[version] ?? []
        for y in places {
            for x in places where abs(y - row) <= 2 && abs(x - column) <= 2 {
                let last = places.last ?? 6
                if (y, x) != (6, 6), (y, x) != (6, last), (y, x) != (last, 6) { return true }
            }
        }
        return false
    }

    private func data(_ words: [UInt8], _ version: Int, _ level: QRCorrection) throws -> [UInt8] {
        let count = QRBlocks.blockCount(version, level)
        let check = QRBlocks.checkCodewords(version, level)
        let total = QRBlocks.dataCodewords(version, level)
        let long = total % count
        var blocks = [[UInt8]](repeating: [], count: count)
        var place = 0
        for position in 0...total / count {
            for block in 0..<count where position < total / count || block >= count - long {
                blocks[block].append(words[place])
                place += 1
            }
        }
        let data = blocks.flatMap { $0 }
        for _ in 0..<check {
            for block in 0..<count {
                blocks[block].append(words[place])
                place += 1
            }
        }
        for block in blocks {
            var root: UInt8 = 1
            for _ in 0..<check {
                guard block.reduce(UInt8(0), { ReedSolomon.multiply($0, root) ^ $1 }) == 0 else {
                    throw Failure.syndrome
                }
                root = ReedSolomon.multiply(root, 2)
            }
        }
        return data
    }

    private func text(_ data: [UInt8], _ version: Int) throws -> String {
        var place = 0
        func take(_ count: Int) -> Int {
            defer { place += count }
            return (place..<place + count).reduce(0) { $0 << 1 | Int(data[$1 / 8] >> (7 - UInt8($1 % 8)) & 1) }
        }
        let column = version < 10 ? 0 : version < 27 ? 1 : 2
        let mode = take(4)
        switch mode {
        case 1:
            let count = take([10, 12, 14][column])
            var text = ""
            for start in stride(from: 0, to: count, by: 3) {
                let digits = min(3, count - start)
                let number = String(take(digits * 3 + 1))
                text += String(repeating: "0", count: digits - number.count) + number
            }
            return text
        case 2:
            let count = take([9, 11, 13][column])
            let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
            var text = ""
            for start in stride(from: 0, to: count, by: 2) {
                let value = take(count - start > 1 ? 11 : 6)
                if count - start > 1 { text.append(letters[value / 45]) }
                text.append(letters[value % 45])
            }
            return text
        case 4:
            let count = take([8, 16, 16][column])
            return String(decoding: (0..<count).map { _ in UInt8(take(8)) }, as: UTF8.self)
        default: throw Failure.mode
        }
    }

    /// Centres of the alignment patterns by version, from the standard's table.
    private static let alignments: [Int: [Int]] = [
        2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46],
        10: [6, 28, 50], 11: [6, 30, 54], 12: [6, 32, 58], 13: [6, 34, 62], 14: [6, 26, 46, 66], 15: [6, 26, 48, 70],
        16: [6, 26, 50, 74], 20: [6, 34, 62, 90], 25: [6, 32, 58, 84, 110], 32: [6, 34, 60, 86, 112, 138],
        40: [6, 30, 58, 86, 114, 142, 170],
    ]
}

/// Reads a row of bars back.
enum Code128Reader {
    /// The payload of a row of dark and light modules; nil when it is not a symbol or its check character is wrong.
    static func read(_ widths: [Int]) -> String? {
        guard widths.count % 6 == 1, widths.count >= 19 else { return nil }
        var codes: [Int] = []
        for start in stride(from: 0, to: widths.count - 7, by: 6) {
            let pattern = widths[start..<start + 6].map(String.init).joined()
            guard let code = Code128.patterns.firstIndex(of: pattern) else { return nil }
            codes.append(code)
        }
        guard widths.suffix(7).map(String.init).joined() == "2331112", let check = codes.popLast(),
            codes.enumerated().reduce(0, { $0 + $1.element * max($1.offset, 1) }) % 103 == check
        else { return nil }
        return text(codes)
    }

    private static func text(_ codes: [Int]) -> String? {
        var set = codes[0] - 103
        guard (0...2).contains(set) else { return nil }
        var text = ""
        var shifted = false
        for code in codes.dropFirst() {
            let active = shifted ? 1 - set : set
            shifted = false
            switch (active, code) {
            case (2, 0..<100): text += code < 10 ? "0\(code)" : "\(code)"
            case (_, 99): set = 2
            case (_, 100) where active != 1: set = 1
            case (_, 101) where active != 0: set = 0
            case (0...1, 98): shifted = true
            case (0, 0..<96): text.unicodeScalars.append(Unicode.Scalar(UInt8(code < 64 ? code + 32 : code - 64)))
            case (1, 0..<96): text.unicodeScalars.append(Unicode.Scalar(UInt8(code + 32)))
            default: return nil
            }
        }
        return text
    }
}
