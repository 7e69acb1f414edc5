package view

import (
	"fmt"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// The picture of a course in units of its own: how wide and how high the lines may be.
const (
	courseWide = 600
	courseHigh = 120
)

// coursePicture places the days and numbers of a course.
type coursePicture struct {
	course   round.Course
	from, to org.Date // the first and the last day shown
	most     int64    // the highest number
}

func newCoursePicture(c round.Course, from, to org.Date) coursePicture {
	last := c[len(c)-1]
	return coursePicture{course: c, from: min(from, c[0].Day), to: max(to, last.Day), most: max(1, last.AllDone, last.AllPlanned)}
}

func (c coursePicture) x(day org.Date) int {
	whole := max(1, daysBetween(c.from, c.to))
	return min(courseWide, max(0, daysBetween(c.from, day)*courseWide/whole))
}

func (c coursePicture) y(n int64) int { return courseHigh - int(n*courseHigh/c.most) }

// line is the path of a number that grows from day to day, up to the day until.
func (c coursePicture) line(until org.Date, of func(round.DayFigures) int64) string {
	var path strings.Builder
	height := c.y(0)
	fmt.Fprintf(&path, "M%d %d", 0, height)
	for _, d := range c.course {
		if d.Day > until {
			break
		}
		next := c.y(of(d))
		fmt.Fprintf(&path, "L%d %dL%d %d", c.x(d.Day), height, c.x(d.Day), next)
		height = next
	}

	fmt.Fprintf(&path, "L%d %d", c.x(until), height)
	return path.String()
}

func allDone(d round.DayFigures) int64    { return d.AllDone }
func allPlanned(d round.DayFigures) int64 { return d.AllPlanned }

// courseSays is the course in one sentence: how it stands today.
func courseSays(p ui.Page, v Board) string {
	done, planned := v.Course.On(p.Today())
	if !v.Course.Planned() {
		return p.T("到今天已点评 %d；各单位还没有报点评方案，没有计划可对照。", done)
	}
	return p.T("到今天已点评 %d；按各单位报的点评方案，到今天计划 %d。", done, planned)
}

// courseLacks is what is behind, as the mark of its pace says; empty when nothing is.
func courseLacks(p ui.Page, v Board) string {
	switch v.pace(p.Today()) {
	case round.Late:
		if v.Figures.Times.Left() == 0 {
			return ""
		}
		return p.T("期限 %s 已过，还差 %d 人次。", p.Day(v.Deadlines.Review("", 0)), v.Figures.Times.Left())
	case round.Behind:
		return p.T("计划日期 %s 已过，没有按计划完成。", p.Day(v.Course.Behind(p.Today())))
	}
	return ""
}
