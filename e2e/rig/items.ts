/** What the rig orders. Every call carries who makes it, and what it makes names its request. */

/** What must be found of an item's orders afterwards. */
export type ItemFacts = {
  /** How an order that nobody interferes with ends. */
  end: 'completed' | 'rolled_back'
  /** Steps that make something outside; what undoes one is called `<step>-undone` there. */
  makes: readonly string[]
  /** A completed order is rolled back by whoever ordered it. */
  undoneLater?: true
  /** Most calls of its steps under way at once, over all orders. */
  most?: number
  /** Its steps may stand in line or wait for a person's word, so nobody need go on at once. */
  mayWait?: true
}

/** What is known of each item; `deadly` is only for those who mean it. */
export const facts: Readonly<Record<string, ItemFacts>> = {
  chain: { end: 'completed', makes: ['create', 'join', 'tell'] },
  ticket: { end: 'completed', makes: ['file', 'note'] },
  single: { end: 'completed', makes: ['make'] },
  undone: { end: 'rolled_back', makes: ['site', 'disk', 'net'] },
  kept: { end: 'rolled_back', makes: ['lay', 'raise'], undoneLater: true },
  once: { end: 'completed', makes: ['pour', 'cap'], mayWait: true },
  scarce: { end: 'completed', makes: ['draw'], most: 2, mayWait: true },
  part: { end: 'completed', makes: ['fit'] },
  bundle: { end: 'rolled_back', makes: [], undoneLater: true },
  long: { end: 'completed', makes: ['open', 'shut'] },
  deadly: { end: 'completed', makes: ['poison'] },
}

/** Steps whose target makes something anew at every call, whatever the key. */
export const heedless: readonly string[] = ['pour']

/** Ends the name of what undoes a step, in the ledger of the stand-in. */
export const undoneMark = '-undone'

const retry = '{ enabled: true, attempts: 12, delay: 0.5, backoff: exponential, max_delay: 4 }'

type Rest = {
  id: string
  order: number
  /** Said along with it, a template. */
  after?: string
  /** How it is undone; left out = not at all. */
  undone?: 'automatic' | 'asked'
}

function rest({ id, order, after = '', undone }: Rest): string {
  return `      - id: ${id}
        type: rest-api
        order: ${order}
        retry: ${retry}
        config:
          endpoint: { url: "{{env.PLATFORM_URL}}/v1/${id}", method: POST, timeout: 60 }
          headers: { x-replica: "{{env.REPLICA}}" }${heedless.includes(id) ? '\n          idempotent: false' : ''}
          body:
            type: json
            content_template: '{ "order": "{{fields.name}}", "request": "{{request.id}}", "after": "${after}" }'
          parsing: { type: json, extract: [{ path: "$.id", name: id, required: true }, { path: "$.by", name: by }] }
${undone ? undoing(id, undone) : ''}`
}

function undoing(id: string, when: 'automatic' | 'asked'): string {
  return `        rollback:
          enabled: true
          automatic: ${when === 'automatic'}
          action:
            type: rest-api
            retry: ${retry}
            config:
              endpoint: { url: "{{env.PLATFORM_URL}}/v1/${id}${undoneMark}", method: POST, timeout: 60 }
              headers: { x-replica: "{{env.REPLICA}}" }
              body:
                type: json
                content_template: '{ "request": "{{request.id}}", "undoes": "{{output.${id}.id}}" }'
`
}

/** Nothing listens there, so the request fails for good. */
const refused = `      - id: refused
        type: rest-api
        order: 3
        config:
          endpoint: { url: "{{env.PLATFORM_URL}}/nowhere", method: POST }
          headers: { x-replica: "{{env.REPLICA}}" }
`

const pauseOf = (seconds: number): string => `      - id: pause
        type: delay
        order: 2
        config: { seconds: ${seconds} }
`
const pause = pauseOf(1)

function ticket(id: string, order: number): string {
  return `      - id: ${id}
        type: jira-ticket
        order: ${order}
        retry: ${retry}
        config:
          connection: { instance: jira }
          ticket: { project: OPS, issue_type: Task, summary_template: "{{fields.name}}", description_template: "{{request.id}}" }
          workflow: { watch_status: false }
`
}

function head(kind: 'CatalogItem' | 'CatalogBundle', id: string): string {
  return `version: "2.0"
kind: ${kind}
metadata:
  id: ${id}
  name: ${id}
  description: An order that the rig places while it takes servers and systems down
  version: 1.0.0
  category: compute
  owner: { team: rig, contact: rig@example.com }
presentation:
  groups:
    - id: main
      name: Main
      fields: [{ id: name, name: Name, type: string, required: true }]
`
}

function item(id: string, actions: string): string {
  const most = facts[id]?.most
  const limit = most === undefined ? '' : `, max_parallel_actions: ${most}`
  return `${head('CatalogItem', id)}fulfillment:
  strategy: { mode: automatic, timeout: 3600${limit} }
  manual:
    actions:
${ticket('by_hand', 1).replaceAll(/^ {8}retry.*\n/gm, '')}
  automatic:
    actions:
${actions}`
}

const bundle = `${head('CatalogBundle', 'bundle')}components:
  - id: base
    item: part
    fields: { name: "{{fields.name}}-base" }
  - id: side
    item: part
    fields: { name: "{{fields.name}}-side" }
  - id: top
    item: part
    depends_on: [side]
    fields: { name: "{{fields.name}}-on-{{components.base.outputs.id}}" }
`

/** The documents by the path of their file below the catalog. */
export const documents: Readonly<Record<string, string>> = {
  'catalog/compute/chain': item(
    'chain',
    rest({ id: 'create', order: 1 }) +
      pause +
      rest({ id: 'join', order: 3, after: '{{output.create.id}}' }) +
      rest({ id: 'tell', order: 4 }),
  ),
  'catalog/compute/ticket': item(
    'ticket',
    ticket('file', 1) + rest({ id: 'note', order: 2, after: '{{output.file.key}}' }),
  ),
  'catalog/compute/single': item('single', rest({ id: 'make', order: 1 })),
  'catalog/compute/undone': item(
    'undone',
    rest({ id: 'site', order: 1, undone: 'automatic' }) +
      rest({ id: 'disk', order: 2, undone: 'automatic' }) +
      rest({ id: 'net', order: 2, undone: 'automatic' }) +
      refused,
  ),
  'catalog/compute/kept': item(
    'kept',
    rest({ id: 'lay', order: 1, undone: 'asked' }) +
      pause +
      rest({ id: 'raise', order: 3, undone: 'asked' }),
  ),
  'catalog/compute/once': item(
    'once',
    rest({ id: 'pour', order: 1 }) + rest({ id: 'cap', order: 2, after: '{{output.pour.id}}' }),
  ),
  'catalog/compute/scarce': item('scarce', rest({ id: 'draw', order: 1 })),
  'catalog/compute/long': item(
    'long',
    rest({ id: 'open', order: 1 }) + pauseOf(12) + rest({ id: 'shut', order: 3 }),
  ),
  'catalog/compute/part': item('part', rest({ id: 'fit', order: 1, undone: 'asked' })),
  'catalog/compute/deadly': item('deadly', rest({ id: 'poison', order: 1 })),
  'bundles/bundle': bundle,
}
