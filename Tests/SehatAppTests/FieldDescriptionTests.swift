import Foundation
import SehatApp
import SehatWeb
import TestKit
import Testing

/// A program that has nothing but the OpenAPI document knows what every field means that it sends.
@Suite struct FieldDescriptionTests {
    private static let modules: Set = ["patients", "encounters", "counter", "billing", "printing", "printQueue"]

    @Test func everyFieldOfABodyAndEveryParameterIsDescribed() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let bytes = try OpenAPI.document(of: hospital.appliance.site.endpoints, version: "test")
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        var bodies: Set<String> = []
        var silent: [String] = []
        guard case .object(let paths) = document["paths"] else { throw NoDocument() }
        for operations in paths.values {
            guard case .object(let methods) = operations else { continue }
            for operation in methods.values {
                let name = operation["operationId"].text ?? ""
                guard Self.modules.contains(String(name.prefix { $0 != "." })) else { continue }
                Self.gather(operation["requestBody"], document["components"]["schemas"], &bodies)
                for parameter in operation["parameters"].items
                where parameter["in"].text == "query" && parameter["description"].text == nil {
                    silent.append("\(name) ?\(parameter["name"].text ?? "")")
                }
            }
        }
        #expect(bodies.count >= 30)
        for body in bodies {
            guard case .object(let fields) = document["components"]["schemas"][body]["properties"] else { continue }
            silent += fields.filter { $0.value["description"].text == nil }.map { "\(body).\($0.key)" }
        }
        #expect(silent.sorted() == [], "say what they mean in FieldDescriptions")
    }

    /// The names of the schemas that a value refers to, and those that they refer to.
    private static func gather(_ value: JSONValue, _ schemas: JSONValue, _ found: inout Set<String>) {
        switch value {
        case .list(let items): for item in items { gather(item, schemas, &found) }
        case .object(let members):
            if let name = members["$ref"]?.text?.split(separator: "/").last.map(String.init) {
                if found.insert(name).inserted { gather(schemas[name], schemas, &found) }
            }
            for member in members.values { gather(member, schemas, &found) }
        default: break
        }
    }

    private struct NoDocument: Error {}
}
