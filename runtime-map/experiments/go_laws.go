package main

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"unsafe"
)

func panicOf(act func()) (message string) {
	defer func() {
		if reason := recover(); reason != nil {
			message = fmt.Sprint(reason)
		}
	}()
	act()
	return ""
}

func said(message string) string {
	if message == "" {
		return "nothing happens"
	}
	return message
}

func nilMaps() {
	var m map[uint64]uint64
	message := panicOf(func() { empty(m); delete(m, 1) })
	claim("B4")
	figure("range and delete of a nil map, and delete: %s", said(message))
	verdict(holdsIf(message != ""), "%s (Go's clear, from 1.21 on, is said to do the same)", said(message))
	message = panicOf(func() { m[1] = 1 })
	claim("B13")
	figure("the first write to a nil map: %s", said(message))
	verdict(holdsIf(message == ""), "%s", said(message))
}

func clearInLoop() {
	m, turns := filled(100, 0), 0
	for range m {
		turns++
		empty(m)
	}
	claim("B5")
	figure("100 entries, all deleted in the first turn: %d turn(s)", turns)
	verdict(holdsIf(turns > 1), "the loop ends")
}

func mapBytes() {
	_, found := reflect.TypeOf(debug.GCStats{}).FieldByName("LastGCMapDataBytes")
	claim("B9")
	figure("debug.GCStats of %s has %d fields", runtime.Version(), reflect.TypeOf(debug.GCStats{}).NumField())
	verdict(holdsIf(found), "a field of that name: %v", found)
}

//go:noinline
func taken(m map[uint64]uint64) int { return len(m) }

func allocations() {
	bare := testing.AllocsPerRun(100, func() { m := make(map[uint64]uint64); m[1] = 1 })
	zero := testing.AllocsPerRun(100, func() { m := make(map[uint64]uint64, 0); m[1] = 1 })
	claim("C15")
	figure("make(m) in a function that keeps it: %.0f allocations; make(m, 0): %.0f", bare, zero)
	verdict(holdsIf(bare > zero), "Go treats both %s", map[bool]string{true: "alike", false: "differently"}[bare == zero])
	m := filled(10, 0)
	passing := testing.AllocsPerRun(100, func() { sink += uint64(taken(m)) })
	claim("C21")
	figure("%.0f allocations in a call of a function that is not inlined", passing)
	verdict(holdsIf(passing > 0), "a map is a pointer")
}

func equalTexts() {
	here, there := "same", strings.Clone("same")
	m := map[string]int{here: 1}
	_, found := m[there]
	claim("C19")
	figure("an equal string at another address is found: %v", found)
	verdict(holdsIf(!found), "strings are hashed and compared by their text")
}

// What the runtime knows of a map type, in Go 1.19.
type mapType struct {
	common             [48]byte
	key, elem, bucket  unsafe.Pointer
	hasher             func(unsafe.Pointer, uintptr) uintptr
	keySize, valueSize uint8
	bucketSize         uint16
}

func bucketOf(m any) uint16 { return (*(**mapType)(unsafe.Pointer(&m))).bucketSize }

func layout() {
	claim("C1")
	figure("as far as the header is known here (count, flags, B, noverflow, hash0): buckets at %d, oldbuckets at %d",
		unsafe.Offsetof(header{}.buckets), unsafe.Offsetof(header{}.oldbuckets))
	m := filled(9, 0)
	right := headerOf(m).count == 9 && headerOf(m).b == 1 && headerOf(m).buckets != nil
	verdict(holdsIf(!right), "read so, a map of 9 entries shows count %d and 2^%d buckets", headerOf(m).count,
		headerOf(m).b)
	size := bucketOf(map[uint64]uint64{})
	claim("C2")
	figure("a bucket of 8-byte keys and values has %d bytes", size)
	word := fails
	if size == 176 {
		word = holds
	} else if size == 144 {
		word = partly
	}
	verdict(word, "the pointer comes last: at %d", size-8)
	wide := bucketOf(map[[64]byte]uint64{})
	claim("C18")
	figure("a bucket of [64]byte keys has %d bytes", wide)
	verdict(holdsIf(wide == 8+512+64+8), "%d bytes of keys", wide-8-64-8)
}

func main() {
	nilMaps()
	clearInLoop()
	mapBytes()
	allocations()
	equalTexts()
	layout()
}
