import Documents

/// Sets stacks of blocks beside each other.
struct ColumnSetter {
    /// Where a stack stands in the field.
    private typealias Place = (left: Double, width: Double)

    private let context: DocumentContext
    private let columns: Columns
    private let width: Double
    private let depth: Int

    init(_ context: DocumentContext, _ columns: Columns, width: Double, depth: Int) {
        self.context = context
        self.columns = columns
        self.width = width
        self.depth = depth
    }

    /// Beside each other; on a narrow roll, where a value does not fit its column, below each other.
    ///
    /// - Throws: `TypesettingError.doesNotFit` when the stacks are too wide, and what setting their blocks throws.
    func set() throws -> [FlowItem] {
        do {
            let places = try places()
            return columns.alignsRows ? try rows(places) : [try stacks(places)]
        } catch TypesettingError.doesNotFit(let field, let needed, let available) {
            guard context.isRoll, columns.columns.count > 1, field == .value || field == .table else {
                throw TypesettingError.doesNotFit(field, needed: needed, available: available)
            }
            return try columns.columns.flatMap { try setter(width).set($0.blocks) }
        }
    }

    private func setter(_ width: Double) -> BlockSetter {
        BlockSetter(context, width: width, depth: depth + 1)
    }

    private func places() throws -> [Place] {
        let gap = max(columns.gap.points, 0)
        var fixed = gap * Double(max(columns.columns.count - 1, 0))
        var shares = 0
        for column in columns.columns {
            switch column.width {
            case .fixed(let length): fixed += max(length.points, 0)
            case .share(let count): shares += max(count, 1)
            case .natural: shares += 1
            }
        }
        // Columns that fill the paper may be too wide by the part of a dot by which the field was rounded down.
        guard fixed < width || (shares == 0 && fixed <= width + (context.dot ?? 0) + 0.01) else {
            throw TypesettingError.doesNotFit(.table, needed: fixed, available: width)
        }
        let squeeze = min(width / max(fixed, 0.01), 1)
        var start = 0.0
        return columns.columns.map { column in
            let part =
                switch column.width {
                case .fixed(let length): max(length.points, 0) * squeeze
                case .share(let count): (width - fixed) * Double(max(count, 1)) / Double(shares)
                case .natural: (width - fixed) / Double(shares)
                }
            defer { start += part + gap }
            return (context.snapDown(context.left(start: start, width: part, in: width)), part)
        }
    }

    /// Each stack by itself, as one piece.
    private func stacks(_ places: [Place]) throws -> FlowItem {
        var result = FlowItem(height: 0)
        for (column, place) in zip(columns.columns, places) {
            let item = FlowItem.stacked(try setter(place.width).set(column.blocks))
            result.elements += item.moved(x: place.left).elements
            result.height = max(result.height, item.height)
        }
        return result
    }

    /// The first blocks of all stacks with their first lines on one baseline, then the second ones; kept together when they
    /// fit on a page.
    private func rows(_ places: [Place]) throws -> [FlowItem] {
        let stacks = try zip(columns.columns, places).map { column, place in
            try pieces(column.blocks, context, place.width, depth + 1).map { $0.moved(x: place.left) }
        }
        var result = (0..<(stacks.map(\.count).max() ?? 0)).map { row in
            Self.row(stacks.compactMap { $0.indices.contains(row) ? $0[row] : nil })
        }
        for index in result.indices.dropLast() { result[index].keepsWithNext = true }
        return result
    }

    /// One piece for each block, also of blocks in another language.
    private func pieces(
        _ blocks: [Block], _ context: DocumentContext, _ width: Double, _ depth: Int
    ) throws -> [FlowItem] {
        try blocks.flatMap { block in
            if case .section(let section) = block, depth < 16 {
                return try context.speaking(section.language) { try pieces(section.blocks, $0, width, depth + 1) }
            }
            let items = try BlockSetter(context, width: width, depth: depth).set([block])
            return [items.count == 1 ? items[0] : .stacked(items)]
        }
    }

    private static func row(_ items: [FlowItem]) -> FlowItem {
        let baseline = items.compactMap(\.firstBaseline).max() ?? 0
        var result = FlowItem(height: 0, isSpace: items.allSatisfy(\.isSpace))
        for item in items {
            let drop = item.firstBaseline.map { baseline - $0 } ?? 0
            result.elements += item.elements.map { $0.moved(x: 0, y: drop) }
            result.height = max(result.height, item.height + drop)
        }
        return result
    }
}

extension FlowItem {
    /// The baseline of the first line of text; nil for what is no text, and for what holds a code or a picture.
    fileprivate var firstBaseline: Double? {
        var result: Double?
        for element in elements {
            switch element {
            case .text(let line): result = min(result ?? line.baseline, line.baseline)
            case .rule: continue
            case .code, .picture, .image: return nil
            }
        }
        return result
    }
}
