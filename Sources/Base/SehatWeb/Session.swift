public import SehatCore

/// A session that a token stands for.
public struct SignedIn: Sendable {
    /// Who has signed in, with the remote address of this request.
    public let principal: Principal
    /// What browsers must send as `X-CSRF-Token` on every write.
    public let csrf: String
    /// What the session may do just now.
    public let state: SessionState

    /// A live session.
    public init(principal: Principal, csrf: String, state: SessionState = .open) {
        self.principal = principal
        self.csrf = csrf
        self.state = state
    }
}

/// How a listener asks who a token belongs to; filled by the module Access.
public struct SessionPort: Sendable {
    /// The live session of a token, nil when there is none or it has ended. Called once for every request, so it
    /// answers from memory; `address` is the remote address without port.
    public let authenticate: @Sendable (_ token: String, _ address: String) async throws -> SignedIn?
    /// Whether a session still lives, without counting as a use of it; asked while an event stream is open.
    public let isLive: @Sendable (_ token: String) async -> Bool
    /// Who a request without a token is, where the listener itself vouches for its callers.
    let ambient: SignedIn?

    /// A port; both closures may be called by many requests at once.
    public init(
        isLive: @escaping @Sendable (_ token: String) async -> Bool = { _ in true },
        authenticate: @escaping @Sendable (_ token: String, _ address: String) async throws -> SignedIn?
    ) {
        self.authenticate = authenticate
        self.isLive = isLive
        ambient = nil
    }

    private init(ambient: SignedIn?) {
        authenticate = { _, _ in nil }
        isLive = { _ in true }
        self.ambient = ambient
    }

    /// Knows nobody: every request is anonymous.
    public static let none = SessionPort(ambient: nil)

    /// Every request is this principal, without token and without protection against forgery: for a socket that only
    /// the machine's administrator can open, and for tests.
    public static func always(_ principal: Principal) -> SessionPort {
        SessionPort(ambient: SignedIn(principal: principal, csrf: ""))
    }
}

/// The cookie in which browsers keep their session token.
public enum SessionCookie {
    /// The prefix makes browsers insist on Secure, Path=/ and no Domain.
    public static let name = "__Host-sehat"

    /// The value of `Set-Cookie` that gives a browser its token; without an age it ends with the browser.
    public static func set(_ token: String) -> String {
        "\(name)=\(token); Path=/; Secure; HttpOnly; SameSite=Strict"
    }

    /// The value of `Set-Cookie` that takes the token away.
    public static let clear = "\(name)=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"

    /// The token in a `Cookie` header.
    static func token(in header: String) -> Substring? {
        for pair in header.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            guard pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" else { continue }
            let value = pair.dropFirst(name.count + 1)
            return value.isEmpty ? nil : value
        }
        return nil
    }
}
