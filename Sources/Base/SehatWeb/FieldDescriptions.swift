/// What the fields of requests mean, for the OpenAPI document: a field is called the same wherever it means the same, so
/// a line for its name serves every schema that has it; where one differs, the schema's own line comes first.
enum FieldDescriptions {
    /// What a field of a schema means; nil where nobody has said it.
    static func of(_ field: String, in schema: String) -> String? {
        table["\(schema).\(field)"] ?? table[field]
    }

    private static let table: [String: String] = Dictionary(
        lines.split(separator: "\n").compactMap { line in
            line.firstIndex(of: "|").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
        }, uniquingKeysWith: { first, _ in first })

    private static let lines = """
        address|Where the person lives, as one line.
        after|`next` of the page before; absent for the first page.
        again|True to give a second token although the patient waits in the same queue.
        ageMonths|Completed months, alone or beyond `ageYears`.
        ageYears|Completed years, 0 to 130, where the birth day is not known; a birth day is reckoned from it and marked as estimated.
        amount|In minor units of the currency, such as paisa.
        ar|In Arabic.
        asksOccupation|Whether registration asks for the occupation.
        asksReligion|Whether registration asks for the religion.
        basisPoints|A share in hundredths of a per cent: 1250 is 12.5 %.
        birthDate|The birth day, YYYY-MM-DD.
        birthDateEstimated|Whether `birthDate` is a guess; an age always makes it one.
        characters|Which characters a value may have where there is no mask.
        chargeID|A charge that waits in the ledger, from GET /api/ledger/unbilled.
        check|The rule of the check digit.
        checkRefuses|True to refuse a wrong check digit instead of pointing it out.
        class|What sort of visit it is; `opd` where absent.
        code|A short code of letters and digits that stays for ever.
        columns|What the columns of the file hold; columns that are not named are left out.
        contactPoints|Telephones and addresses beside the preferred ones.
        currency|ISO 4217; the hospital's where absent.
        dateOrder|The order of day, month and year in the file.
        day|A business day, YYYY-MM-DD; today where absent, unless something else narrows the list.
        density|How dark a label or thermal printer prints.
        departmentID|The department.
        device|The address of the device, as GET /api/print-devices gives it.
        diedOn|The day of death, YYYY-MM-DD.
        discount|What is taken off, with its reason.
        documentKind|What sort of paper.
        dpi|Dots per inch.
        driver|The driver of the queue.
        duplicates|What becomes of rows whose patients are likely registered already.
        en|In English; stands in for a language that is absent.
        encounterID|The visit.
        example|A value as it should look.
        failoverSeconds|After how many seconds of silence the stand-in takes over.
        fallbackID|The printer that stands in for this one.
        field|What a column holds.
        form|Whether it is a telephone or an address.
        formVersion|The version of the form that was signed.
        fullLimit|The highest discount of those who may grant any.
        givenBy|Who gave the consent, where it was not the patient.
        guardianName|The father's, husband's or other person's name by whom patients of one name are told apart.
        guardianRelation|How that person is related to the patient; `other` where absent.
        hasCutter|Whether the printer cuts the paper.
        hasDrawer|Whether a cash drawer hangs on the printer.
        heading|The heading of the column in the file.
        hi|In Hindi.
        identifier|A value of `identifierType`.
        identifierType|The code of a kind of identity number, from GET /api/patient-identifier-types.
        identifiers|Identity numbers; all of them, in place of those before, where a patient is changed.
        info|Where the printer stands.
        isActive|Whether it can be used.
        isNextOfKin|Whether the person is the next of kin.
        isNumbered|True to give the next number where the value is left empty.
        isPreferred|Whether it is the one to use first.
        isRestricted|Whether only people with the permission may open the record without saying why.
        isSearchable|Whether the search finds patients by it.
        kind|What sort it is.
        BillPrint.kind|The receipt where something has been paid, else the bill, where absent.
        NewConsent.kind|What is consented to.
        NewContact.kind|What the person is to the patient.
        NewRelation.kind|What the relative is to the patient.
        labelHeight|In tenths of a millimetre.
        labelWidth|In tenths of a millimetre.
        language|The language of the papers: the patient's, else the hospital's, where absent.
        languages|What the patient speaks, the best first.
        limit|How many at most on a page.
        DiscountAuthority.limit|The highest discount that may be granted, in basis points.
        lines|What is billed, in the order of the bill.
        loserID|The record that is given up; its number leads to the survivor for ever.
        loserVersion|The version of that record which the caller has seen.
        mapping|What the columns of the file hold and how they are read.
        mask|How the value is grouped: 9 is a digit, A a letter, * either.
        maximumLength|Of a value, without what groups it.
        method|The way of paying.
        minimumLength|Of a value, without what groups it.
        name|What it is called.
        nameThreshold|From which likeness of the names on, 1 to 100, two records count as alike.
        NewContact.name|The person's name.
        NewNewborn.name|The child's name, once there is one; else the child is called after the mother.
        NewPatient.name|The full name as written, 1 to 200 characters, in any script.
        PatientChange.name|The full name as written, in any script.
        newPatient|A patient who is registered with the visit; instead of `patientID`.
        noPhone|True when the person was asked and has no telephone.
        note|In a person's own words.
        number|The whole number, as it stands on the paper.
        numberPrefix|What stands before a number that the product gives.
        numberSpace|The space within which a number belongs to one patient; absent where numbers may be shared.
        occupation|Only where the hospital asks it.
        otherName|The same name in another script.
        paper|The paper; the usual one of the kind where absent.
        patientID|The patient; the id of a record that was merged means the one that stands.
        paymentID|Which receipt, where a bill was paid in parts; the latest where absent.
        phone|A telephone number in any usual form.
        position|Its place in lists.
        practitionerID|The doctor; whoever of the department is free where absent.
        printSlip|False to print no slip.
        printableWidth|In dots.
        printer|The printer.
        printerID|The printer; where a paper is printed once more, the one that it came from where absent.
        priority|`normal` where absent.
        q|What is looked for: a record number, telephone, identity number, token, bill, or a name in any script.
        quantity|How many, 1 to 999; 1 where absent.
        reason|Why; it is kept in the audit chain.
        reasonForNew|Why this is somebody else than the likely duplicates that were shown.
        reasonForSex|Why the sex that was recorded before changes; it is kept in the audit chain.
        reference|The number of the slip, transaction or cheque.
        relativeID|The patient who is the relative.
        religion|Only where the hospital asks it.
        room|Where to go; the queue's room where absent.
        serviceID|A service of the price list.
        sex|As registered; there is no default.
        state|One state, or several with commas between.
        stationID|The counter; all counters where absent.
        status|Where it stands.
        take|The fields in which the word of the record that is given up stays.
        target|Where the printer is reached: a queue's name, an address or a folder.
        tenders|The ways in which it is paid, in their order.
        threshold|From which score on, 1 to 100, two records stand on the list.
        type|The code of a kind of identity number, from GET /api/patient-identifier-types.
        ur|In Urdu.
        use|What it is used for.
        value|The value, with or without what groups it.
        version|The version that the caller has seen, unless it came as `If-Match`.
        with|The other record.
        """
}
