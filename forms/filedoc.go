package forms

// fileDoc is a form file as it is written.
type fileDoc struct {
	Paper     string     `toml:"paper"`
	List      string     `toml:"list"`
	Name      string     `toml:"name"`
	Foot      string     `toml:"foot"`
	Provinces []string   `toml:"provinces"`
	Kinds     []string   `toml:"kinds"`
	Source    string     `toml:"source"`
	AsOf      string     `toml:"as_of"`
	Size      float64    `toml:"size"`
	Leading   float64    `toml:"leading"`
	Margin    float64    `toml:"margin"`
	Sans      bool       `toml:"sans"`
	Blocks    []blockDoc `toml:"block"`
	Overlay   string     `toml:"overlay"`
	Pages     []int      `toml:"pages"`
	MarkAt    []float64  `toml:"mark"`
	Places    []placeDoc `toml:"place"`
}

type blockDoc struct {
	Kind      string    `toml:"kind"`
	Text      string    `toml:"text"`
	Right     string    `toml:"right"`
	Items     []string  `toml:"items"`
	Align     string    `toml:"align"`
	Size      float64   `toml:"size"`
	Indent    float64   `toml:"indent"`
	Bold      bool      `toml:"bold"`
	Space     float64   `toml:"space"`
	Grow      float64   `toml:"grow"`
	Keep      bool      `toml:"keep"`
	Columns   []float64 `toml:"columns"`
	Heads     int       `toml:"heads"`
	Open      bool      `toml:"open"`
	Provinces []string  `toml:"provinces"`
	Except    []string  `toml:"except"`
	If        string    `toml:"if"`
	Rows      []rowDoc  `toml:"row"`
}

type rowDoc struct {
	Cells     []cellDoc `toml:"cells"`
	Height    float64   `toml:"height"`
	Grow      float64   `toml:"grow"`
	Keep      bool      `toml:"keep"`
	Each      bool      `toml:"each"`
	Provinces []string  `toml:"provinces"`
	Except    []string  `toml:"except"`
	If        string    `toml:"if"`
}

type cellDoc struct {
	Text     string   `toml:"text"`
	Head     string   `toml:"head"`
	Vertical bool     `toml:"vertical"`
	Code     bool     `toml:"code"`
	Cols     int      `toml:"cols"`
	Rows     int      `toml:"rows"`
	Align    string   `toml:"align"`
	Indent   float64  `toml:"indent"`
	Photo    string   `toml:"photo"`
	Sign     []string `toml:"sign"`
	Seal     string   `toml:"seal"`
	By       string   `toml:"by"`
	Undated  bool     `toml:"undated"`
}

type placeDoc struct {
	Page      int      `toml:"page"`
	X         float64  `toml:"x"`
	Y         float64  `toml:"y"`
	Width     float64  `toml:"width"`
	Height    float64  `toml:"height"`
	Name      string   `toml:"name"`
	Text      string   `toml:"text"`
	Tick      string   `toml:"tick"`
	Cross     string   `toml:"cross"`
	Sign      string   `toml:"sign"`
	Date      string   `toml:"date"`
	Seal      string   `toml:"seal"`
	By        string   `toml:"by"`
	Undated   bool     `toml:"undated"`
	Size      float64  `toml:"size"`
	Font      string   `toml:"font"`
	Align     string   `toml:"align"`
	Code      bool     `toml:"code"`
	Each      bool     `toml:"each"`
	Rows      int      `toml:"rows"`
	Step      float64  `toml:"step"`
	Provinces []string `toml:"provinces"`
	Except    []string `toml:"except"`
	If        string   `toml:"if"`
}
