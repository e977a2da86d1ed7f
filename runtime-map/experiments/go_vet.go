package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Misuses of maps in programs of their own, so that each is vetted alone. Go 1.19 has no
// clear, so its idiom stands for it.
var cases = map[string]string{
	"cleared in a range":         "m := map[int]int{1: 1}; for range m { for k := range m { delete(m, k) } }",
	"insert in a range":          "m := map[int]int{1: 1}; for k := range m { m[k+1] = 1 }",
	"write to a nil map":         "var m map[int]int; m[1] = 1",
	"delete from a nil map":      "var m map[int]int; delete(m, 1)",
	"unlocked delete":            "m := map[int]int{}; go func() { delete(m, 1) }(); m[1] = 1",
	"inner map made each turn":   "m := map[int]map[int]int{}; for i := 0; i < 9; i++ { m[1] = map[int]int{i: i} }",
	"map that is only stored to": "m := map[int]int{}; for i := 0; i < 1e6; i++ { m[i] = i }",
	"known size, no hint":        "a := make([]int, 9); m := map[int]int{}; for _, v := range a { m[v] = v }",
}

func main() {
	claim("B12")
	folder, err := os.MkdirTemp("", "vet")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	found, failed := 0, 0
	for name, body := range cases {
		file := filepath.Join(folder, "case.go")
		os.WriteFile(file, []byte("package main\n\nfunc main() { "+body+" }\n"), 0o600)
		said, err := exec.Command("go", "vet", file).CombinedOutput()
		if err != nil && strings.Contains(string(said), "vet:") {
			failed++
		} else if err != nil {
			found++
			figure("go vet on %s: %s", name, strings.ReplaceAll(strings.TrimSpace(string(said)), "\n", "; "))
		}
	}
	figure("go vet finds %d of %d misuses; %d could not be vetted", found, len(cases), failed)
	verdict(holdsIf(found >= len(cases)/2), "it knows nothing of maps that are cleared, nil or shared")
}
