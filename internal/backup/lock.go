package backup

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"lingping/internal/errs"
)

// lock is to whom a copy is locked. The program keeps no key that opens it; so that it can bring back what it has just made, the
// copy is locked to a second key too, which is made for it, lies in memory only, and is forgotten.
type lock struct {
	to   age.Recipient // nil: the copy is not locked
	mine *age.X25519Identity
	err  error
}

func newLock(to age.Recipient) lock {
	if to == nil {
		return lock{}
	}
	mine, err := age.GenerateX25519Identity()
	return lock{to, mine, err}
}

// again is the key by which the copy can be opened once more; nil where it is not locked.
func (l lock) again() age.Identity {
	if l.mine == nil {
		return nil
	}
	return l.mine
}

// unshut is a writer that nothing has to be done with at its end.
type unshut struct{ io.Writer }

// Close does nothing.
func (unshut) Close() error { return nil }

// close locks what is written.
func (l lock) close(to io.Writer) (io.WriteCloser, error) {
	if l.err != nil {
		return nil, l.err
	}
	if l.to == nil {
		return unshut{to}, nil
	}

	return age.Encrypt(to, l.to, l.mine.Recipient())
}

// ageHead is how a locked copy begins.
const ageHead = "age-encryption.org/"

// unlock gives what is in a file, locked or not.
func unlock(file io.Reader, key age.Identity) (io.Reader, error) {
	from := bufio.NewReader(file)
	head, err := from.Peek(len(ageHead))
	if err != nil || !bytes.Equal(head, []byte(ageHead)) {
		return from, nil // whether it is a copy is seen when it is unpacked
	}

	if key == nil {
		return nil, errs.NewInvalid("这份备份是加密的。请用 --identity 给出解密用的密钥文件。")
	}

	plain, err := age.Decrypt(from, key)
	if err != nil {
		return nil, errs.NewInvalid("这份备份打不开：给出的密钥不是它的，或者文件坏了。")
	}

	return plain, nil
}

// Recipient reads to whom copies are locked: the public key itself, age1…, or a file with it.
func Recipient(text string) (age.Recipient, error) {
	if !strings.HasPrefix(text, "age1") {
		content, err := os.ReadFile(text)
		if err != nil {
			return nil, errs.NewInvalid("不能读取备份公钥文件“%s”。请写 age1… 开头的公钥，或者存放它的文件。", text)
		}
		text = string(content)
	}

	all, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil || len(all) != 1 {
		return nil, errs.NewInvalid("备份公钥不对：应当是一行 age1… 开头的文字。请用 lingping backup key 文件名 生成一对密钥。")
	}

	return all[0], nil
}

// Identity reads the file with the key that opens copies.
func Identity(path string) (age.Identity, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, errs.NewInvalid("不能读取密钥文件“%s”，请检查路径和权限。", path)
	}

	all, err := age.ParseIdentities(bytes.NewReader(content))
	if err != nil || len(all) != 1 {
		return nil, errs.NewInvalid("密钥文件“%s”不对：里面应当有一行 AGE-SECRET-KEY- 开头的文字。", path)
	}

	return all[0], nil
}

// NewKey makes a pair: the text of the file that opens copies, and the public key to which they are locked.
func NewKey(now time.Time) (secret, public string, err error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", err
	}
	public = key.Recipient().String()
	return fmt.Sprintf("# created: %s\n# public key: %s\n%s\n", now.Format(time.RFC3339), public, key), public, nil
}
