package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// Invitation is somebody who was asked to a batch: 普通党员 or 群众代表 〔四末〕. It says who may have drawn a slip, never
// which.
type Invitation struct {
	Name  string
	Class Class
}

// maxInvited is how many a batch may invite.
const maxInvited = 500

// Invite reads names, one a line, and adds to the list those that are new on it.
func Invite(list []Invitation, class Class, names string) ([]Invitation, error) {
	if class != OfMember && class != OfMasses {
		return nil, errs.NewInvalid("请选择邀请的是{党员}还是{群众代表}。")
	}

	var fresh []Invitation
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("\n\r,，、;；", r) }) {
		one := Invitation{strings.TrimSpace(name), class}
		if one.Name == "" || slices.Contains(list, one) || slices.Contains(fresh, one) {
			continue
		}
		if utf8.RuneCountInString(one.Name) > maxTitle {
			return nil, errs.NewInvalid("“%s”太长：一行写一个人的姓名，可加单位。", one.Name)
		}

		fresh = append(fresh, one)
	}

	switch {
	case len(fresh) == 0:
		return nil, errs.NewInvalid("没有新的姓名：请一行写一个，名单上已有的不用再写。")
	case len(list)+len(fresh) > maxInvited:
		return nil, errs.NewInvalid("一次征求意见最多邀请 %d 人。", maxInvited)
	}

	return fresh, nil
}
