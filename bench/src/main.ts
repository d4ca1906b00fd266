import { cpus, loadavg } from 'node:os'
import { benchBurst } from './burst.ts'
import { benchFanOut } from './fan-out.ts'
import { benchGrowth } from './growth.ts'
import { benchIdle } from './idle.ts'
import { benchMemory } from './memory.ts'
import { benchOrders } from './orders.ts'
import { benchReads } from './reads.ts'
import { benchRender } from './render.ts'
import { benchSubmit } from './submit.ts'
import { benchValidate } from './validate.ts'
import { benchWebhooks } from './webhooks.ts'

const all = {
  render: benchRender,
  validate: benchValidate,
  reads: benchReads,
  submit: benchSubmit,
  webhooks: benchWebhooks,
  orders: benchOrders,
  fanout: benchFanOut,
  idle: benchIdle,
  burst: benchBurst,
  memory: benchMemory,
  growth: benchGrowth,
} as const
const wanted = process.argv.slice(2)

// Ends by itself, so that what it started is ended too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const load = loadavg()[0] ?? 0
console.log(
  `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}, load ${load.toFixed(1)}`,
)
for (const [name, bench] of Object.entries(all))
  if (wanted.length === 0 || wanted.includes(name)) await bench()
