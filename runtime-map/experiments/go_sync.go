package main

import (
	"runtime"
	"sync"
)

// Nanoseconds an operation, single-threaded.
func each(n int, act func(i int)) float64 {
	return timed(sized(7, 1), func() {
		for i := 0; i < n; i++ {
			act(i)
		}
	}) / float64(n)
}

func speeds() {
	claim("A10")
	n := sized(1000, 100)
	turns := sized(200, 2) * n
	var shared sync.Map
	flat := make(map[int]int, n)
	for i := 0; i < n; i++ {
		shared.Store(i, i)
		flat[i] = i
	}
	sharedRead := each(turns, func(i int) { value, _ := shared.Load(i % n); sink += uint64(value.(int)) })
	flatRead := each(turns, func(i int) { sink += uint64(flat[i%n]) })
	sharedWrite := each(turns, func(i int) { shared.Store(i%n, i) })
	flatWrite := each(turns, func(i int) { flat[i%n] = i })
	figure("sync.Map %.1f / %.1f ns read/write, map %.1f / %.1f", sharedRead, sharedWrite, flatRead, flatWrite)
	word := fails
	if sharedRead > 1.5*flatRead && sharedWrite > 1.5*flatWrite {
		word = holds
	}
	verdict(word, "sync.Map takes %.1f and %.1f times the map's time (claimed: 2.6 and 2.6)", sharedRead/flatRead,
		sharedWrite/flatWrite)
}

func emptied() {
	claim("B6")
	n := sized(100000, 2000)
	before := held()
	m := new(sync.Map)
	for i := 0; i < n; i++ {
		m.Store(i, i)
	}
	full := held() - before
	m.Range(func(key, _ any) bool { m.Delete(key); return true })
	after := held() - before
	figure("%d entries: %d bytes; emptied by Range and Delete: %d", n, full, after)
	verdict(holdsIf(after*4 > full), "%.0f %% are kept", 100*float64(after)/float64(full))
	runtime.KeepAlive(m)
}

func overwritten() {
	claim("C16")
	turns := sized(100000, 1000)
	var start, end runtime.MemStats
	before := held()
	runtime.ReadMemStats(&start)
	m := new(sync.Map)
	for i := 0; i < turns; i++ {
		m.Store(i%100, i)
	}
	runtime.ReadMemStats(&end)
	shared := held() - before
	var lock sync.RWMutex
	before = held()
	plain := make(map[int]int)
	for i := 0; i < turns; i++ {
		lock.Lock()
		plain[i%100] = i
		lock.Unlock()
	}
	locked := held() - before
	figure("100 keys overwritten %d times: sync.Map holds %d bytes, a locked map %d", turns, shared, locked)
	figure("sync.Map asked for %d bytes meanwhile, garbage until a collection", end.TotalAlloc-start.TotalAlloc)
	word := fails
	if shared > 10*locked {
		word = holds
	} else if shared > 2*locked {
		word = partly
	}
	verdict(word, "%.1f times as much, where 41 times is claimed", float64(shared)/float64(locked))
	runtime.KeepAlive(m)
	runtime.KeepAlive(plain)
}

func main() {
	speeds()
	emptied()
	overwritten()
}
