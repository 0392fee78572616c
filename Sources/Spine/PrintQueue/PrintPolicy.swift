public import Documents

/// What the sort of a paper decides about its printing.
extension DocumentKind {
    /// Whether a second print of a paper whose first may be out waits for a person: a twin wristband or specimen label
    /// is a danger to patients.
    public var waitsForPerson: Bool {
        [.wristband, .specimenLabel].contains(self) || rawValue.hasPrefix("wristband")
            || rawValue.hasPrefix("specimenLabel")
    }

    /// The priority that a print has when its feature says none: what a patient stands and waits for comes before what is
    /// read later. Higher first.
    public var usualPriority: Int {
        if waitsForPerson { return 30 }
        return switch rawValue {
        case "drugLabel", "tokenSlip", "opdSlip": 20
        case "receipt", "depositVoucher", "refundVoucher": 15
        case "bill", "prescription", "consentForm", "testPage": 10
        case "dayClose", "cashierHandover", "auditExtract": -10
        default: 0
        }
    }
}
