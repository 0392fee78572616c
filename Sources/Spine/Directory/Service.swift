public import GRDB
public import SehatCore

/// Something that the hospital does for money: a consultation, a test, a dressing.
public struct Service: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "directoryService"

    public let id: ID<Service>
    /// A short code, unique: `CONS-MED`.
    public var code: String
    /// What bills and pages call it.
    public var name: LocalizedText
    /// The department that renders it; absent when several do.
    public var departmentID: ID<Department>?
    /// False when it is no longer offered.
    public var isActive: Bool
    /// Code and names in one text, for searching.
    var searchText: String
    /// Goes back as `If-Match` with a change.
    public var version: Int64
}

/// A service with the price in force today, as pages show it.
public struct ServiceView: Codable, Hashable, Sendable {
    public let id: ID<Service>
    public let code: String
    public let name: LocalizedText
    public let departmentID: ID<Department>?
    public let isActive: Bool
    /// In force today; absent where none is, and then the service cannot be billed.
    public let price: Money?
    /// The first day of the price in force.
    public let priceFrom: CalendarDay?
    /// Goes back as `If-Match` with a change.
    public let version: Int64

    init(_ service: Service, price: PriceRecord?, hospital: HospitalProfile) {
        id = service.id
        code = service.code
        name = service.name
        departmentID = service.departmentID
        isActive = service.isActive
        self.price = price.map { hospital.money($0.amount) }
        priceFrom = price?.fromDay
        version = service.version
    }
}

/// What is needed to offer a service.
public struct NewService: Codable, Hashable, Sendable {
    public var code: String
    public var name: LocalizedText
    public var departmentID: ID<Department>?
    /// The first price; without one the service cannot be billed yet.
    public var price: Money?
    /// The first day of that price; today when absent.
    public var priceFrom: CalendarDay?

    /// A service, billable from today when it has a price.
    public init(
        code: String, name: LocalizedText, departmentID: ID<Department>? = nil, price: Money? = nil,
        priceFrom: CalendarDay? = nil
    ) {
        self.code = code
        self.name = name
        self.departmentID = departmentID
        self.price = price
        self.priceFrom = priceFrom
    }
}

/// A change of a service: what is absent stays. Prices change by `POST /services/{id}/prices`.
public struct ServiceChange: Codable, Hashable, Sendable {
    public var code: String?
    public var name: LocalizedText?
    public var departmentID: ID<Department>?
    public var isActive: Bool?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// A change of nothing.
    public init() {}
}

/// A row of `directoryPrice`: what a service costs from a day on.
struct PriceRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "directoryPrice"

    let id: ID<ServicePrice>
    let serviceID: ID<Service>
    let fromDay: CalendarDay
    /// In minor units of the hospital's currency.
    var amount: Int64
    var setAt: Instant
}

/// What a service costs from a day on, until the next price begins.
public struct ServicePrice: Codable, Hashable, Sendable {
    public let amount: Money
    /// The first day.
    public let from: CalendarDay

    /// A price in the hospital's currency.
    public init(amount: Money, from: CalendarDay) {
        self.amount = amount
        self.from = from
    }
}
