/// How wide a column is.
public enum ColumnWidth: Hashable, Sendable {
    /// This wide.
    case fixed(Length)
    /// This many parts of what the fixed and natural columns leave over.
    case share(Int)
    /// As wide as its widest cell.
    case natural
}

/// Rows and columns. Columns run from the start side: the first one stands at the right in a right-to-left document.
public struct Table: Codable, Hashable, Sendable {
    /// One column.
    public struct Column: Codable, Hashable, Sendable {
        /// How wide it is.
        public var width: ColumnWidth
        /// Where the text of its cells stands; `figures` for amounts.
        public var alignment: TextStyle.Alignment

        /// A column.
        public init(_ width: ColumnWidth, _ alignment: TextStyle.Alignment = .start) {
            self.width = width
            self.alignment = alignment
        }
    }

    /// One row.
    public struct Row: Codable, Hashable, Sendable {
        /// The content of each cell, from the start side; missing cells are empty.
        public var cells: [[Inline]]
        /// True to set the row in bold, as totals are.
        public var isStrong: Bool
        /// A line above the row.
        public var ruleAbove: Rule?

        /// A row.
        public init(_ cells: [[Inline]], isStrong: Bool = false, ruleAbove: Rule? = nil) {
            self.cells = cells
            self.isStrong = isStrong
            self.ruleAbove = ruleAbove
        }
    }

    /// The columns, from the start side.
    public var columns: [Column]
    /// The head, set in bold above a line and repeated at the top of every page; nil for none.
    public var head: [[Inline]]?
    /// The rows. A row is never split across pages.
    public var rows: [Row]
    /// How the cells are set; the alignment comes from the columns.
    public var style: TextStyle
    /// The distance between two columns.
    public var gap: Length
    /// A thin line between every two rows.
    public var hasRowRules: Bool

    /// A table.
    public init(
        columns: [Column], head: [[Inline]]? = nil, rows: [Row], style: TextStyle = .body,
        gap: Length = .mm(2), hasRowRules: Bool = false
    ) {
        self.columns = columns
        self.head = head
        self.rows = rows
        self.style = style
        self.gap = gap
        self.hasRowRules = hasRowRules
    }
}
