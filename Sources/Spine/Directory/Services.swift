import GRDB
public import SehatCore
public import SehatStore

/// Offering, changing and finding services.
public enum Services {
    /// - Throws: a 404 problem when there is no such service.
    public static func find(_ id: ID<Service>, in tx: ReadTx) throws -> Service {
        guard let service = try tx.row(Service.self, id) else { throw Problem.serviceNotFound }
        return service
    }

    /// A service that is offered.
    ///
    /// - Throws: a 404 problem when there is none, 409 `directory.service.closed` when it is no longer offered.
    public static func require(_ id: ID<Service>, in tx: ReadTx) throws -> Service {
        let service = try find(id, in: tx)
        guard service.isActive else { throw Problem.serviceClosed }
        return service
    }

    /// The service with the price in force today.
    ///
    /// - Throws: a 404 problem when there is no such service.
    public static func view(_ id: ID<Service>, in tx: ReadTx) throws -> ServiceView {
        let service = try find(id, in: tx)
        return ServiceView(service, price: try Prices.row(of: id, on: tx.today, in: tx), hospital: tx.hospital)
    }

    /// One page of services in the order of their codes, each with the price in force today.
    ///
    /// - Parameters:
    ///   - text: words that must all stand in the code or a name, in any language.
    ///   - department: only services of this department.
    ///   - includesClosed: also those no longer offered.
    ///   - after: `next` of the page before.
    public static func list(
        text: String?, department: ID<Department>?, includesClosed: Bool = false, limit: Int?, after: String?,
        in tx: ReadTx
    ) throws -> Page<ServiceView> {
        let limit = PageLimit.clamp(limit)
        let words = InputText.foldDigits(InputText.line(text ?? "").lowercased()).split(separator: " ").prefix(6)
        var sql = "SELECT * FROM directoryService WHERE code > ?"
        var arguments: StatementArguments = [after ?? ""]
        if let department {
            sql += " AND departmentID = ?"
            arguments += [department]
        }
        if !includesClosed { sql += " AND isActive = 1" }
        for word in words {
            sql += " AND instr(searchText, ?) > 0"
            arguments += [String(word)]
        }
        sql += " ORDER BY code LIMIT ?"
        arguments += [limit + 1]
        let rows = try Service.fetchAll(tx.db, sql: sql, arguments: arguments)
        let today = tx.today
        let items = try rows.prefix(limit).map { service in
            ServiceView(service, price: try Prices.row(of: service.id, on: today, in: tx), hospital: tx.hospital)
        }
        return Page(items: items, next: rows.count > limit ? rows[limit - 1].code : nil)
    }

    /// Offers a service, with its first price when one is given.
    ///
    /// - Throws: 404 for an unknown department; 422 with every wrong field; 409 when the code is taken.
    public static func create(_ input: NewService, in tx: Tx) throws -> ServiceView {
        var checks = FieldChecks()
        let code = checks.code("code", input.code)
        let name = checks.localized("name", input.name)
        if let price = input.price { checks.price("price", price, tx.hospital) }
        try checks.finish()
        let service = Service(
            id: tx.newID(), code: code, name: name,
            departmentID: try input.departmentID.map { try Departments.require($0, in: tx).id }, isActive: true,
            searchText: code.lowercased() + " " + name.searchText, version: 1)
        try service.insert(tx.db)
        tx.audit("directory.service.created", service.id, ["code": .text(code)])
        if let price = input.price {
            _ = try Prices.set(service.id, price, from: input.priceFrom ?? tx.today, in: tx)
        }
        tx.announce("directory")
        return try view(service.id, in: tx)
    }

    /// Changes a service.
    ///
    /// - Parameter version: the version that the caller has seen.
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field; 409 when the code is taken.
    public static func update(
        _ id: ID<Service>, _ change: ServiceChange, version: Int64, in tx: Tx
    ) throws -> ServiceView {
        var service = try find(id, in: tx)
        try tx.expect(version: service.version, version)
        let before = service
        var checks = FieldChecks()
        if let code = change.code { service.code = checks.code("code", code) }
        if let name = change.name { service.name = checks.localized("name", name) }
        if let isActive = change.isActive { service.isActive = isActive }
        try checks.finish()
        if let department = change.departmentID {
            service.departmentID = try Departments.require(department, in: tx).id
        }
        guard service != before else { return try view(id, in: tx) }
        service.searchText = service.code.lowercased() + " " + service.name.searchText
        service.version += 1
        try service.update(tx.db)
        tx.audit(
            "directory.service.changed", id, ["code": .text(service.code), "isActive": .flag(service.isActive)])
        tx.announce("directory")
        return try view(id, in: tx)
    }
}

/// What services cost, by the day on which a price begins.
public enum Prices {
    /// The price of the service on that day, in minor units of the hospital's currency.
    ///
    /// - Throws: 409 `directory.price.missing` when no price is in force; it is never taken as zero.
    public static func inForce(_ service: Service, on day: CalendarDay, in tx: ReadTx) throws -> Int64 {
        guard let row = try row(of: service.id, on: day, in: tx) else {
            throw Problem.priceMissing(service.code, on: day)
        }
        return row.amount
    }

    /// All prices of a service, the latest first.
    ///
    /// - Throws: a 404 problem when there is no such service.
    public static func history(of id: ID<Service>, in tx: ReadTx) throws -> [ServicePrice] {
        _ = try Services.find(id, in: tx)
        let rows = try PriceRecord.fetchAll(
            tx.db, sql: "SELECT * FROM directoryPrice WHERE serviceID = ? ORDER BY fromDay DESC", arguments: [id])
        return rows.map { ServicePrice(amount: tx.hospital.money($0.amount), from: $0.fromDay) }
    }

    /// Sets what a service costs from a day on.
    ///
    /// A price may begin today or later; an earlier day is taken only where the service had no price until now, so
    /// that no bill is ever at odds with the price of its day. A second price for one day replaces the first.
    /// - Throws: 404; 422 for a wrong amount or currency; 409 `directory.price.past`.
    public static func set(
        _ id: ID<Service>, _ amount: Money, from day: CalendarDay, in tx: Tx
    ) throws -> ServicePrice {
        let service = try Services.find(id, in: tx)
        var checks = FieldChecks()
        checks.price("amount", amount, tx.hospital)
        try checks.finish()
        if day < tx.today, try row(of: id, on: tx.today, in: tx) != nil { throw Problem.pricePast }
        let before = try row(of: id, on: day, in: tx)
        if let same = before, same.fromDay == day {
            var row = same
            row.amount = amount.amount
            row.setAt = tx.now
            try row.update(tx.db)
        } else {
            try PriceRecord(id: tx.newID(), serviceID: id, fromDay: day, amount: amount.amount, setAt: tx.now)
                .insert(tx.db)
        }
        var detail: [String: AuditValue] = [
            "code": .text(service.code), "from": .text(day.description), "amount": .number(amount.amount),
        ]
        if let before { detail["before"] = .number(before.amount) }
        tx.audit("directory.price.set", id, detail)
        tx.announce("directory")
        return ServicePrice(amount: amount, from: day)
    }

    static func row(of id: ID<Service>, on day: CalendarDay, in tx: ReadTx) throws -> PriceRecord? {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM directoryPrice WHERE serviceID = ? AND fromDay <= ? ORDER BY fromDay DESC LIMIT 1
                """)
        return try PriceRecord.fetchOne(statement, arguments: [id, day])
    }
}

extension FieldChecks {
    fileprivate mutating func price(_ field: String, _ price: Money, _ hospital: HospitalProfile) {
        expect(
            price.currency == hospital.currency, field, "directory.field.currency",
            ["currency": hospital.currency.code])
        expect((0...Money.limit).contains(price.amount), field, "directory.field.price")
    }
}
