package job

import (
	"sync"

	"beiandesk/internal/filing"
)

// Progress is what a running stage tells its watcher. The zero value is ready;
// a nil *Progress may be reported to and says nothing. It is safe for
// concurrent use.
type Progress struct {
	mu    sync.Mutex
	stage Stage
	done  int
	total int
}

// Stage is a part of the work that has a progress of its own.
type Stage filing.Text

// The stages.
var (
	StageRead    = Stage{ZH: "读取工作簿", EN: "reading the workbook"}
	StageCompare = Stage{ZH: "比较", EN: "comparing"}
	StageMatch   = Stage{ZH: "匹配材料文件", EN: "matching scans"}
	StageFit     = Stage{ZH: "处理图片", EN: "fitting pictures"}
	StageCheck   = Stage{ZH: "检查", EN: "checking"}
	StagePaper   = Stage{ZH: "填写纸质材料", EN: "filling papers"}
	StageCollect = Stage{ZH: "识别签字盖章件", EN: "reading signed papers"}
	StageCorrect = Stage{ZH: "写入改正后的工作簿", EN: "writing the corrected workbook"}
	StageWrite   = Stage{ZH: "写入提交包", EN: "writing the package"}
)

// Snapshot is the progress at one instant. Total is 0 while it is unknown.
type Snapshot struct {
	Stage filing.Text
	Done  int
	Total int
}

// Snapshot returns the progress now.
func (p *Progress) Snapshot() Snapshot {
	if p == nil {
		return Snapshot{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return Snapshot{filing.Text(p.stage), p.done, p.total}
}

func (p *Progress) start(stage Stage, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.stage, p.done, p.total = stage, 0, total
	p.mu.Unlock()
}

func (p *Progress) step() {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
}

func (p *Progress) set(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.done, p.total = done, total
	p.mu.Unlock()
}
