import SehatCore

/// What the papers say in each language, line by line.
enum BillingSnapshots {
    static let receipt: [Language: [String]] = [:]
    static let bill: [Language: [String]] = [:]
}
