package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"syscall"
	"unsafe"
)

// What claim.h is for C: the same lines of output.

var small = len(os.Args) > 1 && os.Args[1] == "small"

func sized(full, less int) int {
	if small {
		return less
	}
	return full
}

func claim(id string) { fmt.Println("claim", id) }

func figure(format string, values ...any) { fmt.Printf("figure "+format+"\n", values...) }

func point(chart, series string, x, y float64) {
	fmt.Printf("point %s %s | %.6g %.6g\n", chart, series, x, y)
}

const (
	holds  = "holds"
	partly = "partly"
	fails  = "fails"
)

func verdict(word, format string, values ...any) {
	fmt.Printf("verdict "+word+" "+format+"\n", values...)
}

func holdsIf(condition bool) string {
	if condition {
		return holds
	}
	return fails
}

// Processor time in nanoseconds, the collector's included.
func now() float64 {
	const processTime = 2 // CLOCK_PROCESS_CPUTIME_ID
	var at syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, processTime, uintptr(unsafe.Pointer(&at)), 0)
	return float64(at.Nano())
}

// Bytes of the heap that are in use, after a collection.
func held() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func number(n uint64) uint64 {
	n = (n + 1) * 0x9e3779b97f4a7c15
	n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9
	n = (n ^ (n >> 27)) * 0x94d049bb133111eb
	return n ^ (n >> 31)
}

func median(values []float64) float64 {
	sort.Float64s(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// timed is the median time of some runs.
func timed(runs int, act func()) float64 {
	var spent []float64
	for run := 0; run < runs; run++ {
		start := now()
		act()
		spent = append(spent, now()-start)
	}
	return median(spent)
}

// The header of a map, as Go 1.19 lays it out.
type header struct {
	count      int
	flags, b   uint8
	noverflow  uint16
	hash0      uint32
	buckets    unsafe.Pointer
	oldbuckets unsafe.Pointer
}

func headerOf(m map[uint64]uint64) *header { return *(**header)(unsafe.Pointer(&m)) }

func buckets(m map[uint64]uint64) int {
	h := headerOf(m)
	if h.buckets == nil {
		return 0
	}
	return 1 << h.b
}

func filled(n, hint int) map[uint64]uint64 {
	m := make(map[uint64]uint64, hint)
	for i := 0; i < n; i++ {
		m[number(uint64(i))] = uint64(i)
	}
	return m
}

//go:noinline
func empty(m map[uint64]uint64) {
	for key := range m { // Go 1.19 has no clear: this is its idiom, which the compiler knows
		delete(m, key)
	}
}

var sink uint64
