import type { Cluster } from './cluster.ts'
import { cpuMs } from './cpu.ts'
import type { Wave } from './engine.ts'
import { type Held, startProgram } from './processes.ts'

/** Processes of a floor, held still between the sets they are timed with. */
export type FloorCrew = {
  hire(): Promise<void>
  /** From the moment they are let go until so many ends were told. */
  wave(count: number): Promise<Wave>
  stop(): Promise<void>
}

type Floor = {
  cluster: Cluster
  program: string
  settings: object
  /** Writes what is to be worked off. */
  fill(count: number): Promise<void>
}

/** Each process of the program tells `ready` once, and `ended` for each end. */
export function openFloorCrew({ cluster, program, settings, fill }: Floor): FloorCrew {
  const members: Held[] = []
  let left = 0
  let allEnded: (() => void) | undefined
  const hear = (message: unknown): void => {
    if (message !== 'ended') return
    left -= 1
    if (left === 0) allEnded?.()
  }
  const used = () => ({
    node: members.reduce((sum, member) => sum + member.cpuMs(), 0),
    database: cpuMs(cluster.pid()),
  })
  return {
    async hire() {
      const member = startProgram(program, settings)
      members.push(member)
      member.onMessage(hear)
      await new Promise<void>((resolve) =>
        member.onMessage((message) => message === 'ready' && resolve()),
      )
      member.freeze()
    },
    async wave(count) {
      await fill(count)
      left = count
      const done = new Promise<void>((resolve) => (allEnded = resolve))
      const before = used()
      const started = performance.now()
      for (const member of members) member.thaw()
      await done
      const ms = performance.now() - started
      const after = used()
      for (const member of members) member.freeze()
      return { ms, nodeMs: after.node - before.node, databaseMs: after.database - before.database }
    },
    async stop() {
      for (const member of members) await member.stop()
    },
  }
}
