import Foundation
import GRDB
public import SehatCore
public import SehatStore

/// The hospital's profile with the version that a change must show.
public struct HospitalView: Codable, Hashable, Sendable {
    public let profile: HospitalProfile
    /// Goes back as `If-Match` with a change.
    public let version: Int64
}

/// A change of the hospital's profile: what is absent stays.
///
/// The currency cannot be changed once a price is set, since every stored amount is in it.
public struct HospitalChange: Codable, Hashable, Sendable {
    public var name: LocalizedText?
    public var address: LocalizedText?
    public var phone: String?
    public var currency: Currency?
    public var timeZoneIdentifier: String?
    /// Minutes after midnight at which a business day begins, 0 to 720.
    public var dayCutOffMinutes: Int?
    /// 1 to 12.
    public var fiscalYearStartMonth: Int?
    public var language: Language?
    public var grouping: HospitalProfile.Grouping?
    /// Cash is taken in multiples of this many minor units; 1 for no rounding.
    public var cashRounding: Int64?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// A change of nothing.
    public init() {}
}

/// Reading and changing the hospital's profile.
public enum Hospitals {
    private static let versionKey = "directory.hospitalVersion"

    /// The profile and its version.
    public static func view(in tx: ReadTx) throws -> HospitalView {
        HospitalView(profile: tx.hospital, version: try tx.setting(versionKey, as: Int64.self) ?? 1)
    }

    /// Changes the profile; every module sees it from its next command on.
    ///
    /// - Parameter version: the version that the caller has seen; absent only for the program itself.
    /// - Throws: 409 `app.stale`; 422 with every wrong field.
    public static func update(_ change: HospitalChange, version: Int64?, in tx: Tx) throws -> HospitalView {
        let current = try view(in: tx)
        try tx.expect(version: current.version, version)
        let hasPrices = try Bool.fetchOne(tx.db, sql: "SELECT EXISTS (SELECT 1 FROM directoryPrice)") ?? false
        let profile = try changed(current.profile, by: change, mayChangeCurrency: !hasPrices)
        if profile == current.profile { return current }
        try tx.setHospital(profile)
        try tx.setSetting(versionKey, current.version + 1)
        tx.audit(
            "directory.hospital.changed",
            ["currency": .text(profile.currency.code), "timeZone": .text(profile.timeZoneIdentifier)])
        tx.announce("directory.hospital")
        return HospitalView(profile: profile, version: current.version + 1)
    }

    static func changed(
        _ before: HospitalProfile, by change: HospitalChange, mayChangeCurrency: Bool
    ) throws -> HospitalProfile {
        var profile = before
        var checks = FieldChecks()
        if let name = change.name { profile.name = checks.localized("name", name) }
        if let address = change.address { profile.address = checks.localized("address", address, limit: 300) }
        if let phone = change.phone { profile.phone = checks.optionalLine("phone", phone, limit: 60) ?? "" }
        if let currency = change.currency, currency != before.currency {
            checks.expect(mayChangeCurrency, "currency", "directory.field.currencyFixed")
            profile.currency = currency
        }
        if let zone = change.timeZoneIdentifier {
            checks.expect(TimeZone(identifier: zone) != nil, "timeZoneIdentifier", "directory.field.timeZone")
            profile.timeZoneIdentifier = zone
        }
        if let minutes = change.dayCutOffMinutes {
            checks.expect((0...720).contains(minutes), "dayCutOffMinutes", "directory.field.dayCutOff")
            profile.dayCutOffMinutes = minutes
        }
        if let month = change.fiscalYearStartMonth {
            checks.expect((1...12).contains(month), "fiscalYearStartMonth", "directory.field.month")
            profile.fiscalYearStartMonth = month
        }
        if let rounding = change.cashRounding {
            checks.expect((1...100_000).contains(rounding), "cashRounding", "directory.field.cashRounding")
            profile.cashRounding = rounding
        }
        if let language = change.language { profile.language = language }
        if let grouping = change.grouping { profile.grouping = grouping }
        try checks.finish()
        return profile
    }
}
