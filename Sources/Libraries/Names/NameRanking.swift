/// Ranks many names against one.
public struct NameRanking: Sendable {
    /// A name of the list with how near it is.
    public struct Row: Sendable {
        /// Where the name stands in the list, from 0.
        public let index: Int
        public let comparison: NameComparison
    }

    private let names: [PersonName]

    /// - Parameter names: the names among which queries look; read once.
    public init(among names: [PersonName]) {
        self.names = names
    }

    /// The likeliest names first, at most `limit`; equal ones in the order of the list.
    public func rank(_ query: PersonName, limit: Int) -> [Row] {
        let evidence = names.map { NameComparison.evidence(query, $0) }
        let order = names.indices.sorted { (evidence[$1], $0) < (evidence[$0], $1) }
        return order.prefix(limit).map { Row(index: $0, comparison: NameComparison(query, names[$0])) }
    }
}
