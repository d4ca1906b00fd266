import { readdirSync, readFileSync } from 'node:fs'
import { exampleOf, itemWith, tryExample } from '../../packages/connectors/contract/example-item.ts'
import {
  type Connector,
  connectors,
  effectOf,
  type WouldCall,
} from '../../packages/connectors/src/index.ts'
import { settingsTable, withTable } from '../../packages/connectors/src/kit/settings-table.ts'
import { actionSchemas, connectionSchemas } from '../../packages/connectors/src/schemas.ts'
import { repeatOf } from './connectors.ts'

const source = new URL('../../packages/connectors/src/', import.meta.url)
const types = Object.keys(actionSchemas).toSorted()

const readmeOf = (type: string): string =>
  readFileSync(new URL(`${type}/README.md`, source), 'utf8')

/** The READMEs of the folders with their tables of settings as `config.ts` says now, by path from the root. */
export function connectorReadmes(): (readonly [string, string])[] {
  return types.map((type) => {
    const text = readmeOf(type)
    return [
      `packages/connectors/src/${type}/README.md`,
      withTable(text, actionSchemas[type] ?? {}) ?? text,
    ]
  })
}

/** docs/connectors: a page for each type of action and one that lists them, by path from the root. */
export async function connectorPages(): Promise<(readonly [string, string])[]> {
  const pages = types.map(
    async (type) => [`docs/connectors/${type}.md`, await pageOf(type)] as const,
  )
  return [['docs/connectors/README.md', indexPage()], ...(await Promise.all(pages))]
}

function indexPage(): string {
  const rows = types.map((type) => {
    const connector = connectors.get(type)
    const { description = '' }: { description?: string } = actionSchemas[type] ?? {}
    const cells = [`[${type}](${type}.md)`, description, stateOf(connector)]
    return `| ${[...cells, repeatOf(type), undoing(connector)].join(' | ')} |`
  })
  return `# Connectors

One page for each type of action. *Repeat* says what a second call for the same effect does
([meaning](../author/connectors.md)); *undo* what becomes of its effect in a rollback. How one is written:
[writing a connector](../author/writing-a-connector.md); how one is tried without calling anybody: [dry runs](../author/dry-run.md).

| type | what it does | state | repeat | undo |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function stateOf(connector: Connector | undefined): string {
  return connector ? 'runs' : 'announced'
}

function undoing(connector: Connector | undefined): string {
  if (!connector) return ''
  if (effectOf(connector, {}).reads) return 'nothing to undo'
  return connector.compensate ? 'by itself' : 'by an action that the item names'
}

async function pageOf(type: string): Promise<string> {
  const readme = readmeOf(type)
  const [head = '', ...rest] = readme
    .replaceAll(/<!--.*?-->\n\n?/g, '')
    .replaceAll('](../../../../docs/', '](../')
    .trimEnd()
    .split(/^(?=## )/m)
  const connector = connectors.get(type)
  return [
    `<!-- Made by "npm run generate" from packages/connectors/src/${type}. -->\n\n`,
    head,
    connector ? `${factsOf(type, connector)}\n\n` : '',
    rest.join('').trimEnd(),
    '\n',
    ...connectionsOf(type),
    connector ? await examplePart(connector, readme) : '',
  ].join('')
}

function factsOf(type: string, connector: Connector): string {
  const doors = [
    connector.poll && 'looks again by time',
    connector.resume && 'is woken by news (a webhook, a person)',
    connector.cancel && 'tells the other side to stop when the request is cancelled',
  ].filter((door) => door !== undefined)
  const rows = [
    ['repeat', repeatOf(type)],
    ['undo', undoing(connector)],
    ['after it began', doors.length > 0 ? doors.join('; ') : 'ends with its first call'],
  ]
  return ['| | |', '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
}

/** Which connections the code of the folder asks for. */
function connectionsOf(type: string): string[] {
  const folder = new URL(`${type}/`, source)
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const asked = [...code.join('\n').matchAll(/\.connection\(\s*'([a-z0-9-]+)'/g)]
  return [...new Set(asked.map(([, name = '']) => name))].toSorted().flatMap((name) => {
    const schema = connectionSchemas[name]
    if (!schema) return []
    const setUp = 'Set up by the operator ([how](../operate/connections.md)).'
    return [`\n## Connection \`${name}\`\n\n${setUp}\n\n${settingsTable(schema)}\n`]
  })
}

async function examplePart(connector: Connector, readme: string): Promise<string> {
  const { dry } = await tryExample(connector, readme)
  const calls = dry?.calls ?? []
  const rows = calls.map((call) => `| ${callText(call)} | ${call.answer?.source ?? ''} |`)
  const table = ['| call | answer played |', '| --- | --- |', ...rows].join('\n')
  return `
## The example tried dry

${calls.length > 0 ? table : 'It calls nobody.'}

## The example in a whole item

\`\`\`yaml
${itemWith(exampleOf(readme))}\`\`\`
`
}

function callText({ door, method = door, target, times }: WouldCall): string {
  const [address = ''] = target.split('?')
  return `${method} \`${address}\`${times === undefined ? '' : `, ${times} times`}`
}
