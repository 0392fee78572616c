/// The routes as text and as data: what `sehat routes` prints, and what the tests of access run through.
public enum RouteTable {
    /// One route of the security matrix.
    public struct Row: Sendable, Hashable, Codable {
        /// `GET`.
        public let method: String
        /// With its parameters: `/api/bills/{id}`.
        public let path: String
        /// `module.noun.verb`.
        public let name: String
        /// `anonymous`, `signedIn` or the code of the permission.
        public let gate: String
        /// `query`, `command`, `file` or `raw`.
        public let kind: String
    }

    /// One row a route, sorted by path.
    public static func rows(of endpoints: [Endpoint]) -> [Row] {
        endpoints.map { endpoint in
            Row(
                method: endpoint.method.rawValue, path: endpoint.fullPath, name: endpoint.name,
                gate: endpoint.gate.description, kind: endpoint.kind.rawValue)
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    /// One line a route, in columns, sorted by path: a loosened gate is one changed line.
    public static func text(of endpoints: [Endpoint]) -> String {
        let rows = rows(of: endpoints).map { [$0.method, $0.path, $0.name, $0.gate, $0.kind] }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                column < 4 ? text + String(repeating: " ", count: widths[column] - text.count) : text
            }.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// Every endpoint with its gate, for tests that call each as anonymous, without and with the permission.
    public static func securityMatrix(of endpoints: [Endpoint]) -> [(endpoint: Endpoint, gate: Gate)] {
        endpoints.map { ($0, $0.gate) }
    }

    /// A path of the endpoint that can be called: parameters become `value`.
    public static func examplePath(of endpoint: Endpoint, value: String = "1") -> String {
        var path = ""
        var isInside = false
        for character in endpoint.fullPath {
            switch character {
            case "{":
                isInside = true
                path += value
            case "}": isInside = false
            default: if !isInside { path.append(character) }
            }
        }
        return path
    }
}
