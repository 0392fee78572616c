import SehatCore
import SehatStore
import SehatWeb

/// The password of the signed-in person, shown again.
struct PasswordInput: Codable, Sendable {
    var password: String
}

/// The counter at which one works; absent or null for none.
struct StationInput: Codable, Sendable {
    var stationID: ID<Station>?
}

/// What one may change of oneself.
struct OwnChange: Codable, Sendable {
    var language: Language
}

/// Routes of signing in and of one's own session.
struct SessionEndpoints: Sendable {
    let services: AccessServices
    let ports: AccessPorts

    var all: [Endpoint] { [signIn, session, signOut, changePassword, unlock] + own + Self.lists }

    /// What a session does with itself.
    private var own: [Endpoint] {
        [
            .command(
                .patch, "/session", "access.session.update", .signedIn, "Changes one's own language.",
                { (call: Call<OwnChange>, tx) -> NoOutput in
                    guard let user = tx.principal.userID else { throw Problem.noSession }
                    _ = try Users.update(user, UserChange(language: call.input.language), in: tx)
                    return NoOutput()
                }),
            .command(
                .post, "/session/lock", "access.session.lock", .signedIn,
                "Locks the session until its password is given again.",
                { (_: Call<NoInput>, tx) -> NoOutput in
                    try Sessions.lock(in: tx)
                    return NoOutput()
                }
            ).allowedReadOnly(),
            .command(
                .put, "/session/station", "access.session.station", .signedIn, "Says at which counter one works.",
                { (call: Call<StationInput>, tx) -> NoOutput in
                    if let station = call.input.stationID, try ports.station(station, tx) == nil {
                        throw Problem.stationUnknown
                    }
                    try Sessions.setStation(call.input.stationID, in: tx)
                    return NoOutput()
                }
            ).allowedReadOnly(),
        ]
    }

    private static var lists: [Endpoint] {
        [
            .query(
                "/sessions", "access.session.list", .signedIn,
                "One's own open sessions, or with the right everybody's.",
                { (call: Call<SessionQuery>, tx) in Page(items: try Sessions.list(call.input, in: tx)) }),
            .command(
                .delete, "/sessions/{id}", "access.session.kill", .signedIn, "Ends a session.",
                { (call: Call<NoInput>, tx) -> NoOutput in
                    try Sessions.kill(call.id(), in: tx)
                    return NoOutput()
                }),
            .query(
                "/session-policy", "access.policy.read", .requires(.viewUsers), "How long sessions last.",
                { (_: Call<NoInput>, tx) in try SessionPolicy.current(in: tx) }),
            .command(
                .put, "/session-policy", "access.policy.update", .requires(.manageUsers),
                "Changes how long sessions last.",
                { (call: Call<SessionPolicy>, tx) in try Sessions.setPolicy(call.input, in: tx) }),
        ]
    }

    private var signIn: Endpoint {
        .raw(
            .post, "/session", "access.session.signIn", .anonymous, "Signs in with username and password.",
            shape: .json(Credentials.self, SessionView.self, status: 201)
        ) { call in
            let origin = Origin(address: call.principal.address, userAgent: call.request.userAgent)
            let started = try await SigningIn(services).signIn(
                try await call.json(), from: origin, replacing: call.session?.principal.sessionID, in: call.store)
            return try await answer(started, call, status: 201)
        }
        .explained(
            """
            A program sends `token` as `Authorization: Bearer` from then on, until `expiresAt`; a browser gets it as a cookie \
            besides and sends `csrf` as X-CSRF-Token with every write. While `user.mustChangePassword` is set only PUT \
            /api/session/password answers. Wrong passwords make the next try wait: 429 with Retry-After. Programs that work \
            for long use a token of POST /api/tokens instead.
            """
        )
        .allowed(in: .locked, .mustChangePassword).rated(.signIn).bodyLimit(16 << 10).allowedReadOnly()
    }

    private var session: Endpoint {
        .raw(
            .get, "/session", "access.session.read", .signedIn, "Who is signed in, with which permissions, and where.",
            shape: .json(NoInput.self, SessionView.self)
        ) { call in
            let principal = call.principal
            let csrf = call.session?.csrf ?? ""
            return try .json(
                try await call.store.read(as: principal) { tx in try ports.view(of: principal, csrf: csrf, in: tx) })
        }
        .allowed(in: .mustChangePassword)
    }

    private var signOut: Endpoint {
        .raw(
            .delete, "/session", "access.session.signOut", .anonymous, "Signs out; without a session nothing happens.",
            shape: .json(NoInput.self, NoOutput.self)
        ) { call in
            if let session = call.session, session.principal.sessionID != nil {
                try await call.store.write(as: session.principal) { tx in try Sessions.signOut(in: tx) }
            }
            return RawAnswer(status: 204).header("set-cookie", SessionCookie.clear)
        }
        .allowed(in: .locked, .mustChangePassword).allowedReadOnly()
    }

    private var changePassword: Endpoint {
        .raw(
            .put, "/session/password", "access.password.change", .signedIn,
            "Changes one's password; the session gets a new token, one's other sessions end.",
            shape: .json(PasswordChange.self, SessionView.self)
        ) { call in
            let started = try await Passwords(services).change(
                try await call.json(), as: call.principal, in: call.store)
            return try await answer(started, call, status: 200)
        }
        .allowed(in: .mustChangePassword).rated(.signIn).bodyLimit(16 << 10)
    }

    private var unlock: Endpoint {
        .raw(
            .post, "/session/unlock", "access.session.unlock", .anonymous,
            "Opens one's locked session again with the password.",
            shape: .json(PasswordInput.self, NoOutput.self)
        ) { call in
            guard let session = call.session else { throw Problem.unauthenticated }
            let input: PasswordInput = try await call.json()
            try await Passwords(services).unlock(input.password, as: session.principal, in: call.store)
            return RawAnswer(status: 204)
        }
        .allowed(in: .locked, .mustChangePassword).rated(.signIn).bodyLimit(16 << 10).allowedReadOnly()
    }

    /// The session view with the new token, in the body for programs and in the cookie for browsers.
    private func answer(_ started: StartedSession, _ call: RawCall, status: Int) async throws -> RawAnswer {
        let principal = Principal(
            kind: .user, userID: started.userID, sessionID: started.sessionID, username: call.principal.username,
            address: call.principal.address)
        let view = try await call.store.read(as: principal) { tx in
            try ports.view(of: principal, csrf: started.csrf, started: started, in: tx)
        }
        return try RawAnswer.json(view, status: status).header("set-cookie", SessionCookie.set(started.token))
    }
}
