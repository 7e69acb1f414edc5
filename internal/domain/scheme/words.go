package scheme

import (
	"reflect"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// words are the words that a value of the type may be; nil when it may be any text.
func words(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[SubjectKind]():
		return texts(Unit, Secretary, CommitteeMember, Member, Committee, Department, Cell, Outsider)
	case reflect.TypeFor[Relation]():
		return texts(ChargeHolder, ParentSecretary, LineSecretary, BranchSecretary, Principal, OwnBranch,
			CommitteeOfLine, CommitteeOfUnit, CellLeader, DepartmentHead)
	case reflect.TypeFor[Part]():
		return texts(Parts()...)
	case reflect.TypeFor[StepKey]():
		return texts(StepKeys()...)
	case reflect.TypeFor[Filter]():
		return texts(FilterAll, FilterRootLeaders, FilterPrincipals, FilterAdministrators)
	case reflect.TypeFor[Side]():
		return texts(SideGiven, SideReceived, SideBoth)
	case reflect.TypeFor[Column]():
		return texts(append(append([]Column{ColumnReviewers}, SubjectColumns()...), ColumnModes,
			ColumnAttendance, ColumnRectification, ColumnPublication, ColumnInstruments, ColumnCommitments, ColumnFiling)...)
	case reflect.TypeFor[Denominator]():
		return texts(OfAll, OfFormal, OfVoters)
	case reflect.TypeFor[Rounding]():
		return texts(RoundHalfUp, RoundToHundred)
	case reflect.TypeFor[org.UnitKind]():
		return texts(unitKinds()...)
	case reflect.TypeFor[org.PostKind]():
		return texts(org.Secretary, org.DeputySecretary, org.Acting, org.CommitteeMember, org.Administrator, org.CellLeader)
	case reflect.TypeFor[org.ChargeKind]():
		return texts(org.InCharge, org.ContactPoint)
	}
	return nil
}

// unitKinds are all kinds of units.
func unitKinds() []org.UnitKind {
	return []org.UnitKind{org.Committee, org.SubCommittee, org.LeadGroup, org.GeneralBranch, org.Branch, org.JointBranch,
		org.TempBranch, org.Cell, org.Department, org.External}
}

// Terms are the product's words that an institution may call otherwise under vocabulary. Each has its places on pages,
// papers and reminders; a word inside another, such as 书记 in 副书记, is none.
func Terms() []string {
	return []string{"活动办", "党组织", "书记", "班子成员", "党员", "群众", "群众代表", "点评人", "党总支", "登记表"}
}

// inRow are words of a scheme's text in a row, as an argument of a sentence.
func inRow(words []string) i18n.Words {
	row := make(i18n.Words, len(words))
	for i, w := range words {
		row[i] = i18n.Word(w)
	}
	return row
}

func texts[T ~string](values ...T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

// nearest is the known word that the wrong one was probably meant to be: at most a third of its letters differ. Empty
// when none is so near.
func nearest(wrong string, known []string) string {
	letters := len([]rune(wrong))
	if letters > 40 {
		return ""
	}

	best, least := "", max(1, letters/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(wrong), k); d < least {
			best, least = k, d
		}
	}

	return best
}

// distance is how many letters have to be added, dropped or changed to make b of a.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}

	for i, c := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, e := range to {
			cost := diagonal
			if c != e {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}

	return row[len(to)]
}
