// A webhook handler for ARGOS ID Check, with the standard library alone: copy
// it and replace the store. It keeps to what `argosctl replay --conformance`
// asks for. Listens on $PORT (default: a free port) of 127.0.0.1.
//
// With ARGOS_API_KEY set it opens encrypted bodies.
package main

import (
	"crypto/aes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

const maxBody = 256 << 10 // a webhook is a few kilobytes

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	s := &store{seen: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /webhooks/argos", s.receive)
	fmt.Printf("http://%s/webhooks/argos\n", listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	log.Fatal(server.Serve(listener))
}

// webhook holds what tells one delivery from another. Members that are not
// named here are ignored, so a new one breaks nothing.
type webhook struct {
	Trigger      string `json:"webhook_trigger"`
	SubmissionID string `json:"submission_id"`
	TokenID      string `json:"token_id"` // token_expired has no submission
	Attempts     int    `json:"attempts"`
	Data         any    `json:"data"` // of faceAuth; of an encrypted body, a string
	CreatedAt    string `json:"created_at"`
	UpdateTime   string `json:"update_time"`
	DeleteTime   string `json:"delete_time"`
	Service      string `json:"service"` // of token_expired
	Result       any    `json:"kyc_result"`
	Action       any    `json:"action"`  // of injection, with its time
	Records      any    `json:"records"` // of aml_monitor, with theirs
	AML          any    `json:"aml_result"`
}

// key is the same for a repeated delivery, and for nothing else.
func (w *webhook) key() string {
	return fmt.Sprint(w.SubmissionID, w.TokenID, w.Service, w.Trigger, w.Attempts, w.CreatedAt, w.UpdateTime, w.DeleteTime,
		w.Result, w.Action, w.Records, w.AML, w.Data)
}

type store struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (s *store) receive(w http.ResponseWriter, r *http.Request) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		http.Error(w, "expected application/json", http.StatusUnsupportedMediaType)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		http.Error(w, "the body is too large", http.StatusRequestEntityTooLarge)
		return
	}
	event, err := parse(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	repeated := s.seen[event.key()]
	s.seen[event.key()] = true // a real store writes to disk before it answers
	s.mu.Unlock()
	if repeated {
		fmt.Fprintln(w, "already known")
		return
	}
	// The work comes afterwards, from a queue. Before you act on an approval,
	// ask the API for the submission: a body proves no sender.
	fmt.Fprintln(w, "stored")
}

func parse(body []byte) (*webhook, error) {
	event := new(webhook)
	if err := json.Unmarshal(body, event); err != nil {
		return nil, errors.New("not a JSON object of the expected shape")
	}
	if sealed, ok := event.Data.(string); ok && event.Trigger == "" {
		opened, err := open(sealed)
		if err != nil {
			return nil, err
		}
		event = new(webhook)
		if err := json.Unmarshal(opened, event); err != nil {
			return nil, errors.New("the opened body is not JSON")
		}
	}
	if event.Trigger == "" {
		return nil, errors.New("no webhook_trigger")
	}
	return event, nil
}

// open undoes the service's encryption: AES-256-ECB, PKCS#7, Base64; the key
// is the SHA-256 of the API key's text.
func open(sealed string) ([]byte, error) {
	apiKey := os.Getenv("ARGOS_API_KEY")
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if apiKey == "" || err != nil || len(raw) == 0 || len(raw)%aes.BlockSize != 0 {
		return nil, errors.New("the body cannot be opened")
	}
	key := sha256.Sum256([]byte(apiKey))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(raw); i += aes.BlockSize {
		block.Decrypt(raw[i:], raw[i:])
	}
	padding := int(raw[len(raw)-1])
	if padding == 0 || padding > aes.BlockSize {
		return nil, errors.New("the body does not open: has the API key changed?")
	}
	return raw[:len(raw)-padding], nil
}
