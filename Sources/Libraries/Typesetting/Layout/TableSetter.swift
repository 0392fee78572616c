import Documents

/// Sets a table: finds the width of its columns, then its rows, one piece each.
struct TableSetter {
    private let context: DocumentContext
    private let table: Table
    private let width: Double

    init(_ context: DocumentContext, _ table: Table, width: Double) {
        self.context = context
        self.table = table
        self.width = width
    }

    /// The head and the rows.
    ///
    /// - Throws: `TypesettingError.doesNotFit` when the columns are too narrow for their values.
    func set() throws -> [FlowItem] {
        guard !table.columns.isEmpty else { return [] }
        let head = try table.head.map { try prepare($0, isStrong: true) }
        let rows = try table.rows.map { try prepare($0.cells, isStrong: $0.isStrong) }
        let widths = try columnWidths((head.map { [$0] } ?? []) + rows)
        var items: [FlowItem] = []
        var repeated: TableHead?
        if let head {
            var item = try set(head, widths)
            item = .stacked([item, BlockSetter(context, width: width).rule(Rule())])
            item.keepsWithNext = true
            repeated = TableHead(height: item.height, elements: item.elements)
            items.append(item)
        }
        for (index, row) in rows.enumerated() {
            var item = try set(row, widths)
            let source = table.rows[index]
            if let rule = source.ruleAbove ?? (table.hasRowRules && index > 0 ? Rule(thickness: .pt(0.3)) : nil) {
                item = .stacked([BlockSetter(context, width: width).rule(rule), item])
            }
            item.head = repeated
            items.append(item)
        }
        return items
    }

    private func prepare(_ cells: [[Inline]], isStrong: Bool) throws -> [ParagraphSetter] {
        let style = isStrong ? table.style.bold : table.style
        return try table.columns.indices.map { index in
            let style = style.aligned(table.columns[index].alignment)
            return try context.prepare(index < cells.count ? cells[index] : [], style)
        }
    }

    private func set(_ cells: [ParagraphSetter], _ widths: [Double]) throws -> FlowItem {
        var start = 0.0
        var row: [(left: Double, stack: LineStack)] = []
        for (index, cell) in cells.enumerated() {
            let stack = try context.stack(cell, width: widths[index])
            row.append((context.left(start: start, width: widths[index], in: width), stack))
            start += widths[index] + table.gap.points
        }
        return context.row(row)
    }

    /// Natural columns get what they ask for as long as the others keep room for their widest word; what is left goes
    /// to the shares.
    private func columnWidths(_ rows: [[ParagraphSetter]]) throws -> [Double] {
        let available = width - max(table.gap.points, 0) * Double(table.columns.count - 1)
        var wanted: [Double] = []
        var least: [Double] = []
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
        return try distribute(available, wanted, least)
    }

    private func distribute(_ available: Double, _ wanted: [Double], _ least: [Double]) throws -> [Double] {
        var widths = wanted
        let excess = widths.reduce(0, +) - available
        if excess > 0 {
            // Natural columns give way towards their widest word.
            let slack = zip(wanted, least).map { $0 - $1 }.reduce(0, +)
            let factor = slack > 0 ? min(excess / slack, 1) : 0
            for index in widths.indices { widths[index] -= (wanted[index] - least[index]) * factor }
            let rest = widths.reduce(0, +) - available
            if rest > 0.01 { return try squeeze(widths, available) }
            return widths
        }
        let shares = table.columns.map { column -> Double in
            if case .share(let count) = column.width { return Double(max(count, 1)) }
            return 0
        }
        return Self.spread(widths, shares, available)
    }

    /// Gives the free width to the shares in proportion, none less than its minimum.
    private static func spread(_ minimums: [Double], _ shares: [Double], _ available: Double) -> [Double] {
        var widths = minimums
        var open = Set(shares.indices.filter { shares[$0] > 0 })
        while !open.isEmpty {
            let taken = widths.indices.filter { !open.contains($0) }.map { widths[$0] }.reduce(0, +)
            let unit = (available - taken) / open.map { shares[$0] }.reduce(0, +)
            let tight = open.filter { unit * shares[$0] < minimums[$0] }
            if tight.isEmpty {
                for index in open { widths[index] = unit * shares[index] }
                return widths
            }
            open.subtract(tight)
        }
        return widths
    }

    /// Words wider than their column are broken and values made smaller by the paragraph; here all columns without a
    /// fixed width shrink alike, by at most half.
    private func squeeze(_ widths: [Double], _ available: Double) throws -> [Double] {
        var fixed = 0.0
        var flexible = 0.0
        for (index, column) in table.columns.enumerated() {
            if case .fixed = column.width { fixed += widths[index] } else { flexible += widths[index] }
        }
        let factor = flexible > 0 ? (available - fixed) / flexible : 0
        guard factor >= 0.5 else {
            throw TypesettingError.doesNotFit(.table, needed: fixed + flexible, available: available)
        }
        return table.columns.indices.map { index -> Double in
            if case .fixed = table.columns[index].width { return widths[index] }
            return widths[index] * factor
        }
    }
}
