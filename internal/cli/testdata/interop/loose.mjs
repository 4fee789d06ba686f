// loose.mjs SCHEMA FILE holds a JSON file against a schema that was not written for
// strict mode, and prints what is wrong.
import {readFileSync} from "node:fs"
import {createRequire} from "node:module"
const require = createRequire(process.env.PACKAGES + "/")
const Ajv = require("ajv/dist/2020").default
const addFormats = require("ajv-formats").default

const ajv = new Ajv({strict: false, allErrors: true})
addFormats(ajv)
const valid = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8").replace(/^\uFEFF/, "")))
if (!valid(JSON.parse(readFileSync(process.argv[3], "utf8")))) {
  console.log(ajv.errorsText(valid.errors, {separator: "\n"}))
  process.exitCode = 1
}
