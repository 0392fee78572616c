import Documents

/// Lines of one paragraph packed above each other by their ink.
struct LineStack {
    /// The space between two lines, in ems.
    private static let leading = 0.18

    let lines: [BuiltLine]
    let size: Double
    let width: Double
    let alignment: TextStyle.Alignment

    /// The height above the first baseline.
    var firstAbove: Double { lines.first?.above ?? 0 }

    /// One piece for each line.
    func items(_ context: DocumentContext) -> [FlowItem] {
        lines.enumerated().map { index, line in
            let above = context.snapUp(line.above)
            let height = context.snapUp(above + line.below + size * Self.leading)
            var item = FlowItem(height: height)
            item.elements = [element(line, baseline: above, height: height, context)]
            item.keepsWithNext = index == 0 && lines.count > 1
            return item
        }
    }

    /// Where the first baseline comes to stand when the lines are stacked as pieces.
    func firstBaseline(_ context: DocumentContext) -> Double { context.snapUp(firstAbove) }

    private func element(
        _ line: BuiltLine, baseline: Double, height: Double, _ context: DocumentContext
    ) -> PageElement {
        // Ink that overhangs the advance moves the line, so that it stays inside the field.
        let x =
            switch alignment {
            case .start: context.isRightToLeft ? width - line.right : -line.left
            case .end: context.isRightToLeft ? -line.left : width - line.right
            case .figures: width - line.right
            case .center: (width - line.left - line.right) / 2
            }
        let ink = line.hasInk ? line.ink : Box(left: 0, top: 0, right: 0, bottom: 0)
        return .text(
            TextLine(
                x: x, baseline: baseline, runs: line.runs,
                field: Box(left: 0, top: 0, right: width, bottom: height),
                isRightToLeft: context.isRightToLeft, relativeInk: ink))
    }
}

extension DocumentContext {
    /// Prepares a paragraph and breaks it at a width.
    func stack(
        _ content: [Inline], _ style: TextStyle, instead: [Inline]? = nil, width: Double
    ) throws -> LineStack {
        try stack(try prepare(content, style, instead: instead), width: width)
    }

    /// Breaks a prepared paragraph at a width.
    func stack(_ setter: ParagraphSetter, width: Double, alignment: TextStyle.Alignment? = nil) throws -> LineStack {
        let set = try setter.set(width: width, engine)
        return LineStack(
            lines: set.lines, size: set.size, width: width, alignment: alignment ?? setter.style.alignment)
    }

    /// Stacks beside each other with their first baselines on one line, as one piece.
    func row(_ cells: [(left: Double, stack: LineStack)]) -> FlowItem {
        let baseline = cells.map { $0.stack.firstBaseline(self) }.max() ?? 0
        var result = FlowItem(height: 0)
        for cell in cells {
            let item = FlowItem.stacked(cell.stack.items(self))
            let drop = baseline - cell.stack.firstBaseline(self)
            result.elements += item.elements.map { $0.moved(x: cell.left, y: drop) }
            result.height = max(result.height, item.height + drop)
        }
        return result
    }
}
