// Compiles MJML with the official compiler, and inlines with juice where CSS comes along.
// A line of JSON in, { mjml, css }; a line out, { html, errors, seconds }: its CPU time.
import { File } from 'node:buffer'
import { createInterface } from 'node:readline'

globalThis.File ??= File // Debian's Node 18 has it there alone, and mjml's own parts ask for it
const { default: juice } = await import('juice')
const { default: mjml2html } = await import('mjml')

const INLINING = {
  applyStyleTags: false,
  removeStyleTags: false,
  preserveImportant: true,
  preserveMediaQueries: true,
}

for await (const line of createInterface({ input: process.stdin })) {
  const { mjml, css } = JSON.parse(line)
  const before = process.cpuUsage()
  const made = await mjml2html(mjml, { fonts: {}, keepComments: true, validationLevel: 'soft' })
  const html = css === undefined ? made.html : juice.inlineContent(made.html, css, INLINING)
  const spent = process.cpuUsage(before)
  const seconds = (spent.user + spent.system) / 1e6
  const errors = made.errors.map((error) => error.formattedMessage)
  process.stdout.write(JSON.stringify({ html, errors, seconds }) + '\n')
}
