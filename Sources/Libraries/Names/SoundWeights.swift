/// How much each pair of sounds speaks for two words being one name: log odds against chance, in nats.
///
/// Learned from spellings of the same names in several scripts (see the notice beside the data); a sound may also stand
/// against nothing, as the short vowels do that Urdu and Arabic leave out.
struct SoundWeights: Sendable {
    /// The weights of one pair of scripts, by first and second sound.
    struct Table: Sendable {
        let columns: Int
        let cells: [Float]
        /// What every pair of words starts from, by how many sounds both have together, the last for all longer ones: how
        /// rare it is that two words are one name, and how much two short ones can say at all.
        let biases: [Float]

        /// What long words start from.
        var bias: Float { biases.last ?? 0 }

        func bias(_ sounds: Int) -> Float { sounds < biases.count ? biases[sounds] : bias }

        var rows: Int { cells.count / columns }

        /// The same table seen from the other script.
        var turned: Table {
            var cells = [Float](repeating: 0, count: self.cells.count)
            for row in 0..<rows {
                for column in 0..<columns { cells[column * rows + row] = self.cells[row * columns + column] }
            }
            return Table(columns: rows, cells: cells, biases: biases)
        }
    }

    private let tables: [Table?]

    /// - Parameter tables: one for each pair of scripts, in one order of the two.
    init(_ given: [(first: NameScript, second: NameScript, biases: [Float], cells: [Float])]) {
        var tables = [Table?](repeating: nil, count: 9)
        for (first, second, biases, cells) in given {
            guard let two = SoundAlphabet.of(second), cells.count % two.count == 0 else { continue }
            let table = Table(columns: two.count, cells: cells, biases: biases)
            tables[Self.index(first) * 3 + Self.index(second)] = table
            if first != second { tables[Self.index(second) * 3 + Self.index(first)] = table.turned }
        }
        self.tables = tables
    }

    /// The weights between two scripts; nil where one is not read by sound.
    func table(_ first: NameScript, _ second: NameScript) -> Table? {
        if first == .other || second == .other { return nil }
        return tables[Self.index(first) * 3 + Self.index(second)]
    }

    private static func index(_ script: NameScript) -> Int {
        switch script {
        case .latin: 0
        case .arabic: 1
        case .devanagari, .other: 2
        }
    }
}

extension SoundWeights {
    /// The weights as learned from the tuning part of the data.
    static let shipped = SoundWeights(LearnedWeights.all.map { ($0.first, $0.second, $0.biases, cells($0.rows)) })

    /// The value of the lowest level and the distance of two levels, in nats.
    static let lowest: Float = -9
    static let step: Float = 0.16
    /// The characters of the levels, ASCII from # on without the backslash.
    static let levels: [UInt8] = (35...126).filter { $0 != 92 }

    /// Reads rows of one character a cell.
    static func cells(_ rows: String) -> [Float] {
        rows.utf8.filter { $0 != 10 }.map { code in
            lowest + step * Float(Int(code) - 35 - (code > 92 ? 1 : 0))
        }
    }

    /// Writes cells as rows of one character a cell.
    static func rows(_ cells: [Float], columns: Int) -> [String] {
        stride(from: 0, to: cells.count, by: columns).map { start in
            String(
                decoding: cells[start..<start + columns].map { value in
                    levels[min(max(Int(((value - lowest) / step).rounded()), 0), levels.count - 1)]
                }, as: UTF8.self)
        }
    }
}
