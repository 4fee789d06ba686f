// duckdb.mjs QUERY prints the rows of a query as SQLite does.
import {createRequire} from "node:module"
const require = createRequire(process.env.PACKAGES + "/")
const {DuckDBInstance} = require("@duckdb/node-api")

const instance = await DuckDBInstance.create(":memory:")
const connection = await instance.connect()
const reader = await connection.runAndReadAll(process.argv[2])
for (const row of reader.getRows()) console.log(row.map(String).join("|"))
