// Command roster makes a roster of many persons in one file and prints what it takes to check and to import it, beside what
// excelize alone needs to read the same cells: for each in turn, several times, as the machine may have other work. It is
// `make bench-roster`.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "roster:", err)
		os.Exit(1)
	}
}

// acts are what is measured, each in a process of its own, over one file.
var acts = []struct {
	name string
	do   func(ctx context.Context, file, db string) (string, error)
}{
	{"excelize reads", readByExcelize},
	{"check", func(ctx context.Context, file, db string) (string, error) { return imported(ctx, file, db, true) }},
	{"import", func(ctx context.Context, file, db string) (string, error) { return imported(ctx, file, db, false) }},
	{"import again", func(ctx context.Context, file, db string) (string, error) { return imported(ctx, file, db, false) }},
}

// run takes how many persons, and does each act in a process of its own: the peak is that of the act alone.
func run(ctx context.Context, args []string) error {
	if len(args) == 4 && args[0] == "act" {
		return act(ctx, args[1], args[2], args[3])
	}

	if len(args) != 1 {
		return errors.New("how many persons? roster 100000")
	}

	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}

	dir, err := os.MkdirTemp("", "lingping-roster-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	file := filepath.Join(dir, "roster.xlsx")
	if err := generate(file, n); err != nil {
		return err
	}

	info, err := os.Stat(file)
	if err != nil {
		return err
	}

	fmt.Printf("%d persons, %d MB\n", n, info.Size()>>20)
	times := make([][]time.Duration, len(acts))
	for range rounds {
		db := filepath.Join(dir, "roster.db")
		for i, a := range acts {
			cpu, err := process(ctx, a.name, file, db)
			if err != nil {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			times[i] = append(times[i], cpu)
		}

		for _, part := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(db + part); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}

	for i, a := range acts {
		cpu := median(times[i])
		fmt.Printf("%-16s %6.1f s of the processors, %.2f times excelize\n", a.name, cpu.Seconds(), cpu.Seconds()/median(times[0]).Seconds())
	}

	return nil
}

// rounds is how often each act is done, in turn.
const rounds = 3

// process does an act in a process of its own and gives how long that has computed, on all processors.
func process(ctx context.Context, name, file, db string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, os.Args[0], "act", name, file, db)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func act(ctx context.Context, name, file, db string) error {
	for _, a := range acts {
		if a.name != name {
			continue
		}

		start := clock.Running()
		said, err := a.do(ctx, file, db)
		if err != nil {
			return err
		}

		fmt.Printf("%-16s %6.1f s  peak %4d MB  %s\n", name, clock.Running().Sub(start).Seconds(), peakMB(), said)
		return nil
	}
	return fmt.Errorf("no act is called %q", name)
}

// peakMB is the most memory that the process has held, 0 where the system does not tell.
func peakMB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}

	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, _ := strconv.Atoi(strings.Fields(after + " 0")[0])
	return kB >> 10
}

// generate writes a workbook of n persons in branches of twenty, all columns filled.
func generate(name string, n int) error {
	book := excelize.NewFile()
	defer book.Close()

	write := func(sheet string, rows int, row func(i int) []any) error {
		if _, err := book.NewSheet(sheet); err != nil {
			return err
		}

		stream, err := book.NewStreamWriter(sheet)
		for i := 0; err == nil && i < rows; i++ {
			err = stream.SetRow("A"+strconv.Itoa(i+1), row(i))
		}

		if err != nil {
			return err
		}

		return stream.Flush()
	}

	units := func(i int) []any {
		switch i {
		case 0:
			return []any{"党组织代码", "党组织全称", "类别", "上级党组织"}
		case 1:
			return []any{"W0", "中共临海市委员会", "党委", ""}
		}
		return []any{fmt.Sprintf("B%05d", i-2), fmt.Sprintf("临海市第%d党支部", i-2), "党支部", "W0"}
	}

	persons := func(i int) []any {
		if i == 0 {
			return []any{"工号", "姓名", "性别", "民族", "出生年月", "学历", "人员类别", "入党日期", "转正日期", "所在党支部", "工作岗位", "群体", "手机", "身份证号", "备注"}
		}
		return []any{fmt.Sprintf("%07d", i), surnames[i%len(surnames)] + given[i%len(given)] + given[i/7%len(given)], "男", "汉族",
			fmt.Sprintf("19%d.%02d", 50+i%45, 1+i%12), "大学本科", "正式党员", "2005-06-01", "2006-06-01",
			fmt.Sprintf("B%05d", (i-1)/20), fmt.Sprintf("岗位%d", i%500), "无职", fmt.Sprintf("139%08d", i), fmt.Sprintf("1101051949%08d", i), ""}
	}

	return errors.Join(write("党组织", n/20+2, units), write("党员", n+1, persons), book.DeleteSheet("Sheet1"), book.SaveAs(name))
}

var (
	surnames = strings.Fields("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈")
	given    = strings.Fields("建 国 丽 强 秀 英 䶮 志 晓 燕 𬱖 伟 芳 娜 敏 静 军 杰 娟 艳 勇 涛 明 超 兰 霞 平 刚 桂 文 辉 玲 华 飞 鑫 波 斌 宇 浩 凯 欣 悦 婷 雪 倩")
)

func readByExcelize(_ context.Context, file, _ string) (string, error) {
	book, err := excelize.OpenFile(file, excelize.Options{UnzipSizeLimit: 4 << 30, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return "", err
	}
	defer book.Close()

	cells := 0
	for _, sheet := range book.GetSheetList() {
		rows, err := book.Rows(sheet)
		if err != nil {
			return "", err
		}

		for rows.Next() {
			columns, err := rows.Columns()
			if err != nil {
				return "", err
			}
			cells += len(columns)
		}

		if err := rows.Close(); err != nil {
			return "", err
		}
	}

	return fmt.Sprintf("%d cells", cells), nil
}

func imported(ctx context.Context, name, db string, dryRun bool) (said string, err error) {
	s, err := store.Open(ctx, "sqlite:"+db)
	if err != nil {
		return "", err
	}
	defer s.Close()

	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()

	info, err := file.Stat()
	if err != nil {
		return "", err
	}

	a, who := app.New(s), access.LocalOperator()
	start := clock.Running()
	sheets, err := a.ReadRoster(ctx, who, filepath.Base(name), file, info.Size(), app.RosterAnswers{}, nil)
	if err != nil {
		return "", err
	}

	defer func() { err = errors.Join(err, sheets.Close()) }()

	read := clock.Running().Sub(start)
	im, written, err := a.ImportRoster(ctx, who, sheets, app.ImportOptions{DryRun: dryRun})
	if err != nil {
		return "", err
	}

	return fmt.Sprintf("read in %.1f s; new %d, changed %d, same %d, faults %d, written %v", read.Seconds(),
		im.Persons.Added(), im.Persons.Altered(), im.Persons.Same, im.Notes.Count(org.Fault), written), nil
}
