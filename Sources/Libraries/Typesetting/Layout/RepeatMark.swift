import Documents

/// The mark of a copy or a repeat on a label that has no height left for it: small and in a frame, wherever the label is
/// white. A label must never come out without its mark, nor not come out for want of room.
struct RepeatMark {
    private let context: DocumentContext
    private let mark: CopyMark

    /// Sizes that are tried, the largest first.
    private static let sizes = [9.0, 7.5, 6, 5]
    /// White around what stands there already, and between frame and words.
    private static let gap = Length.mm(0.4).points
    private static let frame = Length.mm(0.25).points
    /// How near to the edge a label printer prints.
    private static let edge = Length.mm(0.5).points
    /// How far the places stand apart that are tried.
    private static let step = Length.mm(0.5).points

    init(_ context: DocumentContext, _ mark: CopyMark) {
        self.context = context
        self.mark = mark
    }

    /// The elements of a full page with the mark among them.
    ///
    /// - Throws: what setting the words throws.
    func added(to elements: [PageElement], width: Double, height: Double) throws -> [PageElement] {
        let taken = elements.map { Self.reach(of: $0) }
        let full: [Inline] = [.text(mark.words + " "), .number(Int64(mark.number))]
        // Where no word finds room, the number alone still tells the two apart.
        for content in [full, [.text("× "), .number(Int64(mark.number))]] {
            for size in Self.sizes {
                guard let badge = try badge(content, size), let place = place(badge, taken, width, height) else {
                    continue
                }
                return elements + badge.elements.map { $0.moved(x: place.x, y: place.y) }
            }
        }
        return elements + bars(width: width, height: height)
    }

    /// The words in their frame, from 0, 0; nil when they do not fit on one line.
    private func badge(_ content: [Inline], _ size: Double) throws -> (
        elements: [PageElement], width: Double, height: Double
    )? {
        let style = TextStyle(size: .pt(size), isBold: true)
        let items = try context.stack(content, style, width: 2000).items(context)
        let lines = items.flatMap(\.elements).compactMap { element in
            if case .text(let line) = element { line } else { nil }
        }
        guard lines.count == 1, let line = lines.first else { return nil }
        let pad = Self.gap + Self.frame
        let (width, height) = (context.snapUp(line.ink.width + 2 * pad), context.snapUp(line.ink.height + 2 * pad))
        var text = line
        (text.x, text.baseline) = (line.x - line.ink.left + pad, line.baseline - line.ink.top + pad)
        text.field = Box(left: 0, top: 0, right: width, bottom: height)
        let sides = [
            Box(left: 0, top: 0, right: width, bottom: Self.frame),
            Box(left: 0, top: height - Self.frame, right: width, bottom: height),
            Box(left: 0, top: 0, right: Self.frame, bottom: height),
            Box(left: width - Self.frame, top: 0, right: width, bottom: height),
        ]
        return ([.text(text)] + sides.map { .rule(RuleMark(box: $0, isDashed: false)) }, width, height)
    }

    /// The first white place from above, at the end of the lines first, where a label is emptiest.
    private func place(
        _ badge: (elements: [PageElement], width: Double, height: Double), _ taken: [Box], _ width: Double,
        _ height: Double
    ) -> (x: Double, y: Double)? {
        let room = (x: width - 2 * Self.edge - badge.width, y: height - 2 * Self.edge - badge.height)
        guard room.x >= 0, room.y >= 0 else { return nil }
        for y in stride(from: 0, through: room.y, by: Self.step) {
            for x in stride(from: 0, through: room.x, by: Self.step) {
                let left = context.snapDown(Self.edge + (context.isRightToLeft ? x : room.x - x))
                let top = context.snapDown(Self.edge + y)
                let box = Box(left: left, top: top, right: left + badge.width, bottom: top + badge.height)
                if !taken.contains(where: { Self.meet($0, box) }) { return (left, top) }
            }
        }
        return nil
    }

    /// Thick bars along the upper and the lower edge, for a label without any white.
    private func bars(width: Double, height: Double) -> [PageElement] {
        [
            Box(left: 0, top: 0, right: width, bottom: 2 * Self.edge),
            Box(left: 0, top: height - 2 * Self.edge, right: width, bottom: height),
        ]
        .map { .rule(RuleMark(box: $0, isDashed: false)) }
    }

    private static func meet(_ one: Box, _ other: Box) -> Bool {
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
    }

    /// What an element needs for itself: its ink and the white that must stay around it.
    private static func reach(of element: PageElement) -> Box {
        switch element {
        case .text(let line): wider(line.ink, gap, gap)
        case .rule(let mark): wider(mark.box, gap, gap)
        case .picture(let mark): wider(mark.box, gap, gap)
        case .image(let mark): wider(mark.box, gap, gap)
        case .code(let mark):
            // A bar code wants its white before and behind it only.
            wider(
                Box(
                    left: mark.x, top: mark.y, right: mark.x + Double(mark.columns) * mark.moduleWidth,
                    bottom: mark.y + Double(mark.rows) * mark.moduleHeight),
                Double(mark.rows == 1 ? EAN13.quietZone : QRCode.quietZone) * mark.moduleWidth,
                mark.rows == 1 ? gap : Double(QRCode.quietZone) * mark.moduleHeight)
        }
    }

    private static func wider(_ box: Box, _ x: Double, _ y: Double) -> Box {
        Box(left: box.left - x, top: box.top - y, right: box.right + x, bottom: box.bottom + y)
    }
}
