package job

import (
	"context"
	"sync"
)

// inOrder makes n things with several workers and hands them on in order, one
// at a time. At most twice as many things as workers are held at once. It
// returns the first error of use, or the context's.
func inOrder[T any](ctx context.Context, n, workers int, produce func(ctx context.Context, i int) T, use func(i int, thing T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	workers = max(1, min(workers, n))
	slots := make([]chan T, n)
	for i := range slots {
		slots[i] = make(chan T, 1)
	}
	held := make(chan struct{}, 2*workers)
	next := make(chan int)
	wg.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case held <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		wg.Go(func() {
			for i := range next {
				slots[i] <- produce(ctx, i)
			}
		})
	}
	for i := range n {
		select {
		case thing := <-slots[i]:
			<-held
			if err := use(i, thing); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
