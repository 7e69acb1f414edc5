package work

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// surnames and given are what the names of members are made of.
const (
	surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚"
	given    = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文志海燕春飞鹏宇浩凯健俊帆雪琳晶欣佳嘉晨轩子涵思梦雨博瑞成东新学德庆永立"
)

// dice gives the same numbers for the same thing, whoever asks.
func dice(what uint64, of int) *rand.Rand { return rand.New(rand.NewPCG(what, uint64(of))) }

// Rare is a name that four members have, however large the house is; each other name is had by ever more.
const Rare = "欧阳清源"

// Name is what the member is called: a surname and one character or, four times of five, two.
func Name(member int) string {
	if member < 500 && member%125 == 9 {
		return Rare
	}

	r := dice(1, member)
	name := pick(r, surnames) + pick(r, given)
	if r.IntN(5) > 0 {
		name += pick(r, given)
	}

	return name
}

func pick(r *rand.Rand, from string) string {
	all := []rune(from)
	return string(all[r.IntN(len(all))])
}

// Number is how the member stands in the roster.
func Number(member int) string { return fmt.Sprintf("%08d", member) }

// UnitName is the full name of a unit, which none other has.
func (w *Work) UnitName(u int) string {
	switch level := w.Units[u].Level; {
	case level == 0:
		return "中共江州市委员会"
	case w.Branch(u):
		return fmt.Sprintf("江州第%d单位党支部", u)
	case level == w.leaf()-1:
		return fmt.Sprintf("中共江州第%d总支部委员会", u)
	default:
		return fmt.Sprintf("中共江州第%d委员会", u)
	}
}

// phrases are what texts are put together from; each text takes other ones.
var phrases = strings.Fields(`
	围绕中心工作，年初承诺的三件实事都已办完。 带头上示范课，听课的青年教师比去年多了一倍。 把支部的活动放到实验室和车间，来的人比以往多。
	每周有半天在窗口值班，群众办事少跑了路。 牵头修订了材料领用办法，账目比过去清楚。 参加了暴雨后的抢修，连着三天没有回家。
	和两名困难学生结了对，每月谈一次。 组织生活会开得认真，意见提到了点子上。 调查研究还不够深入，到基层去的次数偏少。
	联系群众不够经常，对退休同志关心不多。 学习有时停在读文件上，联系实际不够。 对年轻党员的培养还没有排出计划。
	有的工作抓得不紧，台账补记的多。 下一步请把走访排进每月的日程，并记下谈了什么。 请在三月底前拿出传帮带的办法，报支部委员会讨论。
	希望多到一线去，听一听不同的意见。 要把好的做法写下来，供别的支部借鉴。 整改到位以后请写一份书面的回复。`)

// Text is the k-th text about a thing, of at least so many characters.
func Text(about uint64, k, least int) string {
	r := dice(about, k)
	var b strings.Builder
	for n := 0; n < least; {
		phrase := phrases[r.IntN(len(phrases))]
		b.WriteString(phrase)
		n += len([]rune(phrase))
	}

	return b.String()
}

// Letters are so many texts of n characters each, drawn one by one: no two of them are alike, so that nobody is told that
// they are.
func Letters(many, n int) []string {
	r, all := dice(2, n), []rune(strings.Join(phrases, ""))
	texts, text := make([]string, many), make([]rune, n)
	for i := range texts {
		for k := range text {
			text[k] = all[r.IntN(len(all))]
		}
		texts[i] = string(text)
	}

	return texts
}
