import Documents

extension BlockSetter {
    /// Logo, names, address and telephone numbers in the middle; larger on sheets than on rolls.
    func set(_ letterhead: Letterhead) throws -> [FlowItem] {
        let isSheet = context.isSheet
        var items: [FlowItem] = []
        if let logo = letterhead.logo { items.append(try picture(logo)) }
        if let image = letterhead.image { items += try set(image) }
        let name = TextStyle(size: .pt(isSheet ? 17 : 14), isBold: true, alignment: .center)
        let second = TextStyle(size: .pt(isSheet ? 12 : 10), isBold: true, alignment: .center)
        let small = TextStyle(size: .pt(isSheet ? 9 : 8), alignment: .center)
        items += try lines([letterhead.name], name)
        // A hospital with one name for both languages has it once.
        if let other = letterhead.secondName, plain(other) != plain(letterhead.name) {
            items += try lines([other], second)
        }
        for line in letterhead.address { items += try lines(line, small) }
        if !letterhead.phones.isEmpty {
            var pieces: [Inline] = []
            for phone in letterhead.phones { pieces += (pieces.isEmpty ? [] : [.text(" · ")]) + [.phone(phone)] }
            items += try lines(pieces, small)
        }
        for index in items.indices.dropLast() { items[index].keepsWithNext = true }
        return items
    }

    private func plain(_ name: Inline) -> String { name.runs(in: context.inline).map(\.text).joined() }

    private func lines(_ content: [Inline], _ style: TextStyle) throws -> [FlowItem] {
        try context.stack(content, style, width: width).items(context)
    }

    /// A picture in shades, with a little white below; nothing while the file of a named one is not there.
    func set(_ image: ImageBlock) throws -> [FlowItem] {
        if image.picture != nil, image.png.isEmpty { return [] }
        let wide = context.snapWhole(image.width.points)
        guard image.width > .zero, wide <= width + 0.01 else {
            throw TypesettingError.doesNotFit(.picture, needed: wide, available: width)
        }
        var mark = try ImageMark(image, width: wide)
        let free = max(width - wide, 0)
        let left =
            switch image.alignment {
            case .center: free / 2
            case .figures: free
            case .start: context.isRightToLeft ? free : 0
            case .end: context.isRightToLeft ? 0 : free
            }
        mark.box = mark.box.moved(x: context.snapDown(left), y: 0)
        return [FlowItem(height: context.snapUp(mark.box.height) + context.snapUp(2), elements: [.image(mark)])]
    }

    private func picture(_ bitmap: Bitmap) throws -> FlowItem {
        let wide = context.snapWhole(bitmap.printedWidth.points)
        guard wide <= width else {
            throw TypesettingError.doesNotFit(.picture, needed: wide, available: width)
        }
        let high = context.snapWhole(wide * Double(bitmap.height) / Double(bitmap.width))
        let left = context.snapDown((width - wide) / 2)
        let mark = PictureMark(bitmap: bitmap, box: Box(left: left, top: 0, right: left + wide, bottom: high))
        return FlowItem(height: high + context.snapUp(2), elements: [.picture(mark)])
    }
}
