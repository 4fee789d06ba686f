// A webhook handler for ARGOS ID Check, without dependencies: copy it and
// replace the store. It keeps to what `argosctl replay --conformance` asks
// for. Listens on $PORT (default: a free port) of 127.0.0.1.
//
// With ARGOS_API_KEY set it opens encrypted bodies.
import { createDecipheriv, createHash } from "node:crypto";
import { createServer } from "node:http";

const maxBody = 256 * 1024; // a webhook is a few kilobytes
const seen = new Set(); // a real store is on disk

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function read(request) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    request.on("data", (part) => {
      size += part.length;
      if (size <= maxBody) parts.push(part);
      else parts.length = 0; // read on, so that the answer arrives
    });
    request.on("end", () => {
      if (size > maxBody) reject(new Refusal(413, "the body is too large"));
      else resolve(Buffer.concat(parts).toString("utf8"));
    });
    request.on("error", reject);
  });
}

function parseObject(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "not JSON");
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Refusal(400, "not a JSON object");
  }
  return value;
}

// AES-256-ECB, PKCS#7, Base64; the key is the SHA-256 of the API key's text.
function open(sealed) {
  try {
    const key = createHash("sha256").update(process.env.ARGOS_API_KEY).digest();
    const decipher = createDecipheriv("aes-256-ecb", key, null);
    return Buffer.concat([decipher.update(sealed, "base64"), decipher.final()]).toString("utf8");
  } catch {
    throw new Refusal(400, "the body does not open: has the API key changed?");
  }
}

// The same for a repeated delivery, and for nothing else.
function identity(event) {
  const names = ["submission_id", "token_id", "service", "webhook_trigger", "attempts", "created_at", "update_time", "delete_time"];
  const values = ["kyc_result", "action", "records", "aml_result", "data"]; // with the times of other events
  return JSON.stringify([...names, ...values].map((name) => event[name] ?? null));
}

async function receive(request) {
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    request.resume();
    throw new Refusal(415, "expected application/json");
  }
  let event = parseObject(await read(request));
  if (typeof event.data === "string" && event.webhook_trigger === undefined) event = parseObject(open(event.data));
  if (typeof event.webhook_trigger !== "string") throw new Refusal(400, "no webhook_trigger");
  const id = identity(event);
  if (seen.has(id)) return "already known";
  seen.add(id);
  // The work comes afterwards, from a queue. Before you act on an approval, ask
  // the API for the submission: a body proves no sender.
  return "stored";
}

const server = createServer(async (request, response) => {
  let status = 200;
  let text;
  try {
    if (request.method !== "POST") throw new Refusal(405, "expected POST");
    text = await receive(request);
  } catch (error) {
    status = error.status ?? 500;
    text = error.status ? error.message : "internal error";
  }
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(text + "\n");
});

server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/webhooks/argos`);
});
