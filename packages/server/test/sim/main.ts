import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { play } from './play.ts'
import { playSeeds, type Range, type Tally } from './run.ts'
import { shrink, told } from './shrink.ts'
import { storyOf } from './story.ts'

/** `npm run sim -- --seeds 10000 --seed 1`: see README.md beside. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string' },
  },
})

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** New seeds every time; printed, so that they can be played again. */
const anySeed = (): number => 1_000_000 + Math.floor(Math.random() * 1_000_000_000)

async function playAll(): Promise<void> {
  const first = values.seed === undefined ? anySeed() : Number(values.seed)
  const count = Number(values.seeds ?? (values.seed === undefined ? 1_000 : 1))
  const workers = Math.min(Number(values.workers ?? Math.min(2, availableParallelism())), count)
  say(`seeds ${first} to ${first + count - 1}, ${workers} at a time`)
  const began = performance.now()
  const tallies = await Promise.all(
    Array.from({ length: workers }, (_, n) =>
      inWorker({ first: first + n, count: Math.ceil((count - n) / workers), step: workers }),
    ),
  )
  const seconds = (performance.now() - began) / 1000
  const sum = (name: Exclude<keyof Tally, 'failed'>): number =>
    tallies.reduce((all, tally) => all + tally[name], 0)
  const failed = tallies.flatMap((tally) => tally.failed)
  say(
    `${sum('seeds')} seeds in ${seconds.toFixed(1)} s, ${(sum('seeds') / seconds).toFixed(0)} a second; ` +
      `${sum('moments')} moments, ${sum('faults')} faults, ${sum('crashes')} crashes, ` +
      `${sum('claims')} claims, ${sum('refused')} late reports refused; ${failed.length} failed`,
  )
  for (const { seed } of failed.slice(0, 3)) await explain(seed)
  if (failed.length > 0) process.exitCode = 1
}

/** The promise that was broken and the smallest story that breaks it. */
async function explain(seed: number): Promise<void> {
  const story = storyOf(seed)
  const [violation] = (await play(story)).violations
  if (!violation) return say(`seed ${seed} does not fail again: the world is not deterministic`)
  say(`\n${violation.invariant}: ${violation.text}`)
  say(told(await shrink(story, violation.invariant)))
  say(`SEED=${seed} npm run sim -- --seed ${seed}`)
}

function inWorker(range: Range): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: range })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

if (isMainThread) await playAll()
else parentPort?.postMessage(await playSeeds(workerData as Range), [])
