package main

import (
	"fmt"
	"runtime"
)

// grown counts the growths while n entries come.
func grown(n, hint int, chart, series string) (growths, first, last int) {
	m := make(map[uint64]uint64, hint)
	before := buckets(m)
	if chart != "" {
		point(chart, series, 0, float64(before))
	}
	for i := 0; i < n; i++ {
		m[number(uint64(i))] = 1
		if now := buckets(m); now != before {
			if before != 0 {
				growths++
				if first == 0 {
					first = i + 1
				}
			}
			if chart != "" {
				point(chart, series, float64(i+1), float64(now))
			}
			before = now
		}
	}
	if chart != "" {
		point(chart, series, float64(n), float64(before))
	}
	return growths, first, before
}

func timeOf(n, hint, runs int) float64 {
	maps := 20000/n + 1
	key := uint64(0)
	return timed(runs, func() {
		for turn := 0; turn < maps; turn++ {
			m := make(map[uint64]uint64, hint)
			for i := 0; i < n; i++ {
				m[number(key)] = key
				key++
			}
			sink += uint64(len(m))
		}
	}) / float64(maps)
}

func growthSteps() {
	claim("A4")
	made := make(map[uint64]uint64, 1000)
	count := buckets(made)
	_, first, last := grown(7000, 1000, "growth_steps", "Go, hint 1000")
	figure("make(1000) gives %d buckets; it grows at entry %d: %.2f entries a bucket", count, first,
		float64(first-1)/float64(count))
	figure("%d buckets at 7000 entries: %.0f %% of the slots are idle", last, 100-100*7000/float64(last*8))
	word := fails
	if count == 1024 {
		word = holds
	} else if (first-1)*2 == count*13 {
		word = partly
	}
	verdict(word, "the load factor is %.2f, the number of buckets is %d", float64(first-1)/float64(count), count)
}

func idleByHint() {
	claim("A5")
	n := sized(100000, 10000)
	var idle []float64
	for _, hint := range []int{0, 1000, 8000, 100000} {
		before := held()
		m := filled(n, hint)
		bytes := held() - before
		growths, _, _ := grown(n, hint, "", "")
		idle = append(idle, 100-100*float64(n)/float64(buckets(m)*8))
		figure("hint %d: %d growths, %d buckets, %.1f %% idle, %d bytes", hint, growths, buckets(m),
			idle[len(idle)-1], bytes)
		runtime.KeepAlive(m)
	}
	verdict(holdsIf(idle[1] > idle[2]+10), "%.1f %% idle with hint 1000, %.1f %% with 8000", idle[1], idle[2])
}

func peak() {
	claim("C9")
	n := sized(110000, 5000)
	before, most, last := held(), 0.0, int64(0)
	m := make(map[uint64]uint64)
	for i := 0; i < n; i++ {
		m[number(uint64(i))] = 1
		if i > 1000 && (headerOf(m).oldbuckets != nil || i%1024 == 0) && i%64 == 0 {
			bytes := held() - before
			if last > 0 && float64(bytes)/float64(last) > most {
				most = float64(bytes) / float64(last)
			}
			last = bytes
			point("peak", "Go", float64(i+1), float64(bytes))
		}
	}
	runtime.KeepAlive(m)
	figure("the largest step between two looks: %.2f times the bytes held before", most)
	verdict(holdsIf(most > 1.6 && most < 1.9), "%.2f times, until the last bucket has moved", most)
}

func presized() {
	claim("C11")
	n, runs := sized(262144, 4096), sized(5, 1)
	growths, _, _ := grown(n, 0, "", "")
	none, _, _ := grown(n, n, "", "")
	slow, fast := timeOf(n, 0, runs), timeOf(n, n, runs)
	figure("%d entries without a hint: %d growths, %.1f ms; with it: %d growths, %.1f ms", n, growths, slow/1e6,
		none, fast/1e6)
	word := partly
	if none > 0 || fast >= slow {
		word = fails
	} else if slow/fast >= 3 {
		word = holds
	}
	verdict(word, "%.1f times faster, where 5 times is claimed", slow/fast)
}

func whereItPays() {
	claim("C17")
	runs, pays, at100 := sized(9, 1), 0, 0.0
	for _, n := range []int{2, 4, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 80, 96, 100, 128, 256, 512} {
		ratio := timeOf(n, 0, runs) / timeOf(n, n, runs)
		point("hint_pays", "Go", float64(n), ratio)
		if ratio < 1.1 {
			pays = 0
		} else if pays == 0 {
			pays = n
		}
		if n == 100 {
			at100 = ratio
		}
	}
	figure("without a hint 100 entries take %.2f times the time; from %d on a hint always saves 10 %%", at100, pays)
	word := partly
	if at100 < 1.1 {
		word = fails
	} else if pays >= 64 && pays <= 128 {
		word = holds
	}
	verdict(word, "%s", fmt.Sprintf("it pays from %d entries on", pays))
}

func main() {
	growthSteps()
	idleByHint()
	peak()
	presized()
	whereItPays()
}
