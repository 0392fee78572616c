public import SehatCore
public import SehatStore
public import SehatWeb

extension Permission {
    /// Make and check backups.
    public static let backupRun = Permission("backup.run")
    /// See the list of backups.
    public static let backupRead = Permission("backup.read")
}

/// Backups over the API; the command line uses the same routes.
public enum BackupModule {
    struct List: Codable, Sendable {
        var items: [BackupManifest]
        /// Folders among them that are none.
        var broken: [Backups.Broken]
    }
    struct Targets: Codable, Sendable { var items: [ShippingStatus] }
    struct Accepted: Codable, Sendable { var target: String }

    /// - Parameters:
    ///   - backups: where backups are made.
    ///   - key: the key of the running database, to check what was written.
    ///   - shippers: one for each target to which every commit is shipped.
    public static func module(_ backups: Backups, key: DatabaseKey, shippers: [Shipper] = []) -> Module {
        Module(
            name: "backup",
            permissions: [
                PermissionDeclaration(.backupRun, roles: ["administrator"]),
                PermissionDeclaration(.backupRead, roles: ["administrator", "auditor"]),
            ],
            endpoints: [
                .raw(
                    .get, "/backups", "backup.backup.list", .requires(.backupRead), "The backups, newest first.",
                    shape: .json(NoInput.self, List.self)
                ) { call in try .json(try await call.offload { List(items: backups.list(), broken: backups.broken()) })
                },
                .raw(
                    .get, "/backups/targets", "backup.target.list", .requires(.backupRead),
                    "The targets to which every commit is shipped, and how far each is.",
                    shape: .json(NoInput.self, Targets.self)
                ) { call in
                    let now = call.store.now
                    return try .json(Targets(items: shippers.map { $0.status(at: now) }))
                },
                .raw(
                    .post, "/backups/targets/accept", "backup.target.accept", .requires(.backupRun),
                    "Say that what stands at a target's address is meant to be there, although it is empty or another one.",
                    shape: .json(Accepted.self, Targets.self)
                ) { call in
                    let name = try await call.json(Accepted.self).target
                    let now = call.store.now
                    guard let shipper = shippers.first(where: { $0.status(at: now).target == name }) else {
                        throw Problem(.notFound, "backup.target.notFound", params: ["name": name])
                    }
                    shipper.accept()
                    try await call.store.write(as: call.principal) { tx in
                        tx.audit("backup.target.accepted", ["target": .text(name)])
                    }
                    return try .json(Targets(items: shippers.map { $0.status(at: now) }))
                },
                .raw(
                    .post, "/backups", "backup.backup.make", .requires(.backupRun),
                    "Make a backup and check every page of it; answers when both are done. Its contents are checked by a drill.",
                    shape: .json(NoInput.self, BackupManifest.self, status: 201)
                ) { call in try .json(try await make(call, backups, key), status: 201) },
                .raw(
                    .post, "/backups/{name}/verify", "backup.backup.verify", .requires(.backupRun),
                    "Check a backup whole: digest, page MACs, database checks, audit chain.",
                    shape: .json(NoInput.self, Backups.Check.self)
                ) { call in
                    let name = try call.request.path("name")
                    let now = call.store.now
                    let check = try await mapped {
                        try await call.offload { try backups.verify(name, key: key, now: now) }
                    }
                    try await call.store.write(as: call.principal) { tx in
                        tx.audit("backup.backup.verified", ["name": .text(name), "isGood": .flag(check.isGood)])
                    }
                    return try .json(check)
                },
            ])
    }

    /// Makes a backup and notes it in the audit chain; the nightly schedule uses it too.
    ///
    /// - Parameter depth: nobody waits for the nightly one, so its contents are looked at as well.
    /// - Throws: `Problem` in the words of the failure.
    public static func make(
        in store: Store, as principal: Principal, _ backups: Backups, key: DatabaseKey,
        depth: StoreCheck.Depth = .full,
        offload: @Sendable (@escaping @Sendable () throws -> BackupManifest) async throws -> BackupManifest
    ) async throws -> BackupManifest {
        do {
            let manifest = try await mapped {
                try await offload { try backups.make(of: store, key: key, depth: depth) }
            }
            try await store.write(as: principal) { tx in
                tx.audit(
                    "backup.backup.made",
                    [
                        "name": .text(manifest.name), "bytes": .number(manifest.bytes),
                        "codes": .text(manifest.codes ?? ""),
                    ])
                tx.announce("backup.backup", manifest.name)
            }
            return manifest
        } catch {
            try? await store.write(as: principal) { tx in
                tx.audit("backup.backup.failed")
                tx.announce("backup.backup")
            }
            throw error
        }
    }

    private static func make(_ call: RawCall, _ backups: Backups, _ key: DatabaseKey) async throws -> BackupManifest {
        try await make(in: call.store, as: call.principal, backups, key: key, depth: .pages) { work in
            try await call.offload(work)
        }
    }

    private static func mapped<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch BackupError.notFound(let name) {
            throw Problem(.notFound, "backup.notFound", params: ["name": name])
        } catch BackupError.alreadyRunning {
            throw Problem(.conflict, "backup.alreadyRunning")
        } catch let error as BackupError {
            throw Problem(.busy, "backup.failed", params: ["words": error.description])
        }
    }
}
