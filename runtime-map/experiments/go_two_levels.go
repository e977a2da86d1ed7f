package main

import "runtime"

type inner = map[uint64]uint64

func replaced() {
	claim("A2")
	rounds := sized(2000, 20)
	var before, after runtime.MemStats
	outer := map[uint64]inner{}
	start := held()
	runtime.ReadMemStats(&before)
	remade := timed(1, func() {
		for i := uint64(0); i < uint64(rounds*10); i++ {
			m := make(inner)
			for j := uint64(0); j < 16; j++ {
				m[j] = i
			}
			outer[i%10] = m
		}
	})
	runtime.ReadMemStats(&after)
	left := held() - start
	reused := timed(1, func() {
		for i := uint64(0); i < uint64(rounds*10); i++ {
			m := outer[i%10]
			empty(m)
			for j := uint64(0); j < 16; j++ {
				m[j] = i
			}
		}
	})
	one := held() - start
	outer[3] = nil
	afterNil := held() - start
	delete(outer, 4)
	afterDelete := held() - start
	figure("%d inner maps made over 10 keys: %d bytes held, %d asked, %.2f us each; cleared and reused: %.2f us",
		rounds*10, left, after.TotalAlloc-before.TotalAlloc, remade/float64(rounds*10)/1e3,
		reused/float64(rounds*10)/1e3)
	figure("outer[k] = nil gives back %d bytes, delete(outer, k) %d; len %d", one-afterNil, afterNil-afterDelete,
		len(outer))
	word := fails
	if remade > 1.2*reused && one == afterNil && afterNil == afterDelete {
		word = holds
	} else if remade > 1.2*reused {
		word = partly
	}
	verdict(word, "remaking takes %.1f times the time; nothing is leaked: the collector takes inner maps back",
		remade/reused)
	runtime.KeepAlive(outer)
}

func twoPartKey() {
	claim("A15")
	tenants, per := uint64(sized(200, 20)), uint64(sized(500, 20))
	n := tenants * per
	before := held()
	two := map[uint64]inner{}
	twoPut := timed(1, func() {
		for i := uint64(0); i < n; i++ {
			m := two[i%tenants]
			if m == nil {
				m = inner{}
				two[i%tenants] = m
			}
			m[i/tenants] = i
		}
	})
	twoBytes := held() - before
	before = held()
	one := map[[2]uint64]uint64{}
	onePut := timed(1, func() {
		for i := uint64(0); i < n; i++ {
			one[[2]uint64{i % tenants, i / tenants}] = i
		}
	})
	oneBytes := held() - before
	twoGet := timed(3, func() {
		for i := uint64(0); i < n; i++ {
			k := number(i) % n
			sink += two[k%tenants][k/tenants]
		}
	})
	oneGet := timed(3, func() {
		for i := uint64(0); i < n; i++ {
			k := number(i) % n
			sink += one[[2]uint64{k % tenants, k / tenants}]
		}
	})
	twoClear := timed(1, func() { delete(two, 3) })
	oneClear := timed(1, func() {
		for key := range one {
			if key[0] == 3 {
				delete(one, key)
			}
		}
	})
	f := float64(n)
	figure("two levels: put %.0f ns, get %.0f ns, %.1f bytes an entry, a tenant cleared in %.1f us", twoPut/f, twoGet/f,
		float64(twoBytes)/f, twoClear/1e3)
	figure("one level: put %.0f ns, get %.0f ns, %.1f bytes an entry, a tenant cleared in %.1f us", onePut/f, oneGet/f,
		float64(oneBytes)/f, oneClear/1e3)
	word := fails
	if oneGet < twoGet && onePut < twoPut && oneClear < twoClear {
		word = holds
	} else if oneGet < twoGet || onePut < twoPut {
		word = partly
	}
	verdict(word, "one level takes %.2f of the time of a get, %.2f of a put, and %.0f times the time to clear a tenant",
		oneGet/twoGet, onePut/twoPut, oneClear/twoClear)
	runtime.KeepAlive(two)
	runtime.KeepAlive(one)
}

func main() {
	replaced()
	twoPartKey()
}
