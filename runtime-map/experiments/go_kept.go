package main

import "runtime"

func neverShrinks() {
	n := sized(200000, 3000)
	before := held()
	m := filled(n, 0)
	full := held() - before
	for i := 0; i < n; i++ {
		delete(m, number(uint64(i)))
	}
	emptied := held() - before
	share := 100 * float64(emptied) / float64(full)
	claim("A1")
	figure("%d entries: %d bytes; after each was deleted: %d", n, full, emptied)
	verdict(holdsIf(share > 90), "%.0f %% of the bytes are kept", share)
	claim("A18")
	m[1] = 1
	empty(m)
	figure("deleted by range: %d bytes of %d are still held", held()-before, full)
	verdict(holdsIf(held()-before < full/2), "range and delete frees %.0f %%",
		100-100*float64(held()-before)/float64(full))
	runtime.KeepAlive(m)
}

func clearKeeps() {
	claim("B1")
	n := sized(200000, 3000)
	before := held()
	m := filled(n, 0)
	full := held() - before
	empty(m)
	length, kept := len(m), held()-before
	m[1] = 1
	figure("%d bytes before, %d after range and delete (Go 1.19 has no clear), len %d", full, kept, length)
	verdict(holdsIf(kept*10 > full*9 && length == 0 && len(m) == 1), "%.0f %% of the bytes are kept",
		100*float64(kept)/float64(full))
	runtime.KeepAlive(m)
}

func slotsAgain() {
	claim("C7")
	n := sized(200000, 3000)
	before := held()
	m := filled(n, 0)
	full, b := held()-before, headerOf(m).b
	for i := 0; i < n/2; i++ {
		delete(m, number(uint64(i)))
		m[number(uint64(n+i))] = 1
	}
	after := held() - before
	figure("half of %d entries replaced: %d bytes before, %d after", n, full, after)
	verdict(holdsIf(after*4 < full*5 && after >= full && headerOf(m).b == b), "the bytes changed by %+.1f %%",
		100*(float64(after)/float64(full)-1))
	runtime.KeepAlive(m)
}

// iteratorKeeps looks at a map that nothing refers to but a loop that will go on.
func iteratorKeeps() {
	claim("C8")
	n := sized(200000, 3000)
	before := held()
	m := filled(n, 0)
	var during int64
	turns := 0
	for range m {
		if turns++; turns == 1 {
			m = nil
			during = held() - before
		} else if turns == n/2 {
			break
		}
	}
	after := held() - before
	figure("the only reference is a loop: %d bytes held in it, %d after it", during, after)
	verdict(holdsIf(during > 2*after+1000), "the loop keeps %d bytes alive", during-after)
}

func closureKeeps() {
	claim("B8")
	n := sized(200000, 3000)
	before := held()
	count := func() func() int {
		m := filled(n, 0)
		return func() int { return len(m) }
	}()
	with := held() - before
	sink += uint64(count())
	count = nil
	without := held() - before
	figure("%d bytes while a closure has captured the map, %d when the closure is gone", with, without)
	verdict(holdsIf(with > 2*without+1000), "the closure keeps what it captured")
}

func overflowAfterClear() {
	claim("B7")
	m := filled(sized(3000, 3000), 0)
	before := headerOf(m).noverflow
	empty(m)
	after := headerOf(m).noverflow
	figure("the header counts %d overflow buckets before range and delete, %d after", before, after)
	verdict(holdsIf(after > 0), "they are %s", map[bool]string{true: "kept", false: "forgotten"}[after > 0])
}

func main() {
	neverShrinks()
	clearKeeps()
	slotsAgain()
	iteratorKeeps()
	closureKeeps()
	overflowAfterClear()
}
