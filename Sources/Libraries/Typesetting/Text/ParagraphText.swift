import Documents
import SehatCore

/// The characters of one line of prose as written (up to a newline), with what each belongs to.
struct ParagraphText: Sendable {
    /// The characters, isolates included.
    private(set) var scalars: [UInt32] = []
    /// For each character the index of its piece.
    private(set) var owners: [UInt16] = []
    /// The pieces.
    private(set) var runs: [InlineRun] = []

    /// One text for each line that newlines in prose make.
    static func lines(of runs: [InlineRun]) -> [ParagraphText] {
        var lines = [ParagraphText()]
        for run in runs {
            // Only prose may hold newlines; values were cleaned of them.
            var piece = String.UnicodeScalarView()
            for scalar in run.text.unicodeScalars {
                if scalar == "\n" {
                    lines[lines.count - 1].append(run, piece)
                    piece = String.UnicodeScalarView()
                    lines.append(ParagraphText())
                } else {
                    piece.append(scalar)
                }
            }
            lines[lines.count - 1].append(run, piece)
        }
        return lines
    }

    private mutating func append(_ run: InlineRun, _ text: String.UnicodeScalarView) {
        guard !text.isEmpty, runs.count < Int(UInt16.max) else { return }
        var piece = run
        piece.text = String(text)
        runs.append(piece)
        for scalar in text {
            scalars.append(scalar.value)
            owners.append(UInt16(runs.count - 1))
        }
    }

    /// The same text with one piece cut to its first graphemes and an ellipsis behind them.
    ///
    /// The ellipsis stands inside the piece's isolate, so that it takes the direction of what was cut.
    func cutting(_ index: Int, to graphemes: Int) -> ParagraphText {
        var result = ParagraphText()
        for (position, run) in runs.enumerated() {
            var text = run.text
            if position == index {
                let opening = text.unicodeScalars.prefix { Self.isBidiControl($0.value) }
                let closing = text.unicodeScalars.reversed().prefix { Self.isBidiControl($0.value) }.reversed()
                let body = String(text.unicodeScalars.dropFirst(opening.count).dropLast(closing.count))
                var head = body.prefix(graphemes)
                while let last = head.last, last == " " || last == "…" { head.removeLast() }
                text = String(opening) + head + "…" + String(String.UnicodeScalarView(closing))
            }
            result.append(run, text.unicodeScalars)
        }
        return result
    }

    /// How many graphemes a piece has, isolates not counted.
    func graphemeCount(_ index: Int) -> Int {
        String(String.UnicodeScalarView(runs[index].text.unicodeScalars.filter { !Self.isBidiControl($0.value) })).count
    }

    /// Isolates, embeddings, overrides and marks of direction: they steer the bidirectional algorithm and have no ink.
    static func isBidiControl(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
