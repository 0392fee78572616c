/// A Code 128 symbol (ISO/IEC 15417) as widths of bars and spaces, without its quiet zones.
public struct Code128: Hashable, Sendable {
    /// The width of each quiet zone, in modules.
    public static let quietZone = 10

    /// The symbol characters: start, data, check character and stop.
    public let codes: [Int]

    /// The shortest symbol for an ASCII payload, switching between the sets A, B and C.
    ///
    /// - Throws: `TypesettingError.codeNotEncodable` when the payload is empty or not ASCII, and
    ///   `TypesettingError.codeTooLong` when it is longer than 200 characters.
    public init(_ payload: String) throws {
        let bytes = Array(payload.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 < 128 }) else { throw TypesettingError.codeNotEncodable }
        guard bytes.count <= 200 else { throw TypesettingError.codeTooLong }
        var codes = Code128Planner(bytes).plan()
        let check = codes.enumerated().reduce(0) { $0 + $1.element * max($1.offset, 1) } % 103
        codes += [check, 106]
        self.codes = codes
    }

    /// Widths in modules, alternating bar and space, starting and ending with a bar.
    public var widths: [Int] {
        codes.flatMap { code in Self.patterns[code].utf8.map { Int($0) - 48 } }
    }

    /// Modules from the first bar to the last.
    public var moduleCount: Int { (codes.count - 1) * 11 + 13 }

    static let patterns: [String] = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
        123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
        232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
        313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
        111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
        111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
        114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}

/// Finds the shortest sequence of symbol characters by looking at every set at every place.
struct Code128Planner {
    private enum Set: Int, CaseIterable {
        case a, b, c

        var start: Int { 103 + rawValue }
        /// The character that switches to this set; the same from either other set.
        var latch: Int { 101 - rawValue }
    }

    private struct Step {
        var cost = Int.max
        var previous: Set?
        /// Characters of the payload consumed by the step; 0 for a switch of sets.
        var codes: [Int] = []
        var consumed = 0
    }

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Start and data characters.
    func plan() -> [Int] {
        // best[i][set]: the cheapest way to stand before byte i in a set.
        var best = [[Step]](repeating: [Step](repeating: Step(), count: 3), count: bytes.count + 1)
        for set in Set.allCases { best[0][set.rawValue] = Step(cost: 1, previous: nil, codes: [set.start]) }
        for index in 0...bytes.count {
            if index > 0 { relaxSwitches(&best[index]) }
            if index == bytes.count { break }
            for set in Set.allCases where best[index][set.rawValue].cost < Int.max {
                advance(from: index, in: set, &best)
            }
        }
        return trace(best)
    }

    private func relaxSwitches(_ row: inout [Step]) {
        for from in Set.allCases where row[from.rawValue].cost < Int.max && row[from.rawValue].consumed > 0 {
            for to in Set.allCases where to != from && row[from.rawValue].cost + 1 < row[to.rawValue].cost {
                row[to.rawValue] = Step(cost: row[from.rawValue].cost + 1, previous: from, codes: [to.latch])
            }
        }
    }

    private func advance(from index: Int, in set: Set, _ best: inout [[Step]]) {
        let cost = best[index][set.rawValue].cost
        let offer = { (best: inout [[Step]], codes: [Int], consumed: Int) in
            let target = index + consumed
            if cost + codes.count < best[target][set.rawValue].cost {
                best[target][set.rawValue] = Step(
                    cost: cost + codes.count, previous: set, codes: codes, consumed: consumed)
            }
        }
        if set == .c {
            if let pair = pair(at: index) { offer(&best, [pair], 2) }
            return
        }
        if let code = code(bytes[index], set) {
            offer(&best, [code], 1)
        } else if let code = code(bytes[index], set == .a ? .b : .a) {
            offer(&best, [98, code], 1)
        }
    }

    private func trace(_ best: [[Step]]) -> [Int] {
        var index = bytes.count
        var set = Set.allCases.min { best[index][$0.rawValue].cost < best[index][$1.rawValue].cost } ?? .b
        var pieces: [[Int]] = []
        while true {
            let step = best[index][set.rawValue]
            pieces.append(step.codes)
            guard let previous = step.previous else { break }
            index -= step.consumed
            set = previous
        }
        return pieces.reversed().flatMap { $0 }
    }

    private func pair(at index: Int) -> Int? {
        guard index + 1 < bytes.count, (48...57).contains(bytes[index]), (48...57).contains(bytes[index + 1]) else {
            return nil
        }
        return Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
    }

    private func code(_ byte: UInt8, _ set: Set) -> Int? {
        switch (set, byte) {
        case (.a, 0..<32): Int(byte) + 64
        case (.a, 32..<96), (.b, 32..<128): Int(byte) - 32
        default: nil
        }
    }
}
