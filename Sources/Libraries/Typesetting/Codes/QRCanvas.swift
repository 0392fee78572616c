import Documents

/// The square on which patterns and codewords are drawn, and the choice of the mask.
struct QRCanvas {
    let version: Int
    let size: Int
    private var modules: [Bool]
    private var isFunction: [Bool]

    init(version: Int) {
        self.version = version
        size = version * 4 + 17
        modules = [Bool](repeating: false, count: size * size)
        isFunction = modules
        drawPatterns()
    }

    /// Lays the codewords into the free modules, in columns of two from the right, up and down.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        for (pair, right) in columnPairs().enumerated() {
            for step in 0..<size {
                let row = pair % 2 == 0 ? size - 1 - step : step
                for column in [right, right - 1] where !isFunction[row * size + column] && bit < codewords.count * 8 {
                    modules[row * size + column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
        }
    }

    /// The symbol under the mask with the lowest penalty.
    func masked(_ correction: QRCorrection) -> (mask: Int, modules: [Bool]) {
        var best: (penalty: Int, mask: Int, modules: [Bool])?
        for mask in 0..<8 {
            var copy = self
            copy.apply(mask)
            copy.drawFormat(correction, mask)
            let penalty = QRPenalty.of(copy.modules, size: size)
            if best.map({ penalty < $0.penalty }) ?? true { best = (penalty, mask, copy.modules) }
        }
        return best.map { ($0.mask, $0.modules) } ?? (0, modules)
    }

    /// The right-hand columns of the pairs; column 6 is the timing pattern and is skipped.
    private func columnPairs() -> [Int] {
        stride(from: size - 1, through: 1, by: -2).map { $0 <= 6 ? $0 - 1 : $0 }.filter { $0 >= 1 }
    }

    private mutating func apply(_ mask: Int) {
        for row in 0..<size {
            for column in 0..<size where !isFunction[row * size + column] {
                if Self.inverts(mask, row, column) { modules[row * size + column].toggle() }
            }
        }
    }

    static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    private mutating func set(_ row: Int, _ column: Int, _ dark: Bool) {
        modules[row * size + column] = dark
        isFunction[row * size + column] = true
    }

    private mutating func drawPatterns() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
        let places = Self.alignmentPlaces(version)
        for row in places {
            for column in places where !isFinderCorner(row, column, places) { drawAlignment(row, column) }
        }
        // Reserves the format modules; the true ones are drawn once the mask is known.
        drawFormat(.low, 0)
        drawVersion()
    }

    private func isFinderCorner(_ row: Int, _ column: Int, _ places: [Int]) -> Bool {
        let last = places.last ?? 6
        return (row == 6 && column == 6) || (row == 6 && column == last) || (row == last && column == 6)
    }

    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for y in -4...4 {
            for x in -4...4 where (0..<size).contains(row + y) && (0..<size).contains(column + x) {
                let distance = max(abs(x), abs(y))
                set(row + y, column + x, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment(_ row: Int, _ column: Int) {
        for y in -2...2 {
            for x in -2...2 { set(row + y, column + x, max(abs(x), abs(y)) != 1) }
        }
    }

    static func alignmentPlaces(_ version: Int) -> [Int] {
        if version == 1 { return [] }
        let count = version / 7 + 2
        let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        return [6] + (0..<count - 1).map { version * 4 + 10 - $0 * step }.reversed()
    }

    private mutating func drawFormat(_ correction: QRCorrection, _ mask: Int) {
        let level =
            switch correction {
            case .low: 1
            case .medium: 0
            case .quartile: 3
            case .high: 2
            }
        let data = level << 3 | mask
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9 * 0x537) }
        let bits = (data << 10 | remainder & 0x3FF) ^ 0x5412
        let bit = { (index: Int) in bits >> index & 1 == 1 }
        for index in 0...5 { set(index, 8, bit(index)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for index in 9..<15 { set(8, 14 - index, bit(index)) }
        for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
        set(size - 8, 8, true)
    }

    private mutating func drawVersion() {
        guard version >= 7 else { return }
        var remainder = version
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11 * 0x1F25) }
        let bits = version << 12 | remainder & 0xFFF
        for index in 0..<18 {
            let dark = bits >> index & 1 == 1
            set(size - 11 + index % 3, index / 3, dark)
            set(index / 3, size - 11 + index % 3, dark)
        }
    }
}

/// The four penalty rules by which a mask is chosen.
enum QRPenalty {
    static func of(_ modules: [Bool], size: Int) -> Int {
        modules.withUnsafeBufferPointer { cells in
            var result = 0
            for line in 0..<size {
                result += runs(cells, start: line * size, step: 1, count: size)
                result += runs(cells, start: line, step: size, count: size)
            }
            result += squares(cells, size)
            let dark = cells.reduce(0) { $0 + ($1 ? 1 : 0) }
            return result + abs(dark * 20 - cells.count * 10) / cells.count * 10
        }
    }

    /// Runs of five and more, and patterns that look like a finder, along one line.
    private static func runs(_ cells: UnsafeBufferPointer<Bool>, start: Int, step: Int, count: Int) -> Int {
        var result = 0
        var length = 0
        var colour = false
        var window = 0
        for index in 0..<count {
            let dark = cells[start + index * step]
            if index > 0, dark == colour { length += 1 } else { (length, colour) = (1, dark) }
            if length == 5 { result += 3 } else if length > 5 { result += 1 }
            window = (window << 1 | (dark ? 1 : 0)) & 0x7FF
            if index >= 10, window == 0b101_11010000 || window == 0b000_01011101 { result += 40 }
        }
        return result
    }

    private static func squares(_ cells: UnsafeBufferPointer<Bool>, _ size: Int) -> Int {
        var result = 0
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let first = row * size + column
                let dark = cells[first]
                if dark == cells[first + 1], dark == cells[first + size], dark == cells[first + size + 1] {
                    result += 3
                }
            }
        }
        return result
    }
}
