import CText

/// The bidirectional algorithm (UAX #9): levels for a whole paragraph, order for each line.
enum Bidi {
    /// The embedding level of each character of a paragraph whose base direction is given, never guessed.
    static func levels(_ scalars: [UInt32], isRightToLeft: Bool) -> [Int8] {
        guard !scalars.isEmpty else { return [] }
        let count = Int32(scalars.count)
        var types = [FriBidiCharType](repeating: FRIBIDI_TYPE_LTR, count: scalars.count)
        var brackets = [FriBidiBracketType](repeating: 0, count: scalars.count)
        var levels = [FriBidiLevel](repeating: isRightToLeft ? 1 : 0, count: scalars.count)
        var base = isRightToLeft ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR
        fribidi_get_bidi_types(scalars, count, &types)
        fribidi_get_bracket_types(scalars, count, types, &brackets)
        let highest = fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, &levels)
        // Zero means that FriBidi ran out of memory; the base level for everything is the honest fallback.
        if highest == 0 { return [Int8](repeating: isRightToLeft ? 1 : 0, count: scalars.count) }
        return levels.map { Int8(truncatingIfNeeded: $0) }
    }

    /// The order from left to right of pieces of a paragraph that leave out its marks of direction.
    ///
    /// Isolates and marks have no ink and yet a level: one that stands between two pieces keeps them in the order of its own
    /// direction. Embeddings and overrides have none, as if they were not there (rule X9).
    static func visualOrder(
        _ pieces: [(range: Range<Int>, level: Int8)], levels: [Int8], of scalars: [UInt32]
    ) -> [Int] {
        if pieces.count < 2 { return Array(pieces.indices) }
        var (all, owners): ([Int8], [Int?]) = ([], [])
        for (index, piece) in pieces.enumerated() {
            let end = index > 0 ? pieces[index - 1].range.upperBound : piece.range.lowerBound
            for place in end..<max(end, piece.range.lowerBound) where !(0x202A...0x202E).contains(scalars[place]) {
                all.append(levels[place])
                owners.append(nil)
            }
            all.append(piece.level)
            owners.append(index)
        }
        return visualOrder(all).compactMap { owners[$0] }
    }

    /// The order from left to right of pieces with the given levels (rule L2).
    static func visualOrder(_ levels: [Int8]) -> [Int] {
        var order = Array(levels.indices)
        guard let highest = levels.max(), let lowestOdd = levels.filter({ $0 % 2 == 1 }).min() else { return order }
        var level = highest
        while level >= lowestOdd {
            var start = 0
            while start < order.count {
                guard levels[order[start]] >= level else {
                    start += 1
                    continue
                }
                var end = start
                while end < order.count, levels[order[end]] >= level { end += 1 }
                order[start..<end].reverse()
                start = end
            }
            level -= 1
        }
        return order
    }
}
