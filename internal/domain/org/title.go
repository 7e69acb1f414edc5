package org

// Title is the post as people say it, a word of the catalogue: 书记, 副书记, 组织委员, …
func (p Post) Title() string {
	if p.Kind == CommitteeMember && p.Portfolio != "" {
		return p.Portfolio + "委员"
	}
	return string(p.Kind.Word())
}
