import { parseArgs } from 'node:util'
import { startServer } from '../../packages/server/test/database.ts'
import { chaos } from './chaos.ts'
import { races } from './races.ts'
import { rolling } from './rolling.ts'
import { sweep } from './sweep.ts'
import { takeover } from './takeover.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '4' },
    count: { type: 'string', default: '1500' },
    every: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
    turns: { type: 'string', default: '4' },
    watchers: { type: 'string', default: '100' },
    other: { type: 'string' },
    items: { type: 'string', default: 'chain,ticket,undone,kept,once,scarce,bundle' },
  },
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const runs: Record<string, () => Promise<{ violations: readonly string[] }>> = {
  sweep: () =>
    sweep({
      items: values.items.split(','),
      every: Number(values.every),
      lanes: Number(values.lanes),
      say,
    }),
  chaos: () =>
    chaos({
      minutes: Number(values.minutes),
      rate: Number(values.rate),
      databaseEvery: 20,
      redisEvery: 15,
      say,
    }),
  takeover: () => takeover({ rounds: Number(values.rounds), atOnce: 50, say }),
  rolling: () =>
    rolling({
      turns: Number(values.turns),
      rate: Number(values.rate) * 5,
      watchers: Number(values.watchers),
      ...(values.other !== undefined && { other: values.other }),
      say,
    }),
  races: () => races({ count: Number(values.count), atOnce: 120, say }),
}

const server = await startServer()
process.env['PAO_TEST_DATABASE_URL'] = server.url
const run = runs[positionals[0] ?? '']
if (!run) throw new Error(`say one of ${Object.keys(runs).join(', ')}`)
const report = await run()
say(JSON.stringify(report, null, 2))
await server.stop()
process.exit(report.violations.length === 0 ? 0 : 1)
