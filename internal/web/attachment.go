package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"lingping/internal/blob"
	"lingping/internal/errs"
)

// attachmentLimit is the most that a form with attachments may send, in bytes.
const attachmentLimit = 40 << 20

// attachments are the files sent in a field of the form; none when none was chosen.
func (r *request) attachments(field string) ([]blob.File, error) {
	if err := r.parse(); err != nil {
		return nil, err
	}

	if err := r.missed(field); err != nil {
		return nil, err
	}

	if r.MultipartForm == nil {
		return nil, nil
	}

	var files []blob.File
	for _, header := range r.MultipartForm.File[field] {
		body, err := readPart(header)
		if err != nil {
			return nil, err
		}

		if header.Filename == "" && len(body) == 0 {
			continue // an empty field of the form
		}

		file, err := blob.Attachment(header.Filename, body)
		if err != nil {
			return nil, err
		}

		files = append(files, file)
	}

	return files, nil
}

func readPart(header *multipart.FileHeader) ([]byte, error) {
	file, err := header.Open()
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, errs.NewInvalid("文件没有传上来，可能太大了：请选小一些的文件再试。")
	}
	defer file.Close()

	return io.ReadAll(file)
}

// sendFile hands out a file that was kept; it is never shown inside a page.
func (r *request) sendFile(file blob.File) error {
	r.attach(file.Name, file.Media)
	_, _ = r.out.Write(file.Body) // the reader has gone: nothing to be done
	return nil
}
