import type {ARGOSIDCheckWebhook} from "./webhook"

// The trigger tells which event it is: each branch knows its members.
export function summary(hook: ARGOSIDCheckWebhook): string {
  switch (hook.webhook_trigger) {
    case "created":
      return hook.submission_id
    case "retry":
      return `${hook.retryCode ?? "?"} ${(hook.attempts ?? 0).toFixed()}`
    case "approved":
    case "rejected":
      return hook.kyc_result?.status ?? ""
    case "token_expired":
    case "token":
      return hook.token_id
    case "aml_monitor":
    case "aml-ongoing":
    case "aml_ongoing":
      return String(hook.records?.length)
    default:
      return hook.webhook_trigger
  }
}

// Nothing is left once all events are handled.
export function isEvent(hook: Exclude<ARGOSIDCheckWebhook, {webhook_trigger: "created"}>): boolean {
  // @ts-expect-error created is not among them any more
  return hook.webhook_trigger === "created"
}
