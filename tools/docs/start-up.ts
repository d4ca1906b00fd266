import { weaknesses } from '../../packages/server/src/weak-settings.ts'

/** `docs/security/start-up.md`: what stops a start although every setting can be read. */
export function startUpPage(): string {
  const rows = weaknesses.map(({ name, about, mend }) => `| \`${name}\` | ${about} | ${mend} |`)
  return `# What stops the start

Made by \`npm run generate\` from \`packages/server/src/weak-settings.ts\`; each line has a test in \`weak-settings.test.ts\`.

Where others can reach the service (\`PAO_PUBLIC_URL\` is not this machine, or is not set and \`PAO_HOST\` is not) and the demo is
off, settings that work but are not safe stop the start: every one is listed at once, without its value, with exit code 78. There is no switch to go on all
the same.

| setting | why it is refused | what to do |
|---|---|---|
${rows.join('\n')}

Everywhere, also in a demo, these stop the start: \`NODE_TLS_REJECT_UNAUTHORIZED=0\`; a value that cannot be read; a misspelt
\`PAO_…\` name; a reference to a secret that is not set; a database set to lose what it acknowledged (\`fsync\`,
\`full_page_writes\` or \`synchronous_commit\` off); a database whose secrets were sealed with another key.
`
}
