package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/errs"
	"lingping/internal/provider"
)

// sso is the single sign-on of the institution, as an operator names it.
type sso struct{ issuer, client, number, cas, casNumber, ca string }

func (s *shell) ssoFlags(cmd *cobra.Command, at *sso) {
	cmd.Flags().StringVar(&at.issuer, "oidc-issuer", "", s.t("统一身份认证（OIDC）的签发地址 issuer，如 https://sso.example.edu.cn/realms/school"))
	cmd.Flags().StringVar(&at.client, "oidc-client", "", s.t("OIDC 的客户端编号"))
	cmd.Flags().StringVar(&at.number, "oidc-number", "", s.t("OIDC 里哪一项是工号，如 employee_number"))
	cmd.Flags().StringVar(&at.cas, "cas-url", "", s.t("统一身份认证（CAS）的地址，如 https://cas.example.edu.cn/cas"))
	cmd.Flags().StringVar(&at.casNumber, "cas-number", "", s.t("CAS 里哪个属性是工号；不写就是用户名"))
	cmd.Flags().StringVar(&at.ca, "sso-ca", "", s.t("另外信任的证书文件（PEM），给统一身份认证用自己单位的证书时"))
}

// way is the single sign-on that the operator names; nil: none.
func (s *shell) way(at front) (provider.Way, error) {
	back := strings.TrimSuffix(at.base, "/") + "/login/institution/back"
	switch {
	case at.sso.issuer == "" && at.sso.cas == "":
		return nil, nil
	case at.base == "":
		return nil, errs.NewInvalid("用统一身份认证登录，要写明对外网址（--base-url）。")
	case at.sso.issuer != "" && at.sso.cas != "":
		return nil, errs.NewInvalid("OIDC 和 CAS 只能用一种：请去掉一个。")
	case at.sso.cas != "":
		return provider.NewCAS(provider.CASSettings{URL: at.sso.cas, Number: at.sso.casNumber, CA: at.sso.ca, Back: back})
	}

	return provider.NewOIDC(provider.OIDCSettings{
		Issuer: at.sso.issuer, Client: at.sso.client, Secret: s.env["LINGPING_OIDC_SECRET"], Number: at.sso.number, CA: at.sso.ca, Back: back,
	})
}
