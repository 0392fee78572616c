public import SehatStore
public import SehatWeb

/// What Access keeps in memory while the product runs: the password hasher, the sessions in use, the tries in flight.
///
/// One value for one store; the module's endpoints and the session ports share it.
public struct AccessServices: Sendable {
    public let hasher: PasswordHasher
    let cache: SessionCache
    let gate: SignInGate

    /// - Parameter cost: what a password hash costs; anything but the standard is for tests.
    /// - Throws: `Problem` app.internal when libsodium cannot start.
    public init(cost: PasswordHasher.Cost = .standard) throws {
        hasher = try PasswordHasher(cost: cost)
        cache = SessionCache()
        gate = SignInGate()
    }

    /// How the server asks who a token belongs to. From this call on the sessions in memory follow the store.
    public func sessionPort(_ store: Store) -> SessionPort {
        let cache = cache
        store.observe("access.") { cache.hear($0) }
        let authenticating = Authenticating(store: store, cache: cache)
        return SessionPort(
            isLive: { token in await authenticating.isLive(token) },
            authenticate: { token, address in try await authenticating.authenticate(token, address) })
    }
}
