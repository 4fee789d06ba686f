import type {ARGOSIDCheckWebhook} from "./webhook"

export function wrong(hook: ARGOSIDCheckWebhook): string {
  return hook.webhook_trigger === "created" ? hook.token_id : ""
}
