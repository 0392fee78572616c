/// The best alignment of the sounds of two words.
enum Alignment {
    /// How much the two words speak for one another: the sum of the weights along the best alignment, in nats.
    static func score(_ left: [SoundAlphabet.Sound], _ right: [SoundAlphabet.Sound], _ table: SoundWeights.Table)
        -> Float
    {
        let columns = table.columns
        let width = right.count + 1
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { row in
            table.cells.withUnsafeBufferPointer { cells in
                row[0] = 0
                for (column, sound) in right.enumerated() { row[column + 1] = row[column] + cells[Int(sound)] }
                for sound in left {
                    let base = Int(sound) * columns
                    let alone = cells[base]
                    var diagonal = row[0]
                    row[0] += alone
                    for (column, other) in right.enumerated() {
                        let together = diagonal + cells[base + Int(other)]
                        diagonal = row[column + 1]
                        row[column + 1] = max(together, diagonal + alone, row[column] + cells[Int(other)])
                    }
                }
                return row[right.count]
            }
        }
    }
}
