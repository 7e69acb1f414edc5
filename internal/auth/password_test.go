package auth_test

import (
	"strings"
	"testing"

	"lingping/internal/auth"
	"lingping/internal/errs"
)

var wangXiaomei = []string{"2010123", "王小梅", "wangxiaomei", "wxm", "13805321234", "198506", "19850601", "850601", "1985"}

func TestEasyPasswordsAreRefused(t *testing.T) {
	for _, p := range []string{
		"", "1234567", "12345678", "87654321", "11111111", "abababab", "qwertyuiop", "1qaz2wsx", "password", "Password1",
		"ＰＡＳＳＷＯＲＤ", "password123!", "woaini1314", "zhongguo", "dangyuan123", "5201314520", "abcd1234", "qwer1234",
		"asdfasdf", "2010123456", "wangxiaomei", "wangxiaomei123", "Wangxiaomei@1985", "wxm19850601", "王小梅王小梅1985",
		"13805321234", "wang123456", "mima123456", "admin123", "aaaabbbb", "zxcvbnm123", "lingping123",
	} {
		if err := auth.CheckPassword(p, wangXiaomei...); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q is taken: %v", p, err)
		}
	}
}

func TestGoodPasswordsAreTaken(t *testing.T) {
	for _, p := range []string{
		"correct horse battery", "梧桐树下三杯清茶", "kehan-7-chabei", "Tn4#vRq9w", "海边拾贝的老船长们", "wangxiaomei-爱吃辣椒炒肉",
		"bluewhale42river",
	} {
		if err := auth.CheckPassword(p, wangXiaomei...); err != nil {
			t.Errorf("%q is refused: %v", p, err)
		}
	}
}

func TestAPasswordMayNotBeEndless(t *testing.T) {
	if err := auth.CheckPassword(strings.Repeat("天地玄黄宇宙洪荒", 20)); !errs.Is(err, errs.Invalid) {
		t.Errorf("160 characters are taken: %v", err)
	}
}

func TestARefusalSaysWhy(t *testing.T) {
	for p, why := range map[string]string{
		"short": "太短", "dangyuan123": "常见", "wangxiaomei123": "姓名",
	} {
		if err := auth.CheckPassword(p, wangXiaomei...); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q is refused with %v, which does not say %s", p, err, why)
		}
	}
}
