import Patients
import SehatCore

extension Bill {
    var patientView: BillPatientView {
        BillPatientView(id: patientID, mrn: patient.mrn, names: patient.names, isVeiled: nil)
    }

    /// The bill as it goes over the wire.
    func view(_ lines: [BillLine], _ payments: [(Payment, [Tender])], _ hospital: HospitalProfile) -> BillView {
        BillView(
            id: id, number: number, status: status, patientID: patientID, patient: patientView,
            encounterID: encounterID, token: token, day: day, lines: lines.map { $0.view(hospital) },
            gross: hospital.money(gross), discount: hospital.money(discount),
            discountBasisPoints: discountBasisPoints, discountReason: discountReason, total: hospital.money(total),
            paid: hospital.money(paid), rounding: hospital.money(rounding), left: hospital.money(left),
            cashDue: hospital.money(Settlement.rounded(left, to: hospital.cashRounding)),
            payments: payments.map { $0.view($1, hospital) }, note: note, issuedAt: issuedAt,
            issuedByName: issuedByName, cancelledAt: cancelledAt, cancelledByName: cancelledByName,
            cancelReason: cancelReason, version: version)
    }

    /// The bill as a list shows it.
    ///
    /// - Parameter isVeiled: whether the patient's name is left out.
    func summary(_ hospital: HospitalProfile, isVeiled: Bool) -> BillSummary {
        let names = isVeiled ? RestrictedPatients.veiledNames : patient.names
        return BillSummary(
            id: id, number: number, status: status, patientID: patientID,
            patient: BillPatientView(id: patientID, mrn: patient.mrn, names: names, isVeiled: isVeiled ? true : nil),
            encounterID: encounterID, day: day, issuedAt: issuedAt, total: hospital.money(total),
            paid: hospital.money(paid), left: hospital.money(left), version: version)
    }
}

extension BillLine {
    func view(_ hospital: HospitalProfile) -> BillLineView {
        BillLineView(
            position: position, serviceID: serviceID, departmentID: departmentID, chargeID: chargeID, code: code,
            name: name, quantity: quantity, unitPrice: hospital.money(unitPrice), gross: hospital.money(gross),
            discount: hospital.money(discount), net: hospital.money(net))
    }
}

extension Payment {
    func view(_ tenders: [Tender], _ hospital: HospitalProfile) -> PaymentView {
        PaymentView(
            id: id, receiptNumber: receiptNumber, day: day, amount: hospital.money(amount),
            rounding: hospital.money(rounding), change: hospital.money(change),
            tenders: tenders.map { tender in
                TenderView(
                    method: tender.method, tendered: hospital.money(tender.tendered),
                    amount: hospital.money(tender.amount), reference: tender.reference)
            },
            receivedAt: receivedAt, receivedByName: receivedByName)
    }
}
