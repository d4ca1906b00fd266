import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds in one tick of /proc; Linux has shown 100 a second for as long as it has had /proc. */
const tick = 10

/** CPU milliseconds a process and its children have used, ended children included; NaN where there is no /proc. */
export function cpuMs(pid: number): number {
  const own = statOf(pid)
  if (!own) return Number.NaN
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid)
  return (own.ticks + own.endedTicks + children.reduce((sum, { ticks }) => sum + ticks, 0)) * tick
}

/** CPU milliseconds a process alone has used; NaN where there is no /proc. */
export function ownCpuMs(pid: number): number {
  return (statOf(pid)?.ticks ?? Number.NaN) * tick
}

type Stat = { parent: number; ticks: number; endedTicks: number }

function statOf(pid: number): Stat | undefined {
  try {
    // The name in brackets may hold blanks.
    const [, text = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Za-z] )/)
    const facts = text.split(' ').map(Number)
    const sum = (from: number): number => (facts[from] ?? 0) + (facts[from + 1] ?? 0)
    return { parent: facts[1] ?? 0, ticks: sum(11), endedTicks: sum(13) }
  } catch {
    return undefined
  }
}
