import { type Answer, expectStatus, expectThat, type Probe, type Target } from './target.ts'

const variables = '/api/v1/test/variables'
const items = '/api/v1/validate/catalog-item'
/** Milliseconds a hostile template or document may take, way there and back included. */
const soonMs = 5_000

const render = ({ ask }: Target, template: unknown, fields: object = { name: 'x' }) =>
  ask(variables, { body: { template, fields } })

async function refusesTemplates(target: Target, templates: readonly string[]): Promise<void> {
  for (const template of templates) {
    const answer = await render(target, template, { name: 'x', list: list(50) })
    expectStatus(template.slice(0, 60), answer, 400, 413, 422)
    expectSoon(template.slice(0, 60), answer)
  }
}

async function refusesDocuments(
  { ask }: Target,
  documents: readonly string[],
  times = 1,
): Promise<void> {
  for (const document of documents)
    for (let count = 0; count < times; count += 1) {
      const answer = await ask(items, { body: { document } })
      const what = document.slice(0, 60)
      expectStatus(what, answer, 200, 400, 413)
      expectThat(answer.json['valid'] !== true, `${what} counts as valid`)
      expectSoon(what, answer)
    }
}

function expectSoon(what: string, { ms }: Answer): void {
  expectThat(ms < soonMs, `${what} took ${Math.round(ms)} ms`)
}

function list(length: number): number[] {
  return Array.from({ length }, (_, n) => n)
}

async function staysText(target: Target, template: unknown, value: string): Promise<unknown> {
  const answer = await render(target, template, { name: value })
  expectStatus(value, answer, 200)
  return answer.json['value']
}

const nested = (open: string, count: number, close: string): string =>
  open.repeat(count) + close.repeat(count)

type Written = { id?: string; pattern?: string; action?: string }

/** A small item, with one thing of it written otherwise. */
function item({ id = 'probe', pattern = 'a', action = '' }: Written = {}): string {
  return `version: "2.0"
kind: CatalogItem
metadata:
  id: ${JSON.stringify(id)}
  name: Probe
  description: Looks whether an attack is held off, and is never ordered by anybody at all
  version: 1.0.0
  category: tests
  owner: { team: probes }
presentation:
  groups:
    - id: main
      name: Main
      fields: [{ id: f, name: F, type: string, validation: { pattern: ${JSON.stringify(pattern)} } }]
fulfillment:
  strategy: { mode: automatic }
  manual: { actions: [] }
  automatic: { actions: [${action}] }
`
}

const endpoint = (url: string, headers = '{}'): string =>
  `{ id: call, type: rest-api, config: { endpoint: { url: ${JSON.stringify(url)}, method: GET }, headers: ${headers} } }`

/** Whatever else is wrong with a small item here, this must be wrong besides. */
async function findsFaultWith(target: Target, written: readonly Written[]): Promise<void> {
  for (const one of written) {
    const plain = { ...(one.action !== undefined && { action: endpoint('https://example.com/x') }) }
    const usual = await errorsIn(target, item(plain))
    const found = await errorsIn(target, item(one))
    const more = found.filter((error) => !usual.includes(error))
    expectThat(more.length > 0, `nothing is wrong with ${JSON.stringify(one).slice(0, 200)}`)
  }
}

async function errorsIn({ ask }: Target, document: string): Promise<readonly string[]> {
  const answer = await ask(items, { body: { document } })
  expectStatus('a small item', answer, 200)
  const { diagnostics } = answer.json
  const all = Array.isArray(diagnostics) ? (diagnostics as Record<string, unknown>[]) : []
  return all
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, message }) => `${String(code)} ${String(path)} ${String(message)}`)
}

const loops = (depth: number, body: string): string =>
  list(depth).reduce((inner, n) => `{{#each fields.list as i${n}}}${inner}{{/each}}`, body)

/** Templates and documents, handed to the tools of the sandbox. */
export const documentProbes: readonly Probe[] = [
  {
    id: 'A01',
    about: 'code in a template',
    run: (target) =>
      refusesTemplates(target, [
        '{{constructor.constructor("return process")()}}',
        '{{this.constructor}}',
        '{{fields.name.constructor("return 1")()}}',
      ]),
  },
  {
    id: 'A02',
    about: 'computed and obfuscated members',
    run: (target) =>
      refusesTemplates(target, [
        "{{fields['con'+'structor']}}",
        '{{fields[`constructor`]}}',
        '{{fields.\\u0063onstructor}}',
        '{{fields/* */.constructor}}',
      ]),
  },
  {
    id: 'A03',
    about: 'a template in an answer',
    async run(target) {
      const value = '{{secrets.KEY}}{{system.user.email}}'
      const once = await staysText(target, '{{fields.name}}', value)
      expectThat(once === value, `the answer became ${String(once)}`)
    },
  },
  {
    id: 'A04',
    about: 'inherited members',
    run: (target) =>
      refusesTemplates(
        target,
        ['__proto__', 'constructor', 'prototype'].map((name) => `{{fields.name.${name}}}`),
      ),
  },
  {
    id: 'A05',
    about: 'output that grows',
    run: (target) => refusesTemplates(target, [loops(3, 'x'.repeat(200))]),
  },
  {
    id: 'A06',
    about: 'loops that do nothing, nested',
    run: (target) => refusesTemplates(target, [loops(4, '')]),
  },
  {
    id: 'A07',
    about: 'endless expressions',
    run: (target) =>
      refusesTemplates(target, [
        `{{${nested('(', 10_000, ')')}}}`,
        `{{fields${'.a'.repeat(10_000)}}}`,
        `{{${'a'.repeat(1_000_000)}}}`,
      ]),
  },
  {
    id: 'A08',
    about: 'a value that leaves its JSON text',
    async run(target) {
      const value = '","admin":true,"x":"'
      const rendered = await staysText(target, '{"name": {{json(fields.name)}}}', value)
      const read: unknown = JSON.parse(String(rendered))
      expectThat(
        JSON.stringify(read) === JSON.stringify({ name: value }),
        `it became ${String(rendered)}`,
      )
    },
  },
  {
    id: 'A12',
    about: 'reserved names as keys of a config',
    async run(target) {
      const body = '{"template":{"__proto__":"{{fields.name}}"},"fields":{"name":"x"}}'
      expectStatus('__proto__ as a key', await target.ask(variables, { body }), 400, 422)
    },
  },
  {
    id: 'A13',
    about: 'a secret in a place where it is shown',
    async run(target) {
      const { json, status } = await render(target, '{{secrets.KEY}}')
      expectThat(status >= 400 || json['value'] === '***', 'a secret is shown')
    },
  },
  {
    id: 'A14',
    about: 'names outside the namespaces',
    run: (target) =>
      refusesTemplates(target, ['{{process.env.PATH}}', '{{globalThis}}', '{{require("fs")}}']),
  },
  {
    id: 'A28',
    about: 'headers an item may not set',
    run: (target) =>
      findsFaultWith(
        target,
        ['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Cookie'].map((name) => ({
          action: endpoint('https://example.com/x', `{ ${name}: x }`),
        })),
      ),
  },
  {
    id: 'A30',
    about: 'aliases that grow',
    run: (target) => {
      const lines = list(9).map(
        (n) => `b${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`},`.repeat(9)}]`,
      )
      return refusesDocuments(target, [`a: &a ["x"]\n${lines.join('\n')}`])
    },
  },
  {
    id: 'A31',
    about: 'depth that ends the process',
    run: (target) =>
      refusesDocuments(target, [nested('[', 1_000, ']'), nested('{a: ', 400, '}')], 5),
  },
  {
    id: 'A32',
    about: 'a prototype in a document',
    run: (target) => refusesDocuments(target, ['a: &a {__proto__: {isAdmin: true}}\nb:\n  <<: *a']),
  },
  {
    id: 'A33',
    about: 'doubled keys, several documents, strange tags, circles',
    run: (target) =>
      refusesDocuments(target, [
        'version: "2.0"\nversion: "2.0"',
        '--- a\n--- b',
        '!!js/function "function(){}"',
        '&a [*a]',
      ]),
  },
  {
    id: 'A35',
    about: 'patterns that take for ever',
    run: (target) =>
      patternsAreQuick(target, ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(\\w+\\s?)*$', '\\s+$']),
  },
  {
    id: 'A36',
    about: 'unsupported patterns',
    run: (target) => findsFaultWith(target, [{ pattern: '(?=a)a' }, { pattern: '(a)\\1' }]),
  },
  {
    id: 'A37',
    about: 'impossible patterns',
    run: (target) =>
      findsFaultWith(
        target,
        ['(', '((a{100}){100}){100}', 'a'.repeat(1_001)].map((pattern) => ({ pattern })),
      ),
  },
  {
    id: 'A47',
    about: 'look-alike ids, turned text',
    run: (target) =>
      findsFaultWith(target, [{ id: 'dаtabase' }, { id: 'da\u200Dta' }, { id: 'user\u202Enimda' }]),
  },
]

/** Whether they are taken or refused: an answer comes soon, and the form is checked soon too. */
async function patternsAreQuick({ ask }: Target, patterns: readonly string[]): Promise<void> {
  for (const pattern of patterns) {
    const document = item({ pattern })
    const answer = await ask('/api/v1/preview/form', {
      body: { document, fields: { f: `${'a'.repeat(5_000)}!${' '.repeat(5_000)}x` } },
    })
    expectStatus(pattern, answer, 200, 400, 422)
    expectSoon(pattern, answer)
  }
}
