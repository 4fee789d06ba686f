package say

import "time"

// Lasted is a duration in its two largest units: "2 h 47 min".
func Lasted(d time.Duration) Message {
	const day = 24 * time.Hour
	d = d.Round(time.Second)
	switch {
	case d < time.Minute:
		return Textf("%d s", d/time.Second)
	case d < 10*time.Minute && d%time.Minute != 0:
		return Textf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	d = d.Round(time.Minute)
	switch {
	case d < time.Hour:
		return Textf("%d min", d/time.Minute)
	case d < day && d%time.Hour == 0:
		return Textf("%d h", d/time.Hour)
	case d < day:
		return Textf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	}
	if d = d.Round(time.Hour); d%day == 0 {
		return Textf("%d d", d/day)
	}
	return Textf("%d d %d h", d/day, d%day/time.Hour)
}
