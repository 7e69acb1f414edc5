// Package clock is the one place where the program asks the machine what time it is. A house has one zone, which is its
// own and not the machine's: a moment carries it, so that its day, org.DateOf, is the day that people there write. The
// data of all zones is part of the program.
package clock

import (
	"time"
	_ "time/tzdata" // zones are the same on every machine, also where none are installed

	"lingping/internal/errs"
)

// Usual is the zone of a house that has said no other.
const Usual = "Asia/Shanghai"

// Zone is the zone of the name, such as Asia/Shanghai or UTC. The machine's own, which has no name, is none.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, errs.NewInvalid("没有叫“%s”的时区。请写成 Asia/Shanghai 这样的名称（洲/城市），注意大小写。", name)
	}
	return zone, nil
}

// In is the machine's clock as it is read in the zone.
func In(zone *time.Location) func() time.Time { return func() time.Time { return time.Now().In(zone) } }

// Home is the machine's clock as it is read in the usual zone.
func Home() func() time.Time {
	zone, err := Zone(Usual)
	if err != nil {
		panic(err) // it is part of the program
	}
	return In(zone)
}

// At is the moment (unix ms) as it is read in the zone.
func At(ms int64, zone *time.Location) time.Time { return time.UnixMilli(ms).In(zone) }

// Running is the clock for how long something took or has to wait: it goes on when the machine's is set back. What it
// says of the day concerns nobody. It must not be put into a zone: that takes the running clock from it.
func Running() time.Time { return time.Now() }
