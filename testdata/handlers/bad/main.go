// A webhook handler that makes the usual mistakes, for the tests of
// `argosctl replay --conformance`. Do not copy it.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/webhooks/argos\n", listener.Addr())
	log.Fatal(http.Serve(listener, &handler{status: map[string]string{}}))
}

type handler struct {
	mu     sync.Mutex
	status map[string]string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // mistake: whatever its size and type
	var event struct {
		Trigger      string          `json:"webhook_trigger"`
		SubmissionID string          `json:"submission_id"`
		KYC          json.RawMessage `json:"kyc_result"`
	}
	if err := json.Unmarshal(body, &event); err != nil {
		w.WriteHeader(http.StatusInternalServerError) // mistake: the sender's fault, not ours
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	switch event.Trigger {
	case "created":
		h.status[event.SubmissionID] = "incomplete"
	case "approved", "rejected":
		if h.status[event.SubmissionID] == event.Trigger {
			w.WriteHeader(http.StatusConflict) // mistake: a repetition is no fault
			return
		}
		h.status[event.SubmissionID] = event.Trigger
	case "retry":
		if s := h.status[event.SubmissionID]; s == "approved" {
			w.WriteHeader(http.StatusConflict) // mistake: no order is promised
			return
		}
	case "submit", "updated", "delete", "aml", "token_expired":
	default:
		w.WriteHeader(http.StatusBadRequest) // mistake: new events come
	}
}
