import GRDB
public import SehatCore
import SehatStore

/// A kind of identifier to be added, or what an existing one is to be; the code of an existing one stays.
public struct IdentifierRuleInput: Codable, Sendable {
    /// 1 to 20 letters and digits, a lower-case letter first.
    public var code: String?
    public var name: LocalizedText
    /// `9` a digit, `A` a letter, `*` either, everything else as it is; empty for none.
    public var mask: String?
    public var characters: IdentifierCharacters?
    public var minimumLength: Int?
    public var maximumLength: Int?
    public var example: String
    public var check: IdentifierCheck?
    public var checkRefuses: Bool?
    /// Kinds of one space share no number; empty where several patients may have the same.
    public var numberSpace: String?
    public var isSearchable: Bool?
    public var isNumbered: Bool?
    public var numberPrefix: String?
    public var isActive: Bool?
    public var position: Int?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// What has to be said of every kind; everything else as it is, or as is usual.
    public init(name: LocalizedText, example: String) {
        self.name = name
        self.example = example
    }
}

/// Adding and changing the kinds of identifiers.
enum IdentifierKinds {
    static let limit = 50

    /// - Throws: 422 with every wrong field; 409 when the code is taken or there are too many.
    static func add(_ input: IdentifierRuleInput, in tx: Tx) throws -> IdentifierRule {
        let rules = try IdentifierRules.current(in: tx).all
        guard rules.count < limit else {
            throw Problem(.conflict, "patients.identifierType.tooMany", params: ["limit": String(limit)])
        }
        guard let code = IdentifierType(rawValue: InputText.line(input.code ?? "")) else {
            throw Problem.invalid("code", "patients.field.identifierCode")
        }
        let empty = IdentifierRule(
            id: tx.newID(), code: code, name: input.name, mask: nil, characters: .any, minimumLength: 1,
            maximumLength: 40,
            example: "", check: .none, checkRefuses: false, numberSpace: nil, isSearchable: true, isNumbered: false,
            numberPrefix: nil, isActive: true, position: (rules.map(\.position).max() ?? 0) + 1, version: 1)
        let rule = try filled(empty, input)
        try rule.insert(tx.db)
        return noted("patients.identifierType.added", rule, in: tx)
    }

    /// Changes a kind; values that are stored stay as they are. Whether a value may be shared cannot be changed: the keys
    /// of those that are stored say otherwise.
    ///
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field.
    static func change(
        _ id: ID<IdentifierRule>, _ input: IdentifierRuleInput, version: Int64, in tx: Tx
    ) throws -> IdentifierRule {
        guard let before = try IdentifierRule.fetchOne(tx.db, key: id) else {
            throw Problem(.notFound, "patients.identifierType.notFound")
        }
        try tx.expect(version: before.version, version)
        var rule = try filled(before, input)
        if rule.numberSpace != before.numberSpace || rule.isSearchable != before.isSearchable,
            try isUsed(before.code, in: tx)
        {
            throw Problem.invalid("numberSpace", "patients.field.identifierUsed")
        }
        if rule == before { return before }
        rule.version += 1
        try rule.update(tx.db)
        return noted("patients.identifierType.changed", rule, in: tx)
    }

    private static func isUsed(_ code: IdentifierType, in tx: ReadTx) throws -> Bool {
        try Bool.fetchOne(
            tx.db, sql: "SELECT EXISTS (SELECT 1 FROM patientsIdentifier WHERE type = ?)", arguments: [code]) ?? false
    }

    private static func noted(_ action: String, _ rule: IdentifierRule, in tx: Tx) -> IdentifierRule {
        tx.audit(action, rule.id, ["code": .text(rule.code.rawValue), "isActive": .flag(rule.isActive)])
        tx.announce("patients.identifierType")
        return rule
    }

    /// The rule with what was sent, checked: its own example must pass.
    private static func filled(_ rule: IdentifierRule, _ input: IdentifierRuleInput) throws -> IdentifierRule {
        var (rule, checks) = (rule, FieldChecks())
        rule.name = LocalizedText(
            en: checks.line("name.en", input.name.en, limit: 60),
            ur: checks.optionalLine("name.ur", input.name.ur, limit: 60),
            hi: checks.optionalLine("name.hi", input.name.hi, limit: 60),
            ar: checks.optionalLine("name.ar", input.name.ar, limit: 60))
        if let mask = input.mask { rule.mask = checks.optionalLine("mask", mask, limit: 40) }
        if let mask = rule.mask, !mask.contains(where: IdentifierRule.isOpenPlace) {
            checks.refuse("mask", "patients.field.identifierMaskEmpty")
        }
        rule.characters = input.characters ?? rule.characters
        rule.minimumLength = input.minimumLength ?? rule.minimumLength
        rule.maximumLength = input.maximumLength ?? rule.maximumLength
        checks.expect(
            rule.minimumLength >= 1 && rule.maximumLength <= 60 && rule.minimumLength <= rule.maximumLength,
            "maximumLength", "app.field.range", ["minimum": String(max(1, rule.minimumLength)), "maximum": "60"])
        rule.check = input.check ?? rule.check
        rule.checkRefuses = input.checkRefuses ?? rule.checkRefuses
        if let space = input.numberSpace { rule.numberSpace = checks.optionalLine("numberSpace", space, limit: 20) }
        rule.isSearchable = input.isSearchable ?? rule.isSearchable
        rule.isNumbered = input.isNumbered ?? rule.isNumbered
        if let prefix = input.numberPrefix {
            rule.numberPrefix = checks.optionalLine("numberPrefix", prefix, limit: 10)
        }
        rule.isActive = input.isActive ?? rule.isActive
        if let position = input.position { rule.position = position }
        rule.example = checks.line("example", input.example, limit: 60)
        try checks.finish()
        rule.example = try rule.normalised(rule.example, field: "example")
        return rule
    }
}
