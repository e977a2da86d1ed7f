package main

import "runtime"

func clearSparse(n, runs int) float64 {
	m := make(map[uint64]uint64, n)
	var spent []float64
	for run := 0; run < runs; run++ {
		m[number(uint64(run))] = 1
		start := now()
		empty(m)
		spent = append(spent, now()-start)
	}
	return median(spent)
}

func costOfClear() {
	claim("B2")
	small, large, runs := 1000, sized(1<<20, 1<<14), sized(51, 5)
	for n := small; n <= large; n *= 4 {
		point("clear", "Go, range and delete", float64(n), clearSparse(n, runs))
	}
	least, most := clearSparse(small, runs), clearSparse(large, runs)
	figure("one entry in room for %d: %.0f ns; in room for %d: %.0f ns (range and delete)", small, least, large, most)
	verdict(holdsIf(most < 4*least), "%.0f times the room, %.0f times the time", float64(large)/float64(small),
		most/least)
}

type rounds struct {
	time          float64
	asked, pauses uint64
	collections   uint32
}

// of runs rounds of 10,000 keys; between them either the map is cleared or another is made.
func of(count int, clear bool) (r rounds) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m := make(map[uint64]uint64)
	start := now()
	for round := 0; round < count; round++ {
		for i := uint64(0); i < 10000; i++ {
			m[number(i)] = i
		}
		if clear {
			empty(m)
		} else {
			m = make(map[uint64]uint64)
		}
	}
	r.time = (now() - start) / float64(count)
	runtime.ReadMemStats(&after)
	r.asked = (after.TotalAlloc - before.TotalAlloc) / uint64(count)
	r.pauses = (after.PauseTotalNs - before.PauseTotalNs) / uint64(count)
	r.collections = after.NumGC - before.NumGC
	return r
}

func threeManners() {
	claim("B3")
	count := sized(500, 10)
	clear, remake := of(count, true), of(count, false)
	figure("range and delete: %.0f us a round, %d bytes asked, %d collections, %d ns of pauses a round",
		clear.time/1e3, clear.asked, clear.collections, clear.pauses)
	figure("a new map, which drops the old one: %.0f us, %d bytes, %d collections, %d ns", remake.time/1e3,
		remake.asked, remake.collections, remake.pauses)
	word := fails
	if clear.time < remake.time && clear.pauses <= remake.pauses {
		word = holds
	} else if clear.time < remake.time {
		word = partly
	}
	verdict(word, "clearing takes %.2f of the time; m = nil and make(map, 0) are the same act", clear.time/remake.time)
}

func scan() {
	claim("C22")
	runs := sized(31, 3)
	var full, sparse []float64
	for _, n := range []int{1024, 65536} {
		m := filled(n, n)
		walk := func() {
			for _, value := range m {
				sink += value
			}
		}
		full = append(full, timed(runs, walk))
		for i := 1; i < n; i++ {
			delete(m, number(uint64(i)))
		}
		sparse = append(sparse, timed(runs, walk))
		figure("%d entries: %.1f us; when one is left: %.1f us", n, full[len(full)-1]/1e3, sparse[len(sparse)-1]/1e3)
	}
	word := holds
	if full[0] > 16400 || full[0] < 4100 || full[1] > 834e3 || full[1] < 208e3 {
		word = partly
	}
	verdict(word, "64 times the entries take %.0f times the time", full[1]/full[0])
}

func main() {
	costOfClear()
	threeManners()
	scan()
}
