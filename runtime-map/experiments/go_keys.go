package main

import (
	"runtime"
	"strconv"
)

type padded struct {
	kind int8
	id   int64
}

func bytesOf[K comparable, V any](n int, key func(i int) K, value func(i int) V) float64 {
	before := held()
	m := make(map[K]V, n)
	for i := 0; i < n; i++ {
		m[key(i)] = value(i)
	}
	bytes := held() - before
	runtime.KeepAlive(m)
	return float64(bytes) / float64(n)
}

func byType() {
	claim("C6")
	n := sized(53000, 800)
	whole := func(i int) int64 { return int64(number(uint64(i))) }
	plain := bytesOf(n, whole, whole)
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strconv.Itoa(i)
	}
	text := bytesOf(n, func(i int) string { return texts[i] }, whole)
	runtime.KeepAlive(texts)
	struc := bytesOf(n, func(i int) padded { return padded{int8(i & 7), whole(i)} }, whole)
	boxed := bytesOf(n, whole, func(i int) any { return whole(i) })
	figure("int64 to int64: %.1f bytes an entry; string keys %.1f without their text; padded struct keys %.1f; "+
		"values in interfaces %.1f", plain, text, struc, boxed)
	word := fails
	if text > plain+8 && struc > plain+8 && boxed > plain+16 {
		word = holds
	} else if struc > plain {
		word = partly
	}
	verdict(word, "padding costs %.1f bytes an entry, a string %.1f and its text, a box %.1f", struc-plain, text-plain,
		boxed-plain)
}

func tiny() {
	claim("C10")
	runs, crossover := sized(31, 3), 0
	var array8, map8 float64
	queries := make([]uint64, 4096)
	for _, n := range []int{1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128} {
		m, keys := filled(n, n), make([]uint64, n)
		for i := range keys {
			keys[i] = number(uint64(i))
		}
		seed := 0
		lookups := func(find func(query uint64) uint64) float64 {
			var spent []float64
			for run := 0; run < runs; run++ {
				for i := range queries { // new ones, or the predictor learns them
					queries[i] = keys[number(uint64(seed))%uint64(n)]
					seed++
				}
				start := now()
				for _, query := range queries {
					sink += find(query)
				}
				spent = append(spent, (now()-start)/4096)
			}
			return median(spent)
		}
		array := lookups(func(query uint64) uint64 {
			for i, key := range keys {
				if key == query {
					return uint64(i)
				}
			}
			return 0
		})
		table := lookups(func(query uint64) uint64 { return m[query] })
		point("tiny", "Go map", float64(n), table)
		point("tiny", "Go slice", float64(n), array)
		if array < table {
			crossover = n
		}
		if n == 8 {
			array8, map8 = array, table
		}
	}
	n := sized(200000, 2000)
	texts, byText, byNumber := make([]string, n), make(map[string]int, n), make(map[int]int, n)
	for i := range texts {
		texts[i] = strconv.Itoa(i)
		byText[texts[i]] = i
		byNumber[i] = i
	}
	asText := timed(3, func() {
		for i := 0; i < n; i++ {
			sink += uint64(byText[texts[number(uint64(i))%uint64(n)]])
		}
	})
	asNumber := timed(3, func() {
		for i := 0; i < n; i++ {
			sink += uint64(byNumber[int(number(uint64(i))%uint64(n))])
		}
	})
	figure("at 8 entries: slice %.1f ns, map %.1f ns; the slice wins up to %d", array8, map8, crossover)
	figure("%d keys as text %.1f ns, as integers %.1f ns", n, asText/float64(n), asNumber/float64(n))
	word := fails
	if asNumber < asText && array8 < map8 {
		word = holds
	} else if asNumber < asText || array8 < map8 {
		word = partly
	}
	verdict(word, "integers are %.1f times faster; the crossover is at %d", asText/asNumber, crossover)
}

func main() {
	byType()
	tiny()
}
