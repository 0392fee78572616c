/// Where lines may end by the Unicode line breaking algorithm (UAX #14), rules LB2 to LB31.
///
/// Numbers follow example 7 of its section 8.2, as Unicode's own test file does: `(PR | PO) × (OP | HY)? NU` and so on, so
/// that prices, ranges and measures stay whole. What the product does otherwise stands in `LineBreakTailoring`.
struct LineBreakRules {
    private typealias Kind = LineBreakClass

    /// A character with the combining marks that rule LB9 counts with it.
    private struct Unit {
        var kind: LineBreakClass
        /// The place of the first character.
        var start: Int
        /// True when a joiner is the last character, which forbids a break behind it (LB8a).
        var endsWithJoiner: Bool
    }

    private let units: [Unit]

    /// For each place between the first and the last character, and for both ends: true when a line may end there. The
    /// start is none, the end always is one, unless there is no text.
    static func opportunities(_ scalars: [UInt32]) -> [Bool] {
        var result = [Bool](repeating: false, count: scalars.count + 1)
        result[scalars.count] = !scalars.isEmpty
        let rules = LineBreakRules(scalars)
        for index in rules.units.indices.dropFirst() {
            result[rules.units[index].start] = rules.mayBreak(before: index)
        }
        return result
    }

    /// LB9 and LB10: marks and joiners belong to the character before them; those without one are letters.
    private init(_ scalars: [UInt32]) {
        var units: [Unit] = []
        units.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            var kind = Kind(scalar)
            let isJoiner = kind == .zwj
            if isJoiner || kind == .cm {
                if let last = units.last, !Self.takesNoMarks(last.kind) {
                    units[units.count - 1].endsWithJoiner = isJoiner
                    continue
                }
                kind = .al
            }
            units.append(Unit(kind: kind, start: index, endsWithJoiner: isJoiner))
        }
        self.units = units
    }

    private static func takesNoMarks(_ kind: Kind) -> Bool {
        switch kind {
        case .bk, .cr, .lf, .nl, .sp, .zw: true
        default: false
        }
    }

    private func kind(_ index: Int) -> Kind? { units.indices.contains(index) ? units[index].kind : nil }

    /// The class before the spaces that end at a place.
    private func kindBeforeSpaces(_ index: Int) -> Kind? {
        var last = index - 1
        while last >= 0, units[last].kind == .sp { last -= 1 }
        return kind(last)
    }

    private func mayBreak(before index: Int) -> Bool {
        let (before, after) = (units[index - 1].kind, units[index].kind)
        switch before {  // LB4, LB5
        case .bk, .lf, .nl: return true
        case .cr: return after != .lf
        default: break
        }
        switch after {  // LB6, LB7
        case .bk, .cr, .lf, .nl, .sp, .zw: return false
        default: break
        }
        let earlier = kindBeforeSpaces(index)
        if earlier == .zw { return true }  // LB8
        if units[index - 1].endsWithJoiner { return false }  // LB8a
        if bindsOverSpaces(earlier, before, after) { return false }
        if before == .sp { return true }  // LB18
        if after == .qu || before == .qu { return false }  // LB19
        if after == .cb || before == .cb { return true }  // LB20
        return !bindsBesides(index, before, after) && !isInNumber(index, before, after)
            && !isInSyllableOrPair(index, before, after)
    }

    /// LB11 to LB17: what holds although spaces may stand between.
    private func bindsOverSpaces(_ earlier: Kind?, _ before: Kind, _ after: Kind) -> Bool {
        switch (before, after) {
        case (_, .wj), (.wj, _), (.gl, _): return true  // LB11, LB12
        case (.sp, .gl), (.ba, .gl), (.hy, .gl): break  // LB12a
        case (_, .gl): return true
        case (_, .cl), (_, .cp), (_, .cpe), (_, .ex), (_, .is), (_, .sy): return true  // LB13
        default: break
        }
        switch (earlier, after) {
        case (.op, _), (.ope, _): return true  // LB14
        case (.qu, .op), (.qu, .ope): return true  // LB15
        case (.cl, .ns), (.cp, .ns), (.cpe, .ns): return true  // LB16
        case (.bt, .bt): return true  // LB17
        default: return false
        }
    }

    /// LB21 to LB24, LB28 to LB30: letters and signs beside each other.
    private func bindsBesides(_ index: Int, _ before: Kind, _ after: Kind) -> Bool {
        switch (before, after) {
        case (_, .ba), (_, .hy), (_, .ns), (.bb, _), (_, .in): return true  // LB21, LB22
        case (.hy, _), (.ba, _): return kind(index - 2) == .hl  // LB21a
        case (.sy, .hl): return true  // LB21b
        case (.al, .nu), (.hl, .nu), (.nu, .al), (.nu, .hl): return true  // LB23
        // LB23a, LB24
        case (.pr, .id), (.pr, .pic), (.pr, .eb), (.pr, .em), (.id, .po), (.pic, .po), (.eb, .po), (.em, .po):
            return true
        case (.pr, .al), (.pr, .hl), (.po, .al), (.po, .hl), (.al, .pr), (.hl, .pr), (.al, .po), (.hl, .po): return true
        // LB28, LB29, LB30
        case (.al, .al), (.al, .hl), (.hl, .al), (.hl, .hl), (.is, .al), (.is, .hl): return true
        case (.al, .op), (.hl, .op), (.nu, .op), (.cp, .al), (.cp, .hl), (.cp, .nu): return true
        default: return false
        }
    }

    /// LB25, with the regular expression of numbers of section 8.2's example 7.
    private func isInNumber(_ index: Int, _ before: Kind, _ after: Kind) -> Bool {
        switch (before, after) {
        case (.pr, .nu), (.po, .nu), (.op, .nu), (.ope, .nu), (.hy, .nu): return true
        case (.pr, .op), (.po, .op), (.pr, .ope), (.po, .ope): return kind(index + 1) == .nu
        case (_, .nu), (_, .sy), (_, .is), (_, .cl), (_, .cp), (_, .cpe): return isNumber(upTo: index - 1)
        case (.cl, .po), (.cp, .po), (.cpe, .po), (.cl, .pr), (.cp, .pr), (.cpe, .pr): return isNumber(upTo: index - 2)
        case (_, .po), (_, .pr): return isNumber(upTo: index - 1)
        default: return false
        }
    }

    /// True when `NU (NU | SY | IS)*` ends at a place.
    private func isNumber(upTo last: Int) -> Bool {
        var place = last
        while let kind = kind(place), kind == .sy || kind == .is { place -= 1 }
        return kind(place) == .nu
    }

    /// LB26, LB27, LB30a, LB30b: Korean syllables, flags, emoji.
    private func isInSyllableOrPair(_ index: Int, _ before: Kind, _ after: Kind) -> Bool {
        switch (before, after) {
        case (.jl, .jl), (.jl, .jv), (.jl, .h2), (.jl, .h3), (.jv, .jv), (.jv, .jt), (.h2, .jv), (.h2, .jt), (.jt, .jt),
            (.h3, .jt):
            return true
        case (.jl, .po), (.jv, .po), (.jt, .po), (.h2, .po), (.h3, .po): return true
        case (.pr, .jl), (.pr, .jv), (.pr, .jt), (.pr, .h2), (.pr, .h3): return true
        case (.ri, .ri):
            var first = index - 1
            while kind(first - 1) == .ri { first -= 1 }
            return (index - first) % 2 == 1
        case (.eb, .em), (.pic, .em): return true
        default: return false
        }
    }
}
