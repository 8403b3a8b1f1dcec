// nodemailer's pool: `node nodemailer.mjs PORT COUNT MESSAGE`, from a folder that has it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const nodemailer = createRequire(process.cwd() + "/")("nodemailer");
const [port, count, file] = process.argv.slice(2);
const raw = readFileSync(file);
const pool = nodemailer.createTransport({
  host: "127.0.0.1", port: Number(port), pool: true, maxConnections: 10,
  maxMessages: Infinity, ignoreTLS: true,
});
const envelope = { from: "briefing@news.example", to: ["reader@example.com"] };
const cpu = process.cpuUsage();
const seconds = () => Number(process.hrtime.bigint()) / 1e9; // Linux' monotonic clock, as others'
const began = seconds();
await Promise.all(Array.from({ length: Number(count) }, () => pool.sendMail({ envelope, raw })));
const ended = seconds();
const used = process.cpuUsage(cpu);
pool.close();
console.log(JSON.stringify({
  count: Number(count), began, ended, cpu: (used.user + used.system) / 1e6,
  size: process.resourceUsage().maxRSS / 1024,
}));
