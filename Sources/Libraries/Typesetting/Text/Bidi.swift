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
