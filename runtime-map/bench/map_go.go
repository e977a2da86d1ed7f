// Go's own map, measured as cells.h measures the others: the same keys, the same order of
// operations, the same lines of output. Go's hash is Go's.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"unsafe"
)

func scatter(x uint64) uint64 {
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

func must(holds bool, what string) {
	if !holds {
		fmt.Fprintln(os.Stderr, "bench: the map is wrong:", what)
		os.Exit(1)
	}
}

// Of the processor, the collector's included.
func now() float64 {
	const processTime = 2 // CLOCK_PROCESS_CPUTIME_ID
	var at syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, processTime, uintptr(unsafe.Pointer(&at)), 0)
	return float64(at.Nano())
}

const (
	grow = iota
	reserved
	hit
	miss
	iterate
	refill
	erase
	churn
	dependent
	cells
)

var cellNames = [cells]string{"grow", "reserved", "hit", "miss", "iterate", "clear+refill",
	"erase", "churn", "dep"}

type sheet struct {
	spent [cells][]float64
	clock float64
}

func (s *sheet) note(cell int, start float64, operations int) {
	s.spent[cell] = append(s.spent[cell], (now()-start-s.clock)/float64(operations))
}

func clockCost() float64 {
	least := 1e9
	for i := 0; i < 1000; i++ {
		start := now()
		if spent := now() - start; spent < least {
			least = spent
		}
	}
	return least
}

func median(values []float64) float64 {
	sort.Float64s(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

type random struct{ state uint64 }

func (r *random) draw(below int) int {
	r.state += 0x9e3779b97f4a7c15
	return int(scatter(r.state) % uint64(below))
}

type work struct {
	n                                                         int
	keys, hits, misses, order, refill, leaving, coming, chain []Key
	values, live                                              []uint64
	permuted                                                  []int
	text                                                      []byte
	texts                                                     int
	sum, number                                               uint64
}

func newWork(n, queries int, seed uint64) *work {
	w := &work{n: n, number: scatter(seed) >> 8 << 8}
	for _, some := range []*[]Key{&w.keys, &w.order, &w.refill, &w.chain} {
		*some = make([]Key, n)
	}
	w.hits, w.misses = make([]Key, queries), make([]Key, queries)
	turns := min(n, 500000)
	w.leaving, w.coming = make([]Key, turns), make([]Key, turns)
	w.values, w.live, w.permuted = make([]uint64, n), make([]uint64, n), make([]int, n)
	w.text = make([]byte, keySize*(6*n+2*queries))
	return w
}

func (w *work) nextText(number uint64) Key {
	room := w.text[keySize*w.texts : keySize*(w.texts+1)]
	w.texts++
	return makeKey(number, room)
}

func (w *work) permute(r *random) {
	for i := w.n; i > 1; i-- {
		j := r.draw(i)
		w.permuted[i-1], w.permuted[j] = w.permuted[j], w.permuted[i-1]
	}
}

func (w *work) linkValues() {
	w.sum = 0
	for i := 0; i < w.n; i++ {
		value := keyAsValue(w.chain[w.permuted[(i+1)%w.n]])
		w.values[w.permuted[i]] = value
		w.sum += value
	}
}

func (w *work) planChurn(r *random) {
	for i := range w.leaving {
		victim := r.draw(w.n)
		w.leaving[i] = w.nextText(w.live[victim])
		w.live[victim] = w.number
		w.number++
		w.coming[i] = w.nextText(w.live[victim])
	}
}

func (w *work) renew(r *random) {
	first := w.number
	w.texts = 0
	w.number += uint64(w.n)
	for i := range w.keys {
		w.keys[i] = w.nextText(first + uint64(i))
		w.permuted[i] = i
	}
	for i := range w.chain {
		w.chain[i] = w.nextText(first + uint64(i))
	}
	w.permute(r)
	w.linkValues()
	for i := range w.hits {
		w.hits[i] = w.nextText(first + uint64(r.draw(w.n)))
	}
	for i := range w.misses {
		w.misses[i] = w.nextText(w.number)
		w.number++
	}
	w.permute(r)
	for i := range w.order {
		w.order[i] = w.nextText(first + uint64(w.permuted[i]))
	}
	for i := range w.refill {
		w.live[i] = w.number
		w.number++
		w.refill[i] = w.nextText(w.live[i])
	}
	w.planChurn(r)
}

func fill(m map[Key]uint64, keys []Key, values []uint64) {
	for i, key := range keys {
		m[key] = values[i]
	}
}

func lookUp(m map[Key]uint64, keys []Key) (found int, sum uint64) {
	for _, key := range keys {
		if value, ok := m[key]; ok {
			found++
			sum += value
		}
	}
	return
}

func walkChain(m map[Key]uint64, w *work) {
	first := keyAsValue(w.chain[0])
	at := first
	for i := 0; i < w.n; i++ {
		at = m[valueAsKey(at)]
	}
	must(at == first, "the chain of dependent lookups")
}

func sumOf(m map[Key]uint64) (sum uint64) {
	for _, value := range m {
		sum += value
	}
	return
}

var sink uint64

func (s *sheet) measureReads(m map[Key]uint64, w *work) {
	start := now()
	found, sum := lookUp(m, w.hits)
	s.note(hit, start, len(w.hits))
	must(found == len(w.hits), "hit")
	sink += sum
	start = now()
	found, _ = lookUp(m, w.misses)
	s.note(miss, start, len(w.misses))
	must(found == 0, "miss")
	start = now()
	walkChain(m, w)
	s.note(dependent, start, w.n)
	turns := 20000/w.n + 1
	sum = 0
	start = now()
	for turn := 0; turn < turns; turn++ {
		sum += sumOf(m)
	}
	s.note(iterate, start, w.n*turns)
	must(sum == w.sum*uint64(turns), "iterate")
}

func (s *sheet) measureMap(w *work) {
	start := now()
	m := make(map[Key]uint64)
	fill(m, w.keys, w.values)
	s.note(grow, start, w.n)
	s.measureReads(m, w)
	start = now()
	for key := range m { // Go 1.19's clear
		delete(m, key)
	}
	fill(m, w.refill, w.values)
	s.note(refill, start, w.n)
	start = now()
	for i, key := range w.leaving {
		delete(m, key)
		m[w.coming[i]] = uint64(i)
	}
	s.note(churn, start, len(w.leaving))
	must(len(m) == w.n, "churn")
	start = now()
	m = make(map[Key]uint64, w.n)
	fill(m, w.keys, w.values)
	s.note(reserved, start, w.n)
	start = now()
	for _, key := range w.order {
		delete(m, key)
	}
	s.note(erase, start, w.n)
	must(len(m) == 0, "erase")
}

func measureTime(n, sets, queries int, seed uint64) {
	s := &sheet{clock: clockCost()}
	w, r := newWork(n, queries, seed), &random{seed}
	for i := 0; i < sets; i++ {
		w.renew(r)
		s.measureMap(w)
	}
	for cell, name := range cellNames {
		fmt.Printf("%s %.4f\n", name, median(s.spent[cell]))
	}
}

func held() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func inHugePages() (kib int64) {
	smaps, _ := os.ReadFile("/proc/self/smaps_rollup")
	for at := 0; at < len(smaps); at++ {
		if at == 0 || smaps[at-1] == '\n' {
			if n, _ := fmt.Sscanf(string(smaps[at:]), "AnonHugePages: %d kB", &kib); n == 1 {
				break
			}
		}
	}
	return kib * 1024
}

func measureBytes(n int, seed uint64) {
	w := newWork(n, 1, seed)
	w.renew(&random{seed})
	huge, before := inHugePages(), held()
	m := make(map[Key]uint64)
	fill(m, w.keys, w.values)
	fmt.Printf("bytes %.4f\n", float64(held()-before)/float64(n))
	fmt.Printf("huge %d\n", inHugePages()-huge)
	runtime.KeepAlive(m)
	runtime.KeepAlive(w)
}

func measureGrowth(n int, seed uint64) {
	w := newWork(n, 1, seed)
	w.renew(&random{seed})
	before, last := held(), int64(-1)
	m := make(map[Key]uint64)
	for i, next := 0, 64; i < n; i++ {
		m[w.keys[i]] = w.values[i]
		if i+1 != next && i+1 != n {
			continue
		}
		next += next / 64
		if bytes := held() - before; bytes != last {
			last = bytes
			fmt.Println(i+1, last)
		}
	}
	runtime.KeepAlive(m)
	runtime.KeepAlive(w)
}

func main() {
	var numbers []uint64
	for _, word := range os.Args[min(2, len(os.Args)):] {
		number, _ := strconv.ParseUint(word, 10, 64)
		numbers = append(numbers, number)
	}
	switch {
	case len(numbers) == 4 && os.Args[1] == "time":
		measureTime(int(numbers[0]), int(numbers[1]), int(numbers[2]), numbers[3])
	case len(numbers) == 2 && os.Args[1] == "bytes":
		measureBytes(int(numbers[0]), numbers[1])
	case len(numbers) == 2 && os.Args[1] == "growth":
		measureGrowth(int(numbers[0]), numbers[1])
	default:
		fmt.Fprintf(os.Stderr, "usage: %s time N SETS QUERIES SEED | bytes N SEED | growth N SEED\n", os.Args[0])
		os.Exit(2)
	}
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}
