// Validates the lines of an NDJSON file with a compiled ajv.
// usage: node ajv.js NODE_MODULES SCHEMA FILE
const [modules, schema, file] = process.argv.slice(2);
const Ajv = require(modules + "/ajv/dist/2020");
const formats = require(modules + "/ajv-formats");
const fs = require("fs");
const ajv = new Ajv({ strict: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema)));
let bad = 0;
const lines = require("readline").createInterface({ input: fs.createReadStream(file) });
lines.on("line", (line) => { if (!validate(JSON.parse(line))) bad++; });
lines.on("close", () => process.exit(bad ? 1 : 0));
