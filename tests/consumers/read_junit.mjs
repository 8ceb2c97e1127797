// Reads a junit report with junit2json and prints its cases as
// expected_verdicts.py does. Fails when names repeat.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, path] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(`${modules}/junit2json/dist/esm/index.js`));
const report = await parse(readFileSync(path, "utf8"));

const list = (value) => value ?? [];
const names = new Set();
const cases = list(report.testsuite).flatMap((suite) =>
  list(suite.testcase).map((item) => {
    names.add(JSON.stringify([item.classname, item.name]));
    const found = {
      name: String(item.name),
      file: String(item.file),
      line: String(item.line),
      status: "passed",
      message: "",
      body: list(item["system-out"]).join(""),
    };
    for (const status of ["failure", "error", "skipped"]) {
      for (const result of list(item[status])) {
        Object.assign(found, { status, message: result.message, body: result.inner });
      }
    }
    return found;
  }),
);
if (names.size !== cases.length) {
  throw new Error(`${cases.length} cases have ${names.size} names`);
}
console.log(JSON.stringify(cases));
