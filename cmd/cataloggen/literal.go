package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// literal writes v as a Go composite literal inside package catalog, without
// the fields that are zero. Only constants, structs, slices and pointers to structs come out, so the
// linker lays the tables out and nothing runs at start-up. elided leaves out
// the type, as Go allows for the elements of a slice.
func literal(b *bytes.Buffer, v reflect.Value, elided bool) {
	name := strings.ReplaceAll(v.Type().String(), "catalog.", "")
	switch v.Kind() {
	case reflect.String:
		b.WriteString(strconv.Quote(v.String()))
	case reflect.Bool:
		fmt.Fprint(b, v.Bool())
	case reflect.Int, reflect.Int64:
		fmt.Fprint(b, v.Int())
	case reflect.Pointer:
		b.WriteByte('&')
		literal(b, v.Elem(), false)
	case reflect.Slice:
		b.WriteString(name + "{")
		lines := v.Len() > 0 && v.Index(0).Kind() == reflect.Struct
		for i := range v.Len() {
			if lines {
				b.WriteByte('\n')
			}
			literal(b, v.Index(i), true)
			b.WriteByte(',')
		}
		if lines {
			b.WriteByte('\n')
		}
		b.WriteByte('}')
	case reflect.Struct:
		if !elided {
			b.WriteString(name)
		}
		structBody(b, v)
	default:
		panic("no literal for " + v.Type().String())
	}
}

// structBody writes the fields of large structs one a line, of small ones in one.
func structBody(b *bytes.Buffer, v reflect.Value) {
	end := ""
	if v.NumField() > 3 {
		end = "\n"
	}
	b.WriteString("{" + end)
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			b.WriteString(v.Type().Field(i).Name + ": ")
			literal(b, f, false)
			b.WriteString("," + end)
		}
	}
	b.WriteByte('}')
}
