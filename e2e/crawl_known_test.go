package e2e_test

// notLedTo are pages to which nobody of the demo is led by a relation that may see them, with the reason. Each line names
// relations and a page.
var notLedTo = []struct{ why, pages string }{
	{"asked by machines and by scripts, not by people", `
		公众  GET /healthz
		公众  GET /readyz
		账号  GET /form-token
		点评 代录 对象 一方  POST /reviews/{id}/check`},
	{"behind the code of a slip, which only paper bears", `
		公众  POST /o/send`},
	{"nobody of the demo has a second step, and it has no single sign-on; the tests of these pages do", `
		公众  GET /login/second
		公众  POST /login/second
		公众  GET /login/institution
		公众  GET /login/institution/back
		公众  POST /login/institution/back
		账号  POST /settings/second/codes
		账号  POST /settings/second/off
		安全  POST /accounts/{id}/second`},
	{"no number of the demo differs from the roster", `
		系统  POST /accounts/{id}/number`},
	{"the office of the demo keeps no Word form of its own", `
		账号  GET /templates/{name}/form.docx`},
	{"the notice of the demo that has a door is of a unit of which nobody of the cast is, or reviews", `
		代录 对象 一方 上级  GET /notices/{id}/display`},
	{"nobody of the demo has uploaded anything; the tests of these pages do", `
		点评 代录 对象 一方 上级 活动  GET /reviews/{id}/scan
		点评 代录 对象 一方 上级 活动  GET /actions/{id}/files/{file}
		点评 代录 对象 一方 上级 活动  GET /rounds/{id}/summary/files/{file}
		代录 对象 一方 上级 活动  GET /notices/{id}/files/{file}
		活动  GET /import/{id}
		活动  GET /import/{id}/faults.txt
		活动  GET /import/{id}/rows.xlsx
		活动  GET /import/{id}/running
		活动  POST /import/{id}
		活动  POST /import/{id}/stop
		活动  POST /import/{id}/drop`},
	{"the clerk of the demo writes for the secretary of a branch, who reviews no units", `
		代录  GET /fieldwork/{id}
		代录  GET /opinions/new
		代录  GET /opinions/{id}
		代录  GET /notices/new
		代录  GET /notices/{id}
		代录  GET /notices/{id}/bulletin
		代录  GET /notices/{id}/bulletin.docx
		代录  GET /notices/{id}/bulletin.pdf
		代录  GET /experience/{id}`},
	{"what the demo has of experience is public already, or waits for those named and for the office", `
		上级  POST /experience/{id}/recommend
		点评 代录  POST /experience/{id}/withdraw
		活动  POST /rounds/{id}/promotions
		上级  GET /promotions/{id}
		活动  POST /promotions/{id}/propose
		上级 活动  POST /promotions/{id}/check
		上级 活动  POST /promotions/{id}/approve
		活动  POST /promotions/{id}/paper
		上级 活动  POST /promotions/{id}/return
		上级  GET /promotions/{id}/bulletin.docx
		上级  GET /promotions/{id}/bulletin.pdf`},
	{"rounds have begun since the roster of the demo came in, and it had no words of its own to be remembered", `
		活动  POST /import/last
		活动  POST /import/words`},
	{"nothing of the demo has come so far, or so far astray", `
		点评 代录  POST /occasions/{id}/follow
		点评 代录 上级 活动  POST /opinions/{id}/lost
		活动  POST /roster/merge
		点评 上级  POST /actions/{id}/extension/decide
		点评 对象 一方  POST /rounds/{id}/commitments/publish
		活动  POST /rounds/{id}/changes
		上级 活动  POST /draws/{id}/raise
		上级 活动  POST /draws/{id}/replace
		活动  POST /filings/{id}/return`},
	{"draws are held for the whole university, whose secretary is not of the cast, and nobody of the cast was drawn", `
		对象 上级  GET /draws/{id}
		上级  GET /draws/{id}/pool.txt
		上级  GET /draws/{id}/record.json
		上级  GET /rounds/{id}/filing`},
	{"the list says it: what was found is for those who looked", `
		活动  GET /fieldwork/{id}`},
}
