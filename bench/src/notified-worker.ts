import { Agent, request } from 'node:http'
import pg from 'pg'

/** Hears of a row, claims it, and calls the target for it: what any engine on PostgreSQL must do at least. */
const { url, target } = JSON.parse(process.argv[2] ?? '{}') as { url: string; target: string }
const pool = new pg.Pool({ connectionString: url, max: 1 })
const ear = new pg.Client({ connectionString: url })
const agent = new Agent({ keepAlive: true })
const claim = `update floor_call set state = 'running' where name = $1 and state = 'ready'`

async function take(name: string): Promise<void> {
  const { rowCount } = await pool.query({ name: 'claim', text: claim, values: [name] })
  if (rowCount !== 1) return
  request(`${target}/floor/${name}`, { method: 'POST', agent }, (answer) => answer.resume()).end()
}

await ear.connect()
ear.on('notification', ({ payload = '' }) => void take(payload))
await ear.query('listen floor')
process.once('disconnect', () => process.exit(0))
process.send?.('ready')
