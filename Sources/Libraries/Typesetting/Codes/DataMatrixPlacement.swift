/// Lays codewords into the mapping matrix along diagonals (ISO/IEC 16022, annex F).
struct DataMatrixPlacement {
    private let side: Int
    private let shape: DataMatrixShape
    /// For each cell the bit that it shows, eight to a codeword; -1 while free.
    private var bits: [Int]

    init(_ shape: DataMatrixShape) {
        self.shape = shape
        side = shape.mapping
        bits = [Int](repeating: -1, count: side * side)
        walk()
    }

    /// The mapping matrix of some codewords.
    func placed(_ codewords: [UInt8]) -> [Bool] {
        var cells = bits.map { bit in
            bit >= 0 && bit / 8 < codewords.count && codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
        }
        // Sizes whose modules are not a multiple of eight have a fixed pattern in the last corner.
        if bits[side * side - 1] < 0 {
            cells[side * side - 1] = true
            cells[side * side - side - 2] = true
        }
        return cells
    }

    private mutating func walk() {
        var (row, column, codeword) = (4, 0, 0)
        repeat {
            if let corner = corner(row, column) {
                for (bit, place) in corner.enumerated() { set(place.0, place.1, codeword * 8 + bit) }
                codeword += 1
            }
            repeat {
                if row < side, column >= 0, bits[row * side + column] < 0 { utah(row, column, &codeword) }
                (row, column) = (row - 2, column + 2)
            } while row >= 0 && column < side
            (row, column) = (row + 1, column + 3)
            repeat {
                if row >= 0, column < side, bits[row * side + column] < 0 { utah(row, column, &codeword) }
                (row, column) = (row + 2, column - 2)
            } while row < side && column >= 0
            (row, column) = (row + 3, column + 1)
        } while row < side || column < side
    }

    /// The cells of a codeword that a corner of the matrix tears apart, where the walk stands before one.
    private func corner(_ row: Int, _ column: Int) -> [(Int, Int)]? {
        let last = side - 1
        if row == side, column == 0 {
            return [(last, 0), (last, 1), (last, 2), (0, last - 1), (0, last), (1, last), (2, last), (3, last)]
        }
        if row == side - 2, column == 0, side % 4 != 0 {
            return [
                (last - 2, 0), (last - 1, 0), (last, 0), (0, last - 3), (0, last - 2), (0, last - 1), (0, last),
                (1, last),
            ]
        }
        if row == side - 2, column == 0, side % 8 == 4 {
            return [(last - 2, 0), (last - 1, 0), (last, 0), (0, last - 1), (0, last), (1, last), (2, last), (3, last)]
        }
        if row == side + 4, column == 2, side % 8 == 0 {
            return [
                (last, 0), (last, last), (0, last - 2), (0, last - 1), (0, last), (1, last - 2), (1, last - 1),
                (1, last),
            ]
        }
        return nil
    }

    /// The usual shape of a codeword, named after the state: its last bit is at the place.
    private mutating func utah(_ row: Int, _ column: Int, _ codeword: inout Int) {
        let places = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)]
        for (bit, place) in places.enumerated() { set(row + place.0, column + place.1, codeword * 8 + bit) }
        codeword += 1
    }

    /// What leaves the matrix on one side comes in on the other, shifted.
    private mutating func set(_ row: Int, _ column: Int, _ bit: Int) {
        var (row, column) = (row, column)
        if row < 0 { (row, column) = (row + side, column + 4 - (side + 4) % 8) }
        if column < 0 { (row, column) = (row + 4 - (side + 4) % 8, column + side) }
        bits[row * side + column] = bit
    }
}
