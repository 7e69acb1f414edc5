package store_test

// smallTables do not grow with the house, each with the reason.
var smallTables = map[string]string{
	"account_role":   "offices and administrators: a few for each unit that has an office",
	"id_block":       "one row",
	"merged":         "doubled persons and units that an office merged: a few",
	"promotion":      "issues of 推介: a few a round",
	"promotion_act":  "the three hands of each",
	"opinion_buffer": "what an earlier version kept in plain text: empty since the first start",
	"retention":      "one a round",
	"roster":         "one row",
	"roster_undo":    "one row",
	"round":          "two a year",
	"blob_fill":      "sixteen rows",
	"scheme_version": "what an office keeps: some a year",
	"setting":        "a few",
	"template":       "an office's own Word forms: some a year",
}

// wholeReads are the statements that may read a whole table, or all that a round has in it, by the methods that send them.
var wholeReads = []struct{ methods, tables, why string }{
	{"Orphans", `action arrangement arrangement_row collected commitment counter counter_delta day_counter decision dossier_file dossier_step draw
		draw_lot everyday exemption experience fieldwork fieldwork_unit filing gap handover help holding ledger notice notice_act notice_consent
		obligation occasion opinion opinion_batch opinion_pool opinion_pool_unit person_word reply review round_charge
		round_person round_post round_seat round_unit stats_copy summary`, "doctor looks at every reference, on a lane of its own"},
	{"Recount RecountRound", `arrangement_row commitment counter counter_delta day_counter dossier_step exemption filing gap notice obligation occasion
		opinion_pool reply round_person round_seat round_unit`, "doctor counts a round anew"},
	{"CountedFill", "blob", "doctor counts the files that are kept anew"},
	{"CountAnew", "filing", "looks once, after an upgrade, whether a round has forms in packs of several units"},
	{"FreezeRoster", "charge person post round_charge round_person round_post round_unit unit", "a launch freezes the whole roster"},
	{"Roster LivingPlan CountPersons EachPerson Posts Units PersonNames", "charge person post unit", "an import, and the plan of a round that is prepared, see the whole roster"},
	{"SaveUnits", "unit", "an import writes the tree anew"},
	{"ForgetImported", "person_word", "an import is taken back whole"},
	{"BuiltOn", `action arrangement arrangement_row counter_delta day_counter dossier_step draw draw_lot everyday exemption experience fieldwork_unit filing gap
		handover help holding notice_act obligation occasion opinion opinion_batch opinion_pool opinion_pool_unit reply round_charge
		round_person round_post round_seat round_unit stats_copy summary`, "looks before an import is taken back whether anything builds on it"},
	{"KeepPersonWords PersonWords", "person person_word", "a house from before there were words gets them, and doctor compares them all"},
	{"FrozenPlan FrozenHolders FrozenNames FrozenUnits KnownObligations", "round_charge round_person round_post round_unit",
		"the plan of a launched round is made of its whole frozen roster"},
	{"CarryCommitments", "commitment", "a launch carries over what was promised"},
	{"KeepAccountWords", "account_word", "a house from before there were words gets them"},
	{"RoundsUnheld PersonWordsMissing AccountWordsMissing", "account account_word holding person person_word round_charge round_post", "asks only whether there is a row"},
	{"ReplaceGaps", "gap", "an accepted change of the roster makes the plan anew"},
	{"Unlaunch", `commitment counter counter_delta day_counter decision dossier_step gap holding obligation round_charge round_person round_post
		round_seat round_unit`, "takes a launch back"},
	{"Begun", `action arrangement commitment dossier_file draw experience fieldwork filing handover help notice notice_consent occasion
		opinion_batch reply review stats_copy summary`, "asks before a launch is taken back, and stops at the first kind that there is"},
	{"ArchiveFigures", "dossier_file filing ledger occasion", "says what an archive holds"},
	{"FoldCounters", "counter_delta", "takes all that waits to be added up"},
	{"Outbox OutboxSize DropOutbox", "job", "the messages of one kind are all that there are; the oldest are read, by the index, and dropped"},
	{"Upkeep", "job", "counts of them a thousand at most"},
	{"OwingSeats Passing", "decision", "goes from one set of rules to the next by the index"},
	{"Accounts", "account", "says how many there are in all"},
	{"SearchUnits MembersBelow", "person unit", "the living tree is read once for each version of the roster"},
	{"PlanRowsFound", "obligation", "who is reviewed is picked out of the index of the round's subjects"},
	{"FrozenUnitNamed", "round_unit", "the command line names a unit by its code or one of its names"},
	{"SharedPools", "opinion_pool", "pools of several units are few: one where the units alone had too few slips"},
	{"UnreadBatches", "opinion_batch", "archiving a round ends each of its gatherings"},
	{"WaitingBatches", "opinion_batch", "before it, they are counted; a unit has a few"},
	{"LockedBatches", "opinion_sealed", "doctor looks for the key of every batch with slips that are not opened yet"},
	{"OpinionCounts", "opinion_pool", "forms of a whole round"},
	{"FilingStates FiledTogether ReceivedPacks", "filing", "counts and archives all that was filed, one row a unit of the upper levels"},
	{"EachBlob AllDraws", "blob dossier_file draw filing", "doctor recomputes every digest, on a lane of its own"},
	{"BeginTree", `account action action_event blob clerk dissent dossier_file draw everyday everyday_version exemption experience filing handover ledger
		notice notice_act notice_consent notice_edition opinion_pool reply review review_version second_step session
		stats_copy summary`, "a house from before the tree comes under it with all that it has, once"},
	{"EachContent EachEntry Unnumbered", "ledger ledger_content", "doctor and verify read the whole ledger, on a lane of its own"},
	{"PublicNotice", "ledger_checkpoint", "the newest is the last by the key"},
	{"TreeMissing LedgerWaits", "ledger ledger_checkpoint ledger_content ledger_leaf ledger_pending", "asks only whether there is a row"},
	{"LaterRecords", "ledger_pending", "what waits for its number is what was done in a second"},
	{"Sequence Tree", "ledger_pending ledger_tree", "the oldest that wait are read by their key; of the tree there is one row"},
	{"Exemptions", "exemption", "exemptions are few, each decided by somebody"},
	{"GapRows", "gap", "those without a unit belong to the root; gaps are few, or the round is not launched"},
	{"Moves Repoint", `action clerk dossier_step draw draw_lot everyday exemption experience filing gap handover help notice obligation opinion_pool person_word
		reply round_charge`, "two persons or units that are one are merged: whatever points to them is looked for, once in a while"},
	{"GiveUp UniteSeated SpareAccount DropSameFrozenPosts Claims", "account collected dossier_step opinion round_charge obligation",
		"the same, for what would stand twice"},
	{"AddDraw Choices DrawnBefore Listed Markable PlannedBy", "draw", "draws of a round are few, each held by somebody"},
	{"ExperienceCount ExperienceFor", "experience", "what reviewers mark in a round is little, each of it carried on by hand"},
	{"OwingWithoutAccount", "obligation", "accounts are opened for all who owe"},
}
