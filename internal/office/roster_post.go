package office

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
)

// postKinds are the words for posts, without the kind of unit before them (党支部书记).
var postKinds = spelled(map[org.PostKind]string{
	org.Secretary:       "书记 第一书记",
	org.DeputySecretary: "副书记 常务副书记 专职副书记",
	org.Acting:          "主持工作 主持 主持全面工作 主持党务工作 代理书记 代书记 书记(代) 书记(代理) 临时负责人",
	org.CommitteeMember: "委员 成员 常委 支委 支委委员 常务委员",
	org.Administrator:   "行政主要负责人 行政负责人 行政正职 行政一把手 院长 校长 处长 所长 馆长 厂长 总经理",
	org.CellLeader:      "党小组长 党小组组长 小组长 组长",
})

// unitPrefixes are the kinds of units that stand before a post, longest first.
var unitPrefixes = []string{
	"中国共产党", "中共", "直属党支部", "联合党支部", "临时党支部", "党支部委员会", "支部委员会", "党总支部", "党总支", "党支部",
	"分党委", "校党委", "院党委", "党委会", "党工委", "党委", "总支部", "总支", "支部", "党组", "委员会",
}

// seatKind is one post that a cell names.
type seatKind struct {
	kind      org.PostKind
	portfolio string
}

// namedPosts are the posts that a cell names, and what else stands in it: 副院长.
type namedPosts struct {
	posts []seatKind
	rest  []string
	own   []string // words of the house for the posts
	ok    bool     // it names one at least, and nothing that contradicts it
}

// What stands in brackets behind a post and changes nothing about it.
var postAside = regexp.MustCompile(`\((?:兼|兼任|兼职|专职|挂职|挂任|试用期?|正处级?|副处级?|正科级?|副科级?|正厅级?|副厅级?|连任|新任|主持工作|主持全面工作|法定代表人)\)`)

// postInner is what stands in brackets: a portfolio of two (委员(组织、宣传)) is one post.
var postInner = regexp.MustCompile(`\([^()]*\)`)

// readPosts reads 职务. A cell may name several posts (书记、组织委员; 书记兼宣传委员), one committee member with a broad
// portfolio (组织、宣传委员; 组宣委员), and posts that are none of the Party's (书记兼副院长), which are the rest. A word that is
// said to stand for a known post is that post, and is kept among the rest.
func readPosts(text string, meant func(string) string) namedPosts {
	read := readPostsIn(text, meant)
	known := simplified(text)
	if known == text || read.ok && len(read.rest) == 0 {
		return read
	}

	if other := readPostsIn(known, meant); !read.ok || other.ok && len(other.rest) < len(read.rest) {
		return other
	}

	return read
}

func readPostsIn(text string, meant func(string) string) namedPosts {
	var read namedPosts
	pending := ""
	text = postInner.ReplaceAllStringFunc(postParted.ReplaceAllString(org.Fold(text), "委员($1)"), func(s string) string { return strings.NewReplacer("、", "+", ",", "+").Replace(s) })
	for _, part := range list(strings.NewReplacer("(兼)", "", "(兼任)", "", "兼任", "、").Replace(text)) {
		for piece := range strings.SplitSeq(part, "兼") {
			post, ok := readPost(setWord(org.FieldPost, piece))
			if known := meant(piece); !ok && known != piece && piece != "" {
				post, ok = readPost(known)
				read.own = append(read.own, piece)
			}

			if base, aside, found := postBeside(piece); !ok && found && piece != "" {
				if post, ok = readPost(base); ok {
					read.rest = append(read.rest, aside)
				}
			}

			switch {
			case piece == "":
				continue
			case ok && pending != "" && post.portfolio != "":
				post.portfolio = pending + "、" + post.portfolio
			case ok && pending != "", !ok && pending != "" && !isPortfolio(piece):
				return namedPosts{}
			case !ok && isPortfolio(piece) && knownPortfolio(piece):
				pending = strings.TrimPrefix(pending+"、"+piece, "、")
				continue
			case !ok:
				read.rest = append(read.rest, piece)
				continue
			}

			pending = ""
			if !slices.Contains(read.posts, post) {
				read.posts = append(read.posts, post)
			}
		}
	}

	read.ok = pending == "" && len(read.posts) > 0
	return read
}

var (
	postParted = regexp.MustCompile(`委员[:：—–-]+(\p{Han}+)`)
	postBehind = regexp.MustCompile(`^(.+?)\(([^()]*)\)$`)
	postDoubt  = regexp.MustCompile(`[0-9原前免离卸退拟候待缺空辞撤停止暂主持]|支部$|总支$|党委$|委员会$`) // said of a post that somebody does not hold, or not here
)

// postBeside parts a post from what stands in brackets behind it and is none of the Party's; false where it may say that the
// post is not held.
func postBeside(text string) (post, aside string, ok bool) {
	m := postBehind.FindStringSubmatch(text)
	if m == nil || m[2] == "" || postDoubt.MatchString(m[2]) {
		return "", "", false
	}
	return m[1], strings.Trim(m[2], `"“”'‘’「」`), true
}

func readPost(text string) (seatKind, bool) {
	if kind, ok := postKinds[text]; ok {
		return seatKind{kind: kind}, true
	}

	if acts(text) {
		return seatKind{kind: org.Acting}, true
	}

	core := postAside.ReplaceAllString(text, "")
	for _, prefix := range unitPrefixes {
		if rest, ok := strings.CutPrefix(core, prefix); ok && rest != "" {
			core = rest
		}
	}

	if kind, ok := postKinds[core]; ok {
		return seatKind{kind: kind}, true
	}

	portfolio, ok := strings.CutSuffix(core, "委员")
	if !ok {
		portfolio, ok = strings.CutPrefix(core, "委员(") // 委员(组织)
		portfolio = strings.TrimSuffix(portfolio, ")")
	}

	if portfolio = strings.ReplaceAll(spreadPortfolio(portfolio), "+", "、"); ok && isPortfolio(strings.ReplaceAll(portfolio, "、", "")) {
		return seatKind{org.CommitteeMember, portfolio}, true
	}

	return seatKind{}, false
}

// acts reports whether the text says that a deputy, or nobody named, leads the work: 副书记（主持工作）.
func acts(text string) bool {
	if !strings.Contains(text, "主持") || strings.Contains(text, "行政") {
		return false
	}
	rest := strings.ReplaceAll(text, "副书记", "")
	return !strings.Contains(rest, "书记")
}

// portfolios are what committee members look after, by the words that offices have for it.
var portfolios = strings.Fields("组织 宣传 纪检 纪律 纪律检查 统战 青年 群工 群众 群团 保密 生活 学习 文体 妇女 工会 女工 保卫 安全 党建 思想 生产 福利 学生 团 共青团 文艺 体育 监督 检查")

func knownPortfolio(text string) bool { return slices.Contains(portfolios, text) }

// spreadPortfolio writes a portfolio of two as two: 组宣 and 纪检(保密).
func spreadPortfolio(text string) string {
	switch text {
	case "组宣", "组织宣传":
		return "组织、宣传"
	case "宣组":
		return "宣传、组织"
	case "组纪":
		return "组织、纪检"
	case "宣纪":
		return "宣传、纪检"
	case "纪宣":
		return "纪检、宣传"
	}

	before, inner, ok := strings.Cut(text, "(")
	if inner = strings.TrimSuffix(inner, ")"); ok && before != "" && inner != "" {
		return before + "、" + inner
	}

	return text
}

// isPortfolio reports whether the text can be what a committee member looks after: a few characters, no post itself.
func isPortfolio(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 1 && n <= 8 && !strings.ContainsAny(text, "书记主席任长()副0123456789")
}
