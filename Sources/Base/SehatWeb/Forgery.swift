import HTTPTypes
import SehatCore

/// Protection against writes that another site makes a browser send.
///
/// A session known by its cookie must prove on every write that the page is ours: the browser says that the request
/// is same-origin, and the page sends the session's token, which no other site can read. Bearer tokens need neither,
/// since no browser sends them by itself.
enum Forgery {
    /// How the caller showed who it is.
    enum Proof: Hashable, Sendable {
        case none, cookie, bearer
        /// The listener itself vouches for the caller (the local socket).
        case ambient
    }

    /// - Throws: `Problem.crossSite` or `Problem.csrf`.
    static func check(_ proof: Proof, session: SignedIn?, headers: HTTPFields, authority: String?) throws {
        if proof == .bearer || proof == .ambient { return }
        try checkOrigin(headers, authority)
        guard proof == .cookie, let session else { return }
        guard let token = headers[.csrfToken], isEqual(token, session.csrf) else { throw Problem.csrf }
    }

    /// Browsers say where a request comes from; programs say nothing.
    private static func checkOrigin(_ headers: HTTPFields, _ authority: String?) throws {
        if let site = headers[.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw Problem.crossSite }
        } else if let origin = headers[.origin] {
            let host = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first
            guard let host, let authority, host.lowercased() == authority.lowercased() else { throw Problem.crossSite }
        }
    }

    /// Compares without telling by its duration how much was right.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count, !left.isEmpty else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
