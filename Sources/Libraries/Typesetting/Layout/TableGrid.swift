import Documents

/// Where the columns of a table stand.
///
/// As a rule all of them stand beside each other. On paper so narrow that values would have to shrink, each row takes
/// more lines: the first columns up to the one with the text, and below it the others at the end side, as many beside each
/// other as keep their size.
struct TableGrid {
    /// Columns beside each other.
    struct Line {
        var columns: Range<Int>
        var widths: [Double]
        /// Where the first one begins, from the start side.
        var start = 0.0
    }

    private(set) var lines: [Line] = []
    let gap: Double
    private let table: Table
    private let width: Double
    /// What each column would like to have.
    private var wanted: [Double] = []
    /// What its widest word or value needs.
    private var least: [Double] = []

    /// Values may shrink to this part of their size before a row takes more lines.
    private static let shrinking = 0.85
    /// And to this where even that is not enough.
    private static let smallest = 0.5

    /// The columns for these rows at a width in points.
    ///
    /// - Throws: `TypesettingError.doesNotFit` when the columns are too narrow for their values.
    init(_ context: DocumentContext, _ table: Table, _ rows: [[ParagraphSetter]], width: Double) throws {
        (self.table, self.width, gap) = (table, width, max(table.gap.points, 0))
        for (index, column) in table.columns.enumerated() {
            let minimum = rows.map { $0[index].minimumWidth() }.max() ?? 0
            switch column.width {
            case .fixed(let length):
                wanted.append(length.points)
                least.append(length.points)
            case .natural:
                let natural = try rows.map { try $0[index].naturalWidth(context.engine) }.max() ?? 0
                wanted.append(natural + 0.1)
                least.append(min(minimum, natural + 0.1))
            case .share:
                wanted.append(minimum)
                least.append(minimum)
            }
        }
        let all = table.columns.indices
        if let line = fit(all, shrinking: Self.shrinking) {
            lines = [line]
        } else if let stacked = stacked() {
            lines = stacked
        } else if let line = fit(all, shrinking: Self.smallest) {
            lines = [line]
        } else {
            throw TypesettingError.doesNotFit(.table, needed: least.reduce(0, +), available: available(all))
        }
    }

    /// The text above, the figures below; nil for tables without such columns and where that is too narrow as well.
    private func stacked() -> [Line]? {
        let text = table.columns.firstIndex { if case .share = $0.width { true } else { false } }
        guard let text, text + 1 < table.columns.count, let above = fit(0..<text + 1, shrinking: 1) else { return nil }
        var result = [above]
        var next = text + 1
        while next < table.columns.count {
            guard var line = fit(next..<next + 1, shrinking: Self.smallest) else { return nil }
            next += 1
            while next < table.columns.count, let longer = fit(line.columns.lowerBound..<next + 1, shrinking: 1) {
                (line, next) = (longer, next + 1)
            }
            line.start = max(available(line.columns) - line.widths.reduce(0, +), 0)
            result.append(line)
        }
        return result
    }

    private func available(_ columns: Range<Int>) -> Double { width - gap * Double(columns.count - 1) }

    /// Natural columns get what they ask for as long as the others keep room for their widest word; what is left goes
    /// to the shares. Words wider than their column are broken and values made smaller by the paragraph: where all is too
    /// wide even so, the columns without a fixed width shrink alike, never below the given part.
    private func fit(_ columns: Range<Int>, shrinking: Double) -> Line? {
        var widths = Array(wanted[columns])
        let available = available(columns)
        let excess = widths.reduce(0, +) - available
        if excess <= 0 { return Line(columns: columns, widths: spread(columns, widths)) }
        // Natural columns give way towards their widest word.
        let slacks = columns.map { wanted[$0] - least[$0] }
        let slack = slacks.reduce(0, +)
        let factor = slack > 0 ? min(excess / slack, 1) : 0
        for index in widths.indices { widths[index] -= slacks[index] * factor }
        if widths.reduce(0, +) - available <= 0.01 { return Line(columns: columns, widths: widths) }
        let isFixed = columns.map { if case .fixed = table.columns[$0].width { true } else { false } }
        let fixed = zip(widths, isFixed).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let flexible = widths.reduce(0, +) - fixed
        let part = flexible > 0 ? (available - fixed) / flexible : 0
        guard part >= shrinking else { return nil }
        return Line(columns: columns, widths: zip(widths, isFixed).map { $1 ? $0 : $0 * part })
    }

    /// Gives the free width to the shares in proportion, none less than its minimum.
    private func spread(_ columns: Range<Int>, _ minimums: [Double]) -> [Double] {
        let shares = columns.map { index -> Double in
            if case .share(let count) = table.columns[index].width { return Double(max(count, 1)) }
            return 0
        }
        var widths = minimums
        var open = Set(shares.indices.filter { shares[$0] > 0 })
        while !open.isEmpty {
            let taken = widths.indices.filter { !open.contains($0) }.map { widths[$0] }.reduce(0, +)
            let unit = (available(columns) - taken) / open.map { shares[$0] }.reduce(0, +)
            let tight = open.filter { unit * shares[$0] < minimums[$0] }
            if tight.isEmpty {
                for index in open { widths[index] = unit * shares[index] }
                return widths
            }
            open.subtract(tight)
        }
        return widths
    }
}
