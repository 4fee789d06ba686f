package main

import "fmt"

// nodeLoop opens every line as a handler written in Node would.
const nodeLoop = `
const crypto = require('node:crypto'), fs = require('node:fs');
const key = crypto.createHash('sha256').update(process.env.ARGOS_API_KEY).digest();
const lines = require('node:readline').createInterface({input: fs.createReadStream(process.argv[1], {highWaterMark: 1 << 20})});
let n = 0;
lines.on('line', line => {
  const decipher = crypto.createDecipheriv('aes-256-ecb', key, null);
  const data = Buffer.from(JSON.parse(line).data, 'base64');
  if (JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString()).webhook_trigger) n++;
}).on('close', () => process.exit(n > 0 ? 0 : 1));`

// cipher compares opening and reading an archive of encrypted webhooks with a
// Node loop, and shows that memory does not grow with it.
func (b *bench) cipher() error {
	path, small, bytes, err := b.archives("all", "--encrypt")
	if err != nil {
		return err
	}
	env := []string{benchKey}
	return b.hold(contest{
		title: fmt.Sprintf("Open and decode %d encrypted webhooks (%.0f MB)", b.lines, float64(bytes)/1e6),
		bytes: bytes, items: b.lines,
		entries: []entry{
			{name: "Node: read lines, parse, decrypt, parse", argv: []string{"node", "-e", nodeLoop, path}, env: env, failed: missing("node", "Debian package nodejs")},
			{name: "`argosctl decode -o ndjson`", argv: []string{b.argosctl, "decode", path, "-o", "ndjson"}, env: env},
			{name: "the same, on a tenth of the archive", argv: []string{b.argosctl, "decode", small, "-o", "ndjson"}, env: env, share: 0.1},
		},
	})
}
