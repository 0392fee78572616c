/// One page of a list, with the cursor of the next (keyset paging).
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    public var items: [Item]
    /// Pass it as `after` to get the next page; absent on the last page.
    public var next: String?

    public init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

/// How much of a list is wanted.
public enum PageLimit {
    public static let standard = 25
    public static let largest = 200

    /// The wanted number of rows, held within 1 and `largest`.
    public static func clamp(_ wanted: Int?) -> Int {
        min(max(wanted ?? standard, 1), largest)
    }
}
