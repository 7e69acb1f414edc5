package page

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"lingping/internal/clock"
)

// Used is the processor time that the process has taken until now.
func Used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perTurn is the processor time of one turn: of as many as fit into a fifth of a second, forty at most.
func perTurn(do func()) time.Duration {
	before, began, turns := Used(), clock.Running(), 0
	for turns < 40 && (turns == 0 || clock.Running().Sub(began) < 200*time.Millisecond) {
		do()
		turns++
	}
	return (Used() - before) / time.Duration(turns)
}

// peak is how many bytes the process holds at most while it runs do, beyond what it held before; -1 where the machine does
// not tell.
func peak(do func()) int64 {
	debug.FreeOSMemory()
	before := resident("VmRSS:")
	if os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) != nil || before < 0 {
		do()
		return -1
	}

	do()
	return max(resident("VmHWM:")-before, 0)
}

// resident is a line of what the kernel says of the process, in bytes; -1 where there is none.
func resident(line string) int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return -1
	}

	for one := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(one, []byte(line)); ok {
			if words := bytes.Fields(rest); len(words) > 0 {
				if kb, err := strconv.ParseInt(string(words[0]), 10, 64); err == nil {
					return kb << 10
				}
			}
		}
	}

	return -1
}
