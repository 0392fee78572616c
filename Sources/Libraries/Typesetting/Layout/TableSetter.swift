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
        let grid = try TableGrid(context, table, (head.map { [$0] } ?? []) + rows, width: width)
        var items: [FlowItem] = []
        var repeated: TableHead?
        if let head {
            var item = try set(head, grid)
            item = .stacked([item, BlockSetter(context, width: width).rule(Rule())])
            item.keepsWithNext = true
            repeated = TableHead(height: item.height, elements: item.elements)
            items.append(item)
        }
        for (index, row) in rows.enumerated() {
            var item = try set(row, grid)
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

    /// A row: on one line, or on as many as the grid has.
    private func set(_ cells: [ParagraphSetter], _ grid: TableGrid) throws -> FlowItem {
        let lines = try grid.lines.map { line in
            var start = line.start
            var row: [(left: Double, stack: LineStack)] = []
            for (index, wide) in zip(line.columns, line.widths) {
                let stack = try context.stack(cells[index], width: wide)
                row.append((context.left(start: start, width: wide, in: width), stack))
                start += wide + grid.gap
            }
            return context.row(row)
        }
        return lines.count == 1 ? lines[0] : .stacked(lines)
    }
}
