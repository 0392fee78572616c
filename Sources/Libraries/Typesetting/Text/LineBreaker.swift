/// Breaks one prepared line of text into lines of a width, greedily from the start.
struct LineBreaker {
    private let line: PreparedLine
    private let size: Double
    private let engine: Engine
    private let count: Int
    /// What rounding may add.
    private static let slack = 0.005

    init(_ line: PreparedLine, _ size: Double, _ engine: Engine) {
        self.line = line
        self.size = size
        self.engine = engine
        count = line.text.scalars.count
    }

    /// The lines; one empty line for no text.
    ///
    /// - Throws: `TypesettingError.doesNotFit` when a value is wider than the width.
    func lines(width: Double) throws -> [BuiltLine] {
        let whole = try line.build(0..<count, size: size, engine)
        if whole.width <= width + Self.slack { return [whole] }
        let breaks = LineBreaks(line.text).allowed
        var graphemes: [Int]?
        var result: [BuiltLine] = []
        var start = 0
        while start < count {
            let (built, end) = try next(from: start, width, breaks, &graphemes)
            if built.hasInk || !built.runs.isEmpty { result.append(built) }
            start = end
        }
        return result.isEmpty ? [whole] : result
    }

    private func next(
        from start: Int, _ width: Double, _ breaks: [Bool], _ graphemes: inout [Int]?
    ) throws -> (BuiltLine, Int) {
        var places: [Int] = []
        var place = start + 1
        // Places whose advance fits; a little is allowed since shaping the cut may make it narrower.
        while place <= count {
            if place == count || breaks[place] {
                if line.width(start..<place) * size > width * 1.02 + 1 { break }
                places.append(place)
            }
            place += 1
        }
        for end in places.reversed() {
            let built = try line.build(start..<end, size: size, engine)
            if built.width <= width + Self.slack { return (built, end) }
        }
        return try emergency(from: start, width, upTo: min(place, count), &graphemes)
    }

    /// No word fits: the word is broken between graphemes, unless it holds a value there.
    private func emergency(
        from start: Int, _ width: Double, upTo limit: Int, _ graphemes: inout [Int]?
    ) throws -> (BuiltLine, Int) {
        let boundaries = graphemes ?? line.graphemeBoundaries()
        graphemes = boundaries
        let places = boundaries.filter { $0 > start && $0 <= limit }
        for end in places.reversed() where line.width(start..<end) * size <= width * 1.1 {
            let built = try line.build(start..<end, size: size, engine)
            if built.width <= width + Self.slack, built.hasInk { return (built, end) }
        }
        guard let first = places.first else {
            throw TypesettingError.doesNotFit(.value, needed: line.width(start..<limit) * size, available: width)
        }
        let smallest = try line.build(start..<first, size: size, engine)
        if smallest.width <= width + Self.slack { return (smallest, first) }
        throw TypesettingError.doesNotFit(.value, needed: smallest.width, available: width)
    }
}
