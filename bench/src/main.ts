import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { benchBurst } from './burst.ts'
import { benchCatalog } from './catalog.ts'
import { benchFanOut } from './fan-out.ts'
import { benchGrowth } from './growth.ts'
import { benchIdle } from './idle.ts'
import { benchMemory } from './memory.ts'
import { shown } from './measure.ts'
import { benchOrders } from './orders.ts'
import { benchOverload } from './overload.ts'
import { benchReads } from './reads.ts'
import { keepFigures } from './recorded.ts'
import { benchRender } from './render.ts'
import { benchSearch } from './search.ts'
import { benchSockets } from './sockets.ts'
import { benchStart } from './start.ts'
import { benchSubmissions } from './submissions.ts'
import { benchSubmit } from './submit.ts'
import { benchValidate } from './validate.ts'
import { benchWebhooks } from './webhooks.ts'

const all = {
  render: benchRender,
  validate: benchValidate,
  reads: benchReads,
  catalog: benchCatalog,
  search: benchSearch,
  submit: benchSubmit,
  submissions: benchSubmissions,
  overload: benchOverload,
  sockets: benchSockets,
  start: benchStart,
  webhooks: benchWebhooks,
  orders: benchOrders,
  fanout: benchFanOut,
  idle: benchIdle,
  burst: benchBurst,
  memory: benchMemory,
  growth: benchGrowth,
} as const
const { values, positionals: wanted } = parseArgs({
  options: { record: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = wanted.filter((name) => !Object.hasOwn(all, name))
if (unknown.length > 0)
  throw new Error(`No bench ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`)

// Ends by itself, so that what it started is ended too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const load = loadavg()[0] ?? 0
const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`
console.log(`${machine}, load ${load.toFixed(1)}`)
for (const [name, bench] of Object.entries(all))
  if (wanted.length === 0 || wanted.includes(name)) await bench()
if (values.record) {
  const facts = {
    on: new Date().toISOString().slice(0, 10),
    machine,
    load: Number(load.toFixed(1)),
  }
  keepFigures(new Map([...shown].map(([title, figures]) => [title, { ...facts, figures }])))
}
