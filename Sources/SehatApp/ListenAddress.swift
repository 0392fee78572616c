/// Where the web server listens: `127.0.0.1:8443`, `[::1]:8443`, `0.0.0.0:8443`.
public struct ListenAddress: Sendable, Hashable {
    public let host: String
    /// 0 takes any free port.
    public let port: Int

    /// - Throws: `CommandFailure` when the text is no address with a port.
    public init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else {
            throw CommandFailure(
                "\"\(text)\" is no address with a port; write for example 127.0.0.1:8443.", exitCode: .usage)
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.host = host.isEmpty ? "0.0.0.0" : host
        self.port = port
    }
}
