/// A route's path with its parameters: `/api/documents/{id}.pdf`.
///
/// The router sees parameters numbered by place, so that `/bills/{id}` and `/bills/{billID}/payments` are no clash.
struct RouteTemplate: Sendable {
    /// Names of the parameters from left to right.
    let names: [Substring]
    /// The path as the router takes it.
    let pattern: String
    private let parts: [Part]

    private enum Part: Sendable {
        case literal(Substring)
        /// Anything between the two.
        case capture(prefix: Substring, suffix: Substring)
    }

    init(_ path: String) {
        var names: [Substring] = []
        var parts: [Part] = []
        var pattern = ""
        for (place, text) in path.split(separator: "/").enumerated() {
            guard let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}"), open < close else {
                parts.append(.literal(text))
                pattern += "/\(text)"
                continue
            }
            let prefix = text[..<open]
            let suffix = text[text.index(after: close)...]
            names.append(text[text.index(after: open)..<close])
            parts.append(.capture(prefix: prefix, suffix: suffix))
            pattern += "/\(prefix){\(place)}\(suffix)"
        }
        self.names = names
        self.parts = parts
        self.pattern = pattern
    }

    /// The places of the parameters, as the router names them.
    var places: [Substring] {
        parts.indices.compactMap { place in
            if case .capture = parts[place] { Substring(String(place)) } else { nil }
        }
    }

    /// Whether `path` is one of this route.
    func matches(_ path: some StringProtocol) -> Bool {
        let texts = path.split(separator: "/")
        guard texts.count == parts.count else { return false }
        return zip(parts, texts).allSatisfy { part, text in
            switch part {
            case .literal(let literal): text == literal
            case .capture(let prefix, let suffix):
                text.count > prefix.count + suffix.count && text.hasPrefix(prefix) && text.hasSuffix(suffix)
            }
        }
    }
}
