/// A piece of a page that is never split: a line of text, a row, a code. Its elements count from its top left corner.
struct FlowItem {
    var height: Double
    var elements: [PageElement] = []
    /// True for empty height, which is dropped at the top of a page.
    var isSpace = false
    /// True when a page may not end behind the piece.
    var keepsWithNext = false
    /// The head that is repeated when a page starts with this piece.
    var head: TableHead?

    /// Several pieces above each other as one.
    static func stacked(_ items: [FlowItem]) -> FlowItem {
        var result = FlowItem(height: 0)
        for item in items {
            result.elements += item.elements.map { $0.moved(x: 0, y: result.height) }
            result.height += item.height
        }
        return result
    }

    /// The piece moved to the right.
    func moved(x: Double) -> FlowItem {
        if x == 0 { return self }
        var copy = self
        copy.elements = elements.map { $0.moved(x: x, y: 0) }
        return copy
    }
}

/// A table's head, as it is repeated on every page.
struct TableHead {
    let height: Double
    let elements: [PageElement]
}
