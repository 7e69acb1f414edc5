package paper

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"lingping/internal/domain/ledger"
	"lingping/internal/office"
)

// AuditBundle is what an auditor takes away to verify the ledger where the database is not: every entry, the checkpoints, and a
// digest of every record as it is now. It is streamed.
type AuditBundle struct{ files *office.Pack }

// NewAuditBundle begins a bundle on w. Close ends it; w is left open.
func NewAuditBundle(w io.Writer) *AuditBundle { return &AuditBundle{office.NewPack(w)} }

// Close ends the bundle with its sums.
func (x *AuditBundle) Close() error { return x.files.Close() }

// Begin writes what the bundle is of, how it is verified, and the checkpoints, the bundle's own first.
func (x *AuditBundle) Begin(head ledger.BundleHead, made time.Time, own string, kept []ledger.BundleCheckpoint) error {
	if _, err := x.files.Add("", "说明.txt", []byte(bundleContents(head, made))); err != nil {
		return err
	}

	if err := x.files.AddText("", ledger.BundleHeadFile, func(w io.Writer) error { return ledger.WriteLine(w, head) }); err != nil {
		return err
	}

	if _, err := x.files.Add("", ledger.BundleCheckpointFile, []byte(own)); err != nil {
		return err
	}

	return x.files.AddText("", ledger.BundleCheckpointsFile, func(w io.Writer) error {
		for _, c := range kept {
			if err := ledger.WriteLine(w, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// AddEntries adds the ledger. An error among the entries ends it.
func (x *AuditBundle) AddEntries(entries iter.Seq2[ledger.Numbered, error]) error {
	return addEach(x, ledger.BundleEntriesFile, entries, ledger.WriteBundled)
}

// AddRecords adds what every record is now. An error among them ends it.
func (x *AuditBundle) AddRecords(states iter.Seq2[ledger.State, error]) error {
	return addEach(x, ledger.BundleRecordsFile, states, func(w io.Writer, s ledger.State) error { return ledger.WriteLine(w, s) })
}

func addEach[T any](x *AuditBundle, name string, all iter.Seq2[T, error], write func(io.Writer, T) error) error {
	return x.files.AddText("", name, func(w io.Writer) error {
		for one, err := range all {
			if err != nil {
				return err
			}
			if err := write(w, one); err != nil {
				return err
			}
		}
		return nil
	})
}

// bundleContents is what people read.
func bundleContents(head ledger.BundleHead, made time.Time) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("审计包：台账 %d 条，%s 导出。", head.Size, made.Format("2006-01-02 15:04"))
	line("")
	line("%s 是每一条台账；%s 是每件记录导出时的校验码；%s 是这时的检查点，%s 是本单位以前做的。这里没有点评和意见的内容。",
		ledger.BundleEntriesFile, ledger.BundleRecordsFile, ledger.BundleCheckpointFile, ledger.BundleCheckpointsFile)
	line("核对（不用数据库，可以不联网）：lingping verify 本文件.zip --against 以前取走的检查点.txt --key 本单位的公钥.pub")
	line("另一个独立的核对程序：python3 verify-bundle 本文件.zip --against … --key …（在源代码的 scripts 文件夹里）")
	line("请用以前取走、存在别处的检查点核对：只用审计包自己的检查点，看不出整个台账重做过。")
	return b.String()
}
