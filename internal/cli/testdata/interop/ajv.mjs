// ajv.mjs SCHEMA... compiles each schema in strict mode, alone.
// ajv.mjs --check SCHEMA FILE holds each line of FILE against SCHEMA, and prints
// "true" or "false" for it.
import {readFileSync} from "node:fs"
import {createRequire} from "node:module"
const require = createRequire(process.env.PACKAGES + "/")
const Ajv = require("ajv/dist/2020").default
const addFormats = require("ajv-formats").default

function compile(path) {
  const ajv = new Ajv({strict: true})
  addFormats(ajv)
  return ajv.compile(JSON.parse(readFileSync(path, "utf8")))
}

const args = process.argv.slice(2)
if (args[0] === "--check") {
  const valid = compile(args[1])
  for (const line of readFileSync(args[2], "utf8").trim().split("\n")) console.log(valid(JSON.parse(line)))
} else {
  for (const path of args) {
    try {
      compile(path)
    } catch (e) {
      console.log(path + ": " + e.message)
      process.exitCode = 1
    }
  }
}
