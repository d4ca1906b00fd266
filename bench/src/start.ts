import { startCluster } from './cluster.ts'
import { benchEnv } from './engine.ts'
import { removeFolder, tempFolder } from './folders.ts'
import { writeLargeCatalog } from './large-catalog.ts'
import { show } from './measure.ts'
import { startBare, startPao } from './processes.ts'
import { memoryOf } from './resident.ts'

/** From the start of the process until it is ready: all at once as `npm start`, and one more replica of a running database. */
export async function benchStart(): Promise<void> {
  const folder = tempFolder()
  try {
    const bare = await timed(() => startBare('{}', {}))
    await bare.running.stop()
    const alone = await timed(() => startPao({ PAO_DEMO: 'on' }))
    const memory = memoryOf(alone.running.pid)
    await alone.running.stop()
    const cluster = await timed(() => startCluster())
    const env = benchEnv(folder, cluster.running.url)
    const first = await timed(() => startPao(env))
    const second = await timed(() => startPao(env))
    const many = writeLargeCatalog(folder, 10_000)
    const reading = await timed(() => startPao({ ...env, PAO_CATALOG: many }))
    const readingMemory = memoryOf(reading.running.pid)
    const large = await timed(() => startPao({ ...env, PAO_CATALOG: many }))
    const largeMemory = memoryOf(large.running.pid)
    for (const { running } of [large, reading, second, first, cluster]) await running.stop()
    const floor = { name: 'a bare Node server', value: bare.seconds }
    const database = { name: 'a fresh PostgreSQL alone', value: cluster.seconds }
    show('Start until ready', [
      { name: 'as npm start, nothing there yet', value: alone.seconds, unit: 's', floor: database },
      { name: 'first on an empty database', value: first.seconds, unit: 's', floor },
      { name: 'one more replica', value: second.seconds, unit: 's', floor },
      { name: 'first to read 10,000 items', value: reading.seconds, unit: 's', floor },
      { name: 'one more, 10,000 items', value: large.seconds, unit: 's', floor, aim: '<= 8 s' },
      { name: 'resident, as npm start', value: memory, unit: 'MB' },
      { name: 'resident, first to read 10,000 items', value: readingMemory, unit: 'MB' },
      { name: 'resident, one more, 10,000 items', value: largeMemory, unit: 'MB', aim: '<= 512' },
    ])
  } finally {
    removeFolder(folder)
  }
}

async function timed<T>(start: () => Promise<T>): Promise<{ running: T; seconds: number }> {
  const began = performance.now()
  const running = await start()
  return { running, seconds: (performance.now() - began) / 1000 }
}
