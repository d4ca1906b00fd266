import { lifecycle } from '../../packages/core/src/engine/index.ts'

/** docs/lifecycle.md, from the table of what may follow what. */
export function lifecyclePage(): string {
  const arrows = Object.entries(lifecycle).flatMap(([from, targets]) =>
    targets.map((to) => `  ${from} --> ${to}`),
  )
  const rows = Object.entries(lifecycle).map(
    ([state, targets]) =>
      `| \`${state}\` | ${targets.map((to) => `\`${to}\``).join(', ') || 'an end'} |`,
  )
  return `# The life of a request

Drawn from the engine's own table; a property test refuses any step outside it. Every step is one row of the event
log with who or what caused it; the state is what the events say.

\`\`\`mermaid
stateDiagram-v2
  [*] --> submitted
${arrows.join('\n')}
\`\`\`

| state | what may follow |
|---|---|
${rows.join('\n')}

\`awaiting_approval\` means: people must agree before anything of it begins (author/approvals.md). They refuse: \`rejected\`; nobody
could be asked (the approval itself is wrong): \`failed\`, and a retry asks again. Once they agreed the request rests \`on_hold\` until
its moment, or begins. It goes back there from \`on_hold\` where an edit needs their word anew.

\`rejected\` is also the end of a request that people refuse under way, where their refusal ends it (no \`continue\`, no fallback).
It is no failure to be retried: who still wants it orders anew. What it made is undone like that of a failed one: first
\`rejected\`, then by itself \`rolling_back\`. Requests of before this was so ended as \`failed\`, and still do.

\`on_hold\` means: nothing is wrong, it is just not allowed yet. An action has states of its own: \`pending\` (its turn has not
come), \`ready\` (anybody may claim it), \`running\` (claimed, under a lease), \`waiting\` (a row with a wake-up time or a key),
\`unknown\` (its effect may have been made and must not be made twice: a person says which, see operate/effects.md),
then \`succeeded\`, \`failed\`, \`skipped\` or \`cancelled\`.

A person may have an action skipped that has not begun or waits, and one that its request failed of; a retry then goes on
without it. A failed request may also go over to the newest version of its item: what succeeded stays, what is new
begins with the retry. Why a request is where it is says \`GET /requests/{id}/explain\`.

A rollback may follow an end: by itself after \`failed\` and \`rejected\` for what the item undoes unasked, after \`cancelled\` when the cancel
asked for it, after any end when a person does. While a rollback undoes an action it is \`compensating\`, then
\`compensated\`; back to \`succeeded\` when undoing it failed and its effect stands, or to \`cancelled\` where it was
only begun. \`rolled_back\` is left again only for what stood because nobody had asked to undo it. Each end is told once (\`finish\`), so a request that failed and was rolled back
ended twice in the metrics.
`
}
