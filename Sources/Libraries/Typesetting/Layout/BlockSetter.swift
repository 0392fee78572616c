import Documents

/// Turns blocks into pieces of a page at a given width.
struct BlockSetter {
    let context: DocumentContext
    /// The width of the field in points.
    let width: Double
    /// How deep in other blocks this one is.
    let depth: Int
    /// The white above and below rules: sheets have more of it than rolls.
    private var ruleGap: Double { context.isSheet ? 2.6 : 1.6 }

    init(_ context: DocumentContext, width: Double, depth: Int = 0) {
        self.context = context
        self.width = width
        self.depth = depth
    }

    /// The pieces of some blocks, from top to bottom.
    ///
    /// - Throws: `TypesettingError` when something does not fit its field.
    func set(_ blocks: [Block]) throws -> [FlowItem] {
        guard depth < 16 else { throw TypesettingError.tooDeep }
        guard width > 1 else { throw TypesettingError.badGeometry }
        return try blocks.flatMap(set)
    }

    private func set(_ block: Block) throws -> [FlowItem] {
        switch block {
        case .paragraph(let paragraph):
            return try context.stack(
                paragraph.content, paragraph.style, instead: paragraph.instead, width: width
            ).items(context)
        case .keyValue(let row):
            return [try set(row)]
        case .table(let table):
            return try TableSetter(context, table, width: width).set()
        case .columns(let columns):
            return try ColumnSetter(context, columns, width: width, depth: depth).set()
        case .rule(let rule):
            return [self.rule(rule)]
        case .space(let length):
            return [FlowItem(height: context.snapUp(max(length.points, 0)), isSpace: true)]
        case .qrCode(let code):
            return [try CodeSetter(context, width: width).set(code)]
        case .code128(let code):
            return [try CodeSetter(context, width: width).set(code)]
        case .dataMatrix(let code):
            return [try CodeSetter(context, width: width).set(code)]
        case .ean13(let code):
            return [try CodeSetter(context, width: width).set(code)]
        case .image(let image):
            return try set(image)
        case .group(let blocks):
            return try group(blocks)
        case .section(let section):
            return try context.speaking(section.language) { inner in
                try BlockSetter(inner, width: width, depth: depth + 1).set(section.blocks)
            }
        case .letterhead(let letterhead):
            return try set(letterhead)
        }
    }

    /// A rule with a little white above and below.
    func rule(_ rule: Rule) -> FlowItem {
        let gap = context.snapUp(ruleGap)
        let thickness = context.snapWhole(max(rule.thickness.points, 0.1))
        let mark = RuleMark(box: Box(left: 0, top: gap, right: width, bottom: gap + thickness), isDashed: rule.isDashed)
        return FlowItem(height: gap * 2 + thickness, elements: [.rule(mark)])
    }

    /// Kept together when it fits on a page; else it flows like its blocks.
    private func group(_ blocks: [Block]) throws -> [FlowItem] {
        var items = try BlockSetter(context, width: width, depth: depth + 1).set(blocks)
        for index in items.indices.dropLast() { items[index].keepsWithNext = true }
        return items
    }

    private func set(_ row: KeyValueRow) throws -> FlowItem {
        let label = try context.prepare(row.label, row.style)
        let value = try context.prepare(row.value, row.style)
        let gap = row.style.size.points * 0.6
        let labelWidth = try label.naturalWidth(context.engine)
        let valueWidth = try value.naturalWidth(context.engine)
        if labelWidth + gap + valueWidth <= width { return try pair(label, labelWidth, value, valueWidth) }
        // Both on one line as long as each gets a fair part; values that cannot be broken go first.
        let labelPart = min(labelWidth, max(width * 0.4, width - gap - valueWidth))
        let valuePart = width - gap - labelPart
        let labelFits = labelWidth <= labelPart || label.minimumWidth() <= labelPart
        if labelFits, value.minimumWidth() <= valuePart {
            return try pair(label, labelPart, value, min(valueWidth, valuePart))
        }
        let above = try context.stack(label, width: width, alignment: .start).items(context)
        let below = try context.stack(value, width: width, alignment: .end).items(context)
        return .stacked(above + below)
    }

    private func pair(
        _ label: ParagraphSetter, _ labelWidth: Double, _ value: ParagraphSetter, _ valueWidth: Double
    ) throws -> FlowItem {
        let labels = try context.stack(label, width: labelWidth + 0.1, alignment: .start)
        let values = try context.stack(value, width: valueWidth + 0.1, alignment: .end)
        return context.row([
            (context.left(start: 0, width: labels.width, in: width), labels),
            (context.left(start: width - values.width, width: values.width, in: width), values),
        ])
    }
}
