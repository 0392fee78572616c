import Testing

@testable import DelimitedText

@Suite struct DelimitedTextTests {
    private func rows(_ text: String, _ separator: Character = ",", step: Int = .max) throws -> [[String]] {
        let bytes = Array(text.utf8)
        let reader = DelimitedText(separator: separator.asciiValue ?? 0x2C)
        var (rows, seen, index) = ([[String]](), min(step, bytes.count), 0)
        while true {
            let isLast = seen == bytes.count
            if let record = try reader.record(in: Array(bytes.prefix(seen)), from: index, isLast: isLast) {
                rows.append(record.fields)
                index = record.end
            } else if isLast {
                return rows
            } else {
                seen = min(bytes.count, seen + step)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, Int.max]) func recordsAreTheSameInPiecesOfAnySize(_ step: Int) throws {
        let text = "نام,فون\r\n\"عثمان, محمد\",\"0300\"\"1\"\"\"\n\"two\r\nlines\",\r,\"\"\nlast,x"
        #expect(
            try rows(text, step: step) == [
                ["نام", "فون"], ["عثمان, محمد", "0300\"1\""], ["two\r\nlines", ""], ["", ""], ["last", "x"],
            ])
    }

    @Test func aMarkThatNobodyClosesIsRefused() throws {
        #expect(throws: DelimitedText.Fault.endless) { try rows("a,\"b\nc,d\n") }
        #expect(throws: DelimitedText.Fault.endless) { try rows(String(repeating: "x", count: 70_000) + ",y") }
    }

    @Test(arguments: [",", ";", "\t", "|"]) func theSeparatorIsFound(_ separator: Character) throws {
        let lines = ["name", "phone", "city"] + ["A, B", "0300", "x"] + ["C", "", "y"]
        let text = stride(from: 0, to: 9, by: 3).map { start in
            lines[start..<start + 3].map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: String(separator))
        }.joined(separator: "\n")
        #expect(DelimitedText.separator(of: Array(text.utf8)) == separator.asciiValue)
    }

    @Test func whatIsWrittenIsReadAgainAndRunsNoFormula() throws {
        let fields = ["محمد \"عثمان\"", "a,b", "two\nlines", "=1+1", "+923001234567", "-", "", "O'Neill"]
        let line = DelimitedLine.of(fields)
        #expect(line.contains("'=1+1") && line.contains("'+923001234567"))
        #expect(try rows(line)[0].map(DelimitedLine.value) == fields)
    }
}

@Suite struct TextDecodingTests {
    private let words = "نام,پتہ\nمحمد عثمان چوہدری,گجرات\nمریم بی بی,ڈسکہ\n"

    private func decoded(_ bytes: [UInt8], step: Int, as encoding: TextEncoding? = nil) throws -> (
        String, TextEncoding?
    ) {
        var decoding = TextDecoding(encoding: encoding)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            result += try decoding.take(bytes[start..<min(start + step, bytes.count)])
        }
        result += try decoding.finish()
        return (String(decoding: result, as: UTF8.self), decoding.encoding)
    }

    private func utf16(_ text: String, low: Int) -> [UInt8] {
        text.utf16.flatMap { low == 0 ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    @Test(arguments: [1, 5, 1 << 20]) func everyEncodingIsFoundAndReadInPieces(_ step: Int) throws {
        let long = String(repeating: "id,name\n", count: 12_000) + words
        for text in [words, long] {
            for (bytes, wanted) in [
                (Array(text.utf8), TextEncoding.utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8),
                ([0xFF, 0xFE] + utf16(text, low: 0), .utf16LittleEndian),
                ([0xFE, 0xFF] + utf16(text, low: 1), .utf16BigEndian),
            ] where step > 1 || text == words {
                let (found, encoding) = try decoded(bytes, step: step)
                #expect(found == text && encoding == wanted, "\(wanted)")
            }
        }
        #expect(try decoded(utf16("name,phone\n", low: 0), step: step).0 == "name,phone\n")
    }

    /// محمد and چائے in Windows-1256, by the published table.
    @Test func oldArabicTextIsRead() throws {
        let bytes: [UInt8] = [0x6E, 0x2C, 0xE3, 0xCD, 0xE3, 0xCF, 0x0A, 0x8D, 0xC7, 0xC6, 0xFF, 0x0A]
        let (text, encoding) = try decoded(bytes, step: 1)
        #expect(text == "n,محمد\nچائے\n" && encoding == .windows1256)
    }

    @Test func whatIsNoTextIsRefusedByName() throws {
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
        #expect(throws: TextFault.workbook) { try decoded(ole + utf16("Workbook", low: 0), step: 99) }
        #expect(throws: TextFault.inPage) { try decoded(ole + utf16("InPage300", low: 0), step: 99) }
        #expect(throws: TextFault.inPage) { try decoded([0x6E, 0x04, 0x81, 0x04, 0xA2, 0x04, 0x9F, 0x0A], step: 99) }
        #expect(throws: TextFault.workbook) { try decoded([0x50, 0x4B, 0x03, 0x04, 1, 2], step: 99) }
        #expect(throws: TextFault.binary) {
            try decoded(Array("name".utf8) + [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], step: 99)
        }
        let broken = Array(words.utf8) + [0xD9, 0x41] + Array(words.utf8)
        #expect(throws: TextFault.broken(offset: 0)) { try decoded(broken, step: 1 << 20, as: .utf8) }
    }

    /// Bytes without a pattern hold some that look like letters of InPage; they are none.
    @Test func bytesThatMeanNothingAreNotCalledInPage() throws {
        var state: UInt32 = 7
        let bytes = (0..<4096).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        #expect(zip(bytes, bytes.dropFirst()).filter { $0 == 0x04 && $1 >= 0x81 }.count >= 3)
        #expect(throws: TextFault.binary) { try decoded(bytes, step: 999) }
        #expect(throws: TextFault.binary) { try decoded(Array(bytes.prefix(60)), step: 99) }
        // A page break, a tab and the end mark of DOS are text.
        #expect(try decoded(Array("Name\tAge\r\nAli\t3\u{C}\r\n\u{1A}".utf8), step: 99).0.contains("Ali"))
    }

    @Test(arguments: [
        "Ø§Ø­Ù…Ø¯", "Ø§Ø\u{AD}Ù…Ø¯", "Ù…Ø­Ù…", "ط§ط­ظ…ط¯", "JosÃ©", "à¤®à¥‹à¤¹à¤®", "Ali \u{FFFD}",
    ])
    func aNameReadInTheWrongEncodingIsKnown(_ name: String) {
        #expect(Mojibake.isLikely(name))
    }

    @Test(arguments: [
        "احمد", "محمد عمران", "غلام عباس", "طہٰ", "عائشہ صدیقہ", "ظفر علی", "عگ", "मोहम्मद", "José Muñoz", "Zoë", "Ãngela",
        "ANDRÉ’S", "O’Brien", "Ayesha",
    ])
    func aGoodNameIsNotTakenForOne(_ name: String) {
        #expect(!Mojibake.isLikely(name))
    }
}
