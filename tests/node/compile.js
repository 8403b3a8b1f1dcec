// Compiles MJML with the official compiler, and inlines with juice where CSS comes along.
// A line of JSON in, { mjml, css }; a line out, { html, errors, seconds }: its CPU time.
// For { judged } what it has against a document alone: { errors }. It makes none of a wrong one.
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

async function against(document) {
  try {
    await mjml2html(document, { fonts: {}, validationLevel: 'strict' })
    return []
  } catch (error) {
    if (!error.errors) throw error
    return error.errors.map((one) => one.formattedMessage)
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { mjml, css, judged } = JSON.parse(line)
  if (judged !== undefined) {
    process.stdout.write(JSON.stringify({ errors: await against(judged) }) + '\n')
    continue
  }
  const before = process.cpuUsage()
  const made = await mjml2html(mjml, { fonts: {}, keepComments: true, validationLevel: 'soft' })
  const html = css === undefined ? made.html : juice.inlineContent(made.html, css, INLINING)
  const spent = process.cpuUsage(before)
  const seconds = (spent.user + spent.system) / 1e6
  const errors = made.errors.map((error) => error.formattedMessage)
  process.stdout.write(JSON.stringify({ html, errors, seconds }) + '\n')
}
