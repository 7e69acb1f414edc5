package assign_test

import (
	"testing"

	"lingping/internal/domain/scheme"
)

// TestAnotherInstitutionsNotice plans a small world under the built-in scheme in which leaders review their own branch
// and the committee members of a general branch review beside the branch secretary.
func TestAnotherInstitutionsNotice(t *testing.T) {
	s, err := scheme.Load("tjzs-2010")
	if err != nil {
		t.Fatal(err)
	}

	w := parse(t, `
党委 校
 书记 陈
 委员 王
 党总支 机械
  书记 赵
  组织委员 李
  党支部 教工
   书记 钱
   党员 钱 李 孙
 党支部 机关
  书记 张
  党员 陈 王 张 周`)

	plan, facts := w.plan(t, s, "")
	wantRows(t, w.rows(plan, facts), lines(`
		R1 陈→机关：领导干部点评本人所在党支部：机关
		R1 陈→机关书记张：领导干部点评本人所在党支部：机关
		R1 王→机关：领导干部点评本人所在党支部：机关
		R1 王→机关书记张：领导干部点评本人所在党支部：机关
		R3 赵→教工：机械书记
		R3 赵→教工书记钱：机械书记
		R6 陈→机械：无人分管或联系，上面也没有党总支：校书记
		R6 陈→机械书记赵：无人分管或联系，上面也没有党总支：校书记
		R4↑ 赵→党员钱：本人是支部书记，由上一级书记代：机械
		R5 李→党员钱：机械班子成员，组织关系在教工
		R4 钱→党员李：所在党支部：教工
		R4 钱→党员孙：所在党支部：教工
		R5 李→党员孙：机械班子成员，组织关系在教工
		R4↑ 陈→党员张：本人是支部书记，由上一级书记代：校
		R4 张→党员陈：所在党支部：机关
		R4 张→党员王：所在党支部：机关
		R4 张→党员周：所在党支部：机关`))
}
