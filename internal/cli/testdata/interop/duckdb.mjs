// duckdb.mjs QUERY prints the rows of a query, one JSON array a line.
import {createRequire} from "node:module"
const require = createRequire(process.cwd() + "/")
const {DuckDBInstance} = require("@duckdb/node-api")

const instance = await DuckDBInstance.create(":memory:")
const connection = await instance.connect()
const reader = await connection.runAndReadAll(process.argv[2])
for (const row of reader.getRowsJson()) console.log(JSON.stringify(row))
