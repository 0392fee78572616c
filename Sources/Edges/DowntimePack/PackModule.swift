public import Downtime
import Foundation
import SehatCore
import SehatStore
public import SehatWeb

/// The downtime packs over the API; the schedule and the command line use the same.
public enum PackModule {
    struct List: Codable, Sendable { var items: [PlaceView] }

    struct HandedOut: Codable, Sendable { var count: Int }

    /// The module as the product takes it. Its tables are those of Downtime.
    public static func module(_ making: PackMaking) -> Module {
        Module(
            name: "downtimePack",
            endpoints: [
                .query(
                    "/downtime/places", "downtime.place.list", .requires(.downtimeRead),
                    "The places that get downtime packs, and how old the newest pack of each is."
                ) { (_: Call<NoInput>, tx: ReadTx) in
                    List(items: try DowntimePlaces.list(in: tx).map { PlaceView($0, now: tx.now) })
                },
                .command(
                    "/downtime/places/{id}/used", "downtime.forms.use", .requires(.downtimeEnter),
                    "Says that the place has taken its forms into use: packs made from now on have other numbers."
                ) { (call: Call<NoInput>, tx: Tx) in
                    let place = try DowntimePlaces.find(try call.id(), in: tx)
                    return HandedOut(count: try ReservedNumbers.handOut(place.id, in: tx))
                },
                create, change, make(making),
            ])
    }

    private static let create = Endpoint.raw(
        .post, "/downtime/places", "downtime.place.create", .requires(.downtimeManage),
        "Adds a place that gets downtime packs.", shape: .json(PlaceInput.self, PlaceView.self, status: 201)
    ) { call in
        let input = try await call.json(PlaceInput.self)
        let lock = try await call.offload {
            try input.expectDirectory()
            return try PackLock(input.passphrase)
        }
        let view = try await call.store.write(as: call.principal) { tx in
            PlaceView(try input.create(lock, in: tx), now: tx.now)
        }
        return try .json(view, status: 201)
    }

    private static let change = Endpoint.raw(
        .patch, "/downtime/places/{id}", "downtime.place.update", .requires(.downtimeManage),
        "Changes a place, its passphrase, or lets it rest.", shape: .json(PlaceInput.self, PlaceView.self)
    ) { call in
        let id: ID<DowntimePlace> = try call.request.id()
        let input = try await call.json(PlaceInput.self)
        let lock = try await call.offload {
            try input.expectDirectory()
            return try PackLock(input.passphrase)
        }
        let (before, after, now) = try await call.store.write(as: call.principal) { tx in
            let (before, after) = try input.change(id, lock, in: tx)
            return (before, after, tx.now)
        }
        let isGone = !after.isActive || PackFiles.newest(before) != PackFiles.newest(after)
        if isGone { try await call.offload { PackFiles.remove(before) } }
        return try .json(PlaceView(after, now: now))
    }

    private static func make(_ making: PackMaking) -> Endpoint {
        .raw(
            .post, "/downtime/places/{id}/make", "downtime.pack.make", .requires(.downtimeManage),
            "Makes the pack of a place now; answers when it is written.", shape: .json(NoInput.self, PlaceView.self)
        ) { call in
            let id: ID<DowntimePlace> = try call.request.id()
            do {
                let place = try await making.make(id, in: call.store, as: call.principal) { work in
                    try await call.offload(work)
                }
                return try .json(PlaceView(place, now: call.store.now))
            } catch let fault as DowntimeFault {
                throw Problem(.conflict, "downtime.pack.failed", params: ["words": fault.description])
            }
        }
    }
}
