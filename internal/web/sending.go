package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
)

// onceField is the hidden field with the random key of a page's forms; see app.Sending.
const onceField = "once"

// sends notes that the request sends a form that is filed once. A form without a key, from a page that was open before
// there were keys, is filed as often as it comes. So is what a page saves by itself while somebody types: it names the
// revision that it was made from. Of what the public sends nothing is noted, because a note has a moment: the code of a
// slip is good once, feedback gets its receipt from its key, and signing in files nothing.
func (r *request) sends() error {
	key := r.PostFormValue(onceField)
	if key == "" || r.route.Anon || r.autosave() {
		return nil
	}

	hash, err := r.formHash(key)
	if err != nil {
		return err
	}

	sending := &app.Sending{Hash: hash, Unnoted: r.actor.Account == 0 || r.route.Action == access.SendFeedback}
	r.Request = r.WithContext(sending.With(r.Context()))
	if !sending.Unnoted {
		r.sending = sending
	}

	return nil
}

// formHash is the hash of the key, of who sends the form where, and of all that it says: the same page with something
// else typed into it is another form. The token is left out, which changes when its reader signs in again.
func (r *request) formHash(key string) (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %d %q\n", key, r.actor.Account, r.URL.RequestURI())
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if name != "token" {
			fmt.Fprintf(sum, "%q %q\n", name, r.PostForm[name])
		}
	}

	if r.MultipartForm == nil {
		return hex.EncodeToString(sum.Sum(nil)), nil
	}

	for _, name := range slices.Sorted(maps.Keys(r.MultipartForm.File)) {
		for _, head := range r.MultipartForm.File[name] {
			fmt.Fprintf(sum, "%q %q %d\n", name, head.Filename, head.Size)
			file, err := head.Open()
			if err != nil {
				return "", err
			}

			_, err = io.Copy(sum, file)
			if err != nil {
				return "", err
			}

			if err := file.Close(); err != nil {
				return "", err
			}
		}
	}

	return hex.EncodeToString(sum.Sum(nil)), nil
}

// repeat answers as the form was answered when it was filed before. done says whether there is nothing more to do.
func (r *request) repeat() (done bool, err error) {
	if r.sending == nil || r.sending.Filed() {
		return false, nil
	}

	o, filed, err := r.web.app.FiledBefore(r.Context(), r.sending)
	if !filed {
		return false, nil
	}

	r.sending = nil // it has its answer
	if err != nil {
		return true, err
	}

	if o.Sentence != "" {
		var sentence string
		sentence, r.steps = cutSteps(o.Sentence)
		r.flash(sentence)
	}

	return true, r.lead(o.Address)
}

// handleOnce calls the handler of the route, unless its form was filed before. Two sendings may both pass the first look;
// then the transaction of the second refuses it, or what the first has changed does, and it is answered as the first was.
func (r *request) handleOnce() error {
	if done, err := r.repeat(); done {
		return err
	}

	err := r.route.handle(r)
	if err == nil {
		return nil
	}

	if done, repeated := r.repeat(); done {
		return repeated
	}

	r.unfinished()
	return err
}

// answered keeps the answer for the next time that the form is sent.
func (r *request) answered(o app.SentAnswer) {
	if r.sending == nil || !r.sending.Filed() {
		return
	}
	if err := r.web.app.KeepAnswer(r.Context(), r.sending, o); err != nil {
		r.web.options.Log.Warn("the answer to a form was not kept", "route", r.route.Name, "err", err)
	}
}

// unfinished lets the form be sent again: what it began was not brought to an end.
func (r *request) unfinished() {
	if r.sending == nil || !r.sending.Filed() {
		return
	}
	if err := r.web.app.Forget(r.Context(), r.sending); err != nil {
		r.web.options.Log.Warn("a form that failed can't be sent again", "route", r.route.Name, "err", err)
	}
}
