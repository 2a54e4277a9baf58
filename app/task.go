package app

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// pollEvery is how often the progress of a task is shown.
const pollEvery = 100 * time.Millisecond

// task is one piece of the engine's work that runs.
type task struct {
	name     string // key of its phrase
	progress *job.Progress
	cancel   context.CancelFunc
	stopping bool
	gone     chan struct{} // closed when its goroutine has ended
}

// crash is a panic of the engine, caught.
type crash struct {
	value any
	stack []byte
}

func (c *crash) Error() string { return fmt.Sprintf("internal error: %v", c.value) }

// In says it in the user's language; see [job.Say].
func (c *crash) In(lang filing.Lang) string {
	return filing.Text{
		ZH: "程序内部出错，这一步没有完成；其他数据不受影响，可以重试。",
		EN: "The program made a mistake and this step was not finished; nothing else is affected. Please try again.",
	}.In(lang) + "\n" + fmt.Sprint(c.value)
}

// guard runs a function and makes an error of its panic.
func guard(work func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &crash{v, debug.Stack()}
		}
	}()
	return work()
}

// run starts a task unless one runs already, and reports whether it did. work
// runs on a goroutine of its own, alone with the batch; then, on the window's
// goroutine, done when all went well. Errors are shown; a task that was
// cancelled leaves only a line.
func (d *desk) run(name string, work func(ctx context.Context, p *job.Progress) error, done func()) bool {
	if d.task != nil || d.closed {
		return false
	}
	ctx, cancel := context.WithCancel(context.Background())
	t := &task{name: name, progress: new(job.Progress), cancel: cancel, gone: make(chan struct{})}
	d.task = t
	go func() {
		defer close(t.gone)
		d.stage <- struct{}{} // a picture may be in the making
		err := guard(func() error { return work(ctx, t.progress) })
		<-d.stage
		cancelled := ctx.Err() != nil
		d.post(func() { d.finish(t, err, cancelled, done) })
	}()
	go d.poll(t)
	d.view.taskChanged()
	return true
}

// poll has the window look at the progress while the task runs. There is never
// more than one look waiting.
func (d *desk) poll(t *task) {
	var waiting atomic.Bool
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-t.gone:
			return
		case <-tick.C:
			if waiting.CompareAndSwap(false, true) {
				d.post(func() {
					waiting.Store(false)
					if d.task == t {
						d.view.taskChanged()
					}
				})
			}
		}
	}
}

// finish ends a task on the window's goroutine.
func (d *desk) finish(t *task, err error, cancelled bool, done func()) {
	t.cancel()
	d.task = nil
	if d.closed {
		return
	}
	switch {
	case err != nil && (cancelled || errors.Is(err, context.Canceled)):
		d.view.tell(d.say("task.cancelled", "task", d.say(t.name)))
	case err != nil:
		d.view.failed(err)
	case done != nil:
		done()
	}
	d.view.taskChanged()
	if d.task == nil && d.stale {
		d.recheck()
	}
}

// stop asks the running task to end; it ends when it has put things in order.
func (d *desk) stop() {
	if d.task == nil || d.task.stopping {
		return
	}
	d.task.stopping = true
	d.task.cancel()
	d.view.taskChanged()
}
