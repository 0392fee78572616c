import CText

/// A run's text as PDF readers want it: from left to right, how many bytes of text and how many glyphs belong together.
///
/// Readers take the text of a page in the order in which it stands on the paper and turn right-to-left stretches round
/// themselves. So clusters go from left to right, and several letters of one right-to-left glyph go backwards; text in
/// reading order would come out reversed (tried with three readers). Devanagari words are one cluster each, since their
/// glyphs stand in another order than their letters.
struct ClusteredText {
    private(set) var utf8: [UInt8] = []
    private(set) var clusters: [cairo_text_cluster_t] = []

    init(_ run: GlyphRun) {
        for group in Self.groups(run) {
            let text = run.scalars[group.scalars]
            let start = utf8.count
            for value in run.isRightToLeft ? Array(text.reversed()) : Array(text) { Self.append(value, to: &utf8) }
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
