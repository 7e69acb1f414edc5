package access

import (
	"slices"
	"strings"

	"lingping/internal/i18n"
)

// actionNames are the actions as the ledger page says them, keys of the catalogue.
var actionNames = map[Action]i18n.Word{
	ReadRoster: "查看党组织", ReadPerson: "查看人员", ImportRoster: "导入名册", UndoImport: "撤销导入", MergeRoster: "合并重复的人员或党组织", ReadScheme: "查看方案", KeepScheme: "保存方案", TryScheme: "试用方案", KeepTemplate: "保存本单位的 Word 表",
	ReadRound: "查看轮次", OpenRound: "新建轮次", PlanRound: "试算", ChangeRound: "修改筹备中的轮次", WithdrawRound: "撤销筹备", LaunchRound: "启动轮次", UnlaunchRound: "退回筹备", CloseRound: "结束轮次",
	ExemptSubject: "免评", HandOverSeat: "移交职责", ResnapRound: "更新名单", AppointActing: "指定主持工作",
	ReadBoard: "查看进度", ReadStats: "查看统计", SealStats: "封存统计", ReadWhy: "查看依据",
	ReadCommitment: "查看任务、职责和承诺", WriteCommitment: "填写任务、职责和承诺", ReadSummary: "查看总结", WriteSummary: "填写总结",
	ReturnSummary: "退回总结", ListSummaries: "查看总结的进度",
	ReadReview: "查看点评", WriteReview: "填写点评", ReturnReview: "退回点评", ConfirmReview: "确认点评",
	PaperReview: "登记纸质签字", AckReview: "签收点评", AckOnPaper: "登记纸质签收", CorrectReview: "更正点评",
	WriteFieldwork: "登记调研", ReadFieldwork: "查看调研", SeeFieldwork: "查看调研概况",
	RecallReview: "撤回点评", AnswerDissent: "答复不同意见",
	ReadFiling: "查看备案", ReadFilings: "查看各单位备案", HandInFiling: "报送备案", DecideFiling: "收件或退回备案",
	ReadRetention: "查看档案", ArchiveRound: "归档",
	ImportReviews: "导入点评", WriteOccasion: "记录点评活动", ReadOccasion: "查看点评活动", ExportForms: "导出登记表",
	ReadArranged: "查看点评计划", ListArranged: "查看各单位的点评计划", WriteArranged: "制定点评计划", JudgeArranged: "答复点评计划",
	NoteEveryday: "登记日常点评", MendEveryday: "更正日常点评", ReadEveryday: "查看日常点评", AckEveryday: "签收日常点评",
	PaperEveryday: "登记日常点评的纸质签收", ReadClock: "查看半年期限",
	HoldDraw: "随机抽取", ReadDraw: "查看抽取记录", ReadPool: "查看抽取名单",
	ReadHelp: "查看帮助事项", PromiseHelp: "答应帮助", BeginHelp: "登记帮助事项", FinishHelp: "办结帮助事项", HelpOnPaper: "登记纸面办结",
	ReadAction: "查看整改", WorkAction: "整改", GuideAction: "指导整改措施", DecideAction: "决定延期", VerifyAction: "验收整改",
	VerifyOnPaper: "登记纸面验收", WriteReply: "写书面回复", AcceptReply: "接收书面回复", ReplyOnPaper: "登记纸面签收",
	AppointClerk: "指定代录人", ReadAccount: "查看账号", ManageAccount: "管理账号", GrantRole: "调整角色", GuardAccount: "管理两步验证", ChangeOwn: "修改自己的账号",
	ReadExport: "取用自己导出的文件", MakeExport: "导出文件", RefuseSignIn: "登录失败",
	ReadLedger: "查看台账", FoldCounters: "整理计数", BeginLedger: "开始保护记录", NoteAltered: "发现内容被改动", EndOver: "到期结束", ReadOutbox: "查看待发消息", ClearOutbox: "清除已发消息", InitHouse: "建立系统", SignIn: "登录", ChangeSetting: "修改设置",
	OpenOpinions: "征求意见", RunOpinions: "办理征求意见", ReadBatch: "查看征求意见", WriteOpinion: "提意见", ReadOpinions: "查看意见",
	DisposeOpinion: "处理意见", ReadAnswers: "查看意见处理情况",
	ProposeNotice: "提出通报", ReadNotice: "查看通报", CheckNotice: "保密审查", ApproveNotice: "批准通报", PaperNotice: "登记通报的纸质签字",
	ReturnNotice: "退回通报", PublishNotice: "公布通报", WithdrawNotice: "撤下通报", ReadPublic: "查看公示", OpenNotice: "打开本单位的公示", WishNotice: "表示是否同意公开",
	SendFeedback: "反映意见", AnswerFeedback: "答复反馈",
	MarkExperience: "标注经验或典型", ReadExperience: "查看经验和典型", AgreeExperience: "表示是否同意推介", RecommendExperience: "推荐经验或典型",
	JudgeExperience: "采用或退回经验典型", WithdrawExperience: "收回标注的经验或典型", ProposePromotion: "提出推介", ReadPromotion: "查看推介", CheckPromotion: "推介的保密审查",
	ApprovePromotion: "批准推介", PaperPromotion: "登记推介的纸质签字", ReturnPromotion: "退回推介", WithdrawPromotion: "撤下推介",
}

// readWords begin the names of actions that change nothing and leave no entry in the ledger.
var readWords = []string{"查看", "试算", "取用"}

// Acts are the actions that leave entries in the ledger, in the order of their names.
func Acts() []Action {
	return slices.DeleteFunc(Actions(), func(a Action) bool {
		return slices.ContainsFunc(readWords, func(word string) bool { return strings.HasPrefix(string(a.Name()), word) })
	})
}

// Name is the action in Chinese, a key of the catalogue; an action of a newer program stays its word.
func (a Action) Name() i18n.Word {
	if name, ok := actionNames[a]; ok {
		return name
	}
	return i18n.Word(a)
}
