package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"lingping/internal/backup"
	"lingping/internal/clock"
	"lingping/internal/i18n"
)

// house is where the house lies that is backed up or comes back.
func (s *shell) house() backup.House {
	return backup.House{URL: s.database(), Keys: s.keys, LedgerKey: s.ledgerKey()}
}

// homeClock is the clock by which backups are named, in the zone that the operator names.
func (s *shell) homeClock() (func() time.Time, error) {
	zone, err := clock.Zone(cmp.Or(s.zone, clock.Usual))
	if err != nil {
		return nil, err
	}
	return clock.In(zone), nil
}

// backups is what the command backup was told.
type backups struct {
	to, lock, spare, keep string
	every                 time.Duration
}

// backup copies the house while it is used, and brings the copy back into a spare place to see that it is one.
func (s *shell) backup() *cobra.Command {
	var told backups
	cmd := &cobra.Command{Use: "backup", Short: s.t("备份：不停机留一份副本，试恢复、体检过才算数"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			run, err := s.backupRun(cmd.Context(), told)
			if err != nil {
				return err
			}

			if told.every == 0 {
				return run()
			}

			return s.keepBackingUp(cmd.Context(), told.every, run)
		}}

	cmd.Flags().StringVar(&told.to, "to", "", s.t("备份放在哪个文件夹（不写就是数据文件夹旁边名字加 -backups 的那个）；最好在另一台机器或另一块盘上"))
	cmd.Flags().StringVar(&told.lock, "encrypt-to", "", s.t("用这把公钥（age1…，或存放它的文件）加密；台账的签名密钥只放进加密的备份"))
	cmd.Flags().StringVar(&told.spare, "spare", "", s.t("PostgreSQL：用来试恢复的空数据库，试完清空；不写就只核对备份的目录"))
	cmd.Flags().StringVar(&told.keep, "keep", "7,5,3", s.t("保留几天、几周、几个月里最新的一份，其余的备份成功后删去"))
	cmd.Flags().DurationVar(&told.every, "every", 0, s.t("每隔多久备份一次，如 24h；不写就只备份一次"))
	cmd.AddCommand(s.backupKey())
	return cmd
}

// backupRun checks what was told and gives what makes one backup.
func (s *shell) backupRun(ctx context.Context, told backups) (func() error, error) {
	keep, err := backup.ParseKeep(told.keep)
	if err != nil {
		return nil, usageError{errors.New(i18n.Error(s.lang, err))}
	}

	if told.every < 0 || told.every > 0 && told.every < time.Minute {
		return nil, usageError{errors.New(s.t("--every 至少是 1m（一分钟）。"))}
	}

	var lock age.Recipient
	if told.lock != "" {
		if lock, err = backup.Recipient(told.lock); err != nil {
			return nil, err
		}
	}

	now, err := s.homeClock()
	if err != nil {
		return nil, err
	}

	data, err := filepath.Abs(s.data)
	if err != nil {
		return nil, err
	}

	to := cmp.Or(told.to, data+"-backups")
	return func() error {
		made, err := backup.Make(ctx, s.house(), backup.Order{To: to, Lock: lock, Spare: told.spare, Program: Release, Now: now()})
		if err != nil {
			return err
		}

		if err := s.tellBackup(made); err != nil {
			return err
		}

		deleted, err := keep.Prune(to, now().Location())
		if len(deleted) > 0 {
			s.note("按 --keep 删去了 %d 份旧备份。", len(deleted))
		}

		return err
	}, nil
}

// tellBackup says what lies where, and fails when something is wrong in it.
func (s *shell) tellBackup(made backup.Made) error {
	s.say("已备份到 %s（%d KB）。", made.Path, int(made.Size>>10))
	if made.Unknown {
		s.say("这份备份只核对了目录，没有试恢复：请用 --spare 给一个空数据库。")
		return nil
	}

	s.say("已在别处试恢复并体检：台账 %d 条，各项记录 %d 件。", int(made.Proof.Entries), made.Proof.Records)
	return s.tellWrong(made.Proof.Wrong)
}

// keepBackingUp makes a backup at once and then every so often, until it is stopped. One that fails is told, and the next is tried.
func (s *shell) keepBackingUp(ctx context.Context, every time.Duration, run func() error) error {
	tick := time.NewTicker(every)
	defer tick.Stop()

	for {
		if err := run(); err != nil && ctx.Err() == nil {
			s.exit(err)
		}

		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// backupKey makes the pair of keys for encrypted backups.
func (s *shell) backupKey() *cobra.Command {
	return &cobra.Command{Use: "key FILE", Short: s.t("生成加密备份用的一对密钥：解密的写进文件，公钥显示出来"), Args: s.takes(s.t("文件名")),
		RunE: func(_ *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return usageError{errors.New(s.t("文件“%s”已经在了，没有动它。", args[0]))}
			}

			now, err := s.homeClock()
			if err != nil {
				return err
			}

			secret, public, err := backup.NewKey(now())
			if err != nil {
				return err
			}

			if err := s.writeFile(args[0], func(w io.Writer) error {
				_, err := io.WriteString(w, secret)
				return err
			}); err != nil {
				return err
			}

			fmt.Fprintln(s.out, public)
			s.note("上面一行是公钥，备份时用 --encrypt-to 给出。解密的密钥文件请离开本机保管（至少两处）：丢了它，加密的备份谁也打不开。")
			return nil
		}}
}

// restore brings a backup back to where nothing is yet.
func (s *shell) restore() *cobra.Command {
	var identity, against, key string
	cmd := &cobra.Command{Use: "restore FILE", Short: s.t("恢复：把备份恢复到空的数据文件夹，体检并与检查点核对"), Args: s.takes(s.t("备份文件")),
		RunE: func(cmd *cobra.Command, args []string) error {
			with, err := s.outside(against, key)
			if err != nil {
				return err
			}

			var opens age.Identity
			if identity != "" {
				if opens, err = backup.Identity(identity); err != nil {
					return err
				}
			}

			now, err := s.homeClock()
			if err != nil {
				return err
			}

			back, err := backup.Restore(cmd.Context(), s.house(), args[0], opens, with, now())
			if err != nil {
				return err
			}

			return s.tellRestored(back, against != "")
		}}

	cmd.Flags().StringVar(&identity, "identity", "", s.t("加密的备份：解密用的密钥文件"))
	cmd.Flags().StringVar(&against, "against", "", s.t("存在别处的检查点文件，用最新的一份"))
	cmd.Flags().StringVar(&key, "key", "", s.t("本单位的公钥文件（ledger.key.pub），用来核对检查点的签名"))
	return cmd
}

// tellRestored says what came back and what it lacks.
func (s *shell) tellRestored(back backup.Restored, compared bool) error {
	s.say("已恢复 %s 的备份：台账 %d 条，各项记录 %d 件。", back.List.At.Format("2006-01-02 15:04:05"), int(back.Proof.Entries), back.Proof.Records)
	for _, left := range back.Aside {
		s.note("原处留下的文件已移到 %s。", left)
	}

	if !back.Signed {
		s.note("台账的签名密钥不在备份里：请把原来的 ledger.key 放回 %s，否则会另生成一把，新的检查点就不能用原来的公钥核对。", s.ledgerKey())
	}

	switch {
	case !compared:
		s.note("没有给出存在别处的检查点（--against）：这份备份之后又做了什么，看不出来。")
	case back.Proof.Behind > 0:
		s.say("这份备份比给出的检查点旧：少 %d 条记录，那些事要重做。", int(back.Proof.Behind))
	default:
		s.say("与给出的检查点相符。")
	}

	for _, wrong := range back.Proof.Wrong {
		fmt.Fprintln(s.out, "✗", i18n.Error(s.lang, wrong))
	}

	if len(back.Proof.Wrong) > 0 {
		s.say("数据已经恢复，但有 %d 处要先看一看。", len(back.Proof.Wrong))
		return errLook
	}

	return nil
}
