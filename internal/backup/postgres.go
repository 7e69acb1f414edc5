package backup

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// dump copies a PostgreSQL database into a file by the server's own tool, as it is at one moment, while others write.
func dump(ctx context.Context, address, to string) error {
	taken, err := store.Taken(ctx, address)
	if err != nil {
		return err
	}

	if !taken {
		return errs.NewNotFound("这个 PostgreSQL 数据库里没有领评的数据，没有可以备份的。请检查地址。")
	}

	_, err = tool(ctx, "pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", "--file="+to)
	if err != nil {
		return err
	}

	return os.Chmod(to, 0o600)
}

// load brings a dump into an empty database, as a whole or not at all.
func load(ctx context.Context, from, address string) error {
	_, err := tool(ctx, "pg_restore", address, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", from)
	return err
}

// lookThrough reads the list of a dump and wants what every table of this program in it holds.
func lookThrough(ctx context.Context, dump string) error {
	listed, err := tool(ctx, "pg_restore", "", "--list", dump)
	if err != nil {
		return err
	}

	words := strings.Fields(listed)
	for _, table := range []string{"goose_db_version", "ledger", "person", "unit"} {
		if !slices.Contains(words, table) {
			return errs.NewUnavailable(nil, "备份里没有表 %s：不完整，不能用。", table)
		}
	}

	return nil
}

// tool runs a tool of PostgreSQL on the database; the password goes to it where no other program can read it.
func tool(ctx context.Context, name, address string, args ...string) (said string, err error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", errs.NewUnavailable(err, "本机没有 PostgreSQL 的工具 %s。请安装与服务器版本相同的客户端（Debian：apt-get install postgresql-client），再试一次。", name)
	}

	env := os.Environ()
	if address != "" {
		plain, secret := withoutPassword(address)
		args = append(args, "--dbname="+plain)
		env = append(env, secret...)
	}

	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(env, "LC_ALL=C")
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return "", errs.NewUnavailable(errors.Join(err, context.Cause(ctx)), "%s 没有做成：%s", name, strings.TrimSpace(complaint.String()))
	}

	return out.String(), nil
}

// withoutPassword parts an address from its password.
func withoutPassword(address string) (plain string, env []string) {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address, nil
	}

	if password, ok := u.User.Password(); ok {
		u.User = url.User(u.User.Username())
		env = []string{"PGPASSWORD=" + password}
	}

	return u.String(), env
}
