package demo

import (
	"lingping/internal/i18n"
	"slices"
)

// Progress is how far the building of the university is.
type Progress struct {
	Steps    []Step
	Accounts []Account // those that open by now
}

// Step is one step of the building.
type Step struct {
	Name  i18n.Word // a sentence of the catalogue
	State StepState
	// Done of All parts are done; 0 of 0 where a step is not told part by part.
	Done, All int
}

// StepState is how far a step is.
type StepState string

// The states of a step.
const (
	Ahead    StepState = "ahead"
	UnderWay StepState = "under-way"
	Over     StepState = "over"
)

// Start is how far it is before anything is done.
func Start() (p Progress) {
	for _, name := range [...]i18n.Word{
		"导入名册", "开通演示账号", "发起上一轮点评，填写各单位和党员的承诺", "发起本轮点评",
		"先填写一所学院的两轮点评", "填写其余党组织的两轮点评", "结束上一轮，报送备案", "收尾",
	} {
		p.Steps = append(p.Steps, Step{Name: name, State: Ahead})
	}
	return p
}

// At is the step that is under way; its index is len(Steps) when all are over.
func (p Progress) At() int {
	at := slices.IndexFunc(p.Steps, func(s Step) bool { return s.State != Over })
	if at < 0 {
		return len(p.Steps)
	}
	return at
}

// report tells of the building.
type report struct {
	Progress
	tell func(Progress)
}

// steps does one after the other and tells of each.
func (r *report) steps(all ...func() error) error {
	r.Progress = Start()
	for i, do := range all {
		r.Steps[i].State = UnderWay
		r.now()
		if err := do(); err != nil {
			return err
		}
		r.Steps[i].State = Over
	}

	r.now()
	return nil
}

// told tells that of the step under way so many parts are done.
func (r *report) told(done, all int) {
	s := &r.Steps[r.At()]
	s.Done, s.All = done, all
	r.now()
}

// now tells how far it is; what is told stays as it is.
func (r *report) now() {
	r.tell(Progress{Steps: slices.Clone(r.Steps), Accounts: slices.Clone(r.Accounts)})
}
