import CText

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
    private(set) var utf8: [UInt8] = []
    private(set) var clusters: [cairo_text_cluster_t] = []

    init(_ run: GlyphRun, _ edges: RunEdges) {
        let groups = Self.groups(run)
        for (index, group) in groups.enumerated() {
            let text = run.scalars[group.scalars]
            let start = utf8.count
            let marks = edges.marks(Array(text), isFirst: index == 0, isLast: index == groups.count - 1)
            if let mark = marks.before { Self.append(mark, to: &utf8) }
            for value in run.isRightToLeft ? Array(text.reversed()) : Array(text) { Self.append(value, to: &utf8) }
            if let mark = marks.after { Self.append(mark, to: &utf8) }
            clusters.append(
                cairo_text_cluster_t(num_bytes: Int32(utf8.count - start), num_glyphs: Int32(group.glyphs)))
        }
    }

    /// Adds a character as UTF-8.
    static func append(_ value: UInt32, to utf8: inout [UInt8]) {
        utf8.append(contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
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
    func marks(_ text: [UInt32], isFirst: Bool, isLast: Bool) -> (before: UInt32?, after: UInt32?) {
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
