package cli

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// healthPatience is how long the program may take to answer.
const healthPatience = 5 * time.Second

// health asks the program that runs on this machine whether it is ready, for containers and supervisors.
func (s *shell) health() *cobra.Command {
	var addr string
	cmd := &cobra.Command{Use: "health", Short: s.t("健康检查：问本机正在运行的服务能不能用，供容器和监控使用"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			name, port, err := net.SplitHostPort(addr)
			if err != nil {
				return usageError{errors.New(s.t("地址“%s”写得不对，请写成 127.0.0.1:8080 这样。", addr))}
			}

			if ip := net.ParseIP(name); name == "" || ip != nil && ip.IsUnspecified() {
				name = "localhost" // whoever listens everywhere listens here
			}

			transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // it asks itself, by an address that no certificate bears
			defer transport.CloseIdleConnections()

			client := http.Client{Transport: transport, Timeout: healthPatience}
			for _, scheme := range []string{"https", "http"} {
				in, err := http.NewRequestWithContext(cmd.Context(), http.MethodGet, scheme+"://"+net.JoinHostPort(name, port)+"/readyz", nil)
				if err != nil {
					return err
				}

				out, err := client.Do(in)
				if err != nil {
					continue
				}

				out.Body.Close()
				if out.StatusCode == http.StatusOK {
					s.say("可以用。")
					return nil
				}
			}

			s.note("不能用：%s 没有回答，或者数据库没有准备好。", addr)
			return errFailed
		}}

	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", s.t("网页服务的地址"))
	return cmd
}
