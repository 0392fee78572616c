import Foundation
import PrinterDevices
import TestKit
import Testing

/// Printers of three languages on real sockets.
@Suite struct DeviceTests {
    static let quick = DevicePatience(connect: 1000, answer: 200, stall: 300, confirm: 300)

    /// A small document in each language.
    static func document(_ language: DeviceLanguage) -> [UInt8] {
        let dots: [UInt8] = [0x10, 0x04, 0x01, 0x1D, 0x72, 0x01, 0x00, 0xFF]
        return switch language {
        case .escpos:
            [0x1B, 0x40, 0x1B, 0x70, 0, 0x19, 0xFA, 0x1D, 0x76, 0x30, 0, 2, 0, 4, 0] + dots + [0x1D, 0x56, 0x42, 0]
        case .zpl: Array("^XA^PW16^LL4^FO0,0^GFA,8,8,2,10041DFF,^FS^PQ1^XZ\n".utf8)
        case .tspl:
            Array("SIZE 2.00 mm,1.00 mm\r\nCLS\r\nBITMAP 0,0,2,4,0,".utf8) + dots + Array("\r\nPRINT 1,1\r\n".utf8)
        }
    }

    private static func whole(_ documents: [[UInt8]], _ language: DeviceLanguage) -> [UInt8] {
        // The line's end after a label belongs to no label.
        documents.count == 1 ? documents[0] + (language == .zpl ? [0x0A] : []) : []
    }

    @Test(arguments: DeviceLanguage.allCases) func aReadyPrinterPrintsAndSaysSo(_ language: DeviceLanguage) throws {
        let printer = try SimulatedDevice(language)
        let device = Device(printer.address, language, patience: Self.quick)
        #expect(try device.status().isReady)
        try device.print(Self.document(language))
        #expect(Self.whole(printer.documents, language) == Self.document(language))
        #expect(printer.drawerPulses == (language == .escpos ? 1 : 0))
    }

    @Test(arguments: DeviceLanguage.allCases) func whatItLacksIsSaidAndNothingIsSent(_ language: DeviceLanguage) throws
    {
        let printer = try SimulatedDevice(language)
        let device = Device(printer.address, language, patience: Self.quick)
        printer.change { $0.paperOut = true }
        #expect(throws: DeviceError.notReady([.paperOut])) { try device.print(Self.document(language)) }
        printer.change { ($0.paperOut, $0.coverOpen) = (false, true) }
        #expect(try device.status().troubles == [.coverOpen])
        #expect(throws: DeviceError.notReady([.coverOpen])) { try device.print(Self.document(language)) }
        printer.change { $0.coverOpen = false }
        try device.print(Self.document(language))
        #expect(printer.documents.count == 1 && printer.pieces.isEmpty)
    }

    @Test(arguments: DeviceLanguage.allCases) func onePrinterIsOffAndOneSaysNothing(_ language: DeviceLanguage) throws {
        let printer = try SimulatedDevice(language)
        let device = Device(printer.address, language, patience: Self.quick)
        printer.change { $0.isSilent = true }
        #expect(throws: DeviceError.silent) { try device.print(Self.document(language)) }
        printer.turn(isOn: false)
        #expect { try device.print(Self.document(language)) } throws: { error in
            if case DeviceError.unreachable = error { true } else { false }
        }
        #expect(printer.documents.isEmpty && printer.pieces.isEmpty)
    }

    @Test(arguments: DeviceLanguage.allCases) func aPrinterThatNeverSaysSoIsNotBelieved(_ language: DeviceLanguage)
        throws
    {
        let printer = try SimulatedDevice(language)
        printer.change { ($0.neverConfirms, $0.paperEndsAfter) = (true, 5) }
        let device = Device(printer.address, language, patience: Self.quick)
        #expect(throws: DeviceError.unconfirmed([.paperOut])) { try device.print(Self.document(language)) }
        #expect(printer.documents.isEmpty && printer.pieces.count <= 1)
    }

    /// The connection breaks after every byte of a small document: what is said afterwards is never that it was printed,
    /// and never that nothing was sent.
    @Test(arguments: DeviceLanguage.allCases) func aConnectionIsCutAtEveryByte(_ language: DeviceLanguage) throws {
        let printer = try SimulatedDevice(language)
        let device = Device(printer.address, language, patience: Self.quick)
        let document = Self.document(language)
        let last = language == .escpos ? document.count : document.count - 12
        for place in 1...last {
            printer.change { $0.cutsAfter = place }
            #expect("byte \(place)") { try device.print(document) } throws: { ($0 as? DeviceError)?.isUnsent == false }
        }
        #expect(printer.documents.isEmpty)
        try device.print(document)
        #expect(printer.documents.count == 1)
    }

    /// A band of a picture that fills most of a receipt printer's head.
    private static let band: [UInt8] =
        [0x1B, 0x40, 0x1D, 0x76, 0x30, 0, 72, 0, 128, 0] + [UInt8](repeating: 0xA5, count: 72 * 128) + [
            0x1D, 0x56, 0x42, 0,
        ]

    /// A printer whose paper was cut inside a picture takes the next question for dots of it: it seems dead, and the next
    /// paper would lack its beginning.
    @Test(arguments: [3, 9, 11, 200, 9_000, 9_226])
    func whatFollowsAPaperThatWasCutInsideAPictureIsWhole(_ place: Int) throws {
        let printer = try SimulatedDevice(.escpos)
        let device = Device(printer.address, .escpos, patience: Self.quick)
        printer.change { ($0.cutsAfter, $0.keepsUnfinished) = (place, true) }
        #expect("cut") { try device.print(Self.band) } throws: { ($0 as? DeviceError)?.isUnsent == false }
        if (11..<9_220).contains(place) {
            #expect(throws: DeviceError.silent) { try device.print(Self.document(.escpos)) }
        }
        #expect(try device.status(afterBreak: true).isReady)
        try device.print(Self.document(.escpos), afterBreak: true)
        #expect(printer.documents == [Self.document(.escpos)])
        try device.print(Self.document(.escpos), afterBreak: true)
        #expect(printer.documents.count == 2 && printer.documents[1] == printer.documents[0])
    }

    @Test(arguments: [1, 10, 40]) func whatFollowsALabelThatWasCutIsWhole(_ place: Int) throws {
        let printer = try SimulatedDevice(.zpl)
        let device = Device(printer.address, .zpl, patience: Self.quick)
        printer.change { ($0.cutsAfter, $0.keepsUnfinished) = (place, true) }
        #expect("cut") { try device.print(Self.document(.zpl)) } throws: { ($0 as? DeviceError)?.isUnsent == false }
        try device.print(Self.document(.zpl), afterBreak: true)
        #expect(Self.whole(printer.documents, .zpl) == Self.document(.zpl))
    }

    /// The picture of the label before must not come out with the next patient's.
    @Test(arguments: [45, 60, 9_000]) func whatFollowsATSPLLabelThatWasCutIsWhole(_ place: Int) throws {
        let printer = try SimulatedDevice(.tspl)
        // It reads what ends a picture byte by byte.
        let patience = DevicePatience(connect: 1000, answer: 3000, stall: 3000, confirm: 3000)
        let device = Device(printer.address, .tspl, patience: patience)
        let large =
            Array("SIZE 50.00 mm,25.00 mm\r\nCLS\r\nBITMAP 0,0,50,200,0,".utf8)
            + [UInt8](repeating: 0xA5, count: 10_000)
            + Array("\r\nPRINT 1,1\r\n".utf8)
        printer.change { ($0.cutsAfter, $0.keepsUnfinished) = (place, true) }
        #expect("cut") { try device.print(large) } throws: { ($0 as? DeviceError)?.isUnsent == false }
        #expect(try device.status(afterBreak: true).isReady)
        try device.print(Self.document(.tspl), afterBreak: true)
        #expect(printer.documents.map { $0.filter { $0 == 0xA5 } } == [[]])
        #expect(printer.documents[0].suffix(Self.document(.tspl).count).elementsEqual(Self.document(.tspl)))
    }

    @Test func addressesAreReadAsTheyAreWritten() {
        #expect(DeviceAddress(uri: "socket://10.0.0.7") == DeviceAddress(host: "10.0.0.7", port: 9100))
        #expect(
            DeviceAddress(uri: "socket://printer-3.local:9101/") == DeviceAddress(host: "printer-3.local", port: 9101))
        #expect(DeviceAddress(uri: "socket://[fe80::1]:9100") == DeviceAddress(host: "fe80::1", port: 9100))
        for wrong in [
            "counter3", "socket://", "socket://a b", "socket://a:0", "socket://a:70000", "ipp://a", "socket://a/b",
        ] {
            #expect(DeviceAddress(uri: wrong) == nil, "\(wrong)")
        }
    }
}
