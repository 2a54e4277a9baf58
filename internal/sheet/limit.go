package sheet

// The limits keep a hostile or runaway file from taking the machine. Real
// workbooks stay far below them: 10,000 filings of 45 columns unpack to some
// 30 MB and hold 450,000 cells.
const (
	maxParts   = 5000      // parts of the container, without pictures
	maxPart    = 256 << 20 // bytes of one XML part, unpacked
	maxXML     = 512 << 20 // bytes of all XML parts, unpacked
	maxRatio   = 250       // unpacked to packed bytes, for parts above ratioFrom
	ratioFrom  = 10 << 20  // bytes
	maxRun     = 1 << 20   // bytes of one tag or text; a cell holds at most 32,767 characters
	maxDepth   = 64        // nested elements
	maxCells   = 5_000_000 // filled cells of a workbook
	maxRows    = 20_000    // rows of data in a sheet
	maxColumns = 256       // columns of data
	headerRows = 20        // rows in which the header is looked for
	maxText    = 128 << 20 // bytes of all cells, shared texts counted wherever they stand
	maxCSV     = 64 << 20  // bytes
	maxLength  = 32_767    // characters of a cell, by the file format
	lastRow    = 1_048_576 // of a sheet, by the file format
	lastColumn = 16_384

	maxMedia      = 50_000   // parts that are pictures
	maxPicture    = 64 << 20 // bytes of a picture, unpacked
	maxMediaBytes = 16 << 30 // bytes of all pictures, unpacked
)
