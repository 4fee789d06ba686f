package standin

// Day is a day by its number in the Gregorian calendar: 1 is the first of March
// of the year 0, and 0 is no day.
type Day int

// daysOf400Years is after how many days the calendar repeats itself.
const daysOf400Years = 146097

// firstRealDay is the first day of the year firstReal.
const firstRealDay = Day(693902)

// dayOf is the number of a day. Years count from March, so that a leap day is the
// last of one.
func dayOf(year, month, date int) Day {
	if month += 9; month >= 12 {
		month -= 12
	} else {
		year--
	}
	era := year / 400
	if year < 0 {
		era = -1
	}
	year -= era * 400
	return Day(era*daysOf400Years + year*365 + year/4 - year/100 + (153*month+2)/5 + date)
}

// Date is the year, the month and the day of the month.
func (d Day) Date() (year, month, date int) {
	n := int(d) - 1
	era := n / daysOf400Years
	if n < 0 {
		era = (n - daysOf400Years + 1) / daysOf400Years
	}
	n -= era * daysOf400Years
	year = (n - n/1460 + n/36524 - n/146096) / 365
	n -= year*365 + year/4 - year/100
	month = (5*n + 2) / 153
	date = n - (153*month+2)/5 + 1
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	return year + era*400, month, date
}

// daysOf is how many days a month has.
func daysOf(year, month int) int {
	switch {
	case month == 4, month == 6, month == 9, month == 11:
		return 30
	case month != 2:
		return 31
	case year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	}
	return 28
}
