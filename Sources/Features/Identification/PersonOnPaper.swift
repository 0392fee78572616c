import Documents
import Patients
import PrintQueue
import SehatCore
import SehatStore

/// A patient in the words of a paper's language.
struct PersonOnPaper {
    let patient: PatientSummary
    let text: DocumentText
    let tx: ReadTx

    init(_ patient: PatientSummary, _ language: Language?, in tx: ReadTx) {
        self.patient = patient
        self.tx = tx
        text = DocumentText(tx.catalogue, language ?? patient.language ?? tx.hospital.language)
    }

    func person() throws -> PatientPaperData.Person {
        var person = PatientPaperData.Person(
            name: patient.names.primary, mrn: patient.mrn, sex: text.string("patients.sex.\(patient.sex.rawValue)"))
        person.otherName = patient.names.other
        person.birthDate = patient.birthDateEstimated ? nil : patient.birthDate
        if let age { (person.age, person.ageUnit) = (age.count, text.string(age.unit)) }
        person.code = LabelCode.digits(.patient, number: patient.mrn)
        if let guardian = patient.guardian {
            person.rows.append(
                .keyValue(
                    text.string("patients.relation.\(guardian.relation.rawValue)"), [.name(guardian.name)]))
        }
        if let phone = patient.phone {
            person.rows.append(.keyValue(text.string("word.phone"), [.phone(phone)]))
        }
        return person
    }

    /// The age in the unit that tells most: years, below two years months, below two months days.
    private var age: (count: Int64, unit: String)? {
        guard let age = patient.age, let birth = patient.birthDate else { return nil }
        let months = age.years * 12 + age.months
        if age.years >= 2 { return (Int64(age.years), "patients.age.years") }
        if months >= 2 { return (Int64(months), "patients.age.months") }
        return (Int64(tx.today.daysSince1970 - birth.daysSince1970), "patients.age.days")
    }

    /// The paper by the template in use, on the template's own medium.
    func paper(_ template: String, _ person: PatientPaperData.Person, isInfant: Bool) throws -> PaperTemplates.Made {
        let hospital = tx.hospital
        let name = hospital.name[text.language]
        let phones = hospital.phone.isEmpty ? [] : [hospital.phone]
        let setting = PaperTemplates.Setting(language: text.language, grouping: hospital.grouping, paper: nil)
        return try PaperTemplates.make(template, setting, in: tx) { _ in
            isInfant
                ? PatientPaperData(hospital: name, phones: phones, infant: person)
                : PatientPaperData(hospital: name, phones: phones, patient: person)
        }
    }
}
