// Tells with DuckDB's json_valid, on two threads, whether every line of a file is JSON.
// usage: node duckdb.js NODE_MODULES FILE
const [modules, file] = process.argv.slice(2);
const { DuckDBInstance } = require(modules + "/@duckdb/node-api");
(async () => {
  const db = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const answer = await db.runAndReadAll(
    `SELECT count(*) FROM read_csv('${file.replaceAll("'", "''")}', columns={'line': 'VARCHAR'}, delim='\x01', quote='', escape='', header=false, auto_detect=false, max_line_size=20000000) WHERE NOT json_valid(line)`);
  process.exit(Number(answer.getRows()[0][0]) ? 1 : 0);
})();
