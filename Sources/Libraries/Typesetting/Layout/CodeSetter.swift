import Documents

/// Sets QR codes and bar codes on whole dots, with their quiet zones and captions.
struct CodeSetter {
    let context: DocumentContext
    let width: Double
    /// The white above and below bars, which keeps descenders off them.
    private static let white = 1.5

    init(_ context: DocumentContext, width: Double) {
        self.context = context
        self.width = width
    }

    /// - Throws: `TypesettingError.doesNotFit` when code and quiet zones are wider than the field, and what the
    ///   encoder throws.
    func set(_ block: QRCodeBlock) throws -> FlowItem {
        let code = try QRCode(block.payload, correction: block.correction)
        let module = context.snapWhole(max(block.moduleSize.points, 0.2))
        let total = Double(code.size + 2 * QRCode.quietZone) * module
        let left = try place(total, block.alignment)
        let quiet = Double(QRCode.quietZone) * module
        let mark = CodeMark(
            x: left + quiet, y: quiet, moduleWidth: module, moduleHeight: module,
            rectangles: Self.rectangles(code.modules, columns: code.size), columns: code.size, rows: code.size)
        // The caption may use the last module of the quiet zone's white, never the first three.
        return try captioned(
            FlowItem(height: total, elements: [.code(mark)]), block.caption, left, total, block.alignment)
    }

    /// - Throws: `TypesettingError.doesNotFit` when code and quiet zones are wider than the field, and what the
    ///   encoder throws.
    func set(_ block: Code128Block) throws -> FlowItem {
        try bars(
            try Code128(block.payload).widths, quiet: Code128.quietZone, module: block.moduleWidth,
            height: block.height,
            block.alignment, caption: block.showsText ? block.payload : nil)
    }

    /// - Throws: As for Code 128.
    func set(_ block: EAN13Block) throws -> FlowItem {
        let code = try EAN13(block.payload)
        return try bars(
            code.widths, quiet: EAN13.quietZone, module: block.moduleWidth, height: block.height, block.alignment,
            caption: block.showsText ? code.digits : nil)
    }

    /// - Throws: `TypesettingError.doesNotFit` when code and quiet zones are wider than the field, and what the
    ///   encoder throws.
    func set(_ block: DataMatrixBlock) throws -> FlowItem {
        let code = try DataMatrix(block.payload)
        let module = context.snapWhole(max(block.moduleSize.points, 0.2))
        let quiet = Double(DataMatrix.quietZone) * module
        let total = Double(code.size) * module + 2 * quiet
        let left = try place(total, block.alignment)
        let mark = CodeMark(
            x: left + quiet, y: quiet, moduleWidth: module, moduleHeight: module,
            rectangles: Self.rectangles(code.modules, columns: code.size), columns: code.size, rows: code.size)
        return try captioned(
            FlowItem(height: total, elements: [.code(mark)]), block.caption, left, total, block.alignment)
    }

    private func bars(
        _ widths: [Int], quiet: Int, module: Length, height: Length, _ alignment: TextStyle.Alignment, caption: String?
    ) throws -> FlowItem {
        let module = context.snapWhole(max(module.points, 0.2))
        let height = context.snapWhole(max(height.points, 1))
        let count = widths.reduce(0, +)
        let total = Double(count + 2 * quiet) * module
        let left = try place(total, alignment)
        var rectangles: [ModuleRectangle] = []
        var column = 0
        for (index, width) in widths.enumerated() {
            if index % 2 == 0 { rectangles.append(ModuleRectangle(column: Int32(column), row: 0, width: Int32(width))) }
            column += width
        }
        let mark = CodeMark(
            x: left + Double(quiet) * module, y: context.snapUp(Self.white), moduleWidth: module, moduleHeight: height,
            rectangles: rectangles, columns: count, rows: 1)
        let item = FlowItem(height: height + 2 * context.snapUp(Self.white), elements: [.code(mark)])
        return try captioned(item, caption.map { [.identifier($0)] } ?? [], left, total, alignment)
    }

    private func place(_ total: Double, _ alignment: TextStyle.Alignment) throws -> Double {
        guard total <= width + 0.01 else {
            throw TypesettingError.doesNotFit(.code, needed: total, available: width)
        }
        let free = max(width - total, 0)
        let left =
            switch alignment {
            case .center: free / 2
            case .figures: free
            case .start: context.isRightToLeft ? free : 0
            case .end: context.isRightToLeft ? 0 : free
            }
        return context.snapDown(left)
    }

    /// The caption stands under the code when it fits there, else over the whole width.
    private func captioned(
        _ item: FlowItem, _ caption: [Inline], _ left: Double, _ total: Double, _ alignment: TextStyle.Alignment
    ) throws -> FlowItem {
        if caption.isEmpty { return item }
        let style = TextStyle(size: .pt(8), alignment: .center)
        let setter = try context.prepare(caption, style)
        let fits = try setter.naturalWidth(context.engine) <= total
        let stack = try context.stack(setter, width: fits ? total : width, alignment: fits ? .center : alignment)
        return .stacked([item] + stack.items(context).map { $0.moved(x: fits ? left : 0) })
    }

    /// Dark modules beside each other as one rectangle, so that no hairline shows between them.
    private static func rectangles(_ modules: [Bool], columns: Int) -> [ModuleRectangle] {
        var result: [ModuleRectangle] = []
        for row in 0..<modules.count / columns {
            var column = 0
            while column < columns {
                var end = column
                while end < columns, modules[row * columns + end] { end += 1 }
                if end > column {
                    result.append(ModuleRectangle(column: Int32(column), row: Int32(row), width: Int32(end - column)))
                }
                column = max(end, column + 1)
            }
        }
        return result
    }
}
