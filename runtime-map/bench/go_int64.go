package main

// Keys that are integers; go_text.go is the other kind.
type Key = uint64

const keySize = 0

func makeKey(number uint64, room []byte) Key { return scatter(number) }

func keyAsValue(key Key) uint64 { return key }

func valueAsKey(value uint64) Key { return value }
