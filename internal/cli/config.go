package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/i18n"
)

// setting is something that an operator may set: by the flag, by the variable of the environment, or by a line of the file that
// --config names, with the name of the variable. The flag holds before the variable, that before the file.
type setting struct {
	variable string
	flag     string // empty: there is none, because everybody on the machine sees the flags of a program
	usual    string // what holds when nobody says anything
	meaning  i18n.Word
}

// settings is everything that can be set beyond one command. lingping config prints it.
var settings = [...]setting{
	{"LINGPING_ADDR", "addr", "127.0.0.1:8080", "网页服务的地址"},
	{"LINGPING_BASE_URL", "base-url", "", "对外网址，如 https://dp.example.edu.cn"},
	{"LINGPING_CERT", "cert", "", "证书文件（PEM，含中间证书）；有了它就用 HTTPS，文件更换后自动启用"},
	{"LINGPING_CERT_KEY", "cert-key", "", "证书的私钥文件（PEM）"},
	{"LINGPING_BEHIND_PROXY", "behind-proxy", "", "反向代理的网段，如 10.0.0.5/32，多个用逗号分开；只相信它们说的来访地址"},
	{"LINGPING_TLS", "", "", "本机的反向代理对外用 HTTPS 而没有用 --behind-proxy 写明时，写 1"},
	{"LINGPING_WATCH_ADDR", "watch-addr", "", "监控用的另一个地址，如 127.0.0.1:9180：/metrics、/healthz、/readyz"},
	{"LINGPING_LOG_LEVEL", "log-level", "info", "运行日志记到哪一级：debug、info（每个请求一行）、warn、error"},
	{"LINGPING_LOG_FORMAT", "log-format", "text", "运行日志的格式：text 或 json"},
	{"LINGPING_DATA", "data", "./lingping-data", "数据所在的文件夹"},
	{"LINGPING_DATABASE_URL", "", "", "PostgreSQL 的地址 postgres://…；不写就用数据文件夹里的文件"},
	{"LINGPING_KEYS", "keys", "", "存放意见密钥的文件夹；不写就是数据文件夹旁边名字加 -keys 的那个"},
	{"LINGPING_LEDGER_KEY", "", "", "台账的签名密钥文件；不写就是数据文件夹里的 ledger.key"},
	{"LINGPING_SPOOL", "", "", "存放待下载文件的临时文件夹；不写就放在数据文件夹里"},
	{"LINGPING_ZONE", "zone", "", "单位所在的时区；不写就是 Asia/Shanghai"},
	{"LINGPING_OIDC_ISSUER", "oidc-issuer", "", "统一身份认证（OIDC）的签发地址 issuer，如 https://sso.example.edu.cn/realms/school"},
	{"LINGPING_OIDC_CLIENT", "oidc-client", "", "OIDC 的客户端编号"},
	{"LINGPING_OIDC_SECRET", "", "", "OIDC 的客户端密钥"},
	{"LINGPING_OIDC_NUMBER", "oidc-number", "", "OIDC 里哪一项是工号，如 employee_number"},
	{"LINGPING_CAS_URL", "cas-url", "", "统一身份认证（CAS）的地址，如 https://cas.example.edu.cn/cas"},
	{"LINGPING_CAS_NUMBER", "cas-number", "", "CAS 里哪个属性是工号；不写就是用户名"},
	{"LINGPING_SSO_CA", "sso-ca", "", "另外信任的证书文件（PEM），给统一身份认证用自己单位的证书时"},
	{"LINGPING_BACKUP_TO", "to", "", "备份放在哪个文件夹；不写就是数据文件夹旁边名字加 -backups 的那个"},
	{"LINGPING_BACKUP_KEY", "encrypt-to", "", "加密备份用的公钥，或存放它的文件"},
	{"LINGPING_BACKUP_KEEP", "keep", "7,5,3", "保留几天、几周、几个月里最新的一份备份"},
	{"LINGPING_BACKUP_SPARE", "spare", "", "PostgreSQL：用来试恢复备份的空数据库"},
}

// configure reads the file and gives the flags of the command what the environment and the file say, where the operator did not
// give the flag himself.
func (s *shell) configure(cmd *cobra.Command) error {
	if path := cmp.Or(s.file, s.env["LINGPING_CONFIG"]); path != "" {
		if err := s.readConfig(path); err != nil {
			return err
		}
	}

	for _, set := range settings {
		flag, value := cmd.Flags().Lookup(set.flag), s.env[set.variable]
		if flag == nil || value == "" || flag.Changed || !meant(cmd, set) {
			continue
		}
		if err := cmd.Flags().Set(set.flag, value); err != nil {
			return usageError{errors.New(s.t("%s 写得不对：“%s”。", set.variable, value))}
		}
	}

	if s.env["LINGPING_PROXIED"] != "" {
		return usageError{errors.New(s.t("LINGPING_PROXIED 不再使用：请改用 LINGPING_BEHIND_PROXY（--behind-proxy）写明反向代理的地址。"))}
	}

	return nil
}

// meant reports whether the flag of the command is the one of the setting: others may have one of the same name, as move --to.
func meant(cmd *cobra.Command, set setting) bool {
	return !strings.HasPrefix(set.variable, "LINGPING_BACKUP_") || cmd.Name() == "backup"
}

// readConfig takes what a file sets that the environment does not.
func (s *shell) readConfig(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return s.noFile(path, err)
	}

	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}

		name, value, ok := strings.Cut(line, "=")
		if !ok || !known(name) {
			return usageError{errors.New(s.t("%s 第 %d 行写得不对：“%s”。每行写成 名称=内容，名称见 lingping config。", path, n, line))}
		}

		if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
			value = value[1 : len(value)-1]
		}

		if s.env[name] == "" {
			s.env[name] = value
		}
	}

	return nil
}

func known(variable string) bool {
	for _, set := range settings {
		if set.variable == variable {
			return true
		}
	}
	return false
}

// config prints what can be set.
func (s *shell) config() *cobra.Command {
	return &cobra.Command{Use: "config", Short: s.t("设置：能设置什么，现在是什么"), Args: s.takes(), RunE: func(*cobra.Command, []string) error {
		s.say("可以写在命令后面（选项）、环境变量里，或者 --config 指明的文件里（每行 名称=内容）；前面的优先。")
		for _, set := range settings {
			fmt.Fprintln(s.out)
			flag := "-"
			if set.flag != "" {
				flag = "--" + set.flag
			}

			fmt.Fprintf(s.out, "%s  %s\n", set.variable, flag)
			fmt.Fprintf(s.out, "    %s\n", s.t(set.meaning))
			switch value := s.env[set.variable]; {
			case value != "" && (set.variable == "LINGPING_DATABASE_URL" || strings.HasSuffix(set.variable, "_SECRET")):
				fmt.Fprintln(s.out, "   ", s.t("现在：已设置"))
			case value != "":
				fmt.Fprintln(s.out, "   ", s.t("现在：%s", value))
			case set.usual != "":
				fmt.Fprintln(s.out, "   ", s.t("不写时：%s", set.usual))
			}
		}
		return nil
	}}
}
