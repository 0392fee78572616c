import Directory
import Foundation
import GRDB
import Patients
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// A morning at registration: 200 patients, a third of them known, ten typed in twice, two merges and one of them undone;
/// through the real pages, by keyboard, at four counters that work in four languages.
@Suite(.serialized) struct MorningTests {
    @Test(.timeLimit(.minutes(8))) func theClerksMorning() async throws {
        let plan = MorningPlan()
        let hospital = try await Hospital.open(isPlain: false)
        defer { hospital.remove() }
        let numbers = try await Self.furnish(hospital, plan)
        try await hospital.serving { caller in
            try await Browser.tools(trusting: try await CounterGround.trust(caller.url)) { tools in
                // One after another: a page that is not drawn yet loses the keys of its sign-in.
                var counters: [MorningCounter] = []
                for (index, language) in MorningPlan.languages.enumerated() {
                    let username = try await hospital.user(roles: ["registration"], language: language)
                    let page = try await Page.open(tools, isApart: true)
                    let journey = CounterJourney(page: page, language: language)
                    try await journey.signIn(caller.url, username)
                    try await journey.chooseStation("Counter \(index + 1)")
                    counters.append(MorningCounter(page: page, language: language, numbers: numbers))
                }
                try await withThrowingTaskGroup(of: Void.self) { work in
                    for (counter, steps) in zip(counters, plan.steps) {
                        work.addTask {
                            try await counter.work(steps)
                            try await counter.page.picture("morning-\(counter.language.rawValue)")
                        }
                    }
                    try await work.waitForAll()
                }
                try await Self.expectVisits(hospital)
                let doctor = caller.with(token: try await hospital.token(roles: ["administrator", "supervisor"]))
                let merged = try await Self.mergeTwo(hospital, tools, caller.url, doctor)
                try await Self.expectMerges(hospital, doctor, merged)
            }
        }
    }

    /// A department, a counter for each language, and those who were here before this morning.
    private static func furnish(_ hospital: Hospital, _ plan: MorningPlan) async throws -> [String: String] {
        _ = try await hospital.ground(patients: 0)
        return try await hospital.store.write(as: .system("test")) { tx in
            var numbers: [String: String] = [:]
            for (index, language) in MorningPlan.languages.enumerated() {
                _ = try Stations.create(
                    NewStation(number: index + 1, name: LocalizedText(en: "Counter \(index + 1)")), in: tx)
                for person in plan.known[index] {
                    var patient = NewPatient(name: person.name(language), sex: person.isWoman ? .female : .male)
                    patient.ageYears = person.age
                    patient.phone = person.phone
                    numbers[person.phone] = try Registering.register(patient, in: tx).mrn
                }
            }
            return numbers
        }
    }

    /// 71 were known, of whom five were taken for others, and 129 are new; 200 visits, whose tokens and numbers have no gap and no double.
    private static func expectVisits(_ hospital: Hospital) async throws {
        func count(_ sql: String) async throws -> Int64 { try await hospital.count("SELECT \(sql)") }
        #expect(try await count("count(*) FROM patientsPatient") == 205)
        #expect(try await count("count(DISTINCT mrn) FROM patientsPatient") == 205)
        #expect(
            try await count("max(CAST(mrn AS INTEGER) / 10) - min(CAST(mrn AS INTEGER) / 10) FROM patientsPatient")
                == 204)
        #expect(try await count("count(*) FROM patientsPatient WHERE reasonForNew = 'Cousin of the same name'") == 5)
        #expect(try await count("count(*) FROM encountersEncounter") == 200)
        #expect(try await count("count(DISTINCT patientID) FROM encountersEncounter") == 200)
        #expect(
            try await count("count(DISTINCT sequence) FROM encountersToken WHERE sequence BETWEEN 1 AND 200") == 200)
        #expect(try await count("count(DISTINCT number) FROM encountersEncounter") == 200)
        let written = """
            count(*) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event WHERE e.action =
            """
        #expect(try await count("\(written) 'patients.patient.registered'") == 205)
        #expect(try await count("\(written) 'encounters.encounter.opened'") == 200)
        // Every counter gave fifty, under its own name.
        let counters = """
            count(*) FROM (SELECT 1 FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
            JOIN storeAuditActor c ON c.id = a.actor WHERE e.action = 'encounters.encounter.opened'
            GROUP BY c.stationID HAVING count(*) = 50)
            """
        #expect(try await count(counters) == 4)
        // The five that were saved all the same wait on the list of likely doubles.
        #expect(try await count("count(*) FROM patientsPair WHERE status = 'open'") >= 5)
    }

    /// A supervisor goes through the list of likely doubles, merges two pairs and takes the second merge back.
    private static func mergeTwo(
        _ hospital: Hospital, _ tools: DevTools, _ url: String, _ doctor: Caller
    ) async throws -> [MorningMerge] {
        let pairs = try await MorningMerge.pairs(hospital)
        try #require(pairs.count == 5)
        let chosen = Array(pairs.prefix(2))
        // What is open is not merged: the doctor sees both first.
        for pair in chosen {
            for step in ["call", "serve", "done"] {
                try await doctor.json(
                    "POST", "/api/encounters/\(pair.encounter)/token/\(step)", "{}", key: "\(step) \(pair.encounter)")
            }
        }
        let username = try await hospital.user(roles: ["supervisor", "registration"], language: .en)
        let page = try await Page.open(tools, isApart: true)
        let desk = MorningSupervisor(page: page, url: url)
        try await desk.signIn(username)
        try await desk.merge(chosen[0], takingName: true)
        try await desk.merge(chosen[1], takingName: false)
        try await desk.undo(chosen[1])
        return chosen
    }

    private static func expectMerges(_ hospital: Hospital, _ caller: Caller, _ merged: [MorningMerge]) async throws {
        let (standing, undone) = (merged[0], merged[1])
        // The number that was given up leads to the record that stands, and its visit has gone over.
        let found = try await caller.json("GET", "/api/patients?q=\(standing.loserNumber)")["items"]
        #expect(found[0]["mrn"].text == standing.survivorNumber)
        let visits = try await caller.json("GET", "/api/encounters?patientID=\(standing.survivor)")["items"].items
        #expect(visits.contains { $0["id"].text == standing.encounter })
        let name = try await caller.json("GET", "/api/patients/\(standing.survivor)")["names"]["primary"].text
        #expect(name == standing.loserName, "the name was chosen from the record that was given up")
        // The merge that was taken back left nothing behind.
        let again = try await caller.json("GET", "/api/patients?q=\(undone.loserNumber)")["items"]
        #expect(again[0]["mrn"].text == undone.loserNumber)
        let own = try await caller.json("GET", "/api/encounters?patientID=\(undone.loser)")["items"].items
        #expect(own.map { $0["id"].text } == [undone.encounter])
        for (table, wanted) in [
            ("patientsMerge WHERE undoneAt IS NULL", 1), ("patientsMerge WHERE undoneAt IS NOT NULL", 1),
            ("patientsAlias", 1), ("patientsPatient", 205), ("encountersEncounter", 200),
        ] as [(String, Int64)] {
            #expect(try await hospital.count("SELECT count(*) FROM \(table)") == wanted, "\(table)")
        }
        let audit = try await caller.json("GET", "/api/audit/verify")
        #expect(audit["fault"] == .null, "\(audit)")
        let log = try await caller.json("GET", "/api/patients/\(undone.survivor)/merges")["items"].items
        #expect(log.count == 1 && log[0]["undoReason"].text == "Two cousins after all")
    }
}
