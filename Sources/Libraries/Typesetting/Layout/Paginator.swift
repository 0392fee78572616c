import Documents
import SehatCore

/// Lays pieces on pages, with the copy mark above and the footer below.
struct Paginator {
    private let context: DocumentContext
    private let document: PrintDocument
    private let width: Double
    private let left: Double
    /// A longer roll is cut into several pages, which are printed without a gap: neither PDF nor memory likes pages of
    /// many metres.
    private static let longestRoll = Length.mm(1500).points

    init(_ context: DocumentContext) throws {
        self.context = context
        document = context.document
        let margins = document.margins
        let full = document.paper.width.points
        width = context.snapDown(full - margins.start.points - margins.end.points)
        left = context.snapUp(context.isRightToLeft ? margins.end.points : margins.start.points)
        let height = document.paper.height?.points ?? .infinity
        guard width > 5, left >= 0, left + width <= full + 0.01, margins.top >= .zero, margins.bottom >= .zero,
            height > margins.top.points + margins.bottom.points + 5, full < 15_000,
            height < 15_000 || height == .infinity
        else { throw TypesettingError.badGeometry }
    }

    /// The pages of the document.
    ///
    /// - Throws: `TypesettingError` when something does not fit.
    func pages() throws -> [LaidOutPage] {
        guard context.shrinks, !context.isSheet, !document.paper.isRoll else { return try pagesAsStyled() }
        for dropsMarks in [false, true] {
            for scale in dropsMarks ? Self.scales + Self.lastScales : Self.scales {
                (context.scale, context.dropsMarks) = (scale, dropsMarks)
                do { return try pagesAsStyled() } catch TypesettingError.doesNotFit(let field, _, _)
                    where field != .code
                {}
            }
        }
        return try pagesAsStyled()
    }

    /// By what letters are made smaller on a label on which they do not fit: a name may be as high as its letters pile up,
    /// and a patient without a wristband is worse off than one with a small one.
    static let scales = [1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5]

    /// For a name of which every letter is a tower: small, but there.
    private static let lastScales = [0.44, 0.38, 0.33]

    private func pagesAsStyled() throws -> [LaidOutPage] {
        let items = try BlockSetter(context, width: width).set(document.blocks)
        if document.paper.isRoll { return try roll(items) }
        guard let mark = document.copyMark, !context.isSheet else { return try sheets(items, head: try copyMark()) }
        do {
            return try sheets(items, head: try copyMark())
        } catch TypesettingError.doesNotFit {
            // The label is full: it is set as it was the first time, and the mark goes where it is white.
            return try sheets(items, head: []).map { page in
                let elements = try RepeatMark(context, mark).added(
                    to: page.elements, width: page.width, height: page.height)
                return self.page(elements, height: page.height)
            }
        }
    }

    private func roll(_ items: [FlowItem]) throws -> [LaidOutPage] {
        let foot = try footer(page: nil)
        let flow =
            try copyMark() + items + (foot.isEmpty ? [] : [FlowItem(height: context.snapUp(3), isSpace: true)] + foot)
        let top = context.snapUp(document.margins.top.points)
        let bottom = context.snapUp(document.margins.bottom.points)
        let bodies = try fill(flow, height: Self.longestRoll, repeatsHeads: false)
        return bodies.enumerated().map { index, body in
            let offset = index == 0 ? top : 0
            let height = offset + body.height + (index == bodies.count - 1 ? bottom : 0)
            return page(body.elements.map { $0.moved(x: left, y: offset) }, height: height)
        }
    }

    private func sheets(_ items: [FlowItem], head marks: [FlowItem]) throws -> [LaidOutPage] {
        let height = document.paper.height?.points ?? 0
        let head = FlowItem.stacked(marks)
        // Measured with wide numbers; the true ones are set once the pages are counted.
        let footHeight = FlowItem.stacked(try footer(page: (888, 888))).height
        let top = document.margins.top.points
        let room = height - top - document.margins.bottom.points - head.height - footHeight
        guard room > 5 else {
            throw marks.isEmpty
                ? TypesettingError.badGeometry : .doesNotFit(.block, needed: head.height, available: height)
        }
        let bodies = try fill(items, height: room, repeatsHeads: true)
        if !context.isSheet, bodies.count > 1 {
            // A label is one thing: what does not fit must not come out on a second one.
            let needed = bodies.map(\.height).reduce(0, +)
            throw TypesettingError.doesNotFit(.block, needed: needed, available: room)
        }
        return try bodies.enumerated().map { index, body in
            let foot = FlowItem.stacked(try footer(page: (index + 1, bodies.count)))
            let footTop = height - document.margins.bottom.points - foot.height
            let elements =
                head.elements.map { $0.moved(x: left, y: top) }
                + body.elements.map { $0.moved(x: left, y: top + head.height) }
                + foot.elements.map { $0.moved(x: left, y: footTop) }
            return page(elements, height: height)
        }
    }

    private func page(_ elements: [PageElement], height: Double) -> LaidOutPage {
        LaidOutPage(width: document.paper.width.points, height: height, elements: elements)
    }

    private func copyMark() throws -> [FlowItem] {
        guard let mark = document.copyMark else { return [] }
        let style = TextStyle(size: .pt(11), isBold: true, alignment: .center)
        let content: [Inline] = [.text(mark.words + " "), .number(Int64(mark.number))]
        let setter = BlockSetter(context, width: width)
        let rule = setter.rule(Rule(thickness: .pt(1)))
        return try [rule] + context.stack(content, style, width: width).items(context) + [rule]
    }

    /// The footer of a page, or of a roll when there is none.
    private func footer(page: (number: Int, count: Int)?) throws -> [FlowItem] {
        guard let footer = document.footer else { return [] }
        context.inline.pageNumber = page?.number ?? 1
        context.inline.pageCount = page?.count ?? 1
        let style = TextStyle.small.aligned(.center)
        var lines = footer.lines
        if page != nil, let line = footer.pageLine { lines.append(line) }
        return try lines.flatMap { try context.stack($0, style, width: width).items(context) }
    }

    /// Distributes pieces over bodies of a height.
    private func fill(_ items: [FlowItem], height: Double, repeatsHeads: Bool) throws -> [FlowItem] {
        var bodies: [FlowItem] = []
        var body = FlowItem(height: 0)
        var index = 0
        while index < items.count {
            let run = keptRun(items, from: index, height: height - (items[index].head?.height ?? 0))
            let needed = items[run].reduce(0) { $0 + $1.height }
            if body.height + needed > height + 0.01, body.height > 0 {
                bodies.append(body)
                body = FlowItem(height: 0)
                if repeatsHeads, let head = items[index].head {
                    body = FlowItem(height: head.height, elements: head.elements)
                }
            }
            for item in items[run] where !(item.isSpace && body.height == 0) {
                guard body.height + item.height <= height + 0.01 else {
                    throw TypesettingError.doesNotFit(.block, needed: item.height, available: height)
                }
                body.elements += item.elements.map { $0.moved(x: 0, y: body.height) }
                body.height += item.height
            }
            index = run.upperBound
        }
        if body.height > 0 || bodies.isEmpty { bodies.append(body) }
        return bodies
    }

    /// The pieces from a place on that stand together: as many as ask for it and fit on one page.
    private func keptRun(_ items: [FlowItem], from start: Int, height: Double) -> Range<Int> {
        var end = start + 1
        var total = items[start].height
        while end < items.count, items[end - 1].keepsWithNext, total + items[end].height <= height {
            total += items[end].height
            end += 1
        }
        return start..<end
    }
}
