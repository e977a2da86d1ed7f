package main

import "unsafe"

// Keys that are texts of 16 characters, each in a place of its own; see keys.h.
type Key = string

const keySize = 16

func makeKey(number uint64, room []byte) Key {
	const digits = "0123456789abcdef"
	bits := scatter(number)
	for i := range room {
		room[i] = digits[bits&15]
		bits >>= 4
	}
	return *(*string)(unsafe.Pointer(&header{&room[0], keySize}))
}

// What a string is, in memory.
type header struct {
	text *byte
	size int
}

// The texts live in one block that does not move, so an address can be a value.
func keyAsValue(key Key) uint64 {
	return uint64(uintptr(unsafe.Pointer((*header)(unsafe.Pointer(&key)).text)))
}

func valueAsKey(value uint64) Key {
	var key header
	*(*uintptr)(unsafe.Pointer(&key.text)) = uintptr(value)
	key.size = keySize
	return *(*string)(unsafe.Pointer(&key))
}
