package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// memoryLimit is how much of an upload is kept in memory; the rest goes to a file of the system's.
const memoryLimit = 8 << 20

// parse reads the form, with files or without.
func (r *request) parse() error {
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(memoryLimit)
	}

	if errors.Is(err, http.ErrNotMultipart) {
		err = nil
	}

	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return errs.NewInvalid("送来的内容太大，最多 %d MB：请拆成几次，或减小文件。", max(r.route.Body, formLimit)>>20)
	}

	if err != nil {
		return errs.NewInvalid("送来的内容不完整，可能是网络中断，请再试一次。")
	}

	return r.checkWords()
}

// errNoText is the answer to bytes that no keyboard types and no database keeps.
var errNoText = errs.NewInvalid("内容里有不能保存的字符（空字符，或者不是 UTF-8 编码的文字）。请删去后再试。")

// checkWords refuses fields that are no text: PostgreSQL keeps none of them, and nobody could read them.
func (r *request) checkWords() error {
	for name, values := range r.Form {
		for _, text := range append(values, name) {
			if !isText(text) {
				return errNoText
			}
		}
	}
	return nil
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// checkForm refuses a form of a page that was not opened by this session: on a shared computer the page of one is never
// sent under the name of the next. From which site a form comes was checked before (guard); where nobody is signed in there
// is no more to check.
func (r *request) checkForm() error {
	if err := r.parse(); err != nil || r.key == "" {
		return err
	}

	token := r.PostFormValue("token")
	if token == "" {
		token = r.Header.Get("Form-Token")
	}

	if subtle.ConstantTimeCompare([]byte(token), []byte(formToken(r.key))) != 1 {
		return errExpired
	}

	return nil
}

// accountHeader names the account that opened the page from which a script asks.
const accountHeader = "Account"

// errOther is the answer to the script of a page that one account opened, in a browser in which another has signed in.
var errOther = errs.NewConflict("这个浏览器里现在登录的是另一个账号：这一页写的内容不会以他的名义保存。")

// checkAccount refuses what the script of a page sends or asks for after another account has signed in in its browser:
// cookies go with everything, and the page of one is never saved under the name of the next.
func (r *request) checkAccount() error {
	said := r.Header.Get(accountHeader)
	if said != "" && r.actor.Account != 0 && said != strconv.FormatInt(r.actor.Account, 10) {
		return errOther
	}
	return nil
}

// errExpired is the answer to a form that is not, or no longer, of this browser's session.
var errExpired = errs.NewConflict("这一页已经过期（可能在别处重新登录过）。内容没有保存：请复制下面您填写的内容，刷新原页面后再填。")

// formToken is the hidden field that goes with the key of a session.
func formToken(key string) string {
	sum := sha256.Sum256([]byte("form " + key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// newKey is a key that nobody can guess.
func newKey() string {
	var raw [32]byte
	rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// errMissed is the answer to the name of a file without the file.
var errMissed = errs.NewInvalid("文件没有一起传上来：表单不是按上传文件的方式发送的。请在本系统的页面上选择文件，再上传。")

// missed refuses a field that names a file and does not bring it, as a form does that is sent as text.
func (r *request) missed(name string) error {
	for _, text := range r.PostForm[name] {
		if text != "" {
			return errMissed
		}
	}
	return nil
}

// file is an uploaded file; the caller closes it. A field without a file is refused.
func (r *request) file(name string) (multipart.File, *multipart.FileHeader, error) {
	if err := r.parse(); err != nil {
		return nil, nil, err
	}

	if err := r.missed(name); err != nil {
		return nil, nil, err
	}

	file, head, err := r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil, errs.NewInvalid("没有选择文件：请先选择文件，再上传。")
	}

	return file, head, err
}
