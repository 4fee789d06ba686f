// A second stand-in of the submission API, on Node alone, written from the
// vendor's pages ("Get Submission", "Submit via API", "Post client review",
// "Data Encryption and Decryption") and not from argosctl's code: it keeps the
// client honest. Usage: node server.mjs COUNT [encrypt]; prints its base URL.
import { createCipheriv, createHash } from "node:crypto";
import { createServer } from "node:http";

const KEY = process.env.MOCK_API_KEY ?? "";
const total = Number(process.argv[2] ?? 7);
const encrypt = process.argv[3] === "encrypt";

const items = Array.from({ length: total }, (_, n) => ({
  submission_id: `node${String(n).padStart(6, "0")}`,
  userid: `user${n % 3}`,
  email: `user${n}@example.com`,
  created_at: new Date(Date.UTC(2026, 3, 1 + (n % 28), 1, 2, 3)).toISOString(),
  reviewer: "system",
  data: { full_name: n % 2 ? "홍길동" : "Gildong Hong", nationality: "KOR", cf1: `=cmd|${n}` },
  kyc: n % 4 === 3
    ? { result: "rejected", comment: ["Multiple invalid KYC attempts"], commentCode: ["too_many_retry"] }
    : { result: ["approved", "pending", "incomplete"][n % 4], comment: [], commentCode: [] },
}));

function seal(text) {
  const cipher = createCipheriv("aes-256-ecb", createHash("sha256").update(KEY).digest(), null);
  return cipher.update(text, "utf8", "base64") + cipher.final("base64");
}

function reply(res, status, body) {
  let text = JSON.stringify(body, null, 1);
  if (encrypt && status === 200) text = JSON.stringify({ data: seal(text), isEncrypted: true });
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  res.end(text);
}

function list(query) {
  let rows = items;
  if (query.get("submission_id")) {
    rows = rows.filter((i) => i.submission_id === query.get("submission_id"));
    return rows.length ? { Items: rows } : null;
  }
  for (const name of ["userid", "email"]) {
    if (query.get(name)) rows = rows.filter((i) => i[name] === query.get(name));
  }
  if (query.get("start_date")) rows = rows.filter((i) => i.created_at.slice(0, 10) >= query.get("start_date"));
  if (query.get("end_date")) rows = rows.filter((i) => i.created_at.slice(0, 10) <= query.get("end_date"));
  const at = query.get("nextpage_id")
    ? 1 + rows.findIndex((i) => i.submission_id === query.get("nextpage_id") && i.created_at === query.get("nextpage_date"))
    : 0;
  const page = rows.slice(at, at + Number(query.get("count") ?? 50));
  const last = page.at(-1);
  const more = at + page.length < rows.length;
  return { ...(more ? { nextpageKey: { id: last.submission_id, created_at: last.created_at } } : {}), Items: page };
}

const server = createServer((req, res) => {
  const url = new URL(req.url, "http://localhost");
  if (KEY && req.headers["x-api-key"] !== KEY) return reply(res, 403, { message: "Forbidden" });
  if (req.method !== "GET" || url.pathname !== "/v3/submission") return reply(res, 403, { message: "Forbidden" });
  const body = list(url.searchParams);
  return body ? reply(res, 200, body) : reply(res, 400, { message: "not Exist Submission ID", statusCode: 400 });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/v3`));
