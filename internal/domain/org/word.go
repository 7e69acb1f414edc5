package org

import "lingping/internal/i18n"

// Word is the kind as offices write it, e.g. 党支部; a kind that is not known shows as it is.
func (k UnitKind) Word() i18n.Word {
	switch k {
	case Committee:
		return "党委"
	case SubCommittee:
		return "分党委"
	case LeadGroup:
		return "党组"
	case GeneralBranch:
		return "党总支"
	case Branch:
		return "党支部"
	case JointBranch:
		return "联合党支部"
	case TempBranch:
		return "临时党支部"
	case Cell:
		return "党小组"
	case Department:
		return "部门"
	case External:
		return "外部单位"
	}
	return i18n.Word(k)
}

// Word is the standing as rosters write it: 正式党员, 预备党员 or 非党员.
func (s Standing) Word() i18n.Word {
	switch s {
	case Formal:
		return "正式党员"
	case Probationary:
		return "预备党员"
	case NonMember:
		return "非党员"
	}
	return i18n.Word(s)
}

// Word is the kind of post as rosters write it, e.g. 副书记.
func (k PostKind) Word() i18n.Word {
	switch k {
	case Secretary:
		return "书记"
	case DeputySecretary:
		return "副书记"
	case Acting:
		return "主持工作"
	case CommitteeMember:
		return "委员"
	case Administrator:
		return "行政主要负责人"
	case CellLeader:
		return "党小组长"
	}
	return i18n.Word(k)
}

// Word is the kind of charge as rosters write it: 分管 or 联系点.
func (k ChargeKind) Word() i18n.Word {
	switch k {
	case InCharge:
		return "分管"
	case ContactPoint:
		return "联系点"
	}
	return i18n.Word(k)
}
