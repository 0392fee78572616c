/// A run's text as PDF readers want it: from left to right, how many bytes of text and how many glyphs belong together.
///
/// Readers take the text of a page in the order in which it stands on the paper and turn right-to-left stretches round
/// themselves. So clusters go from left to right, and several letters of one right-to-left glyph go backwards; text in
/// reading order would come out reversed (tried with three readers). Devanagari words are one cluster each, since their
/// glyphs stand in another order than their letters.
///
/// Where the direction changes within a line, readers count the space between the two with the wrong one, and glue
/// "12 کینال" together. A mark of direction at that edge, which has no width and no ink, tells them better.
struct ClusteredText {
    /// The text in UTF-16.
    private(set) var units: [UInt16] = []
    /// How many units and how many glyphs belong together, from left to right.
    private(set) var clusters: [(units: Int, glyphs: Int)] = []

    init(_ run: GlyphRun, _ edges: RunEdges) {
        let groups = Self.groups(run)
        for (index, group) in groups.enumerated() {
            let text = run.scalars[group.scalars]
            let start = units.count
            let marks = edges.marks(text, isFirst: index == 0, isLast: index == groups.count - 1)
            if let mark = marks.before { append(mark) }
            if run.isRightToLeft { text.reversed().forEach { append($0) } } else { text.forEach { append($0) } }
            if let mark = marks.after { append(mark) }
            clusters.append((units.count - start, group.glyphs))
        }
    }

    private mutating func append(_ value: UInt32) {
        if value < 0x10000 {
            units.append(UInt16(value))
        } else {
            units.append(contentsOf: Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf16))
        }
    }

    private struct Group {
        var scalars: Range<Int>
        var glyphs: Int
    }

    /// Groups from left to right.
    private static func groups(_ run: GlyphRun) -> [Group] {
        let isByWord = run.face.family == .devanagari
        var groups: [Group] = []
        var isInWord = false
        // Clusters grow in reading order; the end of each is the start of the next.
        for glyph in run.isRightToLeft ? run.glyphs.reversed() : run.glyphs {
            let first = Int(glyph.cluster)
            let isSpace = run.scalars[first] == 0x20 || run.scalars[first] == 0xA0
            if let last = groups.last, first <= last.scalars.lowerBound || (isInWord && !isSpace) {
                groups[groups.count - 1].glyphs += 1
            } else {
                if !groups.isEmpty {
                    groups[groups.count - 1].scalars = groups[groups.count - 1].scalars.lowerBound..<first
                }
                // Characters without a glyph at the very start belong to the first cluster.
                groups.append(Group(scalars: (groups.isEmpty ? 0 : first)..<run.scalars.count, glyphs: 1))
            }
            isInWord = isByWord && !isSpace
        }
        return run.isRightToLeft ? groups.reversed() : groups
    }
}

/// Where marks of direction belong in the text of a run: at the left of what runs from left to right in a right-to-left
/// line, and at the right of what runs the other way in a left-to-right one.
struct RunEdges {
    private let isRunRightToLeft: Bool
    private let isLineRightToLeft: Bool
    /// True when what stands at the left, or at the right, runs the other way.
    private let turns: (left: Bool, right: Bool)

    /// The edges of a run of a line, counted from the left.
    init(_ index: Int, in line: TextLine) {
        let runs = line.runs
        isRunRightToLeft = runs[index].isRightToLeft
        isLineRightToLeft = line.isRightToLeft
        let isOther = { (other: Int) in
            !runs.indices.contains(other) || runs[other].isRightToLeft != runs[index].isRightToLeft
        }
        turns = (isOther(index - 1), isOther(index + 1))
    }

    /// The marks at the left and at the right of a piece of the run.
    ///
    /// - Parameters:
    ///   - isFirst: True for the leftmost piece of the run.
    ///   - isLast: True for the rightmost one.
    func marks(_ text: ArraySlice<UInt32>, isFirst: Bool, isLast: Bool) -> (before: UInt32?, after: UInt32?) {
        guard text.contains(where: { !Self.isSpace($0) }) else { return (nil, nil) }
        if isLineRightToLeft {
            // Readers take signs for parts of numbers.
            let isEdge = isRunRightToLeft ? text.contains(where: Self.isSign) : isFirst && turns.left
            return (isEdge ? 0x200F : nil, nil)
        }
        return (nil, isRunRightToLeft && isLast && turns.right ? 0x200E : nil)
    }

    private static func isSpace(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0xA0 }

    private static func isSign(_ scalar: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(scalar)?.properties, !isSpace(scalar) else { return false }
        switch properties.generalCategory {
        case .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .format: return false
        default: return true
        }
    }
}
