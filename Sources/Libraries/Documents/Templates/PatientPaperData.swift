public import SehatCore

/// What the templates of wristbands and patient cards can show.
public struct PatientPaperData: Encodable, Sendable {
    /// Who wears or carries it. What is nil is left out of the paper.
    public struct Person: Encodable, Sendable {
        public var name: String
        public var mrn: String
        /// In words of the paper's language.
        public var sex: String
        public var otherName: String?
        public var age: Int64?
        public var ageUnit: String?
        public var birthDate: CalendarDay?
        public var allergies: String?
        /// The Global Service Relation Number with its check digit, and which issue of the band it is (GS1 General
        /// Specifications, 3.9.8 and 3.9.9); nil for a hospital without a GS1 company prefix.
        public var gsrn: String?
        public var bandIssue: String?
        /// The digits of the product's own label of a patient.
        public var code: String?
        /// The same, only where there is no GSRN: then it stands on the band as a QR code.
        public var plainCode: String?
        public var mother: Mother?
        /// A picture block.
        public var photo: Block?
        /// Further rows, such as the father's name and the telephone.
        public var rows: [Block] = []

        /// Somebody of whom no more is known.
        public init(name: String, mrn: String, sex: String) {
            self.name = name
            self.mrn = mrn
            self.sex = sex
        }
    }

    /// The mother of an infant.
    public struct Mother: Encodable, Sendable {
        var name: String
        var mrn: String

        /// A mother who is a patient herself.
        public init(name: String, mrn: String) {
            self.name = name
            self.mrn = mrn
        }
    }

    struct Place: Encodable, Sendable {
        var name: String
        var phones: [String]
    }

    var hospital: Place
    /// On the band of an adult and on cards.
    var patient: Person?
    /// On the band of an infant.
    var infant: Person?

    /// A paper of a patient.
    public init(hospital: String, phones: [String], patient: Person) {
        self.hospital = Place(name: hospital, phones: phones)
        self.patient = patient
    }

    /// A paper of an infant.
    public init(hospital: String, phones: [String], infant: Person) {
        self.hospital = Place(name: hospital, phones: phones)
        self.infant = infant
    }
}
