import Access
import Billing
import Directory
import Encounters
import Foundation
import GRDB
import Patients
import PrintQueue
import Printing
import SehatCore
import SehatStore

/// Fills a new data directory with a hospital that looks like one at work.
///
/// Everything goes through the modules' own operations with a clock that is moved along, so the audit chain, the number
/// series and the ledger are as true as those of a real hospital.
struct DemoHospital: Sendable {
    let store: Store
    let clock: SettableClock
    let access: AccessServices
    let paperFolder: String
    let now: Instant

    static let days = 30
    static let patients = 2000
    static let doctors = 40
    private static let actor = Principal.system("demo")

    /// What later steps need of earlier ones.
    private struct Ground: Sendable {
        var departments: [Department] = []
        var doctors: [Practitioner] = []
        var services: [ServiceView] = []
        var printer: ID<Printer>
    }

    /// Makes everything; `progress` hears the part that is done, 0 to 1.
    ///
    /// - Returns: the password of the account `demo`.
    func fill(progress: @escaping @Sendable (Double) -> Void) async throws -> String {
        clock.set(now.adding(seconds: -Int64(Self.days) * 86_400))
        let ground = try await store.write(as: Self.actor) { tx in try self.ground(in: tx) }
        progress(0.05)
        let patients = try await people(progress)
        try await month(ground, patients, progress)
        clock.set(now)
        let password = try await account()
        progress(1)
        return password
    }

    private func ground(in tx: Tx) throws -> Ground {
        try tx.setHospital(Self.profile)
        tx.audit("demo.hospital.made")
        var ids: [String: ID<Department>] = [:]
        for department in DemoCatalogue.departments {
            ids[department.code] = try Departments.create(
                NewDepartment(code: department.code, name: department.name), in: tx
            ).id
        }
        for service in DemoCatalogue.services {
            _ = try Services.create(
                NewService(
                    code: service.code, name: service.name, departmentID: ids[service.department],
                    price: tx.hospital.money(service.price * tx.hospital.currency.minorPerMajor), priceFrom: tx.today),
                in: tx)
        }
        let departments = try Departments.list(in: tx)
        var people = DemoPeople(seed: 40)
        let clinical = departments.filter { $0.code != "LAB" && $0.code != "RAD" }
        for number in 0..<Self.doctors {
            _ = try Practitioners.create(
                NewPractitioner(
                    departmentID: clinical[number % clinical.count].id, name: people.doctor(),
                    room: String(number + 1)), in: tx)
        }
        for number in 1...6 {
            _ = try Stations.create(
                NewStation(
                    number: number,
                    name: LocalizedText(
                        en: "Counter \(number)", ur: "کاؤنٹر \(number)", hi: "काउंटर \(number)", ar: "الشباك \(number)")),
                in: tx)
        }
        let printer = try Printers.add(
            Printers.Input(name: "Paper folder", kind: .folder, target: paperFolder), in: tx)
        return Ground(
            departments: clinical, doctors: try Practitioners.list(department: nil, in: tx),
            services: try Services.list(text: nil, department: nil, limit: PageLimit.largest, after: nil, in: tx).items,
            printer: printer.id)
    }

    private func people(_ progress: @escaping @Sendable (Double) -> Void) async throws -> [ID<Patient>] {
        var ids: [ID<Patient>] = []
        let batch = 200
        for start in stride(from: 0, to: Self.patients, by: batch) {
            ids += try await store.write(as: Self.actor) { tx in
                var people = DemoPeople(seed: UInt64(start) + 1)
                return try (0..<batch).map { _ in
                    try Registering.register(people.patient(today: tx.today), in: tx).id
                }
            }
            progress(0.05 + 0.45 * Double(start) / Double(Self.patients))
        }
        return ids
    }

    private func month(
        _ ground: Ground, _ patients: [ID<Patient>], _ progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        let zone = store.hospital.timeZone
        let today = store.hospital.businessDay(of: now)
        for back in stride(from: Self.days, through: 0, by: -1) {
            let day = today.adding(days: -back)
            for hour in 0..<8 {
                let moment = day.start(in: zone).adding(seconds: Int64(9 + hour) * 3600)
                guard moment < now else { break }
                clock.set(moment)
                let seed = UInt64(day.daysSince1970) * 24 + UInt64(hour)
                try await store.write(as: Self.actor) { tx in
                    var work = DemoWork(seed: seed, printer: ground.printer)
                    for _ in 0..<6 {
                        try work.visit(
                            patients, ground.departments, ground.doctors, ground.services, in: tx)
                    }
                    // What was queued for the spooler is on paper in this story.
                    try tx.housekeeping { try tx.db.execute(sql: "DELETE FROM storeJob") }
                }
            }
            progress(0.5 + 0.48 * Double(Self.days - back) / Double(Self.days))
        }
    }

    private func account() async throws -> String {
        let access = access
        return try await store.write(as: Self.actor) { tx in
            let password = try AccessSetup.createFirstAdministrator(
                username: "demo", fullName: "Demo", language: .en, services: access, in: tx)
            let user = try UserList.user(named: "demo", in: tx).id
            try AccessSetup.setPassword(of: user, to: password, services: access, in: tx)
            return password
        }
    }

    static let profile = HospitalProfile(
        name: LocalizedText(
            en: "Shifa Demonstration Hospital", ur: "شفا نمائشی ہسپتال", hi: "शिफ़ा प्रदर्शन अस्पताल",
            ar: "مستشفى الشفاء التجريبي"),
        address: LocalizedText(
            en: "Jail Road, Lahore", ur: "جیل روڈ، لاہور", hi: "जेल रोड, लाहौर", ar: "طريق السجن، لاهور"),
        phone: "+924235760000")
}
