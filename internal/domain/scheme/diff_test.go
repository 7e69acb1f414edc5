package scheme_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lingping/internal/domain/scheme"
)

func TestWhatAChildChangesIsToldFieldByField(t *testing.T) {
	parent := mustLoad(t, "tongyong")
	child := mustRead(t, `
extends: tongyong
title: 林场领导点评方案
steps: {notice: {due: 5, due-actor: {joint-branch: 9}}}
rules:
  - {id: R8, relation: parent-secretary, subjects: [unit]}
remove: {modes: [random]}
roster: {small-branch: 5}
`)
	want := []scheme.Difference{
		{Path: "title", Was: "领导点评通用方案", Is: "林场领导点评方案"},
		{Path: "rules.R8", Is: "id: R8；relation: parent-secretary；subjects: [unit]"},
		{Path: "roster.small-branch", Was: "3", Is: "5"},
		{Path: "modes.random", Was: "key: random；name: 随机点评；text: 随机抽取对象进行点评"},
		{Path: "steps.notice.due", Was: "7", Is: "5"},
		{Path: "steps.notice.due-actor", Is: "joint-branch: 9"},
	}
	found := scheme.Differences(parent, child)
	if diff := cmp.Diff(want, found, cmpopts.IgnoreFields(scheme.Difference{}, "Where", "Old", "New")); diff != "" {
		t.Error(diff)
	}

	rule, days := found[1], found[5]
	if rule.Where.String() != "谁点评谁、R8" || len(rule.New) != 2 || rule.New[1].Says.String() != "党组织" {
		t.Errorf("in words a new rule is %+v", rule)
	}

	if days.Where.String() != "环节、通报、另定期限的" || days.New[0].Says.String() != "联合党支部：9" || days.Old != nil {
		t.Errorf("in words other days are %+v", days)
	}

	if same := scheme.Differences(parent, parent); len(same) != 0 {
		t.Errorf("it differs from itself: %v", same)
	}
}
