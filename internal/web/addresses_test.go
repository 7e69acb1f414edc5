package web_test

import "lingping/internal/domain/access"

// address is how a page is asked: what it is about (kinds), its address and form for an object of that kind. A form is
// such that somebody who may is not refused for what he typed with "not found". A file is name:content of an upload.
// Only is the one stage at which there is such a page at all; empty: every stage.
type address struct {
	kind string
	at   string
	form string
	file string
	only access.Stage
}

// addresses has a line for every route, by its name.
var addresses = map[string]address{
	"static":     {kind: "house", at: "/static/none.css"},
	"health":     {kind: "house", at: "/healthz"},
	"language":   {kind: "own", at: "/language", form: "lang=zh"},
	"login":      {kind: "own", at: "/login"},
	"login-send": {kind: "own", at: "/login", form: "login=x&password=y"},
	"logout":     {kind: "own", at: "/logout"},
	"form-token": {kind: "own", at: "/form-token"},

	"home":                {kind: "desk", at: "/"},
	"series":              {kind: "series", at: "/series?round={round}&owner={reviewer}&kind={kind}&unit={unit}"},
	"review":              {kind: "sheet", at: "/reviews/{sheet}"},
	"review-edit":         {kind: "sheet", at: "/reviews/{sheet}/edit"},
	"review-save":         {kind: "sheet", at: "/reviews/{sheet}/draft", form: "revision={revision}"},
	"review-check":        {kind: "sheet", at: "/reviews/{sheet}/check", form: "revision={revision}"},
	"review-submit":       {kind: "sheet", at: "/reviews/{sheet}/submit", form: "revision={revision}"},
	"review-return":       {kind: "sheet", at: "/reviews/{sheet}/return", form: "reason=请补充"},
	"review-confirm":      {kind: "sheet", at: "/reviews/{sheet}/confirm"},
	"review-acknowledge":  {kind: "sheet", at: "/reviews/{sheet}/acknowledge"},
	"review-correct-form": {kind: "sheet", at: "/reviews/{sheet}/correct"},
	"review-correct":      {kind: "sheet", at: "/reviews/{sheet}/correct", form: "reason=更正&revision={revision}"},
	"review-recall":       {kind: "sheet", at: "/reviews/{sheet}/recall", form: "recall=写错了对象"},
	"dissent-answer":      {kind: "sheet", at: "/reviews/{sheet}/answer", form: "answer=已核对"},
	"review-form":         {kind: "sheet", at: "/reviews/{sheet}/form.docx"},
	"review-scan":         {kind: "sheet", at: "/reviews/{sheet}/scan", only: access.Confirmed},
	"reviews-confirm":     {kind: "sheet", at: "/reviews/confirm", form: "sheet={sheet}"},
	"reviews-signed":      {kind: "sheet", at: "/reviews/signed", form: "sheet={sheet}&ref=文〔2011〕1号"},
	"reviews-received":    {kind: "sheet", at: "/reviews/received", form: "sheet={sheet}"},
	"occasions":           {kind: "work", at: "/occasions"},
	"occasion-new":        {kind: "work", at: "/occasions/new"},
	"occasion-open":       {kind: "occasion", at: "/occasions", form: "at={round}.{unit}.{person}&title=会议&mode=collective&selection=all&day=2011-01-05"},
	"occasion":            {kind: "occasion", at: "/occasions/{occasion}"},
	"occasion-save":       {kind: "occasion", at: "/occasions/{occasion}", form: "title=会议"},
	"occasion-attach":     {kind: "occasion", at: "/occasions/{occasion}/attach", form: "sheet={sheet}"},
	"fieldwork-list":      {kind: "work", at: "/rounds/{round}/fieldwork"},
	"fieldwork-new":       {kind: "work", at: "/rounds/{round}/fieldwork/new"},
	"fieldwork-open":      {kind: "fieldwork", at: "/rounds/{round}/fieldwork", form: "kind=visit&day=2011-01-05&unit={unit}&leader={person}"},
	"fieldwork":           {kind: "fieldwork", at: "/fieldwork/{fieldwork}"},
	"fieldwork-save":      {kind: "fieldwork", at: "/fieldwork/{fieldwork}", form: "kind=visit&day=2011-01-05&unit={unit}&revision=1"},
	"clerks":              {kind: "own", at: "/clerks"},
	"clerk-appoint":       {kind: "self", at: "/clerks", form: "clerk=202"},
	"clerk-dismiss":       {kind: "self", at: "/clerks/dismiss", form: "person={other}"},
	"forms":               {kind: "unit", at: "/rounds/{round}/forms"},
	"forms-download":      {kind: "unit", at: "/rounds/{round}/forms/download?form=3&unit={code}"},

	"rounds":          {kind: "desk", at: "/rounds"},
	"round-new":       {kind: "desk", at: "/rounds/new"},
	"round-open":      {kind: "house", at: "/rounds", form: "scheme=chuangxian-2010&name=新的&from=2011-01-01&to=2011-06-30"},
	"round":           {kind: "unit", at: "/rounds/{round}"},
	"plan":            {kind: "unit", at: "/rounds/{round}/plan"},
	"round-launch":    {kind: "unit", at: "/rounds/{round}/launch"},
	"round-close":     {kind: "unit", at: "/rounds/{round}/close"},
	"subjects-exempt": {kind: "unit", at: "/rounds/{round}/exempt", form: "class=年老体弱&reason=卧病&approver=校党委"},
	"acting-appoint":  {kind: "unit", at: "/rounds/{round}/acting", form: "unit={unit}&person={person}"},
	"handover":        {kind: "unit", at: "/rounds/{round}/handover"},
	"seat-hand-over":  {kind: "unit", at: "/rounds/{round}/handover", form: "person={person}&to=301&reason=调动"},
	"changes":         {kind: "unit", at: "/rounds/{round}/changes"},
	"changes-accept":  {kind: "unit", at: "/rounds/{round}/changes", form: "reason=转接"},
	"board":           {kind: "unit", at: "/rounds/{round}/board?unit={unit}"},
	"pairs":           {kind: "unit", at: "/rounds/{round}/pairs"},
	"dossiers":        {kind: "unit", at: "/rounds/{round}/dossiers"},
	"owed":            {kind: "unit", at: "/rounds/{round}/owed?unit={unit}"},
	"reminders":       {kind: "unit", at: "/rounds/{round}/reminders?unit={unit}"},
	"stats":           {kind: "unit", at: "/rounds/{round}/stats?unit={unit}"},
	"stats-book":      {kind: "unit", at: "/rounds/{round}/stats.xlsx?unit={unit}"},
	"stats-seal":      {kind: "unit", at: "/rounds/{round}/stats/seal?unit={unit}"},
	"stats-copy":      {kind: "unit", at: "/rounds/{round}/stats/copies/{copy}?unit={unit}"},

	"settings":        {kind: "own", at: "/settings"},
	"password":        {kind: "own", at: "/settings/password"},
	"password-change": {kind: "own", at: "/settings/password", form: "password=x&new-password=y&repeat-password=z"},
	"sessions-end":    {kind: "own", at: "/settings/sessions", form: "hash=none"},
	"house-change":    {kind: "house", at: "/settings/house", form: "name=临海学院"},

	"units":         {kind: "desk", at: "/units"},
	"unit":          {kind: "unit", at: "/units/{unit}"},
	"unit-children": {kind: "unit", at: "/units/{unit}/children"},
	"persons":       {kind: "desk", at: "/persons"},
	"person":        {kind: "person", at: "/persons/{person}"},
	"import":        {kind: "desk", at: "/import"},
	"import-upload": {kind: "house", at: "/import", file: "党员.csv:工号,姓名,人员类别\n502,施工,正式\n"},
	"import-blank":  {kind: "desk", at: "/import/blank.xlsx"},
	"import-check":  {kind: "house", at: "/import/{roster}"},
	"import-faults": {kind: "house", at: "/import/{roster}/faults.txt"},
	"import-write":  {kind: "house", at: "/import/{roster}"},
	"import-drop":   {kind: "house", at: "/import/{roster}/drop"},
	"schemes":       {kind: "desk", at: "/schemes"},
	"scheme-check":  {kind: "desk", at: "/schemes/check", form: "text=title"},
	"scheme":        {kind: "desk", at: "/schemes/chuangxian-2010"},

	"accounts":        {kind: "house", at: "/accounts"},
	"account-make":    {kind: "house", at: "/accounts", form: "login=neu&name=新人"},
	"accounts-make":   {kind: "house", at: "/accounts/bulk", form: "round={round}"},
	"account":         {kind: "house", at: "/accounts/{account}"},
	"account-reset":   {kind: "house", at: "/accounts/{account}/reset"},
	"account-disable": {kind: "house", at: "/accounts/{account}/disable", form: "disable=on"},
	"role-grant":      {kind: "house", at: "/accounts/{account}/roles", form: "role=system"},
	"role-revoke":     {kind: "house", at: "/accounts/{account}/roles/revoke", form: "role=system&unit=0"},
	"ledger":          {kind: "house", at: "/ledger"},
}
