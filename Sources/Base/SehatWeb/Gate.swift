public import SehatCore

/// Who may call an endpoint. Every endpoint says one; there is no default.
public enum Gate: Sendable, Hashable {
    /// Anybody, signed in or not.
    case anonymous
    /// Any signed-in user or program.
    case signedIn
    /// A signed-in principal that holds the permission.
    case requires(Permission)

    /// Lets `principal` through, or says why not.
    ///
    /// - Throws: `Problem.unauthenticated` when nobody has signed in, `Problem.forbidden` without the permission.
    public func check(_ principal: Principal) throws {
        switch self {
        case .anonymous: return
        case .signedIn:
            if principal.kind == .anonymous { throw Problem.unauthenticated }
        case .requires(let permission):
            if principal.kind == .anonymous { throw Problem.unauthenticated }
            try principal.require(permission)
        }
    }
}

extension Gate: CustomStringConvertible {
    /// `anonymous`, `signedIn` or the code of the permission, as `sehat routes` prints it.
    public var description: String {
        switch self {
        case .anonymous: "anonymous"
        case .signedIn: "signedIn"
        case .requires(let permission): permission.code
        }
    }
}
