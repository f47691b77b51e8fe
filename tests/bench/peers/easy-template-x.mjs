// Fills a template with the same speech so many times: node easy-template-x.mjs TEMPLATE DATA COUNT OUT; prints documents a second.
import fs from "node:fs";
import { TemplateHandler } from "easy-template-x";

const [template, data, count, out] = process.argv.slice(2);
const speech = JSON.parse(fs.readFileSync(data));
speech.body = speech.body.map(({ level, text }) => ({
  h1: level === 1 ? [{ text }] : [],
  h2: level === 2 ? [{ text }] : [],
  p: level === 0 ? [{ text }] : [],
}));
const file = fs.readFileSync(template);
const started = performance.now();
for (let number = 0; number < Number(count); number++) {
  speech.title = `第${number}次会议上的讲话`;
  fs.writeFileSync(`${out}/${number}.docx`, await new TemplateHandler().process(file, speech));
}
console.log(Number(count) / ((performance.now() - started) / 1000));
