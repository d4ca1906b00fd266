import { problems } from '../../packages/core/src/problem.ts'
import { diagnosticRegister } from '../../packages/core/src/catalog/diagnostic-register.ts'

/** docs/errors.md, from the two registers. */
export function errorsPage(): string {
  const refusals = Object.entries(problems).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`,
  )
  const findings = Object.entries(diagnosticRegister).map(
    ([code, { severity, title, mend }]) =>
      `| \`${code}\` | ${severity} | ${cell(title)} | ${cell(mend)} |`,
  )
  return `# Errors

## Refusals of the API

Every refusal is \`application/problem+json\` (RFC 9457) with \`status\`, \`title\`, a stable \`code\`, \`correlation_id\`, and for
bad input an \`errors\` list: \`code\`, \`pointer\` (JSON Pointer), \`message\`, \`hint\`.

| code | status | title |
|---|---|---|
${refusals.join('\n')}
| \`internal\` | 500 | Something broke on our side; the log has the correlation id |

## Findings in catalog documents

Each names file, line, column, path, what was found, what was expected and how to mend it.

| code | severity | what | mend |
|---|---|---|---|
${findings.join('\n')}

## Faults of answers to a form

\`PAO2…\` codes stand in the \`errors\` list of \`request.invalid\`; the message is the item's own where it has one.
`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
