// Builds chengbao.css, copies htmx and its licence, and writes SHA256SUMS. The same lock gives the same bytes.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = here + "node_modules/";
const out = here + "../server/web/static/";
const versionOf = (name) => JSON.parse(readFileSync(`${modules}${name}/package.json`, "utf8")).version;
const digest = (file) => createHash("sha256").update(readFileSync(out + file)).digest("hex");

const banner = `/*! chengbao.css, built by frontend/build.mjs; contains govuk-frontend ${versionOf("govuk-frontend")} (MIT, see vendor/) */\n`;
const built = compile(here + "chengbao.scss", { loadPaths: [modules], style: "compressed", charset: false });
writeFileSync(out + "chengbao.css", banner + built.css + "\n");

const htmx = "htmx.org";
copyFileSync(`${modules}${htmx}/dist/htmx.min.js`, `${out}vendor/htmx-${versionOf(htmx)}.min.js`);
copyFileSync(`${modules}${htmx}/LICENSE`, `${out}vendor/htmx-LICENSE.txt`);

const vendored = readdirSync(out + "vendor").map((name) => "vendor/" + name);
const listed = ["chengbao.css", ...vendored].sort();
writeFileSync(out + "SHA256SUMS", listed.map((file) => `${digest(file)}  ${file}\n`).join(""));
